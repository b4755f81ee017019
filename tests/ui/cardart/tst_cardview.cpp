// SPDX-License-Identifier: Apache-2.0
#include "ui/cardart/cardview.h"
#include "ui/cardart/statelook.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {
constexpr Scheme schemes[] = {Scheme::Unknown, Scheme::Visa, Scheme::Mastercard, Scheme::Amex,     Scheme::Discover,
                              Scheme::Elo,     Scheme::Jcb,  Scheme::Diners,     Scheme::UnionPay, Scheme::Maestro};
constexpr TokenState states[] = {TokenState::Unknown, TokenState::Pending, TokenState::Active, TokenState::Suspended,
                                 TokenState::Deleted};

Token sample()
{
    Token token;
    token.id = {u"tk_9f3c2a71e4"_s};
    token.state = TokenState::Active;
    token.stateWord = u"ACTIVE"_s;
    token.scheme = Scheme::Visa;
    token.issuerName = u"Harbour Bank"_s;
    token.cardLastDigits = u"1111"_s;
    token.cardExpiry = u"1231"_s;
    return token;
}

double channel(int value)
{
    const double share = value / 255.0;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * channel(color.red()) + 0.7152 * channel(color.green()) + 0.0722 * channel(color.blue());
}

double contrast(const QColor &a, const QColor &b)
{
    const double lighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

QImage painted(const CardFace &face, const QSize &size, qreal ratio = 1)
{
    QImage image(size * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintCard(painter, QRectF(QPointF(), QSizeF(size)), face);
    return image;
}

int differingPixels(const QImage &a, const QImage &b)
{
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            count += a.pixel(x, y) != b.pixel(x, y);
    }
    return count;
}
} // namespace

class TestCardView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pressableCard_isAButtonForScreenReaders();
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void proportions_areThoseOfARealCard();
    void everyGround_carriesItsWriting();
    void everyChip_isReadableInBothPalettes();
    void corners_areRound();
    void lastDigits_areNeitherPaddedNorCut_data();
    void lastDigits_areNeitherPaddedNorCut();
    void description_namesIssuerSchemeDigitsAndState();
    void previewsDescription_saysNothingOfAState();
    void everyStateButActive_isWrittenAcross();
    void thumbnail_dependsOnSchemeAndDeletionAlone();
    void schemeUnknownHere_isNamedByTheProvidersWord();
    void hostileText_isEscaped();
    void longIssuer_staysInsideTheCard();
    void higherPixelRatio_drawsMorePixelsNotBiggerOnes();
    void stateText_addsTheProvidersWordWhenItDiffers();
};

void TestCardView::proportions_areThoseOfARealCard()
{
    CardView view;
    for (const int width : {216, 300, 416, 900}) {
        view.resize(width, view.heightForWidth(width));
        const QRectF card = view.cardRect();
        QVERIFY(std::abs(card.width() / card.height() - 85.60 / 53.98) < 0.001);
        QVERIFY(card.width() <= width - 2 * CardView::shadowMargin);
        QVERIFY(card.width() >= width - 2 * CardView::shadowMargin - 1);
    }
}

void TestCardView::everyGround_carriesItsWriting()
{
    for (const Scheme scheme : schemes) {
        for (const TokenState state : {TokenState::Active, TokenState::Deleted}) {
            // Small enough to be drawn without its writing, on which the ground would be hidden.
            const QImage ground = painted({.scheme = scheme, .state = state}, {118, 74});
            for (int y = 4; y < ground.height() - 4; ++y) {
                for (int x = 4; x < ground.width() - 4; ++x)
                    QVERIFY2(contrast(cardTextColor(), ground.pixelColor(x, y)) >= 4.5,
                             qPrintable(u"%1 at %2,%3"_s.arg(schemeName(scheme)).arg(x).arg(y)));
            }
        }
    }
}

void TestCardView::everyChip_isReadableInBothPalettes()
{
    for (const Appearance appearance : {Appearance::Dark, Appearance::Light}) {
        applyTheme(*qApp, appearance);
        for (const TokenState state : states)
            QVERIFY(contrast(stateColors(state).ground, stateColors(state).text) >= 4.5);
    }
}

void TestCardView::corners_areRound()
{
    const QImage image = painted({.scheme = Scheme::Visa}, {400, 252});
    for (const QPoint corner : {QPoint(0, 0), QPoint(399, 0), QPoint(0, 251), QPoint(399, 251)})
        QCOMPARE(image.pixelColor(corner).alpha(), 0);
    // The corner's arc touches the edge where its radius, 3.48 mm of 85.60, ends.
    const int radius = qRound(400 * 3.48 / 85.60);
    QCOMPARE(image.pixelColor(radius + 1, 0).alpha(), 255);
    QVERIFY(image.pixelColor(radius / 2, 0).alpha() < 255);
}

void TestCardView::lastDigits_areNeitherPaddedNorCut_data()
{
    QTest::addColumn<QString>("digits");
    QTest::addColumn<QString>("expected");
    QTest::newRow("four") << u"1111"_s << u"•••• 1111"_s;
    QTest::newRow("five") << u"00005"_s << u"•••• 00005"_s;
    QTest::newRow("one") << u"7"_s << u"•••• 7"_s;
    QTest::newRow("none") << QString() << QString();
}

void TestCardView::lastDigits_areNeitherPaddedNorCut()
{
    QFETCH(QString, digits);
    QFETCH(QString, expected);
    CardView view;
    Token token = sample();
    token.cardLastDigits = digits;
    view.setToken(token);
    QCOMPARE(view.face().digits, expected);
}

void TestCardView::description_namesIssuerSchemeDigitsAndState()
{
    CardView view;
    Token token = sample();
    token.state = TokenState::Suspended;
    token.stateWord = u"SUSPENDED"_s;
    view.setToken(token);
    QCOMPARE(view.accessibleDescription(),
             u"Harbour Bank, Visa, number ending 1111, expires 12/31, Suspended. Neutral card."_s);
    QVERIFY(!view.accessibleName().isEmpty());
}

void TestCardView::previewsDescription_saysNothingOfAState()
{
    CardView view;
    view.setPreview(Scheme::Visa, u"4111 11•• •••• 1111"_s, u"12/31"_s);
    QCOMPARE(view.accessibleDescription(), u"Preview: Visa, number ending 1111, expires 12/31"_s);
    view.setPreview(Scheme::Unknown, u"••••"_s, QString());
    QCOMPARE(view.accessibleDescription(), u"Preview: Card"_s);
}

void TestCardView::everyStateButActive_isWrittenAcross()
{
    const QImage active = painted(faceOf(sample()), {400, 252});
    for (const TokenState state : states) {
        if (state == TokenState::Active)
            continue;
        CardFace face = faceOf(sample());
        face.state = state;
        const QImage image = painted(face, {400, 252});
        QCOMPARE(image.pixelColor(395, 118), stateColors(state).ground); // the band
        QVERIFY(differingPixels(image, active) > 400 * 40);
        CardFace nameless = face;
        nameless.stateWord = u"OTHER"_s;
        QVERIFY(differingPixels(image, painted(nameless, {400, 252})) > 20); // its words
    }
}

void TestCardView::thumbnail_dependsOnSchemeAndDeletionAlone()
{
    CardFace other = faceOf(sample());
    other.issuer = u"Another"_s;
    other.digits = u"•••• 2222"_s;
    other.state = TokenState::Suspended;
    const QSize size(44, 28);
    QCOMPARE(painted(other, size), painted(faceOf(sample()), size));
    other.state = TokenState::Deleted;
    QVERIFY(painted(other, size) != painted(faceOf(sample()), size));
    other.scheme = Scheme::Amex;
    QVERIFY(painted(other, size) != painted({.scheme = Scheme::Visa, .state = TokenState::Deleted}, size));
}

void TestCardView::schemeUnknownHere_isNamedByTheProvidersWord()
{
    QCOMPARE(schemeText(Scheme::Unknown, u"TROY"_s), u"TROY"_s);
    QCOMPARE(schemeText(Scheme::Unknown, u"UNKNOWN"_s), schemeName(Scheme::Unknown));
    QCOMPARE(schemeText(Scheme::Visa, u"VISA"_s), u"Visa"_s);
}

void TestCardView::hostileText_isEscaped()
{
    CardView view;
    Token token = sample();
    token.issuerName = u"<b>Bank</b>\u202E"_s;
    token.state = TokenState::Unknown;
    token.stateWord = u"X\u200BY"_s;
    view.setToken(token);
    QVERIFY(view.accessibleDescription().startsWith("<b>Bank</b>\\u202e"_L1));
    QVERIFY(view.accessibleDescription().contains(u"Unknown · X\\u200bY. "_s));

    CardFace escaped = faceOf(token);
    escaped.issuer = u"<b>Bank</b>\\u202e"_s;
    escaped.stateWord = u"X\\u200bY"_s;
    QCOMPARE(painted(faceOf(token), {400, 252}), painted(escaped, {400, 252}));
}

void TestCardView::longIssuer_staysInsideTheCard()
{
    CardFace blank = faceOf(sample());
    blank.issuer = u" "_s;
    CardFace face = blank;
    face.issuer = QString(128, u'W');
    const QImage image = painted(face, {400, 252});
    const QImage without = painted(blank, {400, 252});
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 378; x < image.width(); ++x)
            QCOMPARE(image.pixel(x, y), without.pixel(x, y));
    }
}

void TestCardView::higherPixelRatio_drawsMorePixelsNotBiggerOnes()
{
    const QImage once = painted(faceOf(sample()), {400, 252});
    const QImage twice = painted(faceOf(sample()), {400, 252}, 2);
    QCOMPARE(twice.size(), once.size() * 2);
    QImage enlarged = once.scaled(twice.size(), Qt::IgnoreAspectRatio, Qt::FastTransformation);
    enlarged.setDevicePixelRatio(2);
    QVERIFY(differingPixels(twice, enlarged) > 1000);
}

void TestCardView::stateText_addsTheProvidersWordWhenItDiffers()
{
    QCOMPARE(stateText(TokenState::Active, u"ACTIVE"_s), u"Active"_s);
    QCOMPARE(stateText(TokenState::Active, QString()), u"Active"_s);
    QCOMPARE(stateText(TokenState::Unknown, u"NOT FOUND"_s), u"Unknown · NOT FOUND"_s);
}

void TestCardView::pressableCard_isAButtonForScreenReaders()
{
    CardView card;
    card.setToken(sample());
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(&card);
    QVERIFY(spoken != nullptr);
    QCOMPARE(spoken->role(), QAccessible::Graphic);
    QVERIFY(!spoken->actionInterface()->actionNames().contains(QAccessibleActionInterface::pressAction()));
    card.setPressable(true);
    QCOMPARE(spoken->role(), QAccessible::Button);
    QVERIFY(spoken->actionInterface()->actionNames().contains(QAccessibleActionInterface::pressAction()));
    QSignalSpy pressed(&card, &CardView::pressed);
    spoken->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(pressed.size(), 1);
}

QTEST_MAIN(TestCardView)
#include "tst_cardview.moc"
