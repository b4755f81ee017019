// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/signature.h"
#include "tests/providers/fiserv/fiservfixture.h"

#include <QJsonArray>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using fiserv::SignatureEncoding;
using fiservfixture::secret;

namespace {
constexpr int patienceMs = 60'000;

QByteArray base64(const QJsonObject &object, const QString &key)
{
    return QByteArray::fromBase64(object.value(key).toString().toLatin1());
}

QByteArray textOf(const QJsonObject &object, const QString &key)
{
    return object.value(key).toString().toLatin1();
}

//! What the openssl command makes of a message; empty without the command.
QByteArray opensslMac(const QByteArray &key, const QByteArray &message)
{
    QProcess openssl;
    openssl.start(u"openssl"_s, {u"dgst"_s, u"-sha256"_s, u"-mac"_s, u"HMAC"_s, u"-macopt"_s,
                                 u"hexkey:"_s + QString::fromLatin1(key.toHex()), u"-binary"_s});
    openssl.write(message);
    openssl.closeWriteChannel();
    return openssl.waitForFinished(patienceMs) && openssl.exitCode() == 0 ? openssl.readAllStandardOutput()
                                                                          : QByteArray();
}
} // namespace

class TestFiservSignature : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signature_isWhatOpensslComputes_data();
    void signature_isWhatOpensslComputes();
    void randomMessages_areSignedAsOpensslDoes();
    void everyByteCounts();
    void usualEncoding_followsTheFamilyOfTheHost();
    void words_areReversible();
};

void TestFiservSignature::signature_isWhatOpensslComputes_data()
{
    QTest::addColumn<QJsonObject>("entry");
    for (const auto &entry :
         fiservfixture::json(fiservfixture::data(u"signatures.json"_s)).value(u"entries"_s).toArray())
        QTest::newRow(qPrintable(entry.toObject().value(u"name"_s).toString())) << entry.toObject();
}

void TestFiservSignature::signature_isWhatOpensslComputes()
{
    QFETCH(const QJsonObject, entry);
    const QJsonObject all = fiservfixture::json(fiservfixture::data(u"signatures.json"_s));
    const QByteArray body = base64(entry, u"bodyBase64"_s);
    const fiserv::SignedMessage message{
        .requestId = textOf(all, u"requestId"_s), .timestamp = textOf(all, u"timestamp"_s), .body = body};
    const auto apiKey = secret(textOf(all, u"apiKey"_s));
    const auto apiSecret = secret(base64(entry, u"secretBase64"_s));
    QCOMPARE(fiserv::messageSignature(*apiKey, *apiSecret, message, SignatureEncoding::Raw), textOf(entry, u"raw"_s));
    QCOMPARE(fiserv::messageSignature(*apiKey, *apiSecret, message, SignatureEncoding::Hex), textOf(entry, u"hex"_s));
    QCOMPARE(textOf(entry, u"raw"_s).size(), 44);
    QCOMPARE(textOf(entry, u"hex"_s).size(), 88);
}

void TestFiservSignature::randomMessages_areSignedAsOpensslDoes()
{
    QRandomGenerator random(20260211);
    if (opensslMac("k", "m").isEmpty())
        QSKIP("the openssl command is not installed");
    for (int i = 0; i < 20; ++i) {
        QByteArray key;
        QByteArray body;
        for (int at = random.bounded(1, 100); at > 0; --at)
            key += static_cast<char>(random.bounded(1, 256));
        for (int at = random.bounded(300); at > 0; --at)
            body += static_cast<char>(random.bounded(256));
        const QByteArray mac = opensslMac(key, "app-keyid-1" + QByteArray::number(i) + body);
        const fiserv::SignedMessage message{.requestId = "id-1", .timestamp = QByteArray::number(i), .body = body};
        const auto apiKey = secret("app-key");
        QCOMPARE(fiserv::messageSignature(*apiKey, *secret(key), message, SignatureEncoding::Raw), mac.toBase64());
        QCOMPARE(fiserv::messageSignature(*apiKey, *secret(key), message, SignatureEncoding::Hex),
                 mac.toHex().toBase64());
    }
}

void TestFiservSignature::everyByteCounts()
{
    const auto apiKey = secret("key");
    const auto apiSecret = secret("secret");
    const fiserv::SignedMessage message{.requestId = "id", .timestamp = "1", .body = "{\"a\":1}"};
    const auto signatureOf = [&](const fiserv::SignedMessage &m) {
        return fiserv::messageSignature(*apiKey, *apiSecret, m, SignatureEncoding::Raw);
    };
    QVERIFY(signatureOf(message) != signatureOf({.requestId = "ie", .timestamp = "1", .body = "{\"a\":1}"}));
    QVERIFY(signatureOf(message) != signatureOf({.requestId = "id", .timestamp = "2", .body = "{\"a\":1}"}));
    QVERIFY(signatureOf(message) != signatureOf({.requestId = "id", .timestamp = "1", .body = "{\"a\": 1}"}));
}

void TestFiservSignature::usualEncoding_followsTheFamilyOfTheHost()
{
    QCOMPARE(fiserv::usualEncoding(u"prod.emea.api.fiservapps.com"_s), SignatureEncoding::Raw);
    QCOMPARE(fiserv::usualEncoding(u"PROD.api.FISERVAPPS.com"_s), SignatureEncoding::Raw);
    QCOMPARE(fiserv::usualEncoding(u"cert.api.firstdata.com"_s), SignatureEncoding::Hex);
    QCOMPARE(fiserv::usualEncoding(u"fiservapps.com.example"_s), SignatureEncoding::Hex);
}

void TestFiservSignature::words_areReversible()
{
    for (const SignatureEncoding encoding : {SignatureEncoding::Raw, SignatureEncoding::Hex}) {
        QCOMPARE(fiserv::encodingFromWord(fiserv::toWord(encoding)), encoding);
        QVERIFY(fiserv::otherEncoding(encoding) != encoding);
    }
    QVERIFY(!fiserv::encodingFromWord(u"host"_s));
}

QTEST_APPLESS_MAIN(TestFiservSignature)
#include "tst_fiservsignature.moc"
