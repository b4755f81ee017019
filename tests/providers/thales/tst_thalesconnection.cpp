// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/connection.h"
#include "tests/providers/thales/thalesfixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using Texts = QMap<QString, QString>;

namespace {
const QDateTime now(QDate(2026, 2, 11), QTime(9, 8, 24), Qt::UTC);
const QStringList secretKeys{u"apiKey"_s, u"clientKeyPassphrase"_s, u"decryptionKeyPassphrase"_s};
const QString passphrase = QString::fromLatin1(fixture::passphrase);

QString key(const QString &file)
{
    return fixture::path(u"keys/"_s + file);
}

Texts minimal()
{
    return {{u"baseUrl"_s, u"https://thales.example.test/tsh-cof"_s},
            {u"merchantId"_s, u"merchant-demo-1"_s},
            {u"apiKey"_s, u"c03f88fe-01ba-11e8-ba89-0ed5f89f718b"_s},
            {u"clientCertificateFile"_s, key(u"client-ec.pem"_s)},
            {u"clientKeyFile"_s, key(u"client-ec.key"_s)},
            {u"encryptionCertificateFile"_s, key(u"encryption.pem"_s)},
            {u"encryptionKeyId"_s, u"1234"_s}};
}

ConnectionValues valuesOf(const Texts &texts)
{
    ConnectionValues values;
    for (auto it = texts.begin(); it != texts.end(); ++it) {
        if (secretKeys.contains(it.key()))
            values.secrets.insert(it.key(), std::make_shared<const SecretBytes>(SecretBytes::fromText(it.value())));
        else
            values.plain.insert(it.key(), it.value());
    }
    return values;
}

Result<thales::ReadConnection> read(const Texts &more = {}, const QDateTime &when = now)
{
    Texts texts = minimal();
    texts.insert(more);
    return thales::readConnection(valuesOf(texts), when);
}
} // namespace

class TestThalesConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void minimalValues_areEnough();
    void credential_isBoundToTheHost();
    void everyClientIdentity_isRead_data();
    void everyClientIdentity_isRead();
    void chain_beginsWithTheLeaf();
    void pkcs12_bringsItsChain();
    void visaVces_isNotActiveUnlessSaid();
    void contractExtension_isOffUnlessSaidAndMustWork();
    void authorities_areReadFromTheFile();
    void everyEncryptionKey_isRead_data();
    void everyEncryptionKey_isRead();
    void everyDecryptionKey_isRead_data();
    void everyDecryptionKey_isRead();
    void fault_namesTheSetting_data();
    void fault_namesTheSetting();
    void fault_isNeverTheSecret();
    void expiredClientCertificate_isRefused();
    void clientCertificateOfTheFuture_isRefused();
    void expiredEncryptionCertificate_isRefused();
    void passphraseInAnotherScript_opensItsKey();
};

void TestThalesConnection::minimalValues_areEnough()
{
    const Result<thales::ReadConnection> connection = read();
    QVERIFY(connection);
    QCOMPARE(connection->transport.baseUrl, QUrl(u"https://thales.example.test/tsh-cof"_s));
    QVERIFY(connection->transport.authorities.isEmpty());
    QCOMPARE(connection->settings.merchantId, u"merchant-demo-1"_s);
    QCOMPARE(connection->settings.clientCertificateExpiresAt, QDateTime(QDate(2120, 1, 1), QTime(), Qt::UTC));
    QCOMPARE(connection->keys.encryption.id(), u"1234"_s);
    QVERIFY(!connection->keys.encryption.isPrivate());
    QVERIFY(connection->keys.decryption.keys().isEmpty());
}

void TestThalesConnection::credential_isBoundToTheHost()
{
    const Result<thales::ReadConnection> connection = read();
    QVERIFY(connection);
    const Credential &credential = connection->transport.credential;
    QCOMPARE(credential.header, "authorization"_ba);
    QCOMPARE(credential.prefix, "APIKEY "_ba);
    QCOMPARE(credential.hosts, QStringList{u"thales.example.test"_s});
    const QByteArray example = fixture::json(u"headers-and-locations.json"_s)["authorization"_L1].toString().toLatin1();
    QCOMPARE(credential.prefix + credential.secret->bytes().toByteArray(), example);
}

void TestThalesConnection::everyClientIdentity_isRead_data()
{
    QTest::addColumn<Texts>("more");
    QTest::addColumn<int>("bits");
    for (const auto &[kind, bits] : {std::pair(u"ec"_s, 256), std::pair(u"rsa"_s, 2048)}) {
        const QString base = u"client-"_s + kind;
        const QString certificate = key(base + u".pem"_s);
        const auto row = [&, length = bits](const char *name, const Texts &texts) {
            QTest::addRow("%s, %s", qPrintable(base), name) << texts << length;
        };
        row("PKCS#8", {{u"clientCertificateFile"_s, certificate}, {u"clientKeyFile"_s, key(base + u".key"_s)}});
        row("traditional",
            {{u"clientCertificateFile"_s, certificate}, {u"clientKeyFile"_s, key(base + u"-traditional.key"_s)}});
        row("encrypted", {{u"clientCertificateFile"_s, certificate},
                          {u"clientKeyFile"_s, key(base + u"-encrypted.key"_s)},
                          {u"clientKeyPassphrase"_s, passphrase}});
        row("both in one file",
            {{u"clientCertificateFile"_s, key(base + u"-both.pem"_s)}, {u"clientKeyFile"_s, QString()}});
        row("PKCS#12", {{u"clientCertificateFile"_s, key(base + u".p12"_s)},
                        {u"clientKeyFile"_s, QString()},
                        {u"clientKeyPassphrase"_s, passphrase}});
    }
}

void TestThalesConnection::everyClientIdentity_isRead()
{
    QFETCH(Texts, more);
    QFETCH(int, bits);
    const Result<thales::ReadConnection> connection = read(more);
    QVERIFY2(connection, fixture::failure(connection).constData());
    QVERIFY(!connection->transport.clientKey.isNull());
    QCOMPARE(connection->transport.clientKey.type(), QSsl::PrivateKey);
    QCOMPARE(connection->transport.clientKey.length(), bits);
    QVERIFY(connection->transport.clientChain.first().subjectDisplayName().startsWith(u"test client"_s));
}

// The file has the authority first.
void TestThalesConnection::chain_beginsWithTheLeaf()
{
    const Result<thales::ReadConnection> connection =
        read({{u"clientCertificateFile"_s, key(u"client-ec-chain.pem"_s)}});
    QVERIFY(connection);
    QCOMPARE(connection->transport.clientChain.size(), 2);
    QCOMPARE(connection->transport.clientChain.first().subjectDisplayName(), u"test client ec"_s);
    QCOMPARE(connection->transport.clientChain.last().subjectDisplayName(), u"test authority"_s);
}

void TestThalesConnection::pkcs12_bringsItsChain()
{
    const Result<thales::ReadConnection> connection = read({{u"clientCertificateFile"_s, key(u"client-rsa.p12"_s)},
                                                            {u"clientKeyFile"_s, QString()},
                                                            {u"clientKeyPassphrase"_s, passphrase}});
    QVERIFY(connection);
    QCOMPARE(connection->transport.clientChain.size(), 2);
    QCOMPARE(connection->transport.clientChain.last().subjectDisplayName(), u"test authority"_s);
}

void TestThalesConnection::visaVces_isNotActiveUnlessSaid()
{
    QVERIFY(!read()->settings.visaVces);
    QVERIFY(!read({{u"visaVces"_s, u"no"_s}})->settings.visaVces);
    QVERIFY(read({{u"visaVces"_s, u"yes"_s}})->settings.visaVces);
}

void TestThalesConnection::contractExtension_isOffUnlessSaidAndMustWork()
{
    QVERIFY(!read()->settings.lifecycle.isOn);
    QMap<QString, QString> values;
    LifecycleExtension extension = lifecycle::usual();
    extension.isOn = true;
    lifecycle::writeTo(values, extension);
    QCOMPARE(read(values)->settings.lifecycle, extension);
    values[u"lifecycle.resume.path"_s] = u"https://elsewhere.example/{tokenId}"_s;
    const Result<thales::ReadConnection> broken = read(values);
    QVERIFY(!broken);
    QCOMPARE(toString(broken.error().kind), u"Configuration"_s);
    QCOMPARE(broken.error().field, u"lifecycle.resume.path"_s);
}

void TestThalesConnection::authorities_areReadFromTheFile()
{
    const Result<thales::ReadConnection> connection = read({{u"caFile"_s, key(u"authority.pem"_s)}});
    QVERIFY(connection);
    QCOMPARE(connection->transport.authorities.size(), 1);
}

void TestThalesConnection::everyEncryptionKey_isRead_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("expected");
    QTest::newRow("certificate") << u"encryption.pem"_s << u"1234"_s << u"1234"_s;
    QTest::newRow("JWK that names itself") << u"encryption.jwk"_s << QString() << u"thales-jwk"_s;
    QTest::newRow("the setting wins") << u"encryption.jwk"_s << u"1234"_s << u"1234"_s;
}

void TestThalesConnection::everyEncryptionKey_isRead()
{
    QFETCH(QString, file);
    QFETCH(QString, id);
    QFETCH(QString, expected);
    const Result<thales::ReadConnection> connection =
        read({{u"encryptionCertificateFile"_s, key(file)}, {u"encryptionKeyId"_s, id}});
    QVERIFY(connection);
    QCOMPARE(connection->keys.encryption.id(), expected);
    QVERIFY(connection->keys.encryption.isRsa());
}

void TestThalesConnection::everyDecryptionKey_isRead_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("expected");
    QTest::newRow("PEM") << u"merchant.key"_s << u"m-1"_s << QString() << u"m-1"_s;
    QTest::newRow("encrypted PEM") << u"merchant-encrypted.key"_s << u"m-1"_s << passphrase << u"m-1"_s;
    QTest::newRow("PKCS#12") << u"merchant.p12"_s << u"m-1"_s << passphrase << u"m-1"_s;
    QTest::newRow("JWK that names itself") << u"merchant.jwk"_s << QString() << QString() << u"merchant-jwk"_s;
}

void TestThalesConnection::everyDecryptionKey_isRead()
{
    QFETCH(QString, file);
    QFETCH(QString, id);
    QFETCH(QString, secret);
    QFETCH(QString, expected);
    const Result<thales::ReadConnection> connection =
        read({{u"decryptionKeyFile"_s, key(file)}, {u"decryptionKeyId"_s, id}, {u"decryptionKeyPassphrase"_s, secret}});
    QVERIFY2(connection, fixture::failure(connection).constData());
    QCOMPARE(connection->keys.decryption.keys().size(), 1);
    QVERIFY(connection->keys.decryption.find(expected));
    QVERIFY(connection->keys.decryption.find(expected)->isPrivate());
}

void TestThalesConnection::fault_namesTheSetting_data()
{
    QTest::addColumn<Texts>("more");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const Texts &more, const QString &field) {
        QTest::newRow(name) << more << field;
    };
    const QString certificate = u"clientCertificateFile"_s;
    const QString clientKey = u"clientKeyFile"_s;
    const QString clientPassphrase = u"clientKeyPassphrase"_s;
    const QString encryption = u"encryptionCertificateFile"_s;
    const QString decryption = u"decryptionKeyFile"_s;
    row("no address", {{u"baseUrl"_s, QString()}}, u"baseUrl"_s);
    row("address in the clear", {{u"baseUrl"_s, u"http://thales.example.test/"_s}}, u"baseUrl"_s);
    row("address with a user", {{u"baseUrl"_s, u"https://user:word@thales.example.test/"_s}}, u"baseUrl"_s);
    row("address with a query", {{u"baseUrl"_s, u"https://thales.example.test/?a=b"_s}}, u"baseUrl"_s);
    row("address with a fragment", {{u"baseUrl"_s, u"https://thales.example.test/#a"_s}}, u"baseUrl"_s);
    row("no merchant", {{u"merchantId"_s, QString()}}, u"merchantId"_s);
    row("long merchant", {{u"merchantId"_s, QString(129, u'm')}}, u"merchantId"_s);
    row("no API key", {{u"apiKey"_s, QString()}}, u"apiKey"_s);
    row("long API key", {{u"apiKey"_s, QString(506, u'k')}}, u"apiKey"_s);
    row("API key with a space", {{u"apiKey"_s, u"APIKEY abc"_s}}, u"apiKey"_s);
    row("API key of another script", {{u"apiKey"_s, u"kéy"_s}}, u"apiKey"_s);
    row("API key with a line end", {{u"apiKey"_s, u"abc\r\nx: y"_s}}, u"apiKey"_s);
    row("unknown VCES", {{u"visaVces"_s, u"perhaps"_s}}, u"visaVces"_s);
    row("no authorities file", {{u"caFile"_s, key(u"missing.pem"_s)}}, u"caFile"_s);
    row("authorities without certificate", {{u"caFile"_s, key(u"client-ec.key"_s)}}, u"caFile"_s);
    row("no certificate", {{certificate, QString()}}, certificate);
    row("missing certificate", {{certificate, key(u"missing.pem"_s)}}, certificate);
    row("folder", {{certificate, fixture::path(u"keys"_s)}}, certificate);
    row("key as certificate", {{certificate, key(u"client-ec.key"_s)}}, certificate);
    row("neither PEM nor PKCS#12", {{certificate, fixture::path(u"create-token.request.json"_s)}}, certificate);
    row("weak client key", {{certificate, key(u"client-weak.pem"_s)}, {clientKey, key(u"client-weak.key"_s)}},
        clientKey);
    row("no key", {{clientKey, QString()}}, clientKey);
    row("missing key", {{clientKey, key(u"missing.key"_s)}}, clientKey);
    row("someone else's key", {{clientKey, key(u"client-rsa.key"_s)}}, clientKey);
    row("certificate as key", {{clientKey, key(u"client-ec.pem"_s)}}, clientKey);
    row("encrypted key, no passphrase", {{clientKey, key(u"client-ec-encrypted.key"_s)}}, clientPassphrase);
    row("encrypted key, wrong passphrase",
        {{clientKey, key(u"client-ec-encrypted.key"_s)}, {clientPassphrase, u"no"_s}}, clientPassphrase);
    row("PKCS#12, wrong passphrase", {{certificate, key(u"client-ec.p12"_s)}, {clientPassphrase, u"no"_s}},
        clientPassphrase);
    row("PKCS#12, no passphrase", {{certificate, key(u"client-ec.p12"_s)}}, clientPassphrase);
    row("no encryption certificate", {{encryption, QString()}}, encryption);
    row("weak encryption", {{encryption, key(u"encryption-weak.pem"_s)}}, encryption);
    row("EC encryption", {{encryption, key(u"client-ec.pem"_s)}}, encryption);
    row("private key as encryption certificate", {{encryption, key(u"encryption.key"_s)}}, encryption);
    row("signing JWK", {{encryption, key(u"encryption-signing.jwk"_s)}}, encryption);
    row("JWK of another algorithm", {{encryption, key(u"encryption-other-alg.jwk"_s)}}, encryption);
    row("no encryption key id", {{u"encryptionKeyId"_s, QString()}}, u"encryptionKeyId"_s);
    row("missing decryption key", {{decryption, key(u"missing.key"_s)}}, decryption);
    row("public decryption key", {{decryption, key(u"merchant.pem"_s)}, {u"decryptionKeyId"_s, u"m"_s}}, decryption);
    row("EC decryption key", {{decryption, key(u"client-ec.key"_s)}, {u"decryptionKeyId"_s, u"m"_s}}, decryption);
    row("decryption key without id", {{decryption, key(u"merchant.key"_s)}}, u"decryptionKeyId"_s);
    row("decryption key, wrong passphrase",
        {{decryption, key(u"merchant-encrypted.key"_s)},
         {u"decryptionKeyId"_s, u"m"_s},
         {u"decryptionKeyPassphrase"_s, u"no"_s}},
        u"decryptionKeyPassphrase"_s);
    row("decryption PKCS#12, wrong passphrase",
        {{decryption, key(u"merchant.p12"_s)}, {u"decryptionKeyId"_s, u"m"_s}, {u"decryptionKeyPassphrase"_s, u"no"_s}},
        u"decryptionKeyPassphrase"_s);
}

void TestThalesConnection::fault_namesTheSetting()
{
    QFETCH(Texts, more);
    QFETCH(QString, field);
    const Result<thales::ReadConnection> connection = read(more);
    QVERIFY(!connection);
    QCOMPARE(toString(connection.error().kind), u"Configuration"_s);
    QCOMPARE(connection.error().field, field);
    QVERIFY(!connection.error().detail.isEmpty());
}

void TestThalesConnection::fault_isNeverTheSecret()
{
    const Result<thales::ReadConnection> wrongPassphrase =
        read({{u"clientKeyFile"_s, key(u"client-ec-encrypted.key"_s)}, {u"clientKeyPassphrase"_s, u"hunter2"_s}});
    QVERIFY(!wrongPassphrase.error().detail.contains(u"hunter2"_s));
    const Result<thales::ReadConnection> badApiKey = read({{u"apiKey"_s, u"hunter2 "_s}});
    QVERIFY(!badApiKey.error().detail.contains(u"hunter2"_s));
}

void TestThalesConnection::expiredClientCertificate_isRefused()
{
    const QDateTime end(QDate(2120, 1, 1), QTime(), Qt::UTC);
    QVERIFY(read({}, end));
    const Result<thales::ReadConnection> connection = read({}, end.addSecs(1));
    QVERIFY(!connection);
    QCOMPARE(connection.error().field, u"clientCertificateFile"_s);
    QVERIFY2(connection.error().detail.contains(u"expired on 2120-01-01"_s), qPrintable(connection.error().detail));
}

void TestThalesConnection::clientCertificateOfTheFuture_isRefused()
{
    const Result<thales::ReadConnection> connection = read({}, QDateTime(QDate(2019, 12, 31), QTime(), Qt::UTC));
    QVERIFY(!connection);
    QCOMPARE(connection.error().field, u"clientCertificateFile"_s);
    QVERIFY2(connection.error().detail.contains(u"only from 2020-01-01"_s), qPrintable(connection.error().detail));
}

// A short-lived certificate for encryption, beside the long-lived one of the client.
void TestThalesConnection::expiredEncryptionCertificate_isRefused()
{
    const Texts shortLived{{u"encryptionCertificateFile"_s, key(u"encryption-short.pem"_s)}};
    QVERIFY(read(shortLived, QDateTime(QDate(2025, 12, 31), QTime(), Qt::UTC)));
    const Result<thales::ReadConnection> connection = read(shortLived);
    QVERIFY(!connection);
    QCOMPARE(connection.error().field, u"encryptionCertificateFile"_s);
    QVERIFY(connection.error().detail.contains(u"expired on 2026-01-01"_s));
}

// Passphrases are UTF-8 all the way.
void TestThalesConnection::passphraseInAnotherScript_opensItsKey()
{
    const Result<thales::ReadConnection> connection =
        read({{u"clientKeyFile"_s, key(u"client-ec-unicode.key"_s)}, {u"clientKeyPassphrase"_s, u"Grüße, Привет"_s}});
    QVERIFY2(connection, fixture::failure(connection).constData());
}

QTEST_APPLESS_MAIN(TestThalesConnection)
#include "tst_thalesconnection.moc"
