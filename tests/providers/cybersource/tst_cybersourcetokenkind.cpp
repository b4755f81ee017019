// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/tokenkind.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cybersource;

class TestCybersourceTokenKind : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ids_areReadByTheirKind_data();
    void ids_areReadByTheirKind();
    void whatIsNoId_isNone_data();
    void whatIsNoId_isNone();
    void kinds_comeBack();
};

void TestCybersourceTokenKind::ids_areReadByTheirKind_data()
{
    const QString hex = u"2E8B371F931C4B9BE0631D588D0AF123"_s;
    QTest::addColumn<QString>("token");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("isCertain");
    const auto row = [](const char *name, const QString &token, TokenKind kind, const QString &id, bool isCertain) {
        QTest::newRow(name) << token << static_cast<int>(kind) << id << isCertain;
    };
    row("19 digits", u"7010000000016241111"_s, TokenKind::InstrumentIdentifier, u"7010000000016241111"_s, true);
    row("hexadecimal alone", hex, TokenKind::InstrumentIdentifier, hex, false);
    row("network token", u"tokenized-cards/"_s + hex, TokenKind::TokenizedCard, hex, true);
    row("customer", u"customers/"_s + hex, TokenKind::Customer, hex, true);
    row("payment instrument", u"payment-instruments/"_s + hex, TokenKind::PaymentInstrument, hex, true);
    row("shipping address", u"shipping-addresses/"_s + hex, TokenKind::ShippingAddress, hex, true);
}

void TestCybersourceTokenKind::ids_areReadByTheirKind()
{
    QFETCH(const QString, token);
    QFETCH(const int, kind);
    QFETCH(const QString, id);
    QFETCH(const bool, isCertain);
    const auto named = namedToken({token});
    QVERIFY(named);
    QCOMPARE(static_cast<int>(named->kind), kind);
    QCOMPARE(named->id, id);
    QCOMPARE(named->isCertain, isCertain);
}

void TestCybersourceTokenKind::whatIsNoId_isNone_data()
{
    QTest::addColumn<QString>("token");
    for (const char *token : {"", "701000000001624111", "70100000000162411111", "2E8B371F931C4B9BE0631D588D0AF12",
                              "tokenized-cards/", "tokenized-cards/7010000000016241111", "tokenized-cards/../x",
                              "2E8B371F931C4B9BE0631D588D0AF12G", "4111111111111111", "6205500000000000004",
                              "unknown/2E8B371F931C4B9BE0631D588D0AF123", "7010000000016241111\n"})
        QTest::newRow(token) << QString::fromLatin1(token);
}

void TestCybersourceTokenKind::whatIsNoId_isNone()
{
    QFETCH(const QString, token);
    QVERIFY(!namedToken({token}));
}

void TestCybersourceTokenKind::kinds_comeBack()
{
    const QString hex = u"2E8B371F931C4B9BE0631D588D0AF123"_s;
    const QRegularExpression lookedUp(QRegularExpression::anchoredPattern(lookedUpTokens()));
    const QRegularExpression paying(QRegularExpression::anchoredPattern(payingTokens()));
    for (const TokenKind kind : {TokenKind::InstrumentIdentifier, TokenKind::TokenizedCard, TokenKind::Customer,
                                 TokenKind::PaymentInstrument, TokenKind::ShippingAddress}) {
        const TokenId id = tokenId(kind, hex);
        QVERIFY(namedToken(id)->kind == kind);
        QVERIFY(!kindName(kind).isEmpty());
        QCOMPARE(lookedUp.match(id.value).hasMatch(),
                 kind == TokenKind::InstrumentIdentifier || kind == TokenKind::TokenizedCard);
        QCOMPARE(paying.match(id.value).hasMatch(), kind != TokenKind::ShippingAddress);
    }
}

QTEST_APPLESS_MAIN(TestCybersourceTokenKind)
#include "tst_cybersourcetokenkind.moc"
