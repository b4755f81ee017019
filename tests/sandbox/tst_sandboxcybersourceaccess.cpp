// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/base64url.h"
#include "tests/crypto/opensslcommand.h"
#include "tests/sandbox/cybersourcebench.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QByteArray credentialsTarget = "/tms/v2/tokens/7010000000016241111/payment-credentials";
const QByteArray credentialsBody = "{\"paymentCredentialType\":\"CRYPTOGRAM\"}";
const QByteArray readTarget = "/tms/v1/instrumentidentifiers/7010000000016241111";

//! HMAC-SHA-256 by the openssl command alone.
QByteArray codeOf(const OpenSslCommand &openssl, const QByteArray &secret, const QByteArray &text)
{
    openssl.write(u"text"_s, text);
    const QString key = u"hexkey:"_s + QString::fromLatin1(secret.toHex());
    return openssl.run(QStringList{u"dgst"_s, u"-sha256"_s, u"-mac"_s, u"HMAC"_s, u"-macopt"_s, key, u"-binary"_s,
                                   u"-out"_s, u"code"_s, u"text"_s})
               ? openssl.content(u"code"_s)
               : QByteArray();
}

void setSignature(SandboxRequest &request, const QByteArray &name, const QByteArray &value)
{
    QByteArrayList parts = request.header("signature").value_or("").split(',');
    for (QByteArray &part : parts) {
        if (part.trimmed().startsWith(name + '='))
            part = ' ' + name + "=\"" + value + '"';
    }
    setHeader(request, "signature", parts.join(','));
}
} // namespace

//! Who is let in.
class TestSandboxCybersourceAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void vendorsExampleSignatures_areAccepted_data();
    void vendorsExampleSignatures_areAccepted();
    void vendorsExampleToken_isAccepted();
    void signatureOfOpenssl_isAccepted();
    void tokensOfOpenssl_areAccepted_data();
    void tokensOfOpenssl_areAccepted();
    void changedSignature_isRefused_data();
    void changedSignature_isRefused();
    void date_isGoodForFiveMinutes_data();
    void date_isGoodForFiveMinutes();
    void changedClaim_isRefused_data();
    void changedClaim_isRefused();
    void oddButRightClaims_areAccepted_data();
    void oddButRightClaims_areAccepted();
    void tokenWithoutDigest_isForARequestWithoutBody();
    void tokenOfAnotherRequest_isRefused_data();
    void tokenOfAnotherRequest_isRefused();
    void forgedToken_isRefused_data();
    void forgedToken_isRefused();
    void usedToken_isRefused();
    void refusal_saysTheSameWhateverTheReason();

private:
    [[nodiscard]] int statusOf(const SandboxRequest &request) { return m_bench->api().answer(request).status; }

    std::unique_ptr<CybersourceBench> m_bench;
};

void TestSandboxCybersourceAccess::init()
{
    m_bench = std::make_unique<CybersourceBench>();
    QVERIFY(m_bench->open());
}

void TestSandboxCybersourceAccess::vendorsExampleSignatures_areAccepted_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("signature");
    QTest::newRow("POST") << QByteArray("POST") << credentialsTarget << credentialsBody
                          << QByteArray("mbyeecQ5FaXJd+7dZiCRML3LAOQ50wAfYWZeaFQt+p8=");
    QTest::newRow("GET") << QByteArray("GET") << readTarget << QByteArray()
                         << QByteArray("HlpShvF4yC1EKnHBRfZto/xHbSZaCSSfW/NMceXBkAE=");
}

void TestSandboxCybersourceAccess::vendorsExampleSignatures_areAccepted()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, signature);
    SandboxRequest request = m_bench->signedRequest(method, target, body);
    QCOMPARE(request.header("date").value_or(""), QByteArray("Thu, 18 Jul 2024 00:18:03 GMT"));
    setSignature(request, "signature", signature);
    QCOMPARE(statusOf(request), 200);
}

void TestSandboxCybersourceAccess::vendorsExampleToken_isAccepted()
{
    const QByteArray text =
        base64url::encoded("{\"typ\":\"JWT\",\"alg\":\"HS256\",\"kid\":\"00000000-1111-4222-8333-444444444444\"}") +
        '.' +
        base64url::encoded(
            "{\"digest\":\"rO7xCw16m1bnMmhGLGOuOL6Sm3a8p45VmSQ3bFMNc+g=\",\"digestAlgorithm\":\"SHA-256\","
            "\"iat\":1721261883,\"exp\":1721262003,\"request-host\":\"apitest.cybersource.com\","
            "\"request-resource-path\":\"/tms/v2/tokens/7010000000016241111/payment-credentials\","
            "\"request-method\":\"post\",\"iss\":\"testmerchant_001\","
            "\"jti\":\"5a1c2f0e-7d3b-4c55-9a66-0123456789ab\",\"v-c-jwt-version\":\"2\","
            "\"v-c-merchant-id\":\"testmerchant_001\"}");
    SandboxRequest request = m_bench->request("POST", credentialsTarget, credentialsBody);
    setHeader(request, "Authorization", "Bearer " + text + ".BzjRuaLeJo58AHyDdwSaYJ_xra0bz3ZJjuB67YGmzFM");
    QCOMPARE(statusOf(request), 200);
}

void TestSandboxCybersourceAccess::signatureOfOpenssl_isAccepted()
{
    const OpenSslCommand openssl;
    SandboxRequest request = m_bench->signedRequest("GET", readTarget + "?retrieveBinDetails=true");
    const QByteArray code = codeOf(openssl, m_bench->credentials().sharedSecret, m_bench->textToSign(request));
    setSignature(request, "signature", code.toBase64());
    QCOMPARE(statusOf(request), 200);
}

void TestSandboxCybersourceAccess::tokensOfOpenssl_areAccepted_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::newRow("shared secret") << u"HS256"_s;
    QTest::newRow("P12") << u"RS256"_s;
}

void TestSandboxCybersourceAccess::tokensOfOpenssl_areAccepted()
{
    QFETCH(QString, algorithm);
    const bool isRsa = algorithm == "RS256"_L1;
    const OpenSslCommand openssl;
    SandboxRequest request = m_bench->request("POST", credentialsTarget, credentialsBody);
    const QString kid = isRsa ? m_bench->credentials().signatureKey.id() : m_bench->credentials().keyId;
    const QByteArray text = CybersourceBench::unsignedToken(
        {{u"alg"_s, algorithm}, {u"kid"_s, kid}, {u"typ"_s, u"JWT"_s}}, m_bench->claims(request));
    QByteArray signature;
    if (isRsa) {
        openssl.write(u"key.pem"_s, m_bench->signatureKey());
        openssl.write(u"text"_s, text);
        QVERIFY(openssl.run(u"dgst -sha256 -sign key.pem -out signature text"_s));
        signature = openssl.content(u"signature"_s);
    } else {
        signature = codeOf(openssl, m_bench->credentials().sharedSecret, text);
    }
    setHeader(request, "Authorization", "Bearer " + text + '.' + base64url::encoded(signature));
    QCOMPARE(statusOf(request), 200);
}

void TestSandboxCybersourceAccess::changedSignature_isRefused_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("parameter");
    QTest::addColumn<QByteArray>("value");
    const QByteArray none;
    const QByteArray signature = "signature";
    QTest::newRow("none") << signature << none << none;
    QTest::newRow("unknown key id") << signature << QByteArray("keyid") << QByteArray("00000000-1111-4222-8333-0");
    QTest::newRow("another algorithm") << signature << QByteArray("algorithm") << QByteArray("HmacSHA512");
    QTest::newRow("parentheses") << signature << QByteArray("headers")
                                 << QByteArray("host date (request-target) digest v-c-merchant-id");
    QTest::newRow("another order") << signature << QByteArray("headers")
                                   << QByteArray("date host request-target digest v-c-merchant-id");
    QTest::newRow("without digest") << signature << QByteArray("headers")
                                    << QByteArray("host date request-target v-c-merchant-id");
    QTest::newRow("wrong secret") << signature << signature
                                  << QByteArray("nbyeecQ5FaXJd+7dZiCRML3LAOQ50wAfYWZeaFQt+p8=");
    QTest::newRow("wrong merchant") << QByteArray("v-c-merchant-id") << none << QByteArray("testmerchant_002");
    QTest::newRow("tampered digest") << QByteArray("digest") << none
                                     << QByteArray("SHA-256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    QTest::newRow("no digest") << QByteArray("digest") << none << none;
    QTest::newRow("another date") << QByteArray("date") << none << QByteArray("Thu, 18 Jul 2024 00:18:04 GMT");
    QTest::newRow("date as a number") << QByteArray("date") << none << QByteArray("1721261883");
    QTest::newRow("another host") << QByteArray("Host") << none << QByteArray("api.cybersource.com");
}

void TestSandboxCybersourceAccess::changedSignature_isRefused()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, parameter);
    QFETCH(QByteArray, value);
    SandboxRequest request = m_bench->signedRequest("POST", credentialsTarget, credentialsBody);
    QCOMPARE(statusOf(request), 200);
    if (parameter.isEmpty())
        setHeader(request, header, value);
    else
        setSignature(request, parameter, value);
    QCOMPARE(statusOf(request), 401);
}

void TestSandboxCybersourceAccess::date_isGoodForFiveMinutes_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("status");
    QTest::newRow("5 minutes old") << 300 << 200;
    QTest::newRow("older") << 301 << 401;
    QTest::newRow("5 minutes ahead") << -300 << 200;
    QTest::newRow("further ahead") << -301 << 401;
}

void TestSandboxCybersourceAccess::date_isGoodForFiveMinutes()
{
    QFETCH(int, seconds);
    const SandboxRequest request = m_bench->signedRequest("GET", readTarget);
    m_bench->clock().setNowUtc(m_bench->clock().nowUtc().addSecs(seconds));
    QTEST(statusOf(request), "status");
}

void TestSandboxCybersourceAccess::changedClaim_isRefused_data()
{
    QTest::addColumn<QJsonObject>("changes");
    const qint64 now = 1721261883;
    const QJsonValue none = QJsonValue::Null;
    for (const QString &name :
         {u"iat"_s, u"exp"_s, u"request-host"_s, u"request-resource-path"_s, u"request-method"_s, u"iss"_s, u"jti"_s,
          u"v-c-jwt-version"_s, u"v-c-merchant-id"_s, u"digest"_s, u"digestAlgorithm"_s})
        QTest::newRow(qPrintable(u"no "_s + name)) << QJsonObject{{name, none}};
    QTest::newRow("wrong issuer") << QJsonObject{{u"iss"_s, u"testmerchant_002"_s}};
    QTest::newRow("wrong merchant") << QJsonObject{{u"v-c-merchant-id"_s, u"testmerchant_002"_s}};
    QTest::newRow("expired") << QJsonObject{{u"iat"_s, now - 120}, {u"exp"_s, now}};
    QTest::newRow("too far ahead") << QJsonObject{{u"iat"_s, now + 61}, {u"exp"_s, now + 181}};
    QTest::newRow("too long") << QJsonObject{{u"exp"_s, now + 121}};
    QTest::newRow("backwards") << QJsonObject{{u"iat"_s, now + 30}, {u"exp"_s, now + 20}};
    QTest::newRow("time as a date") << QJsonObject{{u"iat"_s, u"Thu, 18 Jul 2024 00:18:03 GMT"_s}};
    QTest::newRow("time as text") << QJsonObject{{u"iat"_s, QString::number(now)}};
    QTest::newRow("another version") << QJsonObject{{u"v-c-jwt-version"_s, u"1"_s}};
    QTest::newRow("version as a number") << QJsonObject{{u"v-c-jwt-version"_s, 2}};
    QTest::newRow("another method") << QJsonObject{{u"request-method"_s, u"put"_s}};
    QTest::newRow("another path") << QJsonObject{{u"request-resource-path"_s, QString::fromLatin1(readTarget)}};
    QTest::newRow("another query") << QJsonObject{
        {u"request-resource-path"_s, QString::fromLatin1(credentialsTarget + "?a=b")}};
    QTest::newRow("another host") << QJsonObject{{u"request-host"_s, u"api.cybersource.com"_s}};
    QTest::newRow("tampered digest") << QJsonObject{{u"digest"_s, u"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="_s}};
    QTest::newRow("digest with its prefix")
        << QJsonObject{{u"digest"_s, u"SHA-256=rO7xCw16m1bnMmhGLGOuOL6Sm3a8p45VmSQ3bFMNc+g="_s}};
    QTest::newRow("another digest algorithm") << QJsonObject{{u"digestAlgorithm"_s, u"SHA-512"_s}};
}

void TestSandboxCybersourceAccess::changedClaim_isRefused()
{
    QFETCH(QJsonObject, changes);
    QCOMPARE(statusOf(m_bench->tokenRequest("POST", credentialsTarget, credentialsBody)), 200);
    QCOMPARE(statusOf(m_bench->tokenRequest("POST", credentialsTarget, credentialsBody, changes)), 401);
}

void TestSandboxCybersourceAccess::oddButRightClaims_areAccepted_data()
{
    QTest::addColumn<QJsonObject>("changes");
    QTest::newRow("method in upper case") << QJsonObject{{u"request-method"_s, u"POST"_s}};
    QTest::newRow("host in upper case") << QJsonObject{{u"request-host"_s, u"APITEST.cybersource.com"_s}};
    QTest::newRow("digest-algorithm") << QJsonObject{{u"digestAlgorithm"_s, QJsonValue::Null},
                                                     {u"digest-algorithm"_s, u"SHA-256"_s}};
    QTest::newRow("clock a minute ahead") << QJsonObject{{u"iat"_s, 1721261883 + 60}, {u"exp"_s, 1721261883 + 180}};
}

void TestSandboxCybersourceAccess::oddButRightClaims_areAccepted()
{
    QFETCH(QJsonObject, changes);
    QCOMPARE(statusOf(m_bench->tokenRequest("POST", credentialsTarget, credentialsBody, changes)), 200);
}

void TestSandboxCybersourceAccess::tokenWithoutDigest_isForARequestWithoutBody()
{
    const QJsonObject none{{u"digest"_s, QJsonValue::Null}};
    QCOMPARE(statusOf(m_bench->tokenRequest("POST", credentialsTarget, {}, none)), 200);
    QCOMPARE(statusOf(m_bench->tokenRequest("POST", credentialsTarget, "{}", none)), 401);
}

void TestSandboxCybersourceAccess::tokenOfAnotherRequest_isRefused_data()
{
    QTest::addColumn<SandboxRequest>("other");
    QTest::newRow("method") << m_bench->request("DELETE", readTarget);
    QTest::newRow("path") << m_bench->request("GET", "/tms/v1/instrumentidentifiers/7010000000053213222");
    QTest::newRow("query") << m_bench->request("GET", readTarget + "?retrieveBinDetails=true");
    QTest::newRow("body") << m_bench->request("POST", "/tms/v1/instrumentidentifiers", "{}");
}

void TestSandboxCybersourceAccess::tokenOfAnotherRequest_isRefused()
{
    QFETCH(SandboxRequest, other);
    const bool isPost = other.method == "POST";
    const SandboxRequest own =
        isPost ? m_bench->tokenRequest("POST", other.target, "{\"a\":1}") : m_bench->tokenRequest("GET", readTarget);
    setHeader(other, "Authorization", own.header("authorization").value_or(""));
    QCOMPARE(statusOf(other), 401);
}

void TestSandboxCybersourceAccess::forgedToken_isRefused_data()
{
    QTest::addColumn<QJsonObject>("header");
    QTest::addColumn<QByteArray>("key");
    const QByteArray secret = "made-up-secret-of-32-bytes-00000";
    const QString shared = u"00000000-1111-4222-8333-444444444444"_s;
    const QString p12 = u"serial-merchant"_s;
    QTest::newRow("wrong secret") << QJsonObject{{u"alg"_s, u"HS256"_s}, {u"kid"_s, shared}} << QByteArray("another");
    QTest::newRow("unknown key id") << QJsonObject{{u"alg"_s, u"HS256"_s}, {u"kid"_s, u"x"_s}} << secret;
    QTest::newRow("no key id") << QJsonObject{{u"alg"_s, u"HS256"_s}} << secret;
    QTest::newRow("none") << QJsonObject{{u"alg"_s, u"none"_s}, {u"kid"_s, shared}} << secret;
    QTest::newRow("HS256 with the P12's id") << QJsonObject{{u"alg"_s, u"HS256"_s}, {u"kid"_s, p12}} << secret;
    QTest::newRow("RS256 with the secret's id") << QJsonObject{{u"alg"_s, u"RS256"_s}, {u"kid"_s, shared}} << secret;
    QTest::newRow("crit") << QJsonObject{{u"alg"_s, u"HS256"_s}, {u"kid"_s, shared}, {u"crit"_s, QJsonArray{u"b"_s}}}
                          << secret;
    QTest::newRow("another type") << QJsonObject{{u"alg"_s, u"HS256"_s}, {u"kid"_s, shared}, {u"typ"_s, u"JWE"_s}}
                                  << secret;
}

void TestSandboxCybersourceAccess::forgedToken_isRefused()
{
    QFETCH(QJsonObject, header);
    QFETCH(QByteArray, key);
    SandboxRequest request = m_bench->request("GET", readTarget);
    const QByteArray text = CybersourceBench::unsignedToken(header, m_bench->claims(request));
    const OpenSslCommand openssl;
    setHeader(request, "Authorization", "Bearer " + text + '.' + base64url::encoded(codeOf(openssl, key, text)));
    QCOMPARE(statusOf(request), 401);
}

void TestSandboxCybersourceAccess::usedToken_isRefused()
{
    const SandboxRequest request = m_bench->tokenRequest("GET", readTarget);
    QCOMPARE(statusOf(request), 200);
    QCOMPARE(statusOf(request), 401);
    QCOMPARE(statusOf(m_bench->tokenRequest("GET", readTarget)), 200);
}

void TestSandboxCybersourceAccess::refusal_saysTheSameWhateverTheReason()
{
    SandboxRequest skewed = m_bench->signedRequest("GET", readTarget);
    setHeader(skewed, "date", "Thu, 18 Jul 2024 01:18:03 GMT");
    for (const SandboxRequest &request : {m_bench->request("GET", readTarget), skewed,
                                          m_bench->tokenRequest("GET", readTarget, {}, {{u"iss"_s, u"x"_s}}),
                                          m_bench->request("GET", "/no/such/path")}) {
        const SandboxAnswer answer = m_bench->api().answer(request);
        QCOMPARE(answer.status, 401);
        QCOMPARE(answer.body, QByteArray("{\"response\":{\"rmsg\":\"Authentication Failed\"}}"));
        QCOMPARE(headerIn(answer, "v-c-correlation-id").size(), 36);
    }
}

QTEST_GUILESS_MAIN(TestSandboxCybersourceAccess)
#include "tst_sandboxcybersourceaccess.moc"
