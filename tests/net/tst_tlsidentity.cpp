// SPDX-License-Identifier: Apache-2.0
#include "app/net/tlspolicy.h"
#include "tests/net/testtraffic.h"
#include "tests/net/tlsserver.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

using namespace Qt::StringLiterals;

//! N1, N8, N9, F3: who is talked to, and on which terms. Nothing of a request reaches a server that fails.
class TestTlsIdentity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void untrustedServer_getsNothing_data();
    void untrustedServer_getsNothing();
    void serverWithoutCommonTerms_getsNothing_data();
    void serverWithoutCommonTerms_getsNothing();
    void trustedServer_isReachedByNameAndAddress();
    void versions_beginWithTls12();
    void offeredCiphers_areForwardSecretAndAuthenticated();
    void clientCertificate_isShown_data();
    void clientCertificate_isShown();
    void refusedClientCertificate_isSaidSo_data();
    void refusedClientCertificate_isSaidSo();
    void alertAfterTheRequest_meansWhatItSays_data();
    void alertAfterTheRequest_meansWhatItSays();
    void keyThatDoesNotFit_isAConfigurationError();
    void unreachable_isSaidSo_data();
    void unreachable_isSaidSo();
    void endInsideTheHandshake_isUnreachable();
    void keyLogFile_isIgnored();
};

namespace {
const TestCertificates &own()
{
    return TestCertificates::shared();
}

TlsServer::Script answeringOk()
{
    return TlsServer::answering([](const QByteArray &) { return reply(200, "{}"); });
}

Result<HttpReply> outcomeAt(const TransportSettings &settings, const QByteArray &method)
{
    return settledWithin(NetworkTransport::create(settings, nullptr).value()->send(requestOf(method)));
}
} // namespace

void TestTlsIdentity::untrustedServer_getsNothing_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    const auto row = [](const char *name, const IssuedCertificate &identity) {
        QTest::newRow(name) << identity.certificate << identity.privateKey;
    };
    const IssuedCertificate &root = own().authority.root();
    row("expired", signedAgain(own().server, root, -30, -1));
    row("not valid yet", signedAgain(own().server, root, 1, 30));
    row("self-signed", signedAgain(own().server, own().server, -1, 30));
    row("other authority", TestCertificates::foreign().server);
    row("wrong host", own().authority.issueServer(u"other"_s, {u"other.example"_s}, 30).value());
    row("other address", own().authority.issueServer(u"other"_s, {u"127.0.0.2"_s}, 30).value());
    row("client certificate", own().client);
}

void TestTlsIdentity::untrustedServer_getsNothing()
{
    QFETCH(const QByteArray, certificate);
    QFETCH(const QByteArray, key);
    const TlsServer server({.identity = {certificate, key}}, answeringOk());
    for (const QByteArray &method : {"GET"_ba, "POST"_ba}) {
        const Result<HttpReply> outcome = outcomeAt(settingsFor(server.url()), method);
        QCOMPARE(kindOf(outcome), u"ServerUntrusted"_s);
        QVERIFY(outcome.error().detail.contains("nothing was sent"_L1));
        QCOMPARE(outcome.error().correlationId, u"corr-1"_s);
    }
    QCOMPARE(server.bytes(), 0);
    QCOMPARE(server.connections(), 2);
}

void TestTlsIdentity::serverWithoutCommonTerms_getsNothing_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("ciphers");
    QTest::newRow("TLS 1.0") << TLS1_VERSION << QByteArray();
    QTest::newRow("TLS 1.1") << TLS1_1_VERSION << QByteArray();
    QTest::newRow("CBC") << TLS1_2_VERSION << "ECDHE-ECDSA-AES256-SHA384:ECDHE-ECDSA-AES128-SHA"_ba;
}

void TestTlsIdentity::serverWithoutCommonTerms_getsNothing()
{
    QFETCH(const int, version);
    QFETCH(const QByteArray, ciphers);
    const TlsServer server(
        {.identity = own().server, .lowestVersion = version, .highestVersion = version, .ciphers = ciphers},
        answeringOk());
    for (const QByteArray &method : {"GET"_ba, "POST"_ba}) {
        const Result<HttpReply> outcome = outcomeAt(settingsFor(server.url()), method);
        QCOMPARE(kindOf(outcome), u"Unreachable"_s);
        QVERIFY2(outcome.error().detail.contains("TLS"_L1), saying(outcome).constData());
    }
    QCOMPARE(server.bytes(), 0);
}

void TestTlsIdentity::trustedServer_isReachedByNameAndAddress()
{
    const TlsServer server({.identity = own().server}, answeringOk());
    for (const QString &host : {u"127.0.0.1"_s, u"localhost"_s, u"LOCALHOST"_s}) {
        const Result<HttpReply> outcome = outcomeAt(settingsFor(server.url(host)), "GET");
        QVERIFY2(outcome.has_value(), saying(outcome).constData());
    }
}

void TestTlsIdentity::versions_beginWithTls12()
{
    // Looked at directly: where the system's OpenSSL refuses older versions too, no server can tell.
    const QSslConfiguration tls = tlsConfiguration(settingsFor(QUrl(u"https://127.0.0.1"_s)));
    QCOMPARE(tls.protocol(), QSsl::TlsV1_2OrLater);
    QCOMPARE(tls.peerVerifyMode(), QSslSocket::VerifyPeer);
    QVERIFY(tls.allowedNextProtocols().isEmpty());
}

void TestTlsIdentity::offeredCiphers_areForwardSecretAndAuthenticated()
{
    const TlsServer server({.identity = own().server}, answeringOk());
    QVERIFY(outcomeAt(settingsFor(server.url()), "GET"));
    const QSet<QByteArray> allowed{"TLS_AES_256_GCM_SHA384",      "TLS_CHACHA20_POLY1305_SHA256",
                                   "TLS_AES_128_GCM_SHA256",      "ECDHE-ECDSA-AES256-GCM-SHA384",
                                   "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305",
                                   "ECDHE-RSA-CHACHA20-POLY1305", "ECDHE-ECDSA-AES128-GCM-SHA256",
                                   "ECDHE-RSA-AES128-GCM-SHA256", "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"};
    const QByteArrayList offered = server.offeredCiphers();
    QVERIFY(offered.contains("TLS_AES_256_GCM_SHA384") && offered.contains("ECDHE-RSA-AES256-GCM-SHA384"));
    for (const QByteArray &cipher : offered)
        QVERIFY2(allowed.contains(cipher), cipher.constData());
}

void TestTlsIdentity::clientCertificate_isShown_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLS 1.2") << TLS1_2_VERSION;
    QTest::newRow("TLS 1.3") << TLS1_3_VERSION;
}

void TestTlsIdentity::clientCertificate_isShown()
{
    QFETCH(const int, version);
    const TlsServer server({.identity = own().server,
                            .clientAuthority = own().authority.root().certificate,
                            .lowestVersion = version,
                            .highestVersion = version},
                           answeringOk());
    TransportSettings settings = settingsFor(server.url());
    useClient(settings, own().client);
    for (const QByteArray &method : {"GET"_ba, "POST"_ba}) {
        const Result<HttpReply> outcome = outcomeAt(settings, method);
        QVERIFY2(outcome.has_value(), saying(outcome).constData());
    }
}

void TestTlsIdentity::refusedClientCertificate_isSaidSo_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    const IssuedCertificate expired = signedAgain(own().client, own().authority.root(), -30, -1);
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        const auto row = [&](const char *name, const IssuedCertificate &client) {
            QTest::addRow("TLS 1.%d, %s", version - TLS1_VERSION, name)
                << version << client.certificate << client.privateKey;
        };
        row("none", {});
        row("other authority", TestCertificates::foreign().client);
        row("expired", expired);
        row("for servers", own().server);
    }
}

void TestTlsIdentity::refusedClientCertificate_isSaidSo()
{
    QFETCH(const int, version);
    QFETCH(const QByteArray, certificate);
    QFETCH(const QByteArray, key);
    const TlsServer server({.identity = own().server,
                            .clientAuthority = own().authority.root().certificate,
                            .lowestVersion = version,
                            .highestVersion = version},
                           answeringOk());
    TransportSettings settings = settingsFor(server.url());
    if (!certificate.isEmpty())
        useClient(settings, {certificate, key});
    // In TLS 1.3 the refusal races with the reset that follows it: often enough, to see both orders.
    for (int i = 0; i < 10; ++i) {
        for (const QByteArray &method : {"GET"_ba, "POST"_ba}) {
            const Result<HttpReply> outcome = outcomeAt(settings, method);
            QVERIFY2(kindOf(outcome) == u"CertificateRefused"_s, saying(outcome).constData());
            QVERIFY2(outcome.error().detail.contains("alert"_L1), saying(outcome).constData());
        }
    }
    QCOMPARE(server.requests(), 0);
}

void TestTlsIdentity::alertAfterTheRequest_meansWhatItSays_data()
{
    QTest::addColumn<int>("reason");
    QTest::addColumn<QByteArray>("partial");
    QTest::addColumn<QString>("kind");
    // How servers refuse that ask for the certificate once they have seen the path.
    QTest::newRow("refused before any reply") << X509_V_ERR_CERT_REVOKED << QByteArray() << u"CertificateRefused"_s;
    // A server that answers has processed, whatever an alert says afterwards.
    QTest::newRow("refused inside a reply") << X509_V_ERR_CERT_REVOKED << "HTTP/1.1 20"_ba << u"OutcomeUnknown"_s;
    // Alerts about anything else say nothing about what was processed.
    QTest::newRow("internal error") << X509_V_ERR_OUT_OF_MEM << QByteArray() << u"OutcomeUnknown"_s;
}

void TestTlsIdentity::alertAfterTheRequest_meansWhatItSays()
{
    QFETCH(const int, reason);
    QFETCH(const QByteArray, partial);
    const TlsServer server({.identity = own().server, .highestVersion = TLS1_2_VERSION}, [&](Peer &peer) {
        if (!peer.readRequest())
            return;
        peer.write(partial);
        peer.refuseCertificateLate(reason);
    });
    TransportSettings settings = settingsFor(server.url());
    useClient(settings, own().client);
    const Result<HttpReply> outcome = outcomeAt(settings, "POST");
    QFETCH(const QString, kind);
    QVERIFY2(kindOf(outcome) == kind, saying(outcome).constData());
    QVERIFY2(!partial.isEmpty() || outcome.error().detail.contains("alert"_L1), saying(outcome).constData());
    QCOMPARE(server.requests(), 1);
}

void TestTlsIdentity::keyThatDoesNotFit_isAConfigurationError()
{
    const TlsServer server({.identity = own().server}, answeringOk());
    TransportSettings settings = settingsFor(server.url());
    useClient(settings, {own().client.certificate, TestCertificates::foreign().client.privateKey});
    QCOMPARE(kindOf(outcomeAt(settings, "POST")), u"Configuration"_s);
    QCOMPARE(server.bytes(), 0);
}

void TestTlsIdentity::unreachable_isSaidSo_data()
{
    QTest::addColumn<QString>("url");
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    QTest::newRow("refused") << u"https://127.0.0.1:%1"_s.arg(closed.serverPort());
    QTest::newRow("refused, by name") << u"https://localhost:%1"_s.arg(closed.serverPort());
    QTest::newRow("no such name") << u"https://no-such-host.invalid"_s;
}

void TestTlsIdentity::unreachable_isSaidSo()
{
    QFETCH(const QString, url);
    for (const QByteArray &method : {"GET"_ba, "POST"_ba}) {
        const Result<HttpReply> outcome = outcomeAt(settingsFor(QUrl(url)), method);
        QCOMPARE(kindOf(outcome), u"Unreachable"_s);
        QVERIFY(outcome.error().detail.contains("nothing was sent"_L1));
    }
}

void TestTlsIdentity::endInsideTheHandshake_isUnreachable()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&server] {
        QTcpSocket *socket = server.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->abort(); });
    });
    for (const QByteArray &method : {"GET"_ba, "POST"_ba})
        QCOMPARE(kindOf(outcomeAt(settingsFor(QUrl(u"https://127.0.0.1:%1"_s.arg(server.serverPort()))), method)),
                 u"Unreachable"_s);
}

void TestTlsIdentity::keyLogFile_isIgnored()
{
    const QString file = QDir::tempPath() + u"/tokendesk-keylog-%1"_s.arg(QCoreApplication::applicationPid());
    qputenv("SSLKEYLOGFILE", QFile::encodeName(file));
    const TlsServer server({.identity = own().server}, answeringOk());
    QVERIFY(outcomeAt(settingsFor(server.url()), "GET"));
    qunsetenv("SSLKEYLOGFILE");
    QVERIFY(!QFile::exists(file));
}

QTEST_GUILESS_MAIN(TestTlsIdentity)
#include "tst_tlsidentity.moc"
