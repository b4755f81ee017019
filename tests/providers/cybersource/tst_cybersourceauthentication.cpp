// SPDX-License-Identifier: Apache-2.0
#include "app/core/httpdate.h"
#include "app/crypto/jws.h"
#include "app/providers/cybersource/authentication.h"
#include "tests/crypto/opensslcommand.h"
#include "tests/providers/cybersource/cybersourcefixture.h"

#include <QJsonDocument>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace cybersource;
using cybersourcefixture::connection;
using cybersourcefixture::json;

namespace {
// The worked examples: values made with `openssl dgst`, equal to those of the service's own library.
constexpr auto exampleBody = R"({"paymentCredentialType":"CRYPTOGRAM"})";
constexpr auto exampleDigest = "rO7xCw16m1bnMmhGLGOuOL6Sm3a8p45VmSQ3bFMNc+g=";
const QDateTime exampleTime(QDate(2024, 7, 18), QTime(0, 18, 3), Qt::UTC);
constexpr auto exampleClaims =
    R"({"digest":"rO7xCw16m1bnMmhGLGOuOL6Sm3a8p45VmSQ3bFMNc+g=","digestAlgorithm":"SHA-256","iat":1721261883,)"
    R"("exp":1721262003,"request-host":"apitest.cybersource.com",)"
    R"("request-resource-path":"/tms/v2/tokens/7010000000016241111/payment-credentials","request-method":"post",)"
    R"("iss":"testmerchant_001","jti":"5a1c2f0e-7d3b-4c55-9a66-0123456789ab","v-c-jwt-version":"2",)"
    R"("v-c-merchant-id":"testmerchant_001"})";
constexpr auto exampleHeader = R"({"typ":"JWT","alg":"HS256","kid":"00000000-1111-4222-8333-444444444444"})";
constexpr auto base64url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

SignedRequest postRequest()
{
    return {.method = "POST",
            .host = "apitest.cybersource.com",
            .target = "/tms/v2/tokens/7010000000016241111/payment-credentials",
            .body = exampleBody};
}

SignedRequest getRequest()
{
    return {.method = "GET",
            .host = "apitest.cybersource.com",
            .target = "/tms/v1/instrumentidentifiers/7010000000016241111",
            .body = {}};
}

Identity identityFor(Identity::Way way)
{
    Identity identity = connection().identity;
    identity.way = way;
    return identity;
}

QByteArray headerIn(const Headers &headers, const QByteArray &name)
{
    for (const auto &[key, value] : headers) {
        if (key == name)
            return value;
    }
    return {};
}

QByteArray part(const QByteArray &compact, qsizetype index)
{
    return QByteArray::fromBase64(compact.split('.').at(index), base64url);
}
} // namespace

class TestCybersourceAuthentication : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void digest_isThatOfTheExample();
    void httpSignature_isThatOfTheExample_data();
    void httpSignature_isThatOfTheExample();
    void httpSignature_isWhatOpenSslComputes();
    void portfolio_signsAndTheMerchantIsNamed();
    void claims_areThoseOfTheExample();
    void sharedSecretJwt_isThatOfTheExample();
    void jwtOfARead_hasNoDigest();
    void jwt_isNewEachTime();
    void askedForEncryption_isAClaim();
    void otherBytes_haveAnotherDigest();
    void p12Jwt_isVerifiedByOpenSsl();
    void expiredP12_signsNothing();
    void shortSecret_isSaidToBeShort();
};

void TestCybersourceAuthentication::digest_isThatOfTheExample()
{
    QCOMPARE(digestOf(exampleBody), exampleDigest);
    QCOMPARE(httpDate(exampleTime), "Thu, 18 Jul 2024 00:18:03 GMT");
}

void TestCybersourceAuthentication::httpSignature_isThatOfTheExample_data()
{
    QTest::addColumn<bool>("isPost");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("signature");
    QTest::newRow("POST") << true
                          << QByteArray("host: apitest.cybersource.com\ndate: Thu, 18 Jul 2024 00:18:03 GMT\n"
                                        "request-target: post /tms/v2/tokens/7010000000016241111/payment-credentials\n"
                                        "digest: SHA-256=rO7xCw16m1bnMmhGLGOuOL6Sm3a8p45VmSQ3bFMNc+g=\n"
                                        "v-c-merchant-id: testmerchant_001")
                          << QByteArray("host date request-target digest v-c-merchant-id")
                          << QByteArray("mbyeecQ5FaXJd+7dZiCRML3LAOQ50wAfYWZeaFQt+p8=");
    QTest::newRow("GET") << false
                         << QByteArray("host: apitest.cybersource.com\ndate: Thu, 18 Jul 2024 00:18:03 GMT\n"
                                       "request-target: get /tms/v1/instrumentidentifiers/7010000000016241111\n"
                                       "v-c-merchant-id: testmerchant_001")
                         << QByteArray("host date request-target v-c-merchant-id")
                         << QByteArray("HlpShvF4yC1EKnHBRfZto/xHbSZaCSSfW/NMceXBkAE=");
}

void TestCybersourceAuthentication::httpSignature_isThatOfTheExample()
{
    QFETCH(const bool, isPost);
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, headers);
    QFETCH(const QByteArray, signature);
    const SignedRequest request = isPost ? postRequest() : getRequest();
    QCOMPARE(stringToSign(request, httpDate(exampleTime), u"testmerchant_001"_s), text);
    const auto made = authenticationOf(request, identityFor(Identity::Way::HttpSignature), exampleTime, {});
    QVERIFY(made);
    QCOMPARE(headerIn(*made, "signature"),
             "keyid=\"00000000-1111-4222-8333-444444444444\", algorithm=\"HmacSHA256\", headers=\"" + headers +
                 "\", signature=\"" + signature + '"');
    QCOMPARE(headerIn(*made, "digest"), isPost ? QByteArray("SHA-256=") + exampleDigest : QByteArray());
    QCOMPARE(headerIn(*made, "v-c-merchant-id"), "testmerchant_001");
    QCOMPARE(headerIn(*made, "date"), "Thu, 18 Jul 2024 00:18:03 GMT");
    QVERIFY(headerIn(*made, "authorization").isEmpty());
}

void TestCybersourceAuthentication::httpSignature_isWhatOpenSslComputes()
{
    const OpenSslCommand openssl;
    openssl.write(u"text"_s, stringToSign(postRequest(), httpDate(exampleTime), u"testmerchant_001"_s));
    const QString key = QString::fromLatin1(connection().identity.secret->bytes().toByteArray().toHex());
    QVERIFY(openssl.run(u"dgst -sha256 -mac HMAC -macopt hexkey:%1 -binary -out mac text"_s.arg(key)));
    const auto made = authenticationOf(postRequest(), identityFor(Identity::Way::HttpSignature), exampleTime, {});
    QVERIFY(headerIn(*made, "signature").contains("signature=\"" + openssl.content(u"mac"_s).toBase64() + '"'));
}

void TestCybersourceAuthentication::portfolio_signsAndTheMerchantIsNamed()
{
    Identity identity = identityFor(Identity::Way::HttpSignature);
    identity.portfolioId = u"portfolio_9"_s;
    const auto made = authenticationOf(getRequest(), identity, exampleTime, {});
    QCOMPARE(headerIn(*made, "v-c-merchant-id"), "testmerchant_001");
    QVERIFY(stringToSign(getRequest(), {}, identity.signer()).endsWith("v-c-merchant-id: portfolio_9"));
    const QJsonObject claims = json(claimsOf(getRequest(), identity, exampleTime, u"j"_s, {}));
    QCOMPARE(claims.value("iss"_L1), "portfolio_9"_L1);
    QCOMPARE(claims.value("v-c-merchant-id"_L1), "testmerchant_001"_L1);
}

void TestCybersourceAuthentication::claims_areThoseOfTheExample()
{
    QCOMPARE(claimsOf(postRequest(), identityFor(Identity::Way::JwtSecret), exampleTime,
                      QString::fromLatin1(cybersourcefixture::requestId), {}),
             exampleClaims);
}

void TestCybersourceAuthentication::sharedSecretJwt_isThatOfTheExample()
{
    const auto token = signedJwt(exampleClaims, connection().identity.keyId, *connection().identity.secret);
    QVERIFY(token);
    QCOMPARE(part(*token, 0), exampleHeader);
    QCOMPARE(part(*token, 1), exampleClaims);
    QCOMPARE(token->split('.').at(2), "BzjRuaLeJo58AHyDdwSaYJ_xra0bz3ZJjuB67YGmzFM");
}

void TestCybersourceAuthentication::jwtOfARead_hasNoDigest()
{
    const auto made = authenticationOf(getRequest(), identityFor(Identity::Way::JwtSecret), exampleTime, {});
    QVERIFY(made);
    QCOMPARE(made->size(), 1);
    const QByteArray bearer = headerIn(*made, "authorization");
    QVERIFY(bearer.startsWith("Bearer "));
    const QJsonObject claims = json(part(bearer.mid(7), 1));
    QVERIFY(!claims.contains("digest"_L1) && !claims.contains("digestAlgorithm"_L1));
    QCOMPARE(claims.value("request-method"_L1), "get"_L1);
    QCOMPARE(claims.value("exp"_L1).toInteger() - claims.value("iat"_L1).toInteger(), 120);
}

void TestCybersourceAuthentication::jwt_isNewEachTime()
{
    const auto jti = [] {
        const auto made = authenticationOf(getRequest(), identityFor(Identity::Way::JwtSecret), exampleTime, {});
        return json(part(headerIn(*made, "authorization").mid(7), 1)).value("jti"_L1).toString();
    };
    const QString first = jti();
    QVERIFY(!QUuid::fromString(first).isNull());
    QVERIFY(first != jti());
}

void TestCybersourceAuthentication::askedForEncryption_isAClaim()
{
    const Identity identity = identityFor(Identity::Way::JwtSecret);
    QCOMPARE(json(claimsOf(postRequest(), identity, exampleTime, u"j"_s, u"key-7"_s)).value("v-c-response-mle-kid"_L1),
             "key-7"_L1);
    QVERIFY(!claimsOf(postRequest(), identity, exampleTime, u"j"_s, {}).contains("mle"));
}

void TestCybersourceAuthentication::otherBytes_haveAnotherDigest()
{
    SignedRequest request = postRequest();
    request.body = R"({"paymentCredentialType": "CRYPTOGRAM"})";
    QVERIFY(claimsOf(request, identityFor(Identity::Way::JwtSecret), exampleTime, u"j"_s, {}) !=
            claimsOf(postRequest(), identityFor(Identity::Way::JwtSecret), exampleTime, u"j"_s, {}));
}

void TestCybersourceAuthentication::p12Jwt_isVerifiedByOpenSsl()
{
    const OpenSslCommand openssl;
    QVERIFY(openssl.run(u"req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 30 -subj "
                        "/CN=testmerchant_001/serialNumber=5585291030696022206130"_s));
    QVERIFY(openssl.run(u"x509 -in cert.pem -pubkey -noout -out public.pem"_s));
    Identity identity = identityFor(Identity::Way::JwtP12);
    identity.key = *readKey(openssl.content(u"key.pem"_s));
    identity.keyId = u"5585291030696022206130"_s;
    identity.expiresAt = exampleTime.addDays(30);
    const auto made = authenticationOf(postRequest(), identity, exampleTime, {});
    QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    const QByteArray token = headerIn(*made, "authorization").mid(7);
    QCOMPARE(part(token, 0), R"({"typ":"JWT","alg":"RS256","kid":"5585291030696022206130"})");
    openssl.write(u"signed"_s, token.first(token.lastIndexOf('.')));
    openssl.write(u"signature"_s, part(token, 2));
    QVERIFY(openssl.run(u"dgst -sha256 -verify public.pem -signature signature signed"_s));
}

void TestCybersourceAuthentication::expiredP12_signsNothing()
{
    Identity identity = identityFor(Identity::Way::JwtP12);
    identity.expiresAt = exampleTime.addSecs(-1);
    const auto made = authenticationOf(postRequest(), identity, exampleTime, {});
    QVERIFY(!made);
    QCOMPARE(toString(made.error().kind), u"Configuration"_s);
    QCOMPARE(made.error().field, u"p12File"_s);
    QVERIFY(made.error().detail.contains(u"expired on 2024-07-18"_s));
}

void TestCybersourceAuthentication::shortSecret_isSaidToBeShort()
{
    Identity identity = identityFor(Identity::Way::JwtSecret);
    identity.secret = cybersourcefixture::secret("short");
    const auto made = authenticationOf(postRequest(), identity, exampleTime, {});
    QVERIFY(!made);
    QCOMPARE(made.error().field, u"sharedSecret"_s);
}

QTEST_GUILESS_MAIN(TestCybersourceAuthentication)
#include "tst_cybersourceauthentication.moc"
