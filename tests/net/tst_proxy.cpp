// SPDX-License-Identifier: Apache-2.0
#include "tests/net/testtraffic.h"
#include "tests/net/tlsserver.h"
#include "tests/support/connectproxy.h"

#include <QScopeGuard>
#include <QTest>

using namespace Qt::StringLiterals;

//! N9: proxies together with a client certificate and an authority of one's own. What fails at the proxy never reaches
//! the server, and nothing is sent twice (N3).
class TestProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void settings_areReadFromAConnectionsValues_data();
    void settings_areReadFromAConnectionsValues();
    void tunnel_carriesMutualTlsAndTellsTheProxyNothing();
    void password_isGivenOnlyToAProxyThatAsks();
    void proxyThatAsksInVain_isSaidSo_data();
    void proxyThatAsksInVain_isSaidSo();
    void proxyOutOfReach_isSaidSo_data();
    void proxyOutOfReach_isSaidSo();
    void proxy_changesNothingAboutTrust();
    void tunnelThatBreaks_sendsNothing();
    void answerLostInTheTunnel_isUnknownAndNotRepeated();
    void systemsProxy_isUsedButNotForThisComputer();
};

namespace {
// Only the proxy knows this name.
const QString serverName = u"server.test"_s;

const IssuedCertificate &identity()
{
    static const IssuedCertificate issued =
        TestCertificates::shared().authority.issueServer(serverName, {serverName}, 30).value();
    return issued;
}

TlsServerSettings mutualTls()
{
    return {.identity = identity(), .clientAuthority = TestCertificates::shared().authority.root().certificate};
}

TlsServer::Script greeting()
{
    return TlsServer::answering([](const QByteArray &) { return reply(200, "{}"); });
}

TransportSettings through(quint16 port, const TlsServer &server, const QString &user = {},
                          const QByteArray &password = {})
{
    TransportSettings settings = settingsFor(server.url(serverName));
    useClient(settings, TestCertificates::shared().client);
    settings.proxy = {.use = ProxySettings::Use::Own, .host = u"127.0.0.1"_s, .port = port, .user = user};
    settings.proxy.password = std::make_shared<const SecretBytes>(SecretBytes::fromText(QString::fromUtf8(password)));
    return settings;
}

Result<HttpReply> outcomeThrough(const TransportSettings &settings, const QByteArray &method)
{
    return settledWithin(NetworkTransport::create(settings, nullptr).value()->send(requestOf(method)));
}
} // namespace

void TestProxy::settings_areReadFromAConnectionsValues_data()
{
    QTest::addColumn<QString>("use");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &use, const QString &address, const QString &expected) {
        QTest::newRow(name) << use << address << expected;
    };
    row("not stored", {}, {}, u"system"_s);
    row("system", u"system"_s, u"left.over:1"_s, u"system"_s);
    row("none", u"none"_s, {}, u"none"_s);
    row("own", u"own"_s, u"proxy.example:3128"_s, u"proxy.example 3128"_s);
    row("IPv6", u"own"_s, u"[::1]:8080"_s, u"::1 8080"_s);
    for (const QString &wrong : {u""_s, u"proxy.example"_s, u"proxy.example:0"_s, u"proxy.example:99999"_s, u":3128"_s,
                                 u"http://proxy.example:3128"_s, u"me@proxy.example:3128"_s, u"proxy.example:3128/x"_s})
        row(qPrintable(u"wrong: "_s + wrong), u"own"_s, wrong, u"Configuration"_s);
}

void TestProxy::settings_areReadFromAConnectionsValues()
{
    QFETCH(const QString, use);
    QFETCH(const QString, address);
    const Result<ProxySettings> read = proxySettings(use, address, u"me"_s, nullptr);
    QString got = read ? QString() : toString(read.error().kind);
    if (read)
        got = read->use == ProxySettings::Use::None     ? u"none"_s
              : read->use == ProxySettings::Use::System ? u"system"_s
                                                        : u"%1 %2"_s.arg(read->host).arg(read->port);
    QTEST(got, "expected");
}

void TestProxy::tunnel_carriesMutualTlsAndTellsTheProxyNothing()
{
    const TlsServer server(mutualTls(), greeting());
    ConnectProxy proxy;
    TransportSettings settings = through(proxy.serverPort(), server, u"me"_s, "secret");
    useCredential(settings, "c03f88fe");
    settings.credential.hosts = {serverName};
    for (const QByteArray &method : {"GET"_ba, "POST"_ba}) {
        const Result<HttpReply> outcome = outcomeThrough(settings, method);
        QVERIFY2(outcome.has_value(), saying(outcome).constData());
    }
    QCOMPARE(server.requests(), 2);
    const QByteArray target = serverName.toLatin1() + ':' + QByteArray::number(server.port());
    QCOMPARE(proxy.targets(), QByteArrayList({target, target}));
    QVERIFY(proxy.authorizations().isEmpty());    // it did not ask
    QVERIFY(proxy.passedOn().startsWith('\x16')); // a TLS handshake
    QVERIFY(!proxy.passedOn().contains("c03f88fe") && !proxy.passedOn().contains("HTTP/1.1"));
}

void TestProxy::password_isGivenOnlyToAProxyThatAsks()
{
    const TlsServer server(mutualTls(), greeting());
    ConnectProxy proxy;
    proxy.wants = "me:p\xc3\xa4ss word";
    for (const QByteArray &method : {"GET"_ba, "POST"_ba}) {
        const Result<HttpReply> outcome =
            outcomeThrough(through(proxy.serverPort(), server, u"me"_s, "p\xc3\xa4ss word"), method);
        QVERIFY2(outcome.has_value(), saying(outcome).constData());
    }
    QCOMPARE(server.requests(), 2);
    QCOMPARE(proxy.targets().size(), 4); // each without the password first
    QCOMPARE(proxy.authorizations().size(), 2);
}

void TestProxy::proxyThatAsksInVain_isSaidSo_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<qsizetype>("given");
    QTest::addColumn<QString>("words");
    QTest::newRow("nobody set") << QString() << QByteArray() << qsizetype(0) << u"asks for a name and a password"_s;
    QTest::newRow("wrong password") << u"me"_s << "guess"_ba << qsizetype(1) << u"did not accept"_s;
}

void TestProxy::proxyThatAsksInVain_isSaidSo()
{
    QFETCH(const QString, user);
    QFETCH(const QByteArray, password);
    QFETCH(const qsizetype, given);
    QFETCH(const QString, words);
    const TlsServer server(mutualTls(), greeting());
    ConnectProxy proxy;
    proxy.wants = "me:secret";
    for (const QByteArray &method : {"GET"_ba, "POST"_ba}) {
        const Result<HttpReply> outcome = outcomeThrough(through(proxy.serverPort(), server, user, password), method);
        QVERIFY2(kindOf(outcome) == u"ProxyUnauthorized"_s, saying(outcome).constData());
        QVERIFY2(outcome.error().detail.contains(words), saying(outcome).constData());
        QVERIFY(outcome.error().detail.contains("nothing was sent"_L1));
        QVERIFY(!outcome.error().detail.contains("guess"_L1));
    }
    QCOMPARE(proxy.authorizations().size(), 2 * given); // a wrong one is not tried again
    QCOMPARE(server.connections(), 0);
}

void TestProxy::proxyOutOfReach_isSaidSo_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QByteArray>("refusal");
    QTest::addColumn<QString>("kind");
    QTest::newRow("nothing listens") << u"closed"_s << QByteArray() << u"ProxyUnreachable"_s;
    QTest::newRow("no such name") << u"no-such-proxy.invalid"_s << QByteArray() << u"ProxyUnreachable"_s;
    QTest::newRow("forbidden") << u"127.0.0.1"_s << "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"_ba
                               << u"ProxyUnreachable"_s;
    QTest::newRow("gateway error") << u"127.0.0.1"_s << "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"_ba
                                   << u"ProxyUnreachable"_s;
    QTest::newRow("no proxy") << u"127.0.0.1"_s << "220 mail.example ESMTP\r\n\r\n"_ba << u"ProxyUnreachable"_s;
    // The proxy is there; what it cannot reach is the server.
    QTest::newRow("server not there") << u"127.0.0.1"_s
                                      << "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"_ba
                                      << u"Unreachable"_s;
}

void TestProxy::proxyOutOfReach_isSaidSo()
{
    QFETCH(const QString, host);
    QFETCH(const QByteArray, refusal);
    QFETCH(const QString, kind);
    const TlsServer server(mutualTls(), greeting());
    ConnectProxy proxy;
    proxy.refusal = refusal;
    TransportSettings settings = through(proxy.serverPort(), server);
    if (host == "closed"_L1)
        proxy.close();
    else
        settings.proxy.host = host;
    for (const QByteArray &method : {"GET"_ba, "POST"_ba}) {
        const Result<HttpReply> outcome = outcomeThrough(settings, method);
        QVERIFY2(kindOf(outcome) == kind, saying(outcome).constData());
        QVERIFY(outcome.error().detail.contains("nothing was sent"_L1));
    }
    QCOMPARE(server.connections(), 0);
}

void TestProxy::proxy_changesNothingAboutTrust()
{
    const TlsServer untrusted(
        {.identity = TestCertificates::foreign().authority.issueServer(serverName, {serverName}, 30).value()},
        greeting());
    const TlsServer strict(mutualTls(), greeting());
    ConnectProxy proxy;
    QCOMPARE(kindOf(outcomeThrough(through(proxy.serverPort(), untrusted), "POST")), u"ServerUntrusted"_s);
    QCOMPARE(untrusted.bytes(), 0);
    TransportSettings withoutClient = through(proxy.serverPort(), strict);
    withoutClient.clientChain.clear();
    withoutClient.clientKey = {};
    QCOMPARE(kindOf(outcomeThrough(withoutClient, "POST")), u"CertificateRefused"_s);
    QCOMPARE(strict.requests(), 0);
}

void TestProxy::tunnelThatBreaks_sendsNothing()
{
    const TlsServer server(mutualTls(), greeting());
    ConnectProxy proxy;
    proxy.breaksTunnels = true;
    const Result<HttpReply> outcome = outcomeThrough(through(proxy.serverPort(), server), "POST");
    QVERIFY2(kindOf(outcome) == u"Unreachable"_s || kindOf(outcome) == u"ProxyUnreachable"_s,
             saying(outcome).constData());
    QCOMPARE(server.requests(), 0);
    QCOMPARE(proxy.targets().size(), 1);
}

void TestProxy::answerLostInTheTunnel_isUnknownAndNotRepeated()
{
    const TlsServer server(mutualTls(), [](Peer &peer) {
        if (peer.readRequest())
            peer.cut();
    });
    ConnectProxy proxy;
    QCOMPARE(kindOf(outcomeThrough(through(proxy.serverPort(), server), "POST")), u"OutcomeUnknown"_s);
    QCOMPARE(server.requests(), 1);
    QCOMPARE(proxy.targets().size(), 1);
}

void TestProxy::systemsProxy_isUsedButNotForThisComputer()
{
    const TlsServer server(mutualTls(), greeting());
    const TlsServer local({.identity = TestCertificates::shared().server}, greeting());
    ConnectProxy proxy;
    for (const char *name : {"http_proxy", "https_proxy"})
        qputenv(name, "http://127.0.0.1:" + QByteArray::number(proxy.serverPort()));
    const auto clean = qScopeGuard([] {
        qunsetenv("http_proxy");
        qunsetenv("https_proxy");
    });
    TransportSettings settings = through(0, server);
    settings.proxy = {.use = ProxySettings::Use::System};
    const Result<HttpReply> outcome = outcomeThrough(settings, "POST");
    QVERIFY2(outcome.has_value(), saying(outcome).constData());
    QCOMPARE(proxy.targets().size(), 1);

    for (const QString &host : {u"127.0.0.1"_s, u"localhost"_s}) {
        TransportSettings near = settingsFor(local.url(host));
        near.proxy = settings.proxy;
        QVERIFY(outcomeThrough(near, "POST"));
    }
    QCOMPARE(proxy.targets().size(), 1);
    QCOMPARE(local.requests(), 2);
}

QTEST_GUILESS_MAIN(TestProxy)
#include "tst_proxy.moc"
