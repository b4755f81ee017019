// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/tokenmapping.h"
#include "tests/providers/thales/openapi.h"
#include "tests/providers/thales/thalesfixture.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const TokenId asked{u"tok_asked"_s};

QString valueOf(const Token &token, const QString &key)
{
    for (const TokenField &field : token.fields) {
        if (field.key == key)
            return field.value;
    }
    return {};
}

QStringList groupsOf(const Token &token)
{
    QStringList groups;
    for (const TokenField &field : token.fields)
        groups << field.group;
    groups.removeDuplicates();
    return groups;
}

// Every member that the vendor's document has for an answer, with a value of the right type.
QJsonObject everyMember(const QString &operationId, const QString &status)
{
    QJsonObject body;
    const QMap<QString, QJsonObject> members = openapi::answerMembers(operationId, status);
    for (auto it = members.begin(); it != members.end(); ++it) {
        const QString type = it->value("type"_L1).toString();
        QJsonValue value = u"v"_s;
        if (type == "boolean"_L1)
            value = true;
        else if (type == "array"_L1)
            value = QJsonArray{u"device-1"_s};
        const QStringList path = it.key().split(u'.');
        if (path.size() == 1) {
            body.insert(it.key(), value);
            continue;
        }
        QJsonObject product = body.value("cardProduct"_L1).toObject();
        if (path.size() == 2) {
            product.insert(path.last(), value);
        } else {
            QJsonObject arts = product.value("cardArts"_L1).toObject();
            arts.insert(path.last(), value);
            product.insert("cardArts"_L1, arts);
        }
        body.insert("cardProduct"_L1, product);
    }
    return body;
}

QJsonObject active(const QJsonObject &more = {})
{
    QJsonObject body{{u"tokenId"_s, u"tok_1"_s},
                     {u"tokenState"_s, u"ACTIVE"_s},
                     {u"creationTimestamp"_s, u"2026-02-11T09:08:24.479Z"_s}};
    for (auto it = more.begin(); it != more.end(); ++it)
        body.insert(it.key(), it.value());
    return body;
}
} // namespace

class TestThalesMapping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordedCreation_isReadInFull();
    void recordedMinimalCreation_isEnough();
    void recordedPciToken_hasNoCardType();
    void recordedPushToken_isRead();
    void recordedLookUps_takeTheIdThatWasAsked_data();
    void recordedLookUps_takeTheIdThatWasAsked();
    void suspendedToken_saysWhenItChanged();
    void imageAddress_standsInsteadOfAssets();
    void everyDocumentedMember_becomesAField_data();
    void everyDocumentedMember_becomesAField();
    void fields_areGroupedInOrder();
    void fiveLastDigits_areNeitherPaddedNorCut();
    void mockServersText_survives();
    void states_data();
    void states();
    void unknownWords_areKept();
    void deprecatedColour_isIgnored();
    void assetRoles_areToldApart();
    void cardNumberWhereItDoesNotBelong_isRedacted();
};

void TestThalesMapping::recordedCreation_isReadInFull()
{
    const Result<Token> token = thales::createdToken(fixture::json(u"create-token.response-201.json"_s));
    QVERIFY(token);
    QCOMPARE(token->id.value, u"tok_9f2c-01"_s);
    QCOMPARE(token->state, TokenState::Active);
    QCOMPARE(token->stateWord, u"ACTIVE"_s);
    QCOMPARE(token->scheme, Scheme::Mastercard);
    QCOMPARE(token->schemeWord, u"MASTERCARD"_s);
    QCOMPARE(token->cardLastDigits, u"2345"_s);
    QCOMPARE(token->cardExpiry, u"0822"_s);
    QCOMPARE(token->issuerName, u"Example Bank"_s);
    QCOMPARE(token->productName, u"Example Bank World"_s);
    QCOMPARE(token->par, u"500100000000000000000000000AB"_s);
    QCOMPARE(token->createdAt, QDateTime(QDate(2026, 2, 11), QTime(9, 8, 24, 479), Qt::UTC));
    QVERIFY(!token->updatedAt.isValid());
    QCOMPARE(token->art.foregroundColor, u"FFFFFF"_s);
    QCOMPARE(token->art.backgroundColor, u"1A2B3C"_s);
    QCOMPARE(token->art.assetIds.value(AssetRole::CompleteCard), u"asset-complete-0001"_s);
    QCOMPARE(token->art.assetIds.value(AssetRole::Icon), u"asset-icon-0001"_s);
    QCOMPARE(valueOf(*token, u"cardBin"_s), u"512345"_s);
    QCOMPARE(valueOf(*token, u"tokenLastDigits"_s), u"7701"_s);
    QCOMPARE(valueOf(*token, u"tokenExpiryDate"_s), u"08/25"_s);
    QCOMPARE(valueOf(*token, u"cardProduct.supportVisaCTF"_s), u"No"_s);
    QCOMPARE(valueOf(*token, u"cardProduct.supportMastercardTAF"_s), u"Yes"_s);
    QCOMPARE(valueOf(*token, u"creationTimestamp"_s), u"2026-02-11 09:08:24 UTC"_s);
}

void TestThalesMapping::recordedMinimalCreation_isEnough()
{
    const Result<Token> token = thales::createdToken(fixture::json(u"create-token.response-201-minimal.json"_s));
    QVERIFY(token);
    QCOMPARE(token->id.value, u"tok_9f2c-02"_s);
    QCOMPARE(token->state, TokenState::Pending);
    QCOMPARE(token->scheme, Scheme::Unknown);
    QVERIFY(token->schemeWord.isEmpty());
}

void TestThalesMapping::recordedPciToken_hasNoCardType()
{
    const Result<Token> token = thales::createdToken(fixture::json(u"create-pci-token.response-201.json"_s));
    QVERIFY(token);
    QCOMPARE(token->scheme, Scheme::Mastercard);
    QCOMPARE(valueOf(*token, u"cardProduct.cardType"_s), QString());
}

void TestThalesMapping::recordedPushToken_isRead()
{
    const Result<Token> token = thales::createdToken(fixture::json(u"create-push-token.response-201.json"_s));
    QVERIFY(token);
    QCOMPARE(token->id.value, u"psh_12"_s);
    QCOMPARE(token->scheme, Scheme::Visa);
    QCOMPARE(valueOf(*token, u"cardProduct.cardType"_s), u"Debit"_s);
}

void TestThalesMapping::recordedLookUps_takeTheIdThatWasAsked_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<TokenState>("state");
    QTest::newRow("active") << u"get-token.response-200-active.json"_s << TokenState::Active;
    QTest::newRow("suspended") << u"get-token.response-200-suspended.json"_s << TokenState::Suspended;
    QTest::newRow("PCI") << u"get-token.response-200-pci.json"_s << TokenState::Active;
    QTest::newRow("image address") << u"get-token.response-200-image-url.json"_s << TokenState::Active;
}

void TestThalesMapping::recordedLookUps_takeTheIdThatWasAsked()
{
    QFETCH(QString, file);
    QFETCH(TokenState, state);
    const Result<Token> token = thales::lookedUpToken(fixture::json(file), asked);
    QVERIFY(token);
    QCOMPARE(token->id, asked);
    QCOMPARE(token->state, state);
    QCOMPARE(valueOf(*token, u"tokenId"_s), asked.value);
}

void TestThalesMapping::suspendedToken_saysWhenItChanged()
{
    const Result<Token> token = thales::lookedUpToken(fixture::json(u"get-token.response-200-suspended.json"_s), asked);
    QVERIFY(token);
    QCOMPARE(token->updatedAt, QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC));
    QCOMPARE(valueOf(*token, u"lastUpdateTimestamp"_s), u"2026-03-01 12:00:00 UTC"_s);
}

void TestThalesMapping::imageAddress_standsInsteadOfAssets()
{
    const Result<Token> token = thales::lookedUpToken(fixture::json(u"get-token.response-200-image-url.json"_s), asked);
    QVERIFY(token);
    QCOMPARE(token->art.imageUrl, u"https://art.example.test/card.png"_s);
    QVERIFY(token->art.assetIds.isEmpty());
    QCOMPARE(token->scheme, Scheme::Amex);
}

void TestThalesMapping::everyDocumentedMember_becomesAField_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QString>("status");
    QTest::newRow("createToken") << u"createToken"_s << u"201"_s;
    QTest::newRow("createPciToken") << u"createPciToken"_s << u"201"_s;
    QTest::newRow("createPushToken") << u"createPushToken"_s << u"201"_s;
    QTest::newRow("getToken") << u"getToken"_s << u"200"_s;
}

void TestThalesMapping::everyDocumentedMember_becomesAField()
{
    QFETCH(QString, operation);
    QFETCH(QString, status);
    // `color` is deprecated; the other three are the push token's extras, which the provider hands on by themselves.
    const QStringList elsewhere{u"color"_s, u"encryptedData"_s, u"returnUri"_s, u"returnUriType"_s};
    const QJsonObject body = everyMember(operation, status);
    const Result<Token> token =
        operation == u"getToken"_s ? thales::lookedUpToken(body, asked) : thales::createdToken(body);
    QVERIFY(token);
    QStringList keys;
    for (const TokenField &field : token->fields) {
        keys << field.key;
        QVERIFY2(!field.label.isEmpty() && !field.group.isEmpty(), qPrintable(field.key));
    }
    QCOMPARE(QSet<QString>(keys.begin(), keys.end()).size(), keys.size());
    for (const QString &member : openapi::answerMembers(operation, status).keys()) {
        if (!elsewhere.contains(member)) {
            const QString key = member == u"deviceBindings"_s ? u"deviceBindings.1"_s : member;
            QVERIFY2(keys.contains(key), qPrintable(member));
        }
    }
}

void TestThalesMapping::fields_areGroupedInOrder()
{
    const Result<Token> token = thales::lookedUpToken(everyMember(u"getToken"_s, u"200"_s), asked);
    QVERIFY(token);
    QCOMPARE(groupsOf(*token), QStringList({u"Token"_s, u"Card"_s, u"Product"_s, u"Devices"_s, u"Dates"_s,
                                            u"Card art"_s, u"Merchant"_s}));
}

void TestThalesMapping::fiveLastDigits_areNeitherPaddedNorCut()
{
    const Result<Token> token = thales::lookedUpToken(fixture::json(u"get-token.response-200-image-url.json"_s), asked);
    QVERIFY(token);
    QCOMPARE(token->cardLastDigits, u"10005"_s);
    QCOMPARE(valueOf(*token, u"cardLastDigits"_s), u"10005"_s);
}

// A schema-driven mock cuts the word "string" to the length that the schema allows.
void TestThalesMapping::mockServersText_survives()
{
    const Result<Token> token = thales::createdToken(
        {{u"tokenId"_s, u"string"_s},
         {u"tokenState"_s, u"ACTIVE"_s},
         {u"cardLastDigits"_s, u"strin"_s},
         {u"cardExpiryDate"_s, u"stri"_s},
         {u"tokenExpiryDate"_s, u"stri"_s},
         {u"creationTimestamp"_s, u"string"_s},
         {u"cardProduct"_s, QJsonObject{{u"cardArts"_s, QJsonObject{{u"foregroundColor"_s, u"string"_s}}}}}});
    QVERIFY(token);
    QCOMPARE(token->cardExpiry, u"stri"_s);
    QCOMPARE(valueOf(*token, u"cardExpiryDate"_s), u"stri"_s);
    QCOMPARE(valueOf(*token, u"creationTimestamp"_s), u"string"_s);
    QVERIFY(!token->createdAt.isValid());
}

void TestThalesMapping::states_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<TokenState>("state");
    QTest::newRow("ACTIVE") << u"ACTIVE"_s << TokenState::Active;
    QTest::newRow("SUSPENDED") << u"SUSPENDED"_s << TokenState::Suspended;
    QTest::newRow("DELETED") << u"DELETED"_s << TokenState::Deleted;
    QTest::newRow("PENDING") << u"PENDING"_s << TokenState::Pending;
    QTest::newRow("new word") << u"FROZEN"_s << TokenState::Unknown;
    QTest::newRow("other case") << u"Active"_s << TokenState::Unknown;
}

void TestThalesMapping::states()
{
    QFETCH(QString, word);
    QFETCH(TokenState, state);
    const Result<Token> token = thales::createdToken(active({{u"tokenState"_s, word}}));
    QVERIFY(token);
    QCOMPARE(token->state, state);
    QCOMPARE(token->stateWord, word);
}

void TestThalesMapping::unknownWords_areKept()
{
    const QJsonObject product{{u"scheme"_s, u"NEWPAY"_s}, {u"cardType"_s, u"CHARGE"_s}};
    const Result<Token> token = thales::createdToken(active({{u"cardProduct"_s, product}}));
    QVERIFY(token);
    QCOMPARE(token->scheme, Scheme::Unknown);
    QCOMPARE(token->schemeWord, u"NEWPAY"_s);
    QCOMPARE(valueOf(*token, u"cardProduct.scheme"_s), u"NEWPAY"_s);
    QCOMPARE(valueOf(*token, u"cardProduct.cardType"_s), u"CHARGE"_s);
}

void TestThalesMapping::deprecatedColour_isIgnored()
{
    const Result<Token> token = thales::createdToken(active({{u"color"_s, 7}}));
    QVERIFY(token);
    QCOMPARE(valueOf(*token, u"color"_s), QString());
}

void TestThalesMapping::assetRoles_areToldApart()
{
    const QJsonObject arts{{u"completeCardImageId"_s, u"a1"_s}, {u"cardBackgroundImageId"_s, u"a2"_s},
                           {u"issuerLogoId"_s, u"a3"_s},        {u"brandLogoId"_s, u"a4"_s},
                           {u"cobrandLogoId"_s, u"a5"_s},       {u"cardIconId"_s, u"a6"_s}};
    const Result<Token> token = thales::createdToken(active({{u"cardProduct"_s, QJsonObject{{u"cardArts"_s, arts}}}}));
    QVERIFY(token);
    const QMap<AssetRole, QString> expected{{AssetRole::CompleteCard, u"a1"_s}, {AssetRole::Background, u"a2"_s},
                                            {AssetRole::IssuerLogo, u"a3"_s},   {AssetRole::BrandLogo, u"a4"_s},
                                            {AssetRole::CobrandLogo, u"a5"_s},  {AssetRole::Icon, u"a6"_s}};
    QCOMPARE(token->art.assetIds, expected);
}

void TestThalesMapping::cardNumberWhereItDoesNotBelong_isRedacted()
{
    const QJsonObject product{{u"cardDescription"_s, u"Card 4111111111111111"_s}};
    const Result<Token> token = thales::createdToken(active({{u"cardLastDigits"_s, u"4111111111111111"_s},
                                                             {u"cardExpiryDate"_s, u"4111111111111111"_s},
                                                             {u"cardBin"_s, u"4111111111111111"_s},
                                                             {u"tokenLastDigits"_s, u"4111111111111111"_s},
                                                             {u"creationTimestamp"_s, u"4111111111111111"_s},
                                                             {u"cardProduct"_s, product}}));
    QVERIFY(token);
    QVERIFY(!token->cardLastDigits.contains(u"4111111111111111"_s));
    QVERIFY(!token->cardExpiry.contains(u"4111111111111111"_s));
    QVERIFY(!token->productName.contains(u"4111111111111111"_s));
    for (const TokenField &field : token->fields)
        QVERIFY2(!field.value.contains(u"4111111111111111"_s), qPrintable(field.key));
}

QTEST_APPLESS_MAIN(TestThalesMapping)
#include "tst_thalesmapping.moc"
