// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/thalesproviderkind.h"
#include "tests/providers/thales/mutualtlsserver.h"
#include "tests/providers/thales/thalesfixture.h"
#include "tests/support/fakeclock.h"
#include "tests/support/settling.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Provider = std::shared_ptr<TokenProvider>;

namespace {
const QString correlation = QString::fromLatin1(fixture::correlationId);
const QByteArray apiKey = "c03f88fe-01ba-11e8-ba89-0ed5f89f718b";

QString key(const QString &file)
{
    return fixture::path(u"keys/"_s + file);
}

std::shared_ptr<const SecretBytes> secret(QByteArrayView text)
{
    return std::make_shared<const SecretBytes>(SecretBytes::copyOf(text));
}

ConnectionValues valuesFor(const QUrl &baseUrl, const QString &certificate, const QString &privateKey)
{
    ConnectionValues values;
    values.plain = {{u"baseUrl"_s, baseUrl.toString()},
                    {u"merchantId"_s, u"merchant-demo-1"_s},
                    {u"caFile"_s, key(u"authority.pem"_s)},
                    {u"clientCertificateFile"_s, key(certificate)},
                    {u"encryptionCertificateFile"_s, key(u"encryption.pem"_s)},
                    {u"encryptionKeyId"_s, u"1234"_s}};
    if (!privateKey.isEmpty())
        values.plain.insert(u"clientKeyFile"_s, key(privateKey));
    values.secrets = {{u"apiKey"_s, secret(apiKey)}, {u"clientKeyPassphrase"_s, secret(fixture::passphrase)}};
    return values;
}
} // namespace

//! The whole way from the values of a connection to a request on the wire, with mutual TLS.
class TestThalesProviderKind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void kind_namesItself();
    void everyClientIdentity_isAcceptedByAServer_data();
    void everyClientIdentity_isAcceptedByAServer();
    void opened_offersTheFormsOfTheConnection();
    void opening_faultyValues_namesTheField();
    void untrustedServer_getsNoApiKey();
    void destroyedWhileOpening_stillSettles();

private:
    std::shared_ptr<ExchangeLog> m_exchanges;
    std::unique_ptr<ThalesProviderKind> m_kind;
    std::unique_ptr<MutualTlsServer> m_server;
};

void TestThalesProviderKind::init()
{
    m_exchanges = std::make_shared<ExchangeLog>();
    m_kind = std::make_unique<ThalesProviderKind>(std::make_shared<FakeClock>(), m_exchanges);
    m_server = std::make_unique<MutualTlsServer>();
}

void TestThalesProviderKind::kind_namesItself()
{
    QCOMPARE(m_kind->id(), u"thales-etp"_s);
    QCOMPARE(m_kind->label(), u"Thales ETP"_s);
    QVERIFY(m_kind->connectionForm().field(u"baseUrl"_s));
}

void TestThalesProviderKind::everyClientIdentity_isAcceptedByAServer_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("privateKey");
    QTest::addColumn<QString>("client");
    for (const QString &kind : {u"ec"_s, u"rsa"_s}) {
        const QString base = u"client-"_s + kind;
        const QString client = u"test client "_s + kind;
        QTest::addRow("%s, PEM", qPrintable(kind)) << base + u".pem"_s << base + u".key"_s << client;
        QTest::addRow("%s, encrypted", qPrintable(kind)) << base + u".pem"_s << base + u"-encrypted.key"_s << client;
        QTest::addRow("%s, PKCS#12", qPrintable(kind)) << base + u".p12"_s << QString() << client;
    }
}

void TestThalesProviderKind::everyClientIdentity_isAcceptedByAServer()
{
    QFETCH(QString, certificate);
    QFETCH(QString, privateKey);
    QFETCH(QString, client);
    const Result<Provider> provider =
        settledWithin<Provider>(m_kind->open(valuesFor(m_server->baseUrl(), certificate, privateKey)));
    QVERIFY2(provider, fixture::failure(provider).constData());
    const Result<QString> probed = settledWithin<QString>((*provider)->probe(correlation));
    QVERIFY2(probed, fixture::failure(probed).constData());
    QCOMPARE(m_server->requests().size(), 1);
    const QByteArray head = m_server->requests().first();
    QVERIFY(head.startsWith("GET /tsh-cof/tokens/tokendesk-connection-test HTTP/1.1\r\n"));
    QVERIFY(head.contains("\r\nauthorization: APIKEY " + apiKey + "\r\n"));
    QVERIFY(head.contains("\r\nx-correlation-id: " + correlation.toLatin1() + "\r\n"));
    QCOMPARE(m_server->lastClient(), client);
    QVERIFY(m_exchanges->find(correlation));
}

void TestThalesProviderKind::opened_offersTheFormsOfTheConnection()
{
    ConnectionValues values = valuesFor(m_server->baseUrl(), u"client-ec.pem"_s, u"client-ec.key"_s);
    values.plain.insert(u"visaVces"_s, u"yes"_s);
    const Result<Provider> provider = settledWithin<Provider>(m_kind->open(values));
    QVERIFY2(provider, fixture::failure(provider).constData());
    QVERIFY(!(*provider)->capabilities().create(u"createToken"_s)->field(u"exp"_s)->optionalWhen.isEmpty());
    QVERIFY(m_server->requests().isEmpty());
}

void TestThalesProviderKind::opening_faultyValues_namesTheField()
{
    const Result<Provider> provider =
        settledWithin<Provider>(m_kind->open(valuesFor(m_server->baseUrl(), u"client-ec.pem"_s, u"client-rsa.key"_s)));
    QVERIFY(!provider);
    QCOMPARE(toString(provider.error().kind), u"Configuration"_s);
    QCOMPARE(provider.error().field, u"clientKeyFile"_s);
}

void TestThalesProviderKind::untrustedServer_getsNoApiKey()
{
    ConnectionValues values = valuesFor(m_server->baseUrl(), u"client-ec.pem"_s, u"client-ec.key"_s);
    values.plain.insert(u"caFile"_s, key(u"encryption.pem"_s));
    const Result<Provider> provider = settledWithin<Provider>(m_kind->open(values));
    QVERIFY2(provider, fixture::failure(provider).constData());
    const Result<QString> probed = settledWithin<QString>((*provider)->probe(correlation));
    QVERIFY(!probed);
    QCOMPARE(toString(probed.error().kind), u"ServerUntrusted"_s);
    QVERIFY(m_server->requests().isEmpty());
}

void TestThalesProviderKind::destroyedWhileOpening_stillSettles()
{
    const Pending<Provider> pending = m_kind->open(valuesFor(m_server->baseUrl(), u"client-ec.p12"_s, QString()));
    m_kind.reset();
    QVERIFY(pending.isFinished());
    QVERIFY(pending.result());
}

QTEST_GUILESS_MAIN(TestThalesProviderKind)
#include "tst_thalesproviderkind.moc"
