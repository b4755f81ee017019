// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/sandboxthalescatalogue.h"
#include "app/sandbox/thales/sandboxthalestokens.h"
#include "tests/sandbox/sandboxclient.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

//! The operations of the Thales ETP Server API as an independent client meets them.
class TestSandboxThales : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void createToken_answersWithTheWholeToken_data();
    void createToken_answersWithTheWholeToken();
    void createToken_canBePendingWithAMinimalAnswer();
    void createToken_fromANetworkToken_needsNoCardNumber();
    void createTokenTwice_makesTwoTokensOfOneAccount();
    void createdToken_isReadBack();
    void createPciToken_knowsNoMoreThanDigitsExpiryAndScheme();
    void createPciToken_acceptsWhatATokenServiceWouldRefuse();
    void createAsyncToken_answersEmpty_andTheTokenComesLater();
    void createAsyncToken_refusedByTheIssuer_isAcceptedFirst();
    void createPushToken_returnsTheHolderEncrypted_data();
    void createPushToken_returnsTheHolderEncrypted();
    void createPushToken_returnAddressIsVisasAlone();
    void eraseToken_leavesItReadableAsDeleted_andIsNotFoundASecondTime();
    void suspendAndResume_followTheState();
    void everySeedToken_isWhatTheDocumentSays();
    void seedTokens_coverEveryStateSchemeAndFormOfArt();
    void everyAsset_isWhatTheDocumentSays_inAllSevenMediaTypes();
    void getAsset_needsNoCorrelationId();
    void unknownMembers_areTolerated();

private:
    void verifyDocumented(const QString &method, const QString &path, const QJsonObject &answer);
    [[nodiscard]] QJsonObject body(const QJsonObject &answer) const { return answer.value(u"json"_s).toObject(); }

    SandboxClient m_client;
};

void TestSandboxThales::initTestCase()
{
    if (const QString missing = m_client.missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing));
    QVERIFY2(m_client.start(), qPrintable(m_client.failure()));
}

void TestSandboxThales::verifyDocumented(const QString &method, const QString &path, const QJsonObject &answer)
{
    const QJsonObject verdict = m_client.command({{u"do"_s, u"check"_s},
                                                  {u"method"_s, method},
                                                  {u"path"_s, path},
                                                  {u"status"_s, answer.value(u"status"_s)},
                                                  {u"text"_s, answer.value(u"text"_s)}});
    QVERIFY(verdict.contains(u"violations"_s));
    QCOMPARE(verdict.value(u"violations"_s).toArray(), QJsonArray());
}

void TestSandboxThales::createToken_answersWithTheWholeToken_data()
{
    QTest::addColumn<QString>("number");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("lastDigits");
    QTest::addColumn<QString>("bin");
    QTest::newRow("visa") << u"4111111111111111"_s << u"VISA"_s << u"1111"_s << u"411111"_s;
    QTest::newRow("mastercard") << u"5555555555554444"_s << u"MASTERCARD"_s << u"4444"_s << u"55555555"_s;
    QTest::newRow("amex") << u"378282246310005"_s << u"AMEX"_s << u"10005"_s << QString();
    QTest::newRow("discover") << u"6011111111111117"_s << u"DISCOVER"_s << u"1117"_s << QString();
    QTest::newRow("elo") << u"6362970000457013"_s << u"ELO"_s << u"7013"_s << QString();
}

void TestSandboxThales::createToken_answersWithTheWholeToken()
{
    QFETCH(QString, number);
    QFETCH(QString, scheme);
    const QJsonObject answer =
        m_client.post(u"/tokens"_s, SandboxClient::cardBody(u"MANUAL"_s), SandboxClient::card(number));
    QCOMPARE(statusOf(answer), 201);
    verifyDocumented(u"POST"_s, u"/tokens"_s, answer);
    static const QRegularExpression idForm(u"^tk_[0-9a-f]{16}$"_s);
    QVERIFY(idForm.match(textIn(answer, u"tokenId"_s)).hasMatch());
    QCOMPARE(textIn(answer, u"tokenState"_s), u"ACTIVE"_s);
    QTEST(textIn(answer, u"cardLastDigits"_s), "lastDigits");
    QTEST(textIn(answer, u"cardBin"_s), "bin");
    QCOMPARE(textIn(answer, u"cardExpiryDate"_s), u"1231"_s);
    QCOMPARE(textIn(answer, u"creationTimestamp"_s), u"2026-02-11T09:08:24.479Z"_s);
    QCOMPARE(body(answer).value(u"cardProduct"_s).toObject().value(u"scheme"_s).toString(), scheme);
    QCOMPARE(body(answer).contains(u"vProvisionedTokenId"_s), scheme == "VISA"_L1);
    QCOMPARE(answer.value(u"headers"_s).toObject().value(u"content-type"_s).toString(), u"application/json"_s);
}

void TestSandboxThales::createToken_canBePendingWithAMinimalAnswer()
{
    const QJsonObject answer =
        m_client.post(u"/tokens"_s, SandboxClient::cardBody(), SandboxClient::card(u"4000000000000077"_s));
    QCOMPARE(statusOf(answer), 201);
    QCOMPARE(body(answer).keys(), (QStringList{u"creationTimestamp"_s, u"tokenId"_s, u"tokenState"_s}));
    QCOMPARE(textIn(answer, u"tokenState"_s), u"PENDING"_s);
}

void TestSandboxThales::createToken_fromANetworkToken_needsNoCardNumber()
{
    const QJsonObject answer =
        m_client.post(u"/tokens"_s, SandboxClient::cardBody(u"TOKEN"_s), {{u"token"_s, u"4012888888881881"_s}});
    QCOMPARE(statusOf(answer), 201);
    QCOMPARE(textIn(answer, u"cardLastDigits"_s), u"1881"_s);
    verifyDocumented(u"POST"_s, u"/tokens"_s, answer);
}

void TestSandboxThales::createTokenTwice_makesTwoTokensOfOneAccount()
{
    const QJsonObject more{{u"headers"_s, QJsonObject{{u"x-correlation-id"_s, u"same"_s}}}};
    const QJsonObject card = SandboxClient::card(u"4242424242424242"_s);
    const QJsonObject one = m_client.post(u"/tokens"_s, SandboxClient::cardBody(), card, more);
    const QJsonObject other = m_client.post(u"/tokens"_s, SandboxClient::cardBody(), card, more);
    QCOMPARE(statusOf(other), 201);
    QVERIFY(textIn(one, u"tokenId"_s) != textIn(other, u"tokenId"_s));
    QVERIFY(!textIn(one, u"par"_s).isEmpty());
    QCOMPARE(textIn(one, u"par"_s), textIn(other, u"par"_s));
    const QJsonObject third =
        m_client.post(u"/tokens"_s, SandboxClient::cardBody(), SandboxClient::card(u"4111111111111111"_s));
    QVERIFY(textIn(third, u"par"_s) != textIn(one, u"par"_s));
}

void TestSandboxThales::createdToken_isReadBack()
{
    const QJsonObject created =
        m_client.post(u"/tokens"_s, SandboxClient::cardBody(), SandboxClient::card(u"5105105105105100"_s));
    const QJsonObject read = m_client.get(u"/tokens/"_s + textIn(created, u"tokenId"_s));
    QCOMPARE(statusOf(read), 200);
    verifyDocumented(u"GET"_s, u"/tokens/{tokenId}"_s, read);
    QJsonObject expected = body(created);
    expected.remove(u"tokenId"_s);
    expected.insert(u"merchantId"_s, u"sandbox-merchant"_s);
    QCOMPARE(body(read), expected);
}

void TestSandboxThales::createPciToken_knowsNoMoreThanDigitsExpiryAndScheme()
{
    const QJsonObject answer = m_client.post(u"/pci-tokens"_s, {{u"merchantId"_s, u"sandbox-merchant"_s}},
                                             {{u"fpan"_s, u"5555555555554444"_s}, {u"exp"_s, u"1230"_s}});
    QCOMPARE(statusOf(answer), 201);
    verifyDocumented(u"POST"_s, u"/pci-tokens"_s, answer);
    QCOMPARE(body(answer).size(), 6);
    QCOMPARE(body(answer).value(u"cardProduct"_s).toObject(), (QJsonObject{{u"scheme"_s, u"MASTERCARD"_s}}));
    QCOMPARE(textIn(answer, u"cardLastDigits"_s), u"4444"_s);
    QCOMPARE(textIn(answer, u"cardExpiryDate"_s), u"1230"_s);
}

void TestSandboxThales::createPciToken_acceptsWhatATokenServiceWouldRefuse()
{
    const QJsonObject body{{u"merchantId"_s, u"sandbox-merchant"_s}};
    for (const char *number : {"5123456789012345", "4000000000000002", "3530111333300000"}) {
        const QJsonObject answer =
            m_client.post(u"/pci-tokens"_s, body, {{u"fpan"_s, QLatin1StringView(number)}, {u"exp"_s, u"0822"_s}});
        QCOMPARE(statusOf(answer), 201);
        verifyDocumented(u"POST"_s, u"/pci-tokens"_s, answer);
    }
}

void TestSandboxThales::createAsyncToken_answersEmpty_andTheTokenComesLater()
{
    const QString correlationId = u"0f4d3f0e-3c87-4d65-9d4a-0b8f6f0e7a11"_s;
    const QJsonObject answer =
        m_client.post(u"/async-tokens"_s, SandboxClient::cardBody(), SandboxClient::card(u"4111111111111111"_s),
                      {{u"headers"_s, QJsonObject{{u"x-correlation-id"_s, correlationId}}}});
    QCOMPARE(statusOf(answer), 202);
    QCOMPARE(answer.value(u"text"_s).toString(), QString());
    verifyDocumented(u"POST"_s, u"/async-tokens"_s, answer);

    const SandboxThalesAsyncRequest request = m_client.sandbox().thalesAsyncRequests().constLast();
    QCOMPARE(request.correlationId, correlationId);
    QCOMPARE(request.errorCode, QString());
    QCOMPARE(statusOf(m_client.get(u"/tokens/"_s + request.tokenId)), 404);
    m_client.clock().advance(std::chrono::milliseconds(request.acceptedAt.msecsTo(request.dueAt)));
    const QJsonObject read = m_client.get(u"/tokens/"_s + request.tokenId);
    QCOMPARE(statusOf(read), 200);
    QCOMPARE(textIn(read, u"tokenState"_s), u"ACTIVE"_s);
    QCOMPARE(textIn(read, u"cardLastDigits"_s), u"1111"_s);
}

void TestSandboxThales::createAsyncToken_refusedByTheIssuer_isAcceptedFirst()
{
    const QJsonObject answer =
        m_client.post(u"/async-tokens"_s, SandboxClient::cardBody(), SandboxClient::card(u"4000000000000002"_s));
    QCOMPARE(statusOf(answer), 202);
    const SandboxThalesAsyncRequest request = m_client.sandbox().thalesAsyncRequests().constLast();
    QCOMPARE(request.errorCode, u"ISSUER_DECLINED"_s);
    QCOMPARE(request.tokenId, QString());
}

void TestSandboxThales::createPushToken_returnsTheHolderEncrypted_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<bool>("isNested");
    QTest::newRow("visa") << u"VISA"_s << true;
    QTest::newRow("mastercard") << u"MASTERCARD"_s << false;
}

void TestSandboxThales::createPushToken_returnsTheHolderEncrypted()
{
    QFETCH(QString, scheme);
    QFETCH(bool, isNested);
    const QJsonObject answer = m_client.post(u"/push-tokens"_s, SandboxClient::pushBody(scheme),
                                             {{u"accountId"_s, u"johndoe"_s}, {u"email"_s, u"john@doe.example"_s}});
    QCOMPARE(statusOf(answer), 201);
    verifyDocumented(u"POST"_s, u"/push-tokens"_s, answer);
    const QJsonObject opened =
        m_client.command({{u"do"_s, u"decrypt"_s}, {u"message"_s, textIn(answer, u"encryptedData"_s)}});
    QCOMPARE(opened.value(u"header"_s).toObject().value(u"kid"_s).toString(),
             m_client.sandbox().connection().decryptionKeyId);
    const QJsonObject holder = opened.value(u"plaintext"_s).toObject();
    QVERIFY(!holder.value(u"name"_s).toString().isEmpty());
    QCOMPARE(holder.value(u"address"_s).isObject(), isNested);
    QCOMPARE(holder.value(u"address.city"_s).isString(), !isNested);

    const QJsonObject read = m_client.get(u"/tokens/"_s + textIn(answer, u"tokenId"_s));
    QCOMPARE(statusOf(read), 200);
    verifyDocumented(u"GET"_s, u"/tokens/{tokenId}"_s, read);
}

void TestSandboxThales::createPushToken_returnAddressIsVisasAlone()
{
    const QJsonObject visa =
        m_client.request(u"POST"_s, u"/push-tokens"_s, {{u"json"_s, SandboxClient::pushBody(u"VISA"_s)}});
    QCOMPARE(statusOf(visa), 201);
    QCOMPARE(textIn(visa, u"returnUriType"_s), u"WEB"_s);
    QVERIFY(!textIn(visa, u"returnUri"_s).isEmpty());
    const QJsonObject mastercard =
        m_client.request(u"POST"_s, u"/push-tokens"_s, {{u"json"_s, SandboxClient::pushBody(u"MASTERCARD"_s)}});
    QVERIFY(!body(mastercard).contains(u"returnUri"_s));
    QVERIFY(!body(mastercard).contains(u"returnUriType"_s));
}

void TestSandboxThales::eraseToken_leavesItReadableAsDeleted_andIsNotFoundASecondTime()
{
    const QJsonObject created =
        m_client.post(u"/tokens"_s, SandboxClient::cardBody(), SandboxClient::card(u"4111111111111111"_s));
    const QString path = u"/tokens/"_s + textIn(created, u"tokenId"_s);
    m_client.clock().advance(std::chrono::seconds(1));
    const QJsonObject erased = m_client.request(u"DELETE"_s, path);
    QCOMPARE(statusOf(erased), 204);
    verifyDocumented(u"DELETE"_s, u"/tokens/{tokenId}"_s, erased);
    const QJsonObject read = m_client.get(path);
    QCOMPARE(statusOf(read), 200);
    QCOMPARE(textIn(read, u"tokenState"_s), u"DELETED"_s);
    QCOMPARE(textIn(read, u"lastUpdateTimestamp"_s), m_client.clock().nowUtc().toString(Qt::ISODateWithMs));
    QCOMPARE(statusOf(m_client.request(u"DELETE"_s, path)), 404);
    QCOMPARE(statusOf(m_client.request(u"DELETE"_s, u"/tokens/tk_nobody"_s)), 404);
}

void TestSandboxThales::suspendAndResume_followTheState()
{
    const QJsonObject created =
        m_client.post(u"/tokens"_s, SandboxClient::cardBody(), SandboxClient::card(u"4111111111111111"_s));
    const QString path = u"/tokens/"_s + textIn(created, u"tokenId"_s);
    const QJsonObject reason{{u"json"_s, QJsonObject{{u"reason"_s, u"FRAUD"_s}, {u"comment"_s, u"Called in"_s}}}};
    QCOMPARE(statusOf(m_client.request(u"POST"_s, path + u"/resume"_s, reason)), 409);
    QCOMPARE(statusOf(m_client.request(u"POST"_s, path + u"/suspend"_s, reason)), 204);
    QCOMPARE(textIn(m_client.get(path), u"tokenState"_s), u"SUSPENDED"_s);
    QCOMPARE(statusOf(m_client.request(u"POST"_s, path + u"/suspend"_s, reason)), 409);
    QCOMPARE(statusOf(m_client.request(u"POST"_s, path + u"/resume"_s, reason)), 204);
    QCOMPARE(textIn(m_client.get(path), u"tokenState"_s), u"ACTIVE"_s);
    QCOMPARE(statusOf(m_client.request(u"POST"_s, path + u"/suspend"_s, {{u"json"_s, QJsonObject()}})), 400);
    QCOMPARE(statusOf(m_client.request(u"POST"_s, u"/tokens/tk_0c14f5e8aa/suspend"_s, reason)), 404);
}

void TestSandboxThales::everySeedToken_isWhatTheDocumentSays()
{
    const auto catalogue = SandboxThalesCatalogue::load();
    QVERIFY(catalogue.has_value());
    for (const SandboxThalesToken &token : catalogue->tokens(u"sandbox-merchant"_s)) {
        const QJsonObject answer = m_client.get(u"/tokens/"_s + token.id);
        QCOMPARE(statusOf(answer), 200);
        const QJsonObject product = body(answer).value(u"cardProduct"_s).toObject();
        // The schema of getToken wants a card type, which the text denies to PCI tokens.
        if (product.isEmpty() || product.contains(u"cardType"_s))
            verifyDocumented(u"GET"_s, u"/tokens/{tokenId}"_s, answer);
        else
            QCOMPARE(product.keys(), QStringList{u"scheme"_s});
        const QJsonObject arts = product.value(u"cardArts"_s).toObject();
        for (auto art = arts.begin(); art != arts.end(); ++art) {
            if (art.key().endsWith("Id"_L1))
                QCOMPARE(statusOf(m_client.get(u"/assets/"_s + art->toString())), 200);
        }
    }
}

void TestSandboxThales::seedTokens_coverEveryStateSchemeAndFormOfArt()
{
    const auto catalogue = SandboxThalesCatalogue::load();
    QVERIFY(catalogue.has_value());
    QSet<QString> states;
    QSet<QString> schemes;
    QSet<QString> issuers;
    QSet<QString> arts;
    QSet<QString> members;
    for (const SandboxThalesToken &token : catalogue->tokens({})) {
        const QJsonObject product = token.details.value(u"cardProduct"_s).toObject();
        const QStringList artNames = product.value(u"cardArts"_s).toObject().keys();
        const QStringList memberNames = token.details.keys();
        states << token.state;
        schemes << product.value(u"scheme"_s).toString(u"none"_s);
        issuers << product.value(u"issuerName"_s).toString();
        arts.unite(QSet<QString>(artNames.begin(), artNames.end()));
        members.unite(QSet<QString>(memberNames.begin(), memberNames.end()));
    }
    QVERIFY(catalogue->tokens({}).size() >= 16);
    QCOMPARE(states, (QSet<QString>{u"ACTIVE"_s, u"SUSPENDED"_s, u"DELETED"_s, u"PENDING"_s}));
    QCOMPARE(schemes,
             (QSet<QString>{u"VISA"_s, u"MASTERCARD"_s, u"AMEX"_s, u"DISCOVER"_s, u"ELO"_s, u"UNKNOWN"_s, u"none"_s}));
    QCOMPARE(issuers.size(), 5 + 1 + 1); // the practice issuer, and tokens without an issuer
    QCOMPARE(arts, (QSet<QString>{u"foregroundColor"_s, u"backgroundColor"_s, u"cardBackgroundImageId"_s,
                                  u"issuerLogoId"_s, u"brandLogoId"_s, u"cobrandLogoId"_s, u"completeCardImageId"_s,
                                  u"cardIconId"_s, u"cardImageUrl"_s}));
    QVERIFY(members.contains(u"deviceBindings"_s));
    QVERIFY(members.contains(u"vProvisionedTokenId"_s));
}

void TestSandboxThales::everyAsset_isWhatTheDocumentSays_inAllSevenMediaTypes()
{
    const auto catalogue = SandboxThalesCatalogue::load();
    QVERIFY(catalogue.has_value());
    const QMap<QString, QByteArray> beginnings{{u"application/pdf"_s, "%PDF-"},    {u"image/pdf"_s, "%PDF-"},
                                               {u"image/png"_s, "\x89PNG"},        {u"image/jpeg"_s, "\xff\xd8"},
                                               {u"image/svg"_s, "<svg"},           {u"text/plain"_s, ""},
                                               {u"text/html"_s, "<!doctype html>"}};
    QSet<QString> mediaTypes;
    for (const QString &id : catalogue->assetIds()) {
        const QJsonObject answer = m_client.get(u"/assets/"_s + id);
        QCOMPARE(statusOf(answer), 200);
        const QString mediaType = textIn(answer, u"mediaType"_s);
        if (mediaType == "image/svg+xml"_L1)
            continue; // the registered type, which the document does not have
        verifyDocumented(u"GET"_s, u"/assets/{assetId}"_s, answer);
        mediaTypes << mediaType;
        const QByteArray content = QByteArray::fromBase64(textIn(answer, u"encodedData"_s).toLatin1());
        QVERIFY2(content.startsWith(beginnings.value(mediaType, "no such type")), qPrintable(id));
    }
    QCOMPARE(mediaTypes.size(), beginnings.size());
    QCOMPARE(statusOf(m_client.get(u"/assets/asset-nobody"_s)), 404);
}

void TestSandboxThales::getAsset_needsNoCorrelationId()
{
    const QJsonObject withoutId{{u"headers"_s, QJsonObject{{u"x-correlation-id"_s, QJsonValue::Null}}}};
    QCOMPARE(statusOf(m_client.get(u"/assets/asset-harbour-icon"_s, withoutId)), 200);
    QCOMPARE(statusOf(m_client.get(u"/tokens/tk_9f3c2a71e4"_s, withoutId)), 400);
}

void TestSandboxThales::unknownMembers_areTolerated()
{
    QJsonObject request = SandboxClient::cardBody();
    request.insert(u"futureMember"_s, QJsonObject{{u"deep"_s, QJsonArray{1, 2}}});
    QJsonObject card = SandboxClient::card(u"4111111111111111"_s);
    card.insert(u"futureSecret"_s, QJsonArray{1, QJsonObject()});
    QCOMPARE(statusOf(m_client.post(u"/tokens"_s, request, card)), 201);
}

QTEST_GUILESS_MAIN(TestSandboxThales)
#include "tst_sandboxthales.moc"
