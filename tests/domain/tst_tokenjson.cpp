// SPDX-License-Identifier: Apache-2.0
#include "app/domain/tokenjson.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
TokenReading fullReading()
{
    Token token;
    token.id = {u"tok_9f2c-01"_s};
    token.state = TokenState::Suspended;
    token.stateWord = u"SUSPENDED"_s;
    token.scheme = Scheme::Mastercard;
    token.schemeWord = u"MASTERCARD"_s;
    token.cardLastDigits = u"02345"_s;
    token.cardExpiry = u"0822"_s;
    token.issuerName = u"Banque \"Example\" \u4e2d"_s;
    token.productName = u"World\u202e Elite"_s;
    token.par = u"500100000000000000000000000AB"_s;
    token.createdAt = QDateTime(QDate(2026, 2, 11), QTime(9, 8, 24, 479), Qt::UTC);
    token.updatedAt = token.createdAt.addDays(1);
    token.art.foregroundColor = u"FFFFFF"_s;
    token.art.backgroundColor = u"rubbish"_s;
    token.art.assetIds = {{AssetRole::CompleteCard, u"a1"_s}, {AssetRole::Background, u"a2"_s},
                          {AssetRole::IssuerLogo, u"a3"_s},   {AssetRole::BrandLogo, u"a4"_s},
                          {AssetRole::CobrandLogo, u"a5"_s},  {AssetRole::Icon, u"a6"_s}};
    token.art.imageUrl = u"https://bank.example.test/card.png"_s;
    token.fields = {{u"Card"_s, u"cardLastDigits"_s, u"Last digits"_s, u"02345"_s, false},
                    {u"Token"_s, u"tokenId"_s, u"Token id"_s, u"tok_9f2c-01"_s, true},
                    {}};
    token.otherStates = {{u"Network token"_s, TokenState::Suspended, u"SUSPENDED"_s}, {}};
    token.related = {{u"Network token"_s, {u"networks/7020"_s}}, {}};
    return {token, token.createdAt.addMSecs(1), u"c03f88fe-01ba-11e8-ba89-0ed5f89f718b"_s};
}
} // namespace

class TestTokenJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everything_survives();
    void nothing_survives();
    void everyStateSchemeAndRole_survives();
    void anyTimeZone_isStoredAsUtc();
    void json_isCompactAndHoldsNothingElse();
    void missingMembers_keepTheirDefaults();
    void unknownWords_areUnknown();
    void membersOfTheWrongKind_keepTheirDefaults();
    void whatIsNoReading_givesNothing_data();
    void whatIsNoReading_givesNothing();
};

void TestTokenJson::everything_survives()
{
    const TokenReading reading = fullReading();
    const std::optional<TokenReading> read = tokenReadingFromJson(toJson(reading));
    QVERIFY(read);
    QVERIFY(*read == reading);
    QCOMPARE(read->readAt.timeSpec(), Qt::UTC);
    QCOMPARE(toJson(*read), toJson(reading));
}

void TestTokenJson::nothing_survives()
{
    const std::optional<TokenReading> read = tokenReadingFromJson(toJson({}));
    QVERIFY(read);
    QVERIFY(*read == TokenReading{});
    QVERIFY(!read->readAt.isValid());
}

void TestTokenJson::everyStateSchemeAndRole_survives()
{
    for (int state = 0; state <= static_cast<int>(TokenState::Deleted); ++state) {
        for (int scheme = 0; scheme <= static_cast<int>(Scheme::Maestro); ++scheme) {
            TokenReading reading;
            reading.token.state = static_cast<TokenState>(state);
            reading.token.scheme = static_cast<Scheme>(scheme);
            QVERIFY(*tokenReadingFromJson(toJson(reading)) == reading);
        }
    }
    for (int role = 0; role <= static_cast<int>(AssetRole::Icon); ++role) {
        TokenReading reading;
        reading.token.art.assetIds.insert(static_cast<AssetRole>(role), u"asset"_s);
        QVERIFY(*tokenReadingFromJson(toJson(reading)) == reading);
    }
}

void TestTokenJson::anyTimeZone_isStoredAsUtc()
{
    TokenReading reading;
    reading.readAt = QDateTime(QDate(2026, 7, 1), QTime(12, 0), Qt::OffsetFromUTC, 7'200);
    const TokenReading read = *tokenReadingFromJson(toJson(reading));
    QCOMPARE(read.readAt, reading.readAt);
    QCOMPARE(read.readAt.timeSpec(), Qt::UTC);
    QVERIFY(toJson(reading).contains("2026-07-01T10:00:00.000Z"));
}

void TestTokenJson::json_isCompactAndHoldsNothingElse()
{
    const QByteArray json = toJson(fullReading());
    QVERIFY(!json.contains('\n'));
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    QCOMPARE(object.keys(), (QStringList{u"correlationId"_s, u"readAt"_s, u"token"_s}));
    QCOMPARE(object.value(u"token"_s).toObject().keys(),
             (QStringList{u"art"_s, u"cardExpiry"_s, u"cardLastDigits"_s, u"createdAt"_s, u"fields"_s, u"id"_s,
                          u"issuerName"_s, u"otherStates"_s, u"par"_s, u"productName"_s, u"related"_s, u"scheme"_s,
                          u"schemeWord"_s, u"state"_s, u"stateWord"_s, u"updatedAt"_s}));
}

void TestTokenJson::missingMembers_keepTheirDefaults()
{
    const std::optional<TokenReading> read = tokenReadingFromJson(R"({"token":{"id":"tok_1"}})");
    QVERIFY(read);
    TokenReading expected;
    expected.token.id = {u"tok_1"_s};
    QVERIFY(*read == expected);
}

void TestTokenJson::unknownWords_areUnknown()
{
    const TokenReading read = *tokenReadingFromJson(
        R"({"token":{"id":"t","state":"frozen","scheme":"ruPay","art":{"assetIds":{"hologram":"a","icon":"b"}}}})");
    QVERIFY(read.token.state == TokenState::Unknown);
    QVERIFY(read.token.scheme == Scheme::Unknown);
    QCOMPARE(read.token.art.assetIds.size(), 1);
}

void TestTokenJson::membersOfTheWrongKind_keepTheirDefaults()
{
    const TokenReading read = *tokenReadingFromJson(
        R"({"readAt":5,"token":{"id":"t","state":1,"par":[],"art":7,"fields":{},"createdAt":"yesterday"}})");
    TokenReading expected;
    expected.token.id = {u"t"_s};
    QVERIFY(read == expected);
}

void TestTokenJson::whatIsNoReading_givesNothing_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("tok_1");
    QTest::newRow("cut off") << toJson(fullReading()).chopped(1);
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("empty object") << QByteArray("{}");
    QTest::newRow("token of the wrong kind") << QByteArray(R"({"token":"t"})");
    QTest::newRow("token without id") << QByteArray(R"({"token":{}})");
    QTest::newRow("id of the wrong kind") << QByteArray(R"({"token":{"id":5}})");
}

void TestTokenJson::whatIsNoReading_givesNothing()
{
    QFETCH(const QByteArray, json);
    QVERIFY(!tokenReadingFromJson(json));
}

QTEST_APPLESS_MAIN(TestTokenJson)
#include "tst_tokenjson.moc"
