// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/connection.h"
#include "app/providers/fiserv/connectionform.h"
#include "app/providers/fiserv/fiservproviderkind.h"
#include "tests/providers/fiserv/fiservfixture.h"
#include "tests/support/fakeclock.h"
#include "tests/support/settling.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QDateTime now(QDate(2026, 2, 11), QTime(9, 0), Qt::UTC);

ConnectionValues goodValues()
{
    ConnectionValues values;
    values.plain = {{u"baseUrl"_s, u"https://cert.api.firstdata.com/gateway/v2"_s},
                    {u"authentication"_s, u"signature"_s},
                    {u"signatureEncoding"_s, u"host"_s}};
    values.secrets = {{u"apiKey"_s, fiservfixture::secret("key")}, {u"apiSecret"_s, fiservfixture::secret("secret")}};
    return values;
}
} // namespace

class TestFiservConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodValues_areRead();
    void encoding_isTheHostsUnlessItIsChosen_data();
    void encoding_isTheHostsUnlessItIsChosen();
    void bearer_isASecondCredentialAndNothingIsSigned();
    void credentials_areBoundToTheHost();
    void faultyValues_nameTheirField_data();
    void faultyValues_nameTheirField();
    void noSecret_isInAnyDetail();
    void kind_opensAProvider();
};

void TestFiservConnection::goodValues_areRead()
{
    ConnectionValues values = goodValues();
    values.plain.insert(u"storeId"_s, u"12022224444"_s);
    values.plain.insert(u"region"_s, u"germany"_s);
    const auto connection = fiserv::readConnection(values, now);
    QVERIFY2(connection, failureText(connection).constData());
    QCOMPARE(connection->signing.storeId, u"12022224444"_s);
    QCOMPARE(connection->signing.region, u"germany"_s);
    QCOMPARE(connection->signing.secret->bytes(), QByteArrayView("secret"));
    QCOMPARE(connection->transport.credential.header, "api-key");
    QVERIFY(connection->transport.clientChain.isEmpty());
}

void TestFiservConnection::encoding_isTheHostsUnlessItIsChosen_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("chosen");
    QTest::addColumn<fiserv::SignatureEncoding>("expected");
    const QString emea = u"prod.emea.api.fiservapps.com"_s;
    const QString firstData = u"cert.api.firstdata.com"_s;
    using enum fiserv::SignatureEncoding;
    QTest::newRow("fiservapps") << emea << u"host"_s << Raw;
    QTest::newRow("First Data") << firstData << u"host"_s << Hex;
    QTest::newRow("fiservapps, hex") << emea << u"hex"_s << Hex;
    QTest::newRow("First Data, raw") << firstData << u"raw"_s << Raw;
}

void TestFiservConnection::encoding_isTheHostsUnlessItIsChosen()
{
    QFETCH(const QString, host);
    QFETCH(const QString, chosen);
    ConnectionValues values = goodValues();
    values.plain.insert(u"baseUrl"_s, u"https://%1/v2"_s.arg(host));
    values.plain.insert(u"signatureEncoding"_s, chosen);
    const auto connection = fiserv::readConnection(values, now);
    QVERIFY(connection);
    QTEST(connection->signing.encoding, "expected");
}

void TestFiservConnection::bearer_isASecondCredentialAndNothingIsSigned()
{
    ConnectionValues values = goodValues();
    values.plain.insert(u"authentication"_s, u"bearer"_s);
    values.secrets.insert(u"bearerToken"_s, fiservfixture::secret("token"));
    const auto connection = fiserv::readConnection(values, now);
    QVERIFY2(connection, failureText(connection).constData());
    QVERIFY(!connection->signing.secret);
    QCOMPARE(connection->transport.secondCredential.header, "authorization");
    QCOMPARE(connection->transport.secondCredential.prefix, "Bearer ");
    QVERIFY(!fiserv::readConnection(goodValues(), now)->transport.secondCredential.secret);
}

void TestFiservConnection::credentials_areBoundToTheHost()
{
    ConnectionValues values = goodValues();
    values.plain.insert(u"authentication"_s, u"bearer"_s);
    values.secrets.insert(u"bearerToken"_s, fiservfixture::secret("token"));
    auto connection = fiserv::readConnection(values, now);
    QVERIFY(connection);
    QCOMPARE(connection->transport.credential.hosts, QStringList{u"cert.api.firstdata.com"_s});
    QVERIFY(NetworkTransport::create(connection->transport, std::make_shared<ExchangeLog>()));
    connection->transport.secondCredential.hosts = {u"elsewhere.example"_s};
    QVERIFY(!NetworkTransport::create(connection->transport, std::make_shared<ExchangeLog>()));
}

void TestFiservConnection::faultyValues_nameTheirField_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("http") << u"baseUrl"_s << u"http://cert.api.firstdata.com/v2"_s;
    QTest::newRow("query") << u"baseUrl"_s << u"https://cert.api.firstdata.com/v2?x=1"_s;
    QTest::newRow("no address") << u"baseUrl"_s << QString();
    QTest::newRow("store too long") << u"storeId"_s << QString(21, u'1');
    QTest::newRow("region") << u"region"_s << u"mars"_s;
    QTest::newRow("encoding") << u"signatureEncoding"_s << u"octal"_s;
    QTest::newRow("no key") << u"apiKey"_s << QString();
    QTest::newRow("key with a space") << u"apiKey"_s << u"a b"_s;
    QTest::newRow("no secret") << u"apiSecret"_s << QString();
    QTest::newRow("no file") << u"caFile"_s << u"/nowhere/ca.pem"_s;
}

void TestFiservConnection::faultyValues_nameTheirField()
{
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    ConnectionValues values = goodValues();
    if (!fiserv::connectionForm().field(key)->isSecret())
        values.plain.insert(key, value);
    else if (value.isEmpty())
        values.secrets.remove(key);
    else
        values.secrets.insert(key, fiservfixture::secret(value.toUtf8()));
    const auto connection = fiserv::readConnection(values, now);
    QVERIFY(!connection);
    QCOMPARE(toString(connection.error().kind), u"Configuration"_s);
    QCOMPARE(connection.error().field, key);
}

void TestFiservConnection::noSecret_isInAnyDetail()
{
    ConnectionValues values = goodValues();
    values.secrets.insert(u"apiKey"_s, fiservfixture::secret("very secret"));
    QVERIFY(!fiserv::readConnection(values, now).error().detail.contains(u"secret"_s));
}

void TestFiservConnection::kind_opensAProvider()
{
    const FiservProviderKind kind(std::make_shared<FakeClock>(), std::make_shared<ExchangeLog>());
    QCOMPARE(kind.id(), u"fiserv"_s);
    using Provider = std::shared_ptr<TokenProvider>;
    const auto provider = settledWithin<Provider>(kind.open(goodValues()));
    QVERIFY2(provider, failureText(provider).constData());
    QVERIFY((*provider)->capabilities().updateSeveral);
    QVERIFY(!settledWithin<Provider>(kind.open({})));
}

QTEST_GUILESS_MAIN(TestFiservConnection)
#include "tst_fiservconnection.moc"
