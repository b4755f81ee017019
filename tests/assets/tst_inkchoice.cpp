// SPDX-License-Identifier: Apache-2.0
#include "app/assets/cardlayout.h"
#include "app/assets/inkchoice.h"

#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
constexpr QSize cardSize{400, 252};

QImage faceOf(const QColor &color)
{
    QImage face(cardSize, QImage::Format_ARGB32_Premultiplied);
    face.fill(color);
    return face;
}

double leastContrast(const QColor &ink, const QImage &face, const QRect &area)
{
    double least = 21;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            least = std::min(least, contrast(luminance(ink), luminance(face.pixelColor(x, y))));
    }
    return least;
}
} // namespace

class TestInkChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cardColor_isSixHexDigitsOnly_data();
    void cardColor_isSixHexDigitsOnly();
    void contrast_isThatOfTheGuidelines();
    void wantedInk_whenReadable_isUsed();
    void wantedInk_whenUnreadable_isReplaced_data();
    void wantedInk_whenUnreadable_isReplaced();
    void wantedInk_readableOnAverageOnly_isReplaced();
    void lightAndDarkUnderTheWriting_needsAScrim();
    void noiseWithTheInkWithin_isNotReadable();
    void whatLiesElsewhere_doesNotMatter();
    void anyGradient_isReadableOrNeedsAScrim();
};

void TestInkChoice::cardColor_isSixHexDigitsOnly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isColor");
    QTest::newRow("upper case") << u"00FFAA"_s << true;
    QTest::newRow("lower case") << u"00ffaa"_s << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("three digits") << u"fff"_s << false;
    QTest::newRow("hash") << u"#00ffa"_s << false;
    QTest::newRow("eight digits") << u"00ffaa11"_s << false;
    QTest::newRow("a name") << u"yellow"_s << false;
    QTest::newRow("sign") << u"+0ffaa"_s << false;
    QTest::newRow("0x") << u"0xffaa"_s << false;
    QTest::newRow("space") << u" 0ffaa"_s << false;
    QTest::newRow("full-width digits") << u"００ｆｆａａ"_s << false;
}

void TestInkChoice::cardColor_isSixHexDigitsOnly()
{
    QFETCH(QString, text);
    QFETCH(bool, isColor);
    QCOMPARE(cardColor(text).has_value(), isColor);
    if (isColor)
        QCOMPARE(*cardColor(text), QColor(0x00, 0xff, 0xaa));
}

void TestInkChoice::contrast_isThatOfTheGuidelines()
{
    const double white = luminance(Qt::white);
    QCOMPARE(contrast(white, luminance(Qt::black)), 21.0);
    QCOMPARE(contrast(white, white), 1.0);
    // 767676 is known as the lightest grey that reaches 4.5:1 on white.
    QVERIFY(contrast(white, luminance(QColor(0x76, 0x76, 0x76))) >= 4.5);
    QVERIFY(contrast(luminance(QColor(0x77, 0x77, 0x77)), white) < 4.5);
}

void TestInkChoice::wantedInk_whenReadable_isUsed()
{
    const InkChoice choice = chooseInk(faceOf(QColor(0x10, 0x20, 0x50)), u"FFE08A"_s);
    QCOMPARE(choice.ink, QColor(0xFF, 0xE0, 0x8A));
    QVERIFY(!choice.needsScrim);
}

void TestInkChoice::wantedInk_whenUnreadable_isReplaced_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QColor>("ground");
    QTest::addColumn<bool>("isLight");
    QTest::newRow("white on white") << u"FFFFFF"_s << QColor(Qt::white) << false;
    QTest::newRow("black on black") << u"000000"_s << QColor(Qt::black) << true;
    QTest::newRow("grey just too light") << u"777777"_s << QColor(Qt::white) << false;
    QTest::newRow("rubbish on dark") << u"javascript"_s << QColor(0x10, 0x20, 0x50) << true;
    QTest::newRow("nothing on light") << QString() << QColor(0xF0, 0xE0, 0xC0) << false;
}

void TestInkChoice::wantedInk_whenUnreadable_isReplaced()
{
    QFETCH(QString, wanted);
    QFETCH(QColor, ground);
    QFETCH(bool, isLight);
    const InkChoice choice = chooseInk(faceOf(ground), wanted);
    QVERIFY(!choice.needsScrim);
    QCOMPARE(luminance(choice.ink) > 0.5, isLight);
    QVERIFY(contrast(luminance(choice.ink), luminance(ground)) >= readableContrast);
}

void TestInkChoice::wantedInk_readableOnAverageOnly_isReplaced()
{
    QImage face = faceOf(QColor(0xE0, 0xE0, 0xE0));
    const QRect digits = CardLayout::on(face.rect(), CardLayout::digits).toRect();
    QPainter painter(&face);
    painter.fillRect(QRect(digits.topLeft(), QSize(14, digits.height())), QColor(0x90, 0x90, 0x90)); // one digit wide
    painter.end();
    const InkChoice choice = chooseInk(face, u"5A5A5A"_s); // 5:1 on the light, 2:1 on the patch
    QVERIFY(choice.ink != QColor(0x5A, 0x5A, 0x5A));
    QVERIFY(!choice.needsScrim);
    QVERIFY(leastContrast(choice.ink, face, digits) >= readableContrast);
}

void TestInkChoice::lightAndDarkUnderTheWriting_needsAScrim()
{
    QImage face = faceOf(Qt::black);
    const QRect digits = CardLayout::on(face.rect(), CardLayout::digits).toRect();
    QPainter painter(&face);
    painter.fillRect(QRect(digits.topLeft(), QSize(20, digits.height())), Qt::white);
    painter.end();
    const InkChoice choice = chooseInk(face, u"FFFFFF"_s);
    QVERIFY(choice.needsScrim);
    QVERIFY(luminance(choice.ink) > 0.5); // most of it is dark
}

void TestInkChoice::noiseWithTheInkWithin_isNotReadable()
{
    // Both extremes are far from the wanted ink, and what lies between is just like it.
    QImage face = faceOf(Qt::white);
    const QRect digits = CardLayout::on(face.rect(), CardLayout::digits).toRect();
    QPainter painter(&face);
    painter.fillRect(digits, Qt::black);
    painter.end();
    QVERIFY(chooseInk(face, u"757575"_s).needsScrim);
}

void TestInkChoice::whatLiesElsewhere_doesNotMatter()
{
    QImage face = faceOf(Qt::white);
    QPainter painter(&face);
    for (const QRectF &area : {CardLayout::digits, CardLayout::expiry})
        painter.fillRect(CardLayout::on(face.rect(), area).toAlignedRect(), Qt::black);
    painter.end();
    const InkChoice choice = chooseInk(face, u"FFFFFF"_s);
    QCOMPARE(choice.ink, QColor(Qt::white));
    QVERIFY(!choice.needsScrim);
}

void TestInkChoice::anyGradient_isReadableOrNeedsAScrim()
{
    int withoutScrim = 0;
    for (int from = 0; from < 256; from += 17) {
        for (int to = 0; to < 256; to += 17) {
            QImage face = faceOf(Qt::white);
            QLinearGradient gradient(0, 0, cardSize.width(), cardSize.height());
            gradient.setColorAt(0, QColor(from, from / 2, 255 - from));
            gradient.setColorAt(1, QColor(to, to, to));
            QPainter painter(&face);
            painter.fillRect(face.rect(), gradient);
            painter.end();
            const InkChoice choice = chooseInk(face, u"C0FFEE"_s);
            if (choice.needsScrim)
                continue;
            ++withoutScrim;
            for (const QRectF &area : {CardLayout::digits, CardLayout::expiry})
                QVERIFY(leastContrast(choice.ink, face, CardLayout::on(face.rect(), area).toRect()) > 4.4);
        }
    }
    QVERIFY(withoutScrim > 100);
}

QTEST_APPLESS_MAIN(TestInkChoice)
#include "tst_inkchoice.moc"
