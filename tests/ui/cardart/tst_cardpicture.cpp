// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/cardart/fakepictures.h"
#include "ui/cardart/artnote.h"
#include "ui/cardart/cardview.h"
#include "ui/cardart/statelook.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {
Token tokenWith(const QString &product, TokenState state = TokenState::Active)
{
    Token token;
    token.id = {u"tk_"_s + product};
    token.state = state;
    token.stateWord = stateName(state).toUpper();
    token.scheme = Scheme::Visa;
    token.issuerName = u"Alder Bank"_s;
    token.cardLastDigits = u"00005"_s;
    token.cardExpiry = u"1231"_s;
    token.art = FakeArt::named(product);
    return token;
}

double channelShare(int value)
{
    const double share = value / 255.0;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double lightOf(const QColor &color)
{
    return 0.2126 * channelShare(color.red()) + 0.7152 * channelShare(color.green()) +
           0.0722 * channelShare(color.blue());
}

int unlikePixels(const QImage &a, const QImage &b, const QRect &room)
{
    int count = 0;
    for (int y = room.top(); y <= room.bottom(); ++y) {
        for (int x = room.left(); x <= room.right(); ++x)
            count += a.pixel(x, y) != b.pixel(x, y);
    }
    return count;
}
} // namespace

class TestCardPicture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void art_isAskedForInDevicePixels();
    void art_isShownPixelByPixel();
    void art_hasRoundCorners();
    void transparentPicture_standsOnTheIssuersColour();
    void loading_showsTheNeutralCard();
    void art_thatIsAtHand_needsNoNeutralCardFirst();
    void lateAnswer_forAnotherToken_isIgnored();
    void tokenOfTheSameProduct_keepsTheArt();
    void closedWhilePending_isHarmless();
    void anotherSize_isAskedForOnce_andTheOldArtStays();
    void deletedCard_losesItsColours();
    void suspendedCard_carriesABand();
    void writing_isLeftToTheArtThatHasIt();
    void writing_onATroubledGround_standsOnAScrim();
    void description_saysWhetherTheArtIsShown();
    void keysAndClicks_askForTheLargerView();
    void preview_isNoButton();
    void note_saysWhyArtIsMissing();
    void note_saysWhichHostWouldSee();
    void note_hasNothingToSayOfGoodArt();

private:
    void show(const Token &token);
    [[nodiscard]] QRect cardPixels() const;

    std::shared_ptr<FakePictures> m_pictures;
    std::unique_ptr<CardView> m_view;
};

void TestCardPicture::init()
{
    m_pictures = std::make_shared<FakePictures>();
    m_view = std::make_unique<CardView>();
    m_view->setPictures(m_pictures);
    m_view->resize(416, m_view->heightForWidth(416));
}

void TestCardPicture::show(const Token &token)
{
    m_view->setToken(token);
    m_view->show();
    QTRY_VERIFY(!m_pictures->cards.isEmpty());
    const auto &question = m_pictures->cards.last();
    question.settler.settle(m_pictures->pictureOf(question.art, question.size));
    QTRY_VERIFY(!m_view->picture().isNull());
}

QRect TestCardPicture::cardPixels() const
{
    const QRectF card = m_view->cardRect();
    const qreal ratio = m_view->devicePixelRatioF();
    return QRect((card.topLeft() * ratio).toPoint(), (card.size() * ratio).toSize());
}

void TestCardPicture::art_isAskedForInDevicePixels()
{
    show(tokenWith(u"alder"_s));
    QCOMPARE(m_pictures->cards.size(), 1);
    QCOMPARE(m_pictures->cards.first().size, (m_view->cardRect().size() * m_view->devicePixelRatioF()).toSize());
    QVERIFY(m_pictures->cards.first().size.width() >= 400 * m_view->devicePixelRatioF() - 1);
}

void TestCardPicture::art_isShownPixelByPixel()
{
    show(tokenWith(u"alder"_s));
    const QImage grabbed = m_view->grab().toImage();
    const QRect pixels = cardPixels();
    const QImage art = m_view->picture().image;
    QCOMPARE(art.size(), pixels.size());
    // A stripe below the corners and above the digits, where only the art is.
    const int top = art.height() / 4;
    const int right = art.width() * 9 / 10;
    for (int y = top; y < art.height() / 2; ++y) {
        for (int x = 10; x < right; ++x)
            QCOMPARE(grabbed.pixelColor(pixels.left() + x, pixels.top() + y), art.pixelColor(x, y));
    }
}

void TestCardPicture::art_hasRoundCorners()
{
    const QSize size(400, 252);
    const CardFace face = faceOf(tokenWith(u"alder"_s));
    const QImage art = shownArt(FakeArt::painted(u"alder"_s, size), size, face).toImage();
    for (const QPoint corner : {QPoint(0, 0), QPoint(399, 0), QPoint(0, 251), QPoint(399, 251)})
        QCOMPARE(art.pixelColor(corner).alpha(), 0);
    const int radius = qRound(400 * 3.48 / 85.60);
    QCOMPARE(art.pixelColor(radius + 1, 0).alpha(), 255);
}

void TestCardPicture::transparentPicture_standsOnTheIssuersColour()
{
    CardPicture picture;
    picture.image = QImage(44, 28, QImage::Format_ARGB32_Premultiplied);
    picture.image.fill(Qt::transparent);
    const auto middle = [&](TokenState state, const QColor &ground) {
        return shownArt(picture, {44, 28}, {.scheme = Scheme::Visa, .state = state}, ground)
            .toImage()
            .pixelColor(22, 14);
    };
    QCOMPARE(middle(TokenState::Active, artColor(u"0F2F57"_s)), QColor(0x0F, 0x2F, 0x57));
    QVERIFY(middle(TokenState::Deleted, artColor(u"0F2F57"_s)).saturation() <
            QColor(0x0F, 0x2F, 0x57).saturation() / 2);
    QVERIFY(!artColor(u"#FFFFFF"_s).isValid() && !artColor(u"white"_s).isValid() && !artColor(u"0F2F57;"_s).isValid());
    QVERIFY(middle(TokenState::Active, artColor(u"white"_s)) != QColor(Qt::white));
}

void TestCardPicture::loading_showsTheNeutralCard()
{
    m_view->setToken(tokenWith(u"alder"_s));
    m_view->show();
    QTRY_VERIFY(!m_pictures->cards.isEmpty());
    CardView neutral;
    neutral.resize(m_view->size());
    neutral.setToken(tokenWith(u"alder"_s));
    QCOMPARE(m_view->grab().toImage(), neutral.grab().toImage());
}

void TestCardPicture::art_thatIsAtHand_needsNoNeutralCardFirst()
{
    show(tokenWith(u"alder"_s));
    m_pictures->answersAtOnce = true;
    m_view->setToken(tokenWith(u"night"_s));
    QVERIFY(!m_view->picture().isNull()); // before any event is handled
    QCOMPARE(m_view->picture().image,
             m_pictures->pictureOf(FakeArt::named(u"night"_s), m_pictures->cards.last().size).image);
}

void TestCardPicture::lateAnswer_forAnotherToken_isIgnored()
{
    m_view->setToken(tokenWith(u"alder"_s));
    m_view->show();
    QTRY_COMPARE(m_pictures->cards.size(), 1);
    m_view->setToken(tokenWith(u"night"_s));
    QTRY_COMPARE(m_pictures->cards.size(), 2);
    const auto [first, second] = std::pair(m_pictures->cards.at(0), m_pictures->cards.at(1));
    second.settler.settle(m_pictures->pictureOf(second.art, second.size));
    QTRY_VERIFY(!m_view->picture().isNull());
    first.settler.settle(m_pictures->pictureOf(first.art, first.size));
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
    QCOMPARE(m_view->picture().image, m_pictures->pictureOf(second.art, second.size).image);
}

void TestCardPicture::tokenOfTheSameProduct_keepsTheArt()
{
    show(tokenWith(u"alder"_s));
    Token other = tokenWith(u"alder"_s);
    other.id = {u"tk_other"_s};
    other.cardLastDigits = u"2222"_s;
    m_view->setToken(other);
    QVERIFY(!m_view->picture().isNull());
    QCOMPARE(m_pictures->cards.size(), 1);
}

void TestCardPicture::closedWhilePending_isHarmless()
{
    m_view->setToken(tokenWith(u"alder"_s));
    m_view->show();
    QTRY_COMPARE(m_pictures->cards.size(), 1);
    m_view.reset();
    const auto &question = m_pictures->cards.first();
    question.settler.settle(m_pictures->pictureOf(question.art, question.size));
    QCoreApplication::processEvents();
}

void TestCardPicture::anotherSize_isAskedForOnce_andTheOldArtStays()
{
    show(tokenWith(u"alder"_s));
    for (const int width : {400, 380, 360, 340})
        m_view->resize(width, m_view->heightForWidth(width));
    QVERIFY(!m_view->picture().isNull());
    const QRect pixels = cardPixels();
    const QImage scaled = m_view->grab().toImage();
    const QColor middle = scaled.pixelColor(pixels.center().x(), pixels.top() + pixels.height() / 3);
    QVERIFY(middle.green() > middle.red()); // the art's green, not the neutral card's blue
    QTRY_COMPARE(m_pictures->cards.size(), 2);
    QCOMPARE(m_pictures->cards.last().size, cardPixels().size());
}

void TestCardPicture::deletedCard_losesItsColours()
{
    show(tokenWith(u"meadow"_s, TokenState::Deleted));
    const QImage image = m_view->grab().toImage();
    const QRect pixels = cardPixels();
    for (int x = pixels.left() + 30; x < pixels.right() - 30; ++x) {
        const QColor color = image.pixelColor(x, pixels.bottom() - 12);
        QVERIFY(std::abs(color.red() - color.green()) <= 16 && std::abs(color.green() - color.blue()) <= 16);
    }
}

void TestCardPicture::suspendedCard_carriesABand()
{
    show(tokenWith(u"alder"_s, TokenState::Suspended));
    const QImage image = m_view->grab().toImage();
    const QRect pixels = cardPixels();
    QCOMPARE(image.pixelColor(pixels.right() - 10, pixels.top() + pixels.height() * 118 / 252),
             stateColors(TokenState::Suspended).ground);
}

void TestCardPicture::writing_isLeftToTheArtThatHasIt()
{
    const QSize size(400, 252);
    const CardFace face = faceOf(tokenWith(u"alder"_s));
    const auto painted = [&](bool hasIssuer, bool hasBrand, bool isComplete) {
        CardPicture picture = FakeArt::painted(u"alder"_s, size);
        picture.hasIssuer = hasIssuer;
        picture.hasBrand = hasBrand;
        picture.isComplete = isComplete;
        QImage image(size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        paintCard(painter, QRectF({}, QSizeF(size)), face, picture, shownArt(picture, size, face));
        return image;
    };
    const QRect issuer(20, 15, 200, 36);
    const QRect brand(250, 200, 130, 40);
    const QRect digits(20, 170, 200, 36);
    const QImage bare = FakeArt::painted(u"alder"_s, size).image;
    const QImage both = painted(false, false, false);
    QVERIFY(unlikePixels(both, bare, issuer) > 50);
    QVERIFY(unlikePixels(both, bare, brand) > 50);
    QCOMPARE(unlikePixels(painted(true, false, false), bare, issuer), 0);
    QCOMPARE(unlikePixels(painted(false, true, false), bare, brand), 0);
    const QImage complete = painted(false, false, true);
    QCOMPARE(unlikePixels(complete, bare, issuer), 0);
    QCOMPARE(unlikePixels(complete, bare, brand), 0);
    QVERIFY(unlikePixels(complete, bare, digits) > 50); // digits are always written
}

void TestCardPicture::writing_onATroubledGround_standsOnAScrim()
{
    const QSize size(400, 252);
    const CardFace face = faceOf(tokenWith(u"pearl"_s));
    const CardPicture picture = FakeArt::painted(u"pearl"_s, size);
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintCard(painter, QRectF({}, QSizeF(size)), face, picture, shownArt(picture, size, face));
    painter.end();
    // Just before the first digit there is ground alone.
    for (const int y : {184, 188, 192}) {
        const double contrast = 1.05 / (lightOf(image.pixelColor(20, y)) + 0.05);
        QVERIFY2(contrast >= 4.5, qPrintable(QString::number(contrast)));
    }
    for (int x = 26; x < 130; ++x)
        QVERIFY(1.05 / (lightOf(image.pixelColor(x, 178)) + 0.05) >= 4.5);
}

void TestCardPicture::description_saysWhetherTheArtIsShown()
{
    m_view->setToken(tokenWith(u"alder"_s));
    QCOMPARE(m_view->accessibleDescription(),
             u"Alder Bank, Visa, number ending 00005, expires 12/31, Active. Neutral card."_s);
    show(tokenWith(u"alder"_s));
    QTRY_COMPARE(m_view->accessibleDescription(),
                 u"Alder Bank, Visa, number ending 00005, expires 12/31, Active. With the issuer’s art."_s);
    m_view->setToken(tokenWith(u"night"_s));
    QVERIFY(m_view->accessibleDescription().endsWith("Neutral card."_L1));
}

void TestCardPicture::keysAndClicks_askForTheLargerView()
{
    m_view->setPressable(true);
    show(tokenWith(u"alder"_s));
    QSignalSpy pressed(m_view.get(), &CardView::pressed);
    QVERIFY(m_view->focusPolicy() & Qt::TabFocus);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space})
        QTest::keyClick(m_view.get(), key);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, m_view->cardRect().center().toPoint());
    QCOMPARE(pressed.count(), 4);
    QTest::keyClick(m_view.get(), Qt::Key_A);
    QTest::mouseClick(m_view.get(), Qt::RightButton, {}, m_view->cardRect().center().toPoint());
    QCOMPARE(pressed.count(), 4);
}

void TestCardPicture::preview_isNoButton()
{
    QSignalSpy pressed(m_view.get(), &CardView::pressed);
    m_view->setPreview(Scheme::Visa, u"4111 11•• •••• 1111"_s, u"12/31"_s);
    m_view->show();
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, m_view->cardRect().center().toPoint());
    QTest::keyClick(m_view.get(), Qt::Key_Space);
    QCOMPARE(pressed.count(), 0);
    QCOMPARE(m_view->focusPolicy(), Qt::NoFocus);
}

void TestCardPicture::note_saysWhyArtIsMissing()
{
    ArtNote note;
    CardPicture picture;
    picture.problem = AssetProblem::Forbidden;
    picture.problemAsset = u"asset-x\u202E"_s;
    note.setPicture(picture, std::nullopt);
    const auto *text = note.findChild<QLabel *>(u"artNoteText"_s);
    QCOMPARE(text->text(),
             u"The picture asset-x\\u202e was refused: it refers to files outside itself or holds active content. "
             "The neutral card is shown instead."_s);
    QCOMPARE(text->textFormat(), Qt::PlainText);
    picture.image = FakeArt::painted(u"alder"_s, {40, 25}).image;
    note.setPicture(picture, std::nullopt);
    QVERIFY(text->text().endsWith("The card is shown without it."_L1));
    note.setPicture({}, Error{.kind = Error::Kind::Unreachable});
    QVERIFY(text->text().startsWith("The card’s art could not be fetched."_L1) ||
            text->text().contains(u"could not be fetched"_s));
}

void TestCardPicture::note_saysWhichHostWouldSee()
{
    ArtNote note;
    CardPicture picture;
    picture.awaitsHost = u"art.example"_s;
    note.setPicture(picture, std::nullopt);
    note.show();
    auto *button = note.findChild<QPushButton *>(u"allowHostsButton"_s);
    QVERIFY(button->isVisible());
    QVERIFY(note.findChild<QLabel *>(u"artNoteText"_s)
                ->text()
                .contains(u"art.example will see that this card is looked at."_s));
    QSignalSpy allowed(&note, &ArtNote::hostsAllowed);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(allowed.count(), 1);
}

void TestCardPicture::note_hasNothingToSayOfGoodArt()
{
    ArtNote note;
    note.setPicture(FakeArt::painted(u"alder"_s, {40, 25}), std::nullopt);
    QVERIFY(note.isHidden());
    note.setPicture({}, std::nullopt);
    QVERIFY(note.isHidden());
}

QTEST_MAIN(TestCardPicture)
#include "tst_cardpicture.moc"
