// SPDX-License-Identifier: Apache-2.0
#include "app/assets/cardcomposer.h"
#include "app/assets/cardlayout.h"
#include "app/assets/inkchoice.h"
#include "tests/assets/assetfakes.h"

#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
constexpr QSize cardSize{400, 252};
const QColor ground(0x20, 0x30, 0x60);

//! Where `color` (nearly) is.
QRect extentOf(const QImage &image, const QColor &color)
{
    QRect extent;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor found = image.pixelColor(x, y);
            const int distance = qAbs(found.red() - color.red()) + qAbs(found.green() - color.green()) +
                                 qAbs(found.blue() - color.blue());
            if (distance < 60)
                extent |= QRect(x, y, 1, 1);
        }
    }
    return extent;
}

QRect boxOf(const QRectF &area)
{
    return CardLayout::on(QRectF(QPointF(), cardSize), area).toAlignedRect();
}

//! A picture with a square in its middle, by which distortion shows.
QImage withSquare(const QSize &size, int side)
{
    QImage image = plainImage(size, Qt::blue);
    QPainter painter(&image);
    painter.fillRect(QRect((size.width() - side) / 2, (size.height() - side) / 2, side, side), Qt::red);
    return image;
}
} // namespace

class TestCardComposer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothing_isNull();
    void rubbishAsColour_isNull();
    void completeCard_isUsedBeforeAllOthers();
    void backgroundPicture_goesBeforeColour();
    void colourAlone_isAPlainCard();
    void logos_standInTheirCorners();
    void logos_areNeverDistorted_data();
    void logos_areNeverDistorted();
    void logosOfAnyShape_keepClearOfEachOther();
    void logosAlone_haveANeutralGround();
    void backgroundOfAnotherShape_isCutNotDistorted();
    void completeCardOfAnotherShape_isShownWhole();
    void completeCardALittleOff_isCutToTheEdge();
    void transparentPictures_lieOnTheColour();
    void ink_isReadableOnTheComposedCard();
    void everySize_isTheSizeAskedFor_data();
    void everySize_isTheSizeAskedFor();
    void icon_isCentredOnNothing();
    void layout_keepsAreasApart();
};

void TestCardComposer::nothing_isNull()
{
    QVERIFY(composedCard({}, cardSize).isNull());
    QVERIFY(composedCard({.backgroundColor = u"203060"_s}, QSize()).isNull());
    QVERIFY(composedIcon({}, cardSize).isNull());
}

void TestCardComposer::rubbishAsColour_isNull()
{
    QVERIFY(composedCard({.foregroundColor = u"FFFFFF"_s, .backgroundColor = u"#20306"_s}, cardSize).isNull());
}

void TestCardComposer::completeCard_isUsedBeforeAllOthers()
{
    const CardPicture card = composedCard({.complete = plainImage({800, 504}, Qt::red),
                                           .background = plainImage({800, 504}, Qt::green),
                                           .issuerLogo = plainImage({100, 100}, Qt::blue),
                                           .backgroundColor = u"203060"_s},
                                          cardSize);
    QCOMPARE(card.image, plainImage(cardSize, Qt::red));
    QVERIFY(card.isComplete);
    QVERIFY(card.hasBrand);
    QVERIFY(card.hasIssuer);
}

void TestCardComposer::backgroundPicture_goesBeforeColour()
{
    const CardPicture card =
        composedCard({.background = plainImage({800, 504}, Qt::green), .backgroundColor = u"203060"_s}, cardSize);
    QCOMPARE(card.image, plainImage(cardSize, Qt::green));
    QVERIFY(!card.isComplete);
    QVERIFY(!card.hasBrand);
    QVERIFY(!card.hasIssuer);
}

void TestCardComposer::colourAlone_isAPlainCard()
{
    const CardPicture card = composedCard({.backgroundColor = u"203060"_s}, cardSize);
    QCOMPARE(card.image, plainImage(cardSize, ground));
}

void TestCardComposer::logos_standInTheirCorners()
{
    const CardPicture card = composedCard({.issuerLogo = plainImage({50, 50}, Qt::red),
                                           .brandLogo = plainImage({50, 50}, Qt::green),
                                           .cobrandLogo = plainImage({50, 50}, Qt::yellow),
                                           .backgroundColor = u"203060"_s},
                                          cardSize);
    const QRect issuer = extentOf(card.image, Qt::red);
    const QRect brand = extentOf(card.image, Qt::green);
    const QRect cobrand = extentOf(card.image, Qt::yellow);
    QVERIFY(boxOf(CardLayout::issuerLogo).contains(issuer));
    QVERIFY(boxOf(CardLayout::brandLogo).contains(brand));
    QVERIFY(boxOf(CardLayout::cobrandLogo).contains(cobrand));
    QVERIFY(qAbs(issuer.left() - boxOf(CardLayout::issuerLogo).left()) <= 1);
    QVERIFY(qAbs(issuer.top() - boxOf(CardLayout::issuerLogo).top()) <= 1);
    QVERIFY(qAbs(brand.right() - boxOf(CardLayout::brandLogo).right()) <= 1);
    QVERIFY(qAbs(brand.bottom() - boxOf(CardLayout::brandLogo).bottom()) <= 1);
    QVERIFY(qAbs(cobrand.right() - boxOf(CardLayout::cobrandLogo).right()) <= 1);
    QVERIFY(card.hasIssuer);
    QVERIFY(card.hasBrand);
    QVERIFY(!card.isComplete);
}

void TestCardComposer::logos_areNeverDistorted_data()
{
    QTest::addColumn<QSize>("logo");
    QTest::newRow("square") << QSize(64, 64);
    QTest::newRow("wide") << QSize(400, 40);
    QTest::newRow("tall") << QSize(40, 400);
    QTest::newRow("large") << QSize(2000, 1000);
    QTest::newRow("small") << QSize(8, 4);
}

void TestCardComposer::logos_areNeverDistorted()
{
    QFETCH(QSize, logo);
    const CardPicture card =
        composedCard({.issuerLogo = plainImage(logo, Qt::red), .backgroundColor = u"203060"_s}, cardSize);
    const QRect drawn = extentOf(card.image, Qt::red);
    const QSizeF wanted = QSizeF(logo).scaled(CardLayout::issuerLogo.width() * cardSize.width(),
                                              CardLayout::issuerLogo.height() * cardSize.height(), Qt::KeepAspectRatio);
    QVERIFY(qAbs(drawn.width() - wanted.width()) <= 2);
    QVERIFY(qAbs(drawn.height() - wanted.height()) <= 2);
}

void TestCardComposer::logosOfAnyShape_keepClearOfEachOther()
{
    for (const QSize &shape : {QSize(1000, 10), QSize(10, 1000), QSize(300, 300)}) {
        const CardPicture card = composedCard({.issuerLogo = plainImage(shape, Qt::red),
                                               .brandLogo = plainImage(shape, Qt::green),
                                               .cobrandLogo = plainImage(shape, Qt::yellow),
                                               .backgroundColor = u"203060"_s},
                                              cardSize);
        const QRect clear = QRect(QPoint(), cardSize).adjusted(22, 20, -22, -20);
        const QRect issuer = extentOf(card.image, Qt::red);
        const QRect brand = extentOf(card.image, Qt::green);
        const QRect cobrand = extentOf(card.image, Qt::yellow);
        QVERIFY(clear.contains(issuer) && clear.contains(brand) && clear.contains(cobrand));
        QVERIFY(!issuer.adjusted(-16, -16, 16, 16).intersects(cobrand));
        QVERIFY(!brand.adjusted(-16, -16, 16, 16).intersects(cobrand));
    }
}

void TestCardComposer::logosAlone_haveANeutralGround()
{
    const CardPicture card = composedCard({.brandLogo = plainImage({50, 50}, Qt::green)}, cardSize);
    QVERIFY(!card.isNull());
    QCOMPARE(qAlpha(card.image.pixel(0, 0)), 255);
    QVERIFY(!card.needsScrim);
}

void TestCardComposer::backgroundOfAnotherShape_isCutNotDistorted()
{
    const CardPicture card = composedCard({.background = withSquare({400, 400}, 100)}, cardSize);
    QCOMPARE(card.image.pixelColor(0, 0), QColor(Qt::blue));
    QCOMPARE(card.image.pixelColor(399, 251), QColor(Qt::blue));
    QCOMPARE(extentOf(card.image, Qt::red), QRect(150, 76, 100, 100));
}

void TestCardComposer::completeCardOfAnotherShape_isShownWhole()
{
    const CardPicture card =
        composedCard({.complete = withSquare({252, 252}, 100), .backgroundColor = u"203060"_s}, cardSize);
    QCOMPARE(extentOf(card.image, Qt::blue), QRect(74, 0, 252, 252));
    QCOMPARE(extentOf(card.image, Qt::red), QRect(150, 76, 100, 100));
    QCOMPARE(card.image.pixelColor(10, 10), ground);
}

void TestCardComposer::completeCardALittleOff_isCutToTheEdge()
{
    const CardPicture card = composedCard({.complete = plainImage({512, 340}, Qt::red)}, cardSize);
    QCOMPARE(card.image, plainImage(cardSize, Qt::red));
}

void TestCardComposer::transparentPictures_lieOnTheColour()
{
    const CardPicture card =
        composedCard({.complete = plainImage({800, 504}, Qt::transparent), .backgroundColor = u"203060"_s}, cardSize);
    QCOMPARE(card.image, plainImage(cardSize, ground));
}

void TestCardComposer::ink_isReadableOnTheComposedCard()
{
    const CardPicture wanted = composedCard({.foregroundColor = u"FFE08A"_s, .backgroundColor = u"203060"_s}, cardSize);
    QCOMPARE(wanted.ink, QColor(0xFF, 0xE0, 0x8A));
    const CardPicture replaced = composedCard({.background = plainImage({800, 504}, Qt::white),
                                               .foregroundColor = u"FFE08A"_s,
                                               .backgroundColor = u"203060"_s},
                                              cardSize);
    QVERIFY(luminance(replaced.ink) < 0.1);
    QVERIFY(!replaced.needsScrim);
}

void TestCardComposer::everySize_isTheSizeAskedFor_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("one pixel") << QSize(1, 1);
    QTest::newRow("row of a list") << QSize(40, 25);
    QTest::newRow("high density") << QSize(800, 505);
    QTest::newRow("odd") << QSize(33, 101);
}

void TestCardComposer::everySize_isTheSizeAskedFor()
{
    QFETCH(QSize, size);
    const CardPicture card = composedCard({.background = plainImage({80, 50}, Qt::green),
                                           .issuerLogo = plainImage({50, 50}, Qt::red),
                                           .brandLogo = plainImage({50, 50}, Qt::red)},
                                          size);
    QCOMPARE(card.image.size(), size);
    QCOMPARE(card.image.format(), QImage::Format_ARGB32_Premultiplied);
    QVERIFY(card.ink.isValid());
    QCOMPARE(composedIcon(plainImage({50, 50}, Qt::red), size).image.size(), size);
}

void TestCardComposer::icon_isCentredOnNothing()
{
    const CardPicture icon = composedIcon(plainImage({50, 50}, Qt::red), {40, 20});
    QCOMPARE(extentOf(icon.image, Qt::red), QRect(10, 0, 20, 20));
    QCOMPARE(qAlpha(icon.image.pixel(0, 0)), 0);
    QVERIFY(icon.isComplete);
}

void TestCardComposer::layout_keepsAreasApart()
{
    using namespace CardLayout;
    const QRectF edge(0.05, 0.05, 0.9, 0.9);
    for (const QRectF &area : {issuerLogo, cobrandLogo, brandLogo, digits, expiry})
        QVERIFY(edge.contains(area));
    for (const QRectF &logo : {issuerLogo, cobrandLogo, brandLogo}) {
        QVERIFY(!logo.intersects(digits));
        QVERIFY(!logo.intersects(expiry));
    }
    QVERIFY(!issuerLogo.intersects(cobrandLogo));
    QVERIFY(!CardLayout::schemeName.intersects(expiry));
    QVERIFY(!CardLayout::schemeName.intersects(issuerName));
}

QTEST_APPLESS_MAIN(TestCardComposer)
#include "tst_cardcomposer.moc"
