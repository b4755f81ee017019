// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/sandboxthalescard.h"
#include "app/sandbox/thales/testcards.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestSandboxCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTestCard_hasTheSchemeThatTheTableSays();
    void everyTestCard_passesTheCheckDigit_exceptTheApisOwnExample();
    void everyDocumentedOutcome_hasATestCardOrPayload();
    void schemeRanges_holdAtTheirEdges_data();
    void schemeRanges_holdAtTheirEdges();
    void visaExpiry_isValidToTheEndOfItsMonth();
};

void TestSandboxCard::everyTestCard_hasTheSchemeThatTheTableSays()
{
    for (const SandboxTestCard &card : sandboxTestCards())
        QVERIFY2(sandboxSchemeOf(card.number.toLatin1()) == card.scheme, qPrintable(card.description));
}

void TestSandboxCard::everyTestCard_passesTheCheckDigit_exceptTheApisOwnExample()
{
    for (const SandboxTestCard &card : sandboxTestCards())
        QVERIFY2(sandboxPassesCheckDigit(card.number.toLatin1()) == (card.number != "5123456789012345"_L1),
                 qPrintable(card.description));
}

void TestSandboxCard::everyDocumentedOutcome_hasATestCardOrPayload()
{
    QStringList outcomes;
    for (const SandboxTestCard &card : sandboxTestCards())
        outcomes << card.outcome;
    for (const char *code : {"ACTIVE", "PENDING", "UNKNOWN_CARD", "INVALID_PAN_DATA", "PAN_NOT_ELIGIBLE",
                             "ISSUER_DECLINED", "TSP_NON_RETRYABLE_ERROR", "SCHEME_TECHNICAL_ERROR"})
        QVERIFY2(outcomes.contains(QLatin1StringView(code)), code);

    outcomes.clear();
    for (const SandboxTestPayload &payload : sandboxTestPayloads())
        outcomes << payload.outcome;
    for (const char *code : {"ACTIVE", "CRYPTO_ERROR", "INVALID_PAN_DATA", "PAN_NOT_ELIGIBLE", "ISSUER_DECLINED"})
        QVERIFY2(outcomes.contains(QLatin1StringView(code)), code);
}

void TestSandboxCard::schemeRanges_holdAtTheirEdges_data()
{
    QTest::addColumn<QString>("scheme");
    const auto row = [](const char *start, const QString &scheme) { QTest::newRow(start) << scheme; };
    row("400000", u"VISA"_s);
    row("499999", u"VISA"_s);
    row("438935", u"ELO"_s);
    row("509999", u"ELO"_s);
    row("510000", u"MASTERCARD"_s);
    row("559999", u"MASTERCARD"_s);
    row("560000", u"UNKNOWN"_s);
    row("222099", u"UNKNOWN"_s);
    row("222100", u"MASTERCARD"_s);
    row("272099", u"MASTERCARD"_s);
    row("272100", u"UNKNOWN"_s);
    row("340000", u"AMEX"_s);
    row("350000", u"UNKNOWN"_s);
    row("370000", u"AMEX"_s);
    row("601100", u"DISCOVER"_s);
    row("622126", u"DISCOVER"_s);
    row("622926", u"UNKNOWN"_s);
    row("644000", u"DISCOVER"_s);
    row("650000", u"DISCOVER"_s);
    row("650031", u"ELO"_s);
    row("655058", u"ELO"_s);
    row("655059", u"DISCOVER"_s);
    row("4", u"VISA"_s);
    row("", u"UNKNOWN"_s);
}

void TestSandboxCard::schemeRanges_holdAtTheirEdges()
{
    QFETCH(QString, scheme);
    QCOMPARE(sandboxSchemeOf(QTest::currentDataTag()), scheme);
}

void TestSandboxCard::visaExpiry_isValidToTheEndOfItsMonth()
{
    const auto plaintext = SandboxPlaintext::parse("{\"fpan\":\"4111111111111111\",\"exp\":\"0226\"}");
    QVERIFY(plaintext.has_value());
    SandboxThalesCardContext context{.source = u"MANUAL"_s, .today = QDate(2026, 2, 28)};
    QVERIFY(sandboxThalesCardOf(*plaintext, context).has_value());
    context.today = QDate(2026, 3, 1);
    const auto past = sandboxThalesCardOf(*plaintext, context);
    QVERIFY(!past.has_value());
    QCOMPARE(past.error().errorCode, u"VISA_VCES_INVALID_EXP_DATE"_s);
}

QTEST_APPLESS_MAIN(TestSandboxCard)
#include "tst_sandboxcard.moc"
