// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/cardart/fakepictures.h"
#include "ui/cardart/contactsheet.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
QList<SheetCard> sheetCards()
{
    QList<SheetCard> cards;
    int state = 0;
    for (const QString &product : FakeArt::products()) {
        Token token;
        token.id = {u"tk_"_s + product};
        token.state = static_cast<TokenState>((++state + 1) % 5);
        token.scheme = static_cast<Scheme>(state);
        token.issuerName = u"Alder Bank"_s;
        token.cardLastDigits = u"1111"_s;
        token.cardExpiry = u"1231"_s;
        token.art = FakeArt::named(product);
        cards.append({.title = product, .token = token});
    }
    Token plain = cards.first().token;
    plain.art = {};
    cards.append({.title = u"no art"_s, .token = plain});
    return cards;
}

qsizetype coloursIn(const QImage &image, const QRect &room)
{
    QSet<QRgb> found;
    for (int y = room.top(); y < room.bottom(); y += 3) {
        for (int x = room.left(); x < room.right(); x += 3)
            found.insert(image.pixel(x, y));
    }
    return found.size();
}
} // namespace

class TestContactSheet : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void bothThemes_areFull();
    void theme_isLeftAsItWas();
    void sheet_waitsForEveryPicture();
    void withoutPictures_neutralCardsAreDrawn();
    void contextGone_abandonsTheSheet();
};

void TestContactSheet::bothThemes_areFull()
{
    QList<SheetCard> cards = sheetCards();
    for (SheetCard &card : cards) {
        if (card.token.art.assetIds.isEmpty())
            continue;
        card.once = FakeArt::painted(card.title, ContactSheet::cardSize());
        card.twice = FakeArt::painted(card.title, ContactSheet::cardSize() * 2);
    }
    const QImage sheet = ContactSheet::paint(cards);
    const int half = sheet.width() / 2;
    for (const QRect &room : {QRect(0, 0, half, sheet.height()), QRect(half, 0, half, sheet.height())})
        QVERIFY(coloursIn(sheet, room) > 2000);
    QVERIFY(sheet.pixelColor(2, 2).lightness() > 200);
    QVERIFY(sheet.pixelColor(sheet.width() - 2, 2).lightness() < 60);
    if (const QString file = qEnvironmentVariable("TOKENDESK_PICTURES"); !file.isEmpty())
        QVERIFY(sheet.save(file + "/contactsheet.png"_L1));
}

void TestContactSheet::theme_isLeftAsItWas()
{
    std::ignore = ContactSheet::paint(sheetCards());
    QVERIFY(!isDark());
    applyTheme(*qApp, Appearance::Dark);
    const QColor before = colors().window;
    std::ignore = ContactSheet::paint(sheetCards());
    QVERIFY(isDark());
    QCOMPARE(colors().window, before);
    applyTheme(*qApp, Appearance::Light);
}

void TestContactSheet::sheet_waitsForEveryPicture()
{
    const auto pictures = std::make_shared<FakePictures>();
    QObject context;
    const Pending<QImage> sheet = ContactSheet::make(&context, pictures, sheetCards());
    QCOMPARE(pictures->cards.size(), 2 * sheetCards().size());
    for (const auto &question : std::as_const(pictures->cards)) {
        QCoreApplication::processEvents();
        QVERIFY(!sheet.isFinished());
        question.settler.settle(question.art.assetIds.isEmpty() ? Result<CardPicture>(Failure(Error{}))
                                                                : pictures->pictureOf(question.art, question.size));
    }
    QTRY_VERIFY(sheet.isFinished());
    QVERIFY(sheet.result());
    QVERIFY(!sheet.result()->isNull());
}

void TestContactSheet::withoutPictures_neutralCardsAreDrawn()
{
    QObject context;
    const Pending<QImage> sheet = ContactSheet::make(&context, nullptr, sheetCards());
    QVERIFY(sheet.isFinished());
    QVERIFY(coloursIn(*sheet.result(), sheet.result()->rect()) > 1000);
}

void TestContactSheet::contextGone_abandonsTheSheet()
{
    const auto pictures = std::make_shared<FakePictures>();
    auto context = std::make_unique<QObject>();
    const Pending<QImage> sheet = ContactSheet::make(context.get(), pictures, sheetCards());
    context.reset();
    pictures->cards.clear();
    QTRY_VERIFY(sheet.isFinished());
    QCOMPARE(sheet.resultCount(), 0);
}

QTEST_MAIN(TestContactSheet)
#include "tst_contactsheet.moc"
