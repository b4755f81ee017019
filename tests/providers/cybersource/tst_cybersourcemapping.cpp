// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/tokenmapping.h"
#include "tests/providers/cybersource/cybersourcefixture.h"
#include "tests/support/testcards.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cybersource;
using cybersourcefixture::everythingShown;
using cybersourcefixture::json;

namespace {
constexpr auto identifierWithNetworkToken =
    R"({"_links":{"self":{"href":"/tms/v1/instrumentidentifiers/7010000000016241111"},)"
    R"("tokenized-cards":{"href":"/tms/v2/tokenized-cards/2E8B371F931C4B9BE0631D588D0AF999"}},)"
    R"("id":"7010000000016241111","object":"instrumentIdentifier","state":"ACTIVE","type":"enrollable card",)"
    R"("card":{"number":"4111111111111111"},"issuer":{"paymentAccountReference":"V0010013022298169667504231315"},)"
    R"("tokenizedCard":{"id":"2E8B371F931C4B9BE0631D588D0AF123","state":"SUSPENDED","type":"visa",)"
    R"("number":"4895370012003478","expirationMonth":"11","expirationYear":"2030","requestorId":"40000000047",)"
    R"("cryptogram":"AAEBAgMEBQYHCAkKCwwNDg==","securityCode":"123","card":{"suffix":"1111","expirationMonth":"12",)"
    R"("expirationYear":"2031"},"metadata":{"issuer":{"name":"Bank","email":"a@b.test"},"cardArt":{"combinedAsset":)"
    R"({"_links":{"self":{"href":"/tms/v2/tokens/7010000000016241111/vts/assets/card-art-combined"}}},)"
    R"("brandLogoAsset":{"_links":{"self":{"href":"https://elsewhere.test/logo"}}}}}}})";
} // namespace

class TestCybersourceMapping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bothStates_standSideBySide();
    void related_isNamedOnce();
    void secrets_ofTheNetworkTokenAreLeftOut();
    void tokenizedCard_isReadInBothForms();
    void closed_isNotCalledDeleted();
    void art_ofOtherHostsIsLeftOut();
    void art_isAskedForWhereTheConnectionSaysSo();
    void art_isAskedForByTheInstrumentIdentifier();
    void art_isNotAskedForWithoutANetworkToken();
    void scheme_isReadFromTheNumberWhereNothingElseSaysIt();
    void wrongIds_areRefused();
};

void TestCybersourceMapping::bothStates_standSideBySide()
{
    const auto token = instrumentIdentifierOf(json(identifierWithNetworkToken), {}, false);
    QVERIFY(token);
    QCOMPARE(token->id.value, u"7010000000016241111"_s);
    QVERIFY(token->state == TokenState::Active);
    QCOMPARE(token->otherStates, QList<OtherState>({{u"Network token"_s, TokenState::Suspended, u"SUSPENDED"_s}}));
    QVERIFY(token->scheme == Scheme::Visa);
    QCOMPARE(token->cardLastDigits, u"1111"_s);
    QCOMPARE(token->cardExpiry, u"1231"_s);
    QCOMPARE(token->par, u"V0010013022298169667504231315"_s);
    QCOMPARE(token->issuerName, u"Bank"_s);
}

void TestCybersourceMapping::related_isNamedOnce()
{
    const auto token = instrumentIdentifierOf(json(identifierWithNetworkToken), {}, false);
    QCOMPARE(token->related.size(), 2);
    QCOMPARE(token->related.first().id.value, u"tokenized-cards/2E8B371F931C4B9BE0631D588D0AF123"_s);
    QCOMPARE(token->related.last().id.value, u"tokenized-cards/2E8B371F931C4B9BE0631D588D0AF999"_s);
    const auto listed = instrumentIdentifierOf(
        json(R"({"id":"7010000000016241111","_links":{"tokenized-cards":[{"id":"2E8B371F931C4B9BE0631D588D0AF123"},)"
             R"({"href":"/tms/v2/tokenized-cards/2E8B371F931C4B9BE0631D588D0AF123"}]}})"),
        {}, false);
    QCOMPARE(listed->related.size(), 1);
}

void TestCybersourceMapping::secrets_ofTheNetworkTokenAreLeftOut()
{
    const QString shown = everythingShown(*instrumentIdentifierOf(json(identifierWithNetworkToken), {}, false));
    for (const QString &secret : {QString::fromLatin1(TestCards::visa), u"4895370012003478"_s, u"AAEBAgME"_s, u"a@b"_s})
        QVERIFY2(!shown.contains(secret), qPrintable(shown));
    QVERIFY(shown.contains(u"4111 11"_s));
}

void TestCybersourceMapping::tokenizedCard_isReadInBothForms()
{
    const QByteArray members = R"("id":"2E8B371F931C4B9BE0631D588D0AF123","state":"DELETED","type":"mastercard",)"
                               R"("card":{"suffix":"4444","expirationMonth":"12","expirationYear":"2031"})";
    const auto nested = tokenizedCardOf(
        json(R"({"_links":{"instrumentIdentifier":{"href":"/tms/v1/instrumentidentifiers/7010000000016241111"}},)"
             R"("tokenizedCard":{)" +
             members + "}}"),
        {}, false);
    const auto flat = tokenizedCardOf(json('{' + members + '}'), {}, false);
    QVERIFY(nested && flat);
    for (const Token &token : {*nested, *flat}) {
        QCOMPARE(token.id.value, u"tokenized-cards/2E8B371F931C4B9BE0631D588D0AF123"_s);
        QVERIFY(token.state == TokenState::Deleted && token.scheme == Scheme::Mastercard);
        QCOMPARE(token.cardLastDigits, u"4444"_s);
        QCOMPARE(token.cardExpiry, u"1231"_s);
    }
    QCOMPARE(nested->related, QList<RelatedToken>({{u"Instrument identifier"_s, {u"7010000000016241111"_s}}}));
}

void TestCybersourceMapping::closed_isNotCalledDeleted()
{
    for (const QString &word : {u"CLOSED"_s, u"EXPIRED"_s, u"UNPROVISIONED"_s, u"active"_s, QString()})
        QVERIFY(stateOf(word) == TokenState::Unknown);
    const auto token = instrumentIdentifierOf(json(R"({"id":"7010000000016241111","state":"CLOSED"})"), {}, false);
    QCOMPARE(token->stateWord, u"CLOSED"_s);
}

void TestCybersourceMapping::art_ofOtherHostsIsLeftOut()
{
    const auto token = instrumentIdentifierOf(json(identifierWithNetworkToken), {}, false);
    QCOMPARE(token->art.assetIds.size(), 1);
    QCOMPARE(token->art.assetIds.value(AssetRole::CompleteCard),
             u"/tms/v2/tokens/7010000000016241111/vts/assets/card-art-combined"_s);
}

void TestCybersourceMapping::art_isAskedForWhereTheConnectionSaysSo()
{
    const QJsonObject body = json(R"({"id":"7010000000016241111","tokenizedCard":{"type":"mastercard"}})");
    QVERIFY(instrumentIdentifierOf(body, {}, false)->art.assetIds.isEmpty());
    const QString path = instrumentIdentifierOf(body, {}, true)->art.assetIds.value(AssetRole::CompleteCard);
    QCOMPARE(path, u"/tms/v2/tokens/7010000000016241111/mdes/assets/card-art-combined"_s);
    QVERIFY(isAssetId(path));
}

void TestCybersourceMapping::art_isAskedForByTheInstrumentIdentifier()
{
    QJsonObject body = json(R"({"tokenizedCard":{"id":"2E8B371F931C4B9BE0631D588D0AF123","type":"mastercard"}})");
    QVERIFY(tokenizedCardOf(body, {}, true)->art.assetIds.isEmpty());
    body.insert("_links"_L1,
                json(R"({"instrumentIdentifier":{"href":"/tms/v1/instrumentidentifiers/7010000000016241111"}})"));
    QCOMPARE(tokenizedCardOf(body, {}, true)->art.assetIds.value(AssetRole::CompleteCard),
             u"/tms/v2/tokens/7010000000016241111/mdes/assets/card-art-combined"_s);
}

void TestCybersourceMapping::art_isNotAskedForWithoutANetworkToken()
{
    const QJsonObject body = json(R"({"id":"7010000000016241111","card":{"number":"411111XXXXXX1111"}})");
    QVERIFY(instrumentIdentifierOf(body, {}, true)->art.assetIds.isEmpty());
}

void TestCybersourceMapping::scheme_isReadFromTheNumberWhereNothingElseSaysIt()
{
    const auto schemeIn = [](const char *number) {
        const QJsonObject card{{u"number"_s, QString::fromLatin1(number)}};
        return instrumentIdentifierOf({{u"id"_s, u"7010000000016241111"_s}, {u"card"_s, card}}, {}, false)->scheme;
    };
    QCOMPARE(schemeIn("371449XXXXX8431"), Scheme::Amex);
    QCOMPARE(schemeIn("4111111111111111"), Scheme::Visa);
    QCOMPARE(schemeIn("XXXXXXXXXXXX1111"), Scheme::Unknown);
}

void TestCybersourceMapping::wrongIds_areRefused()
{
    QVERIFY(!instrumentIdentifierOf({}, {}, false));
    QVERIFY(!instrumentIdentifierOf(json(R"({"id":"4111111111111111"})"), {}, false));
    QVERIFY(!tokenizedCardOf(json(R"({"tokenizedCard":{"id":"../x"}})"), {}, false));
    QVERIFY(tokenizedCardOf({}, u"2E8B371F931C4B9BE0631D588D0AF123"_s, false));
}

QTEST_APPLESS_MAIN(TestCybersourceMapping)
#include "tst_cybersourcemapping.moc"
