// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/keyarchive.h"
#include "app/providers/cybersource/connection.h"
#include "app/providers/cybersource/connectionform.h"
#include "app/providers/cybersource/cybersourceproviderkind.h"
#include "tests/crypto/opensslcommand.h"
#include "tests/providers/cybersource/cybersourcefixture.h"
#include "tests/support/settling.h"

#include <QTest>

using namespace Qt::StringLiterals;
using cybersource::readConnection;
using cybersourcefixture::secret;

namespace {
constexpr auto passphrase = "made-up";
constexpr auto merchantSerial = "5585291030696022206130";
constexpr auto vendorSerial = "1700000000000000000001";

QDateTime today()
{
    return QDateTime::currentDateTimeUtc();
}
} // namespace

class TestCybersourceConnection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void form_beginsWithWhatWorks();
    void p12_isReadByItsAlias();
    void p12_isFoundByItsFriendlyName();
    void expiredP12_isSaidAtItsSetting();
    void p12_thatCannotWork_isSaidAtItsSetting_data();
    void p12_thatCannotWork_isSaidAtItsSetting();
    void sharedSecret_isDecoded();
    void sharedSecret_thatIsNoBase64_isRefused();
    void encryption_withHttpSignatures_isRefused_data();
    void encryption_withHttpSignatures_isRefused();
    void requests_areEncryptedForTheCertificateInTheP12();
    void requests_areEncryptedForTheCertificateInAFile();
    void decryptionKey_isNamedByItsCertificate();
    void decryptionKey_withoutAName_isRefused();
    void server_decidesWhatIsATest_data();
    void server_decidesWhatIsATest();
    void addressWithAPath_isRefused();
    void kind_opensAConnection();

private:
    [[nodiscard]] ConnectionValues p12Values(const QString &file = u"merchant.p12"_s) const
    {
        ConnectionValues values = usual();
        values.plain.insert(u"authentication"_s, u"jwt-p12"_s);
        values.plain.insert(u"p12File"_s, m_openssl.path(file));
        values.secrets.insert(u"p12Passphrase"_s, secret(passphrase));
        return values;
    }
    [[nodiscard]] static ConnectionValues secretValues(const QString &way = u"jwt-secret"_s)
    {
        ConnectionValues values = usual();
        values.plain.insert(u"authentication"_s, way);
        values.plain.insert(u"keyId"_s, u"00000000-1111-4222-8333-444444444444"_s);
        values.secrets.insert(u"sharedSecret"_s, secret("bWFkZS11cC1zZWNyZXQtb2YtMzItYnl0ZXMtMDAwMDA="));
        return values;
    }
    [[nodiscard]] static ConnectionValues usual()
    {
        ConnectionValues values;
        for (const FormField &field : cybersource::connectionForm().fields) {
            if (!field.initialValue.isEmpty())
                values.plain.insert(field.key, field.initialValue);
        }
        values.plain.insert(u"merchantId"_s, u"testmerchant_001"_s);
        return values;
    }

    OpenSslCommand m_openssl;
};

void TestCybersourceConnection::initTestCase()
{
    const auto certificate = [&](const QString &name, const QString &subject) {
        return m_openssl.run(
            u"req -x509 -newkey rsa:2048 -nodes -keyout %1.key -out %1.pem -days 30 -subj %2"_s.arg(name, subject));
    };
    QVERIFY(
        certificate(u"merchant"_s, u"/CN=testmerchant_001/serialNumber=%1"_s.arg(QString::fromLatin1(merchantSerial))));
    QVERIFY(
        certificate(u"vendor"_s, u"/CN=CyberSource_SJC_US/serialNumber=%1"_s.arg(QString::fromLatin1(vendorSerial))));
    QVERIFY(certificate(u"nameless"_s, u"/CN=testmerchant_001"_s));
    QVERIFY(certificate(u"friendly"_s, u"/CN=somebody/serialNumber=77"_s));
    const auto archive = [&](const QString &name, const QString &file, const QString &more) {
        return m_openssl.run(u"pkcs12 -export -inkey %1.key -in %1.pem -out %2 -passout pass:%3"_s.arg(
                                 name, file, QString::fromLatin1(passphrase)) +
                             more);
    };
    QVERIFY(archive(u"merchant"_s, u"merchant.p12"_s, u" -certfile vendor.pem"_s));
    QVERIFY(archive(u"merchant"_s, u"alone.p12"_s, {}));
    QVERIFY(archive(u"nameless"_s, u"nameless.p12"_s, {}));
    QVERIFY(archive(u"friendly"_s, u"friendly.p12"_s, u" -name serialNumber=77,CN=TESTMERCHANT_001"_s));
    m_openssl.write(u"garbage.p12"_s, "no archive");
}

void TestCybersourceConnection::form_beginsWithWhatWorks()
{
    QVERIFY(readConnection(secretValues(), today()));
    QStringList keys;
    for (const FormField &field : cybersource::connectionForm().fields) {
        QVERIFY2(!keys.contains(field.key), qPrintable(field.key));
        keys << field.key;
    }
}

void TestCybersourceConnection::p12_isReadByItsAlias()
{
    const auto read = readConnection(p12Values(), today());
    QVERIFY2(read, failureText(read).constData());
    const cybersource::Identity &identity = read->connection.identity;
    QCOMPARE(identity.keyId, QString::fromLatin1(merchantSerial)); // the subject's, not the certificate's number
    QVERIFY(identity.key.isPrivate());
    QVERIFY(identity.expiresAt > today().addDays(20));
    QVERIFY(read->connection.encryption.requests.isNull());
}

void TestCybersourceConnection::p12_isFoundByItsFriendlyName()
{
    const auto read = readConnection(p12Values(u"friendly.p12"_s), today());
    QVERIFY2(read, failureText(read).constData());
    QCOMPARE(read->connection.identity.keyId, u"77"_s);
}

void TestCybersourceConnection::expiredP12_isSaidAtItsSetting()
{
    const auto read = readConnection(p12Values(), today().addDays(31));
    QVERIFY(!read);
    QCOMPARE(toString(read.error().kind), u"Configuration"_s);
    QCOMPARE(read.error().field, u"p12File"_s);
    QVERIFY(read.error().detail.contains(u"expired on "_s + today().addDays(30).toString(u"yyyy-MM"_s)));
}

void TestCybersourceConnection::p12_thatCannotWork_isSaidAtItsSetting_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("alias");
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QString>("field");
    QTest::newRow("wrong passphrase") << u"merchant.p12"_s << QString() << QByteArray("wrong") << u"p12Passphrase"_s;
    QTest::newRow("wrong merchant") << u"merchant.p12"_s << u"another"_s << QByteArray(passphrase) << u"keyAlias"_s;
    QTest::newRow("the service's certificate")
        << u"merchant.p12"_s << u"CyberSource_SJC_US"_s << QByteArray(passphrase) << u"keyAlias"_s;
    QTest::newRow("no serial number") << u"nameless.p12"_s << QString() << QByteArray(passphrase) << u"p12File"_s;
    QTest::newRow("no archive") << u"garbage.p12"_s << QString() << QByteArray(passphrase) << u"p12File"_s;
}

void TestCybersourceConnection::p12_thatCannotWork_isSaidAtItsSetting()
{
    QFETCH(const QString, file);
    QFETCH(const QString, alias);
    QFETCH(const QByteArray, word);
    QFETCH(const QString, field);
    ConnectionValues values = p12Values(file);
    values.plain.insert(u"keyAlias"_s, alias);
    values.secrets.insert(u"p12Passphrase"_s, secret(word));
    const auto read = readConnection(values, today());
    QVERIFY(!read);
    QCOMPARE(read.error().field, field);
    QVERIFY(!read.error().detail.contains(QString::fromLatin1(passphrase)));
}

void TestCybersourceConnection::sharedSecret_isDecoded()
{
    const auto read = readConnection(secretValues(), today());
    QVERIFY2(read, failureText(read).constData());
    QCOMPARE(read->connection.identity.secret->bytes(), QByteArrayView("made-up-secret-of-32-bytes-00000"));
    QCOMPARE(read->connection.host, "apitest.cybersource.com");
    QVERIFY(read->transport.credential.header.isEmpty());
}

void TestCybersourceConnection::sharedSecret_thatIsNoBase64_isRefused()
{
    ConnectionValues values = secretValues(u"http-signature"_s);
    values.secrets.insert(u"sharedSecret"_s, secret("not*base64"));
    const auto read = readConnection(values, today());
    QCOMPARE(read.error().field, u"sharedSecret"_s);
    QVERIFY(!read.error().detail.contains(u"not*"_s));
}

void TestCybersourceConnection::encryption_withHttpSignatures_isRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("requests") << u"requestEncryption"_s;
    QTest::newRow("answers") << u"responseEncryption"_s;
}

void TestCybersourceConnection::encryption_withHttpSignatures_isRefused()
{
    QFETCH(const QString, key);
    ConnectionValues values = secretValues(u"http-signature"_s);
    values.plain.insert(key, u"yes"_s);
    values.plain.insert(u"mleCertificateFile"_s, m_openssl.path(u"vendor.pem"_s));
    values.plain.insert(u"decryptionKeyFile"_s, m_openssl.path(u"merchant.key"_s));
    const auto read = readConnection(values, today());
    QVERIFY(!read);
    QCOMPARE(toString(read.error().kind), u"Configuration"_s);
    QCOMPARE(read.error().field, key);
    QVERIFY(read.error().detail.contains(u"JWT"_s));
}

void TestCybersourceConnection::requests_areEncryptedForTheCertificateInTheP12()
{
    ConnectionValues values = p12Values();
    values.plain.insert(u"requestEncryption"_s, u"yes"_s);
    const auto read = readConnection(values, today());
    QVERIFY2(read, failureText(read).constData());
    QCOMPARE(read->connection.encryption.requests.id(), QString::fromLatin1(vendorSerial));
    values = p12Values(u"alone.p12"_s);
    values.plain.insert(u"requestEncryption"_s, u"yes"_s);
    QCOMPARE(readConnection(values, today()).error().field, u"mleCertificateFile"_s);
}

void TestCybersourceConnection::requests_areEncryptedForTheCertificateInAFile()
{
    ConnectionValues values = secretValues();
    values.plain.insert(u"requestEncryption"_s, u"yes"_s);
    QCOMPARE(readConnection(values, today()).error().field, u"mleCertificateFile"_s);
    values.plain.insert(u"mleCertificateFile"_s, m_openssl.path(u"vendor.pem"_s));
    const auto read = readConnection(values, today());
    QVERIFY2(read, failureText(read).constData());
    QCOMPARE(read->connection.encryption.requests.id(), QString::fromLatin1(vendorSerial));
    QCOMPARE(readConnection(values, today().addDays(31)).error().field, u"mleCertificateFile"_s);
}

void TestCybersourceConnection::decryptionKey_isNamedByItsCertificate()
{
    ConnectionValues values = secretValues();
    values.plain.insert(u"responseEncryption"_s, u"yes"_s);
    QCOMPARE(readConnection(values, today()).error().field, u"decryptionKeyFile"_s);
    values.plain.insert(u"decryptionKeyFile"_s, m_openssl.path(u"merchant.p12"_s));
    values.secrets.insert(u"decryptionKeyPassphrase"_s, secret(passphrase));
    const auto read = readConnection(values, today());
    QVERIFY2(read, failureText(read).constData());
    QCOMPARE(read->connection.encryption.responseKeyId, QString::fromLatin1(merchantSerial));
    QVERIFY(read->connection.encryption.keys.find(QString::fromLatin1(merchantSerial)));
    values.secrets.insert(u"decryptionKeyPassphrase"_s, secret("wrong"));
    QCOMPARE(readConnection(values, today()).error().field, u"decryptionKeyPassphrase"_s);
}

void TestCybersourceConnection::decryptionKey_withoutAName_isRefused()
{
    ConnectionValues values = secretValues();
    values.plain.insert(u"decryptionKeyFile"_s, m_openssl.path(u"merchant.key"_s));
    QCOMPARE(readConnection(values, today()).error().field, u"decryptionKeyId"_s);
    values.plain.insert(u"decryptionKeyId"_s, u"mine"_s);
    const auto read = readConnection(values, today());
    QVERIFY(read && read->connection.encryption.keys.find(u"mine"_s));
    QVERIFY(read->connection.encryption.responseKeyId.isEmpty()); // nobody asked for encrypted answers
}

void TestCybersourceConnection::server_decidesWhatIsATest_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("isTest");
    QTest::newRow("test") << u"https://apitest.cybersource.com"_s << u"no"_s << true;
    QTest::newRow("production") << u"https://api.cybersource.com"_s << u"yes"_s << false;
    QTest::newRow("another") << u"other"_s << u"no"_s << false;
    QTest::newRow("another, for tests") << u"other"_s << u"yes"_s << true;
}

void TestCybersourceConnection::server_decidesWhatIsATest()
{
    QFETCH(const QString, server);
    QFETCH(const QString, word);
    ConnectionValues values = secretValues();
    values.plain.insert(u"server"_s, server);
    values.plain.insert(u"baseUrl"_s, u"https://127.0.0.1:8443"_s);
    values.plain.insert(u"testEnvironment"_s, word);
    const auto read = readConnection(values, today());
    QVERIFY2(read, failureText(read).constData());
    QTEST(read->connection.isTest, "isTest");
    if (server == "other"_L1)
        QCOMPARE(read->connection.host, "127.0.0.1:8443"); // as the Host header has it
}

void TestCybersourceConnection::addressWithAPath_isRefused()
{
    ConnectionValues values = secretValues();
    values.plain.insert(u"server"_s, u"other"_s);
    values.plain.insert(u"baseUrl"_s, u"https://127.0.0.1:8443/pts/v2"_s);
    QCOMPARE(readConnection(values, today()).error().field, u"baseUrl"_s);
}

void TestCybersourceConnection::kind_opensAConnection()
{
    const CybersourceProviderKind kind(std::make_shared<SystemClock>(), std::make_shared<ExchangeLog>());
    QCOMPARE(kind.id(), u"cybersource"_s);
    const auto opened = settledWithin(kind.open(p12Values()));
    QVERIFY2(opened, failureText(opened).constData());
    QVERIFY((*opened)->capabilities().offers(Operation::LookUp));
    ConnectionValues wrong = p12Values();
    wrong.plain.insert(u"merchantId"_s, u"another_merchant"_s);
    QCOMPARE(settledWithin(kind.open(wrong)).error().field, u"keyAlias"_s);
}

QTEST_GUILESS_MAIN(TestCybersourceConnection)
#include "tst_cybersourceconnection.moc"
