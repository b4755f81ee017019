// SPDX-License-Identifier: Apache-2.0
#include "app/net/publicdownload.h"
#include "tests/net/testtraffic.h"
#include "tests/net/tlsserver.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
TlsServerSettings identified()
{
    return {.identity = TestCertificates::shared().server};
}

QUrl pictureAt(const TlsServer &server, const QString &host = u"127.0.0.1"_s)
{
    QUrl url = server.url(host);
    url.setPath(u"/art/card 1.png"_s);
    url.setQuery(u"size=large"_s);
    url.setFragment(u"not-sent"_s);
    return url;
}

QByteArrayList headerNames(const QByteArray &request)
{
    QByteArrayList names;
    const QByteArrayList lines = request.left(request.indexOf("\r\n\r\n")).split('\n');
    for (const QByteArray &line : lines.mid(1))
        names << line.left(line.indexOf(':')).toLower();
    return names;
}
} // namespace

class TestPublicDownload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void picture_comesWithItsMediaType();
    void request_holdsNothingAboutAnyone();
    void cookies_areNotSentBack();
    void redirect_isNotFollowed_data();
    void redirect_isNotFollowed();
    void status_decidesTheKind_data();
    void status_decidesTheKind();
    void tooLarge_isRefused();
    void compressedBomb_isRefused();
    void slowHost_isGivenUpInTime();
    void throttled_isNotRepeated();
    void foreignAuthority_isNotTrusted();
    void withoutTheConnectionsAuthority_isNotTrusted();
    void hostThatWantsACertificate_getsNone();
    void badAddress_isRefusedUnsent_data();
    void badAddress_isRefusedUnsent();
    void sameHost_keepsItsConnection();
    void manyHosts_allAreServed();
    void goneWhilePending_stillSettles();

private:
    QTemporaryDir m_dir;
    PublicDownload::Settings m_settings;
    std::shared_ptr<PublicDownload> m_download;
};

void TestPublicDownload::initTestCase()
{
    QFile file(m_dir.filePath(u"ca.pem"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(TestCertificates::shared().authority.root().certificate);
}

void TestPublicDownload::init()
{
    m_settings = {.authoritiesFile = m_dir.filePath(u"ca.pem"_s), .accept = "image/png"};
    m_download = std::make_shared<PublicDownload>(m_settings);
}

void TestPublicDownload::picture_comesWithItsMediaType()
{
    const TlsServer server(identified(), TlsServer::answering([](const QByteArray &) { return reply(200, "PNG"); }));
    const auto outcome = settledWithin(m_download->download(pictureAt(server)));
    QVERIFY2(outcome, saying(outcome).constData());
    QCOMPARE(outcome->body, QByteArray("PNG"));
    QCOMPARE(outcome->header("content-type"), QByteArray("application/json"));
    QVERIFY(server.received().constFirst().startsWith("GET /art/card%201.png?size=large HTTP/1.1\r\n"));
}

void TestPublicDownload::request_holdsNothingAboutAnyone()
{
    const TlsServer server(identified(), TlsServer::answering([](const QByteArray &) { return reply(200, "PNG"); }));
    QVERIFY(settledWithin(m_download->download(pictureAt(server))));
    QCOMPARE(headerNames(server.received().constFirst()),
             QByteArrayList({"host", "user-agent", "accept-encoding", "accept"}));
}

void TestPublicDownload::cookies_areNotSentBack()
{
    const TlsServer server(identified(), TlsServer::answering([](const QByteArray &) {
                               return reply(200, "PNG", "Set-Cookie: id=7; Secure\r\n");
                           }));
    QVERIFY(settledWithin(m_download->download(pictureAt(server))));
    QVERIFY(settledWithin(m_download->download(pictureAt(server))));
    QCOMPARE(server.requests(), 2);
    QVERIFY(!server.received().constLast().toLower().contains("cookie"));
}

void TestPublicDownload::redirect_isNotFollowed_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void TestPublicDownload::redirect_isNotFollowed()
{
    QFETCH(int, status);
    const TlsServer target(identified(), TlsServer::answering([](const QByteArray &) { return reply(200, "PNG"); }));
    const QByteArray location = "Location: " + target.url().toEncoded() + "\r\n";
    const TlsServer server(identified(),
                           TlsServer::answering([&](const QByteArray &) { return reply(status, "", location); }));
    QCOMPARE(kindOf(settledWithin(m_download->download(pictureAt(server)))), u"Redirected"_s);
    QCOMPARE(target.connections(), 0);
}

void TestPublicDownload::status_decidesTheKind_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("kind");
    QTest::newRow("204") << 204 << u"Rejected"_s;
    QTest::newRow("401") << 401 << u"Rejected"_s;
    QTest::newRow("404") << 404 << u"NotFound"_s;
    QTest::newRow("410") << 410 << u"NotFound"_s;
    QTest::newRow("500") << 500 << u"Rejected"_s;
}

void TestPublicDownload::status_decidesTheKind()
{
    QFETCH(int, status);
    QFETCH(QString, kind);
    const TlsServer server(identified(), TlsServer::answering([=](const QByteArray &) {
                               return status == 204 ? QByteArray("HTTP/1.1 204 No\r\n\r\n") : reply(status, "{}");
                           }));
    const auto outcome = settledWithin(m_download->download(pictureAt(server)));
    QCOMPARE(kindOf(outcome), kind);
    QCOMPARE(outcome.error().httpStatus, status);
}

void TestPublicDownload::tooLarge_isRefused()
{
    const QByteArray large(4 * 1024 * 1024 + 1, 'x');
    const TlsServer server(identified(), TlsServer::answering([&](const QByteArray &) { return reply(200, large); }));
    QCOMPARE(kindOf(settledWithin(m_download->download(pictureAt(server)))), u"TooLarge"_s);
}

void TestPublicDownload::compressedBomb_isRefused()
{
    const QByteArray bomb = gzipped(QByteArray(64 * 1024 * 1024, '\0'));
    const TlsServer server(identified(), TlsServer::answering([&](const QByteArray &) {
                               return reply(200, bomb, "Content-Encoding: gzip\r\n");
                           }));
    QCOMPARE(kindOf(settledWithin(m_download->download(pictureAt(server)))), u"TooLarge"_s);
}

void TestPublicDownload::slowHost_isGivenUpInTime()
{
    m_settings.totalTimeout = 400ms;
    m_download = std::make_shared<PublicDownload>(m_settings);
    const TlsServer server(identified(), [](Peer &peer) {
        (void)peer.readRequest();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        for (int i = 0; i < 200 && !peer.hasEnded(); ++i) {
            peer.write("x");
            peer.wait(50ms);
        }
    });
    QCOMPARE(kindOf(settledWithin(m_download->download(pictureAt(server)), 5'000)), u"TimedOut"_s);
}

void TestPublicDownload::throttled_isNotRepeated()
{
    const TlsServer server(identified(), TlsServer::answering([](const QByteArray &) { return reply(503, "{}"); }));
    QCOMPARE(kindOf(settledWithin(m_download->download(pictureAt(server)))), u"Rejected"_s);
    QCOMPARE(server.requests(), 1);
}

void TestPublicDownload::foreignAuthority_isNotTrusted()
{
    const TlsServer server({.identity = TestCertificates::foreign().server},
                           TlsServer::answering([](const QByteArray &) { return reply(200, "PNG"); }));
    QCOMPARE(kindOf(settledWithin(m_download->download(pictureAt(server)))), u"ServerUntrusted"_s);
    QCOMPARE(server.requests(), 0);
}

void TestPublicDownload::withoutTheConnectionsAuthority_isNotTrusted()
{
    const TlsServer server(identified(), TlsServer::answering([](const QByteArray &) { return reply(200, "PNG"); }));
    for (const QString &file : {QString(), u"/nonexistent/ca.pem"_s}) {
        m_settings.authoritiesFile = file;
        m_download = std::make_shared<PublicDownload>(m_settings);
        QCOMPARE(kindOf(settledWithin(m_download->download(pictureAt(server)))), u"ServerUntrusted"_s);
    }
}

void TestPublicDownload::hostThatWantsACertificate_getsNone()
{
    TlsServerSettings demanding = identified();
    demanding.clientAuthority = TestCertificates::shared().authority.root().certificate;
    const TlsServer server(demanding, TlsServer::answering([](const QByteArray &) { return reply(200, "PNG"); }));
    const auto outcome = settledWithin(m_download->download(pictureAt(server)));
    QVERIFY(!outcome);
    QCOMPARE(server.requests(), 0);
}

void TestPublicDownload::badAddress_isRefusedUnsent_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("http") << u"http://127.0.0.1:%1/card.png"_s;
    QTest::newRow("user") << u"https://user@127.0.0.1:%1/card.png"_s;
    QTest::newRow("password") << u"https://user:word@127.0.0.1:%1/card.png"_s;
    QTest::newRow("no host") << u"https:///card.png?%1"_s;
    QTest::newRow("file") << u"file:///etc/hostname?%1"_s;
}

void TestPublicDownload::badAddress_isRefusedUnsent()
{
    QFETCH(QString, address);
    const TlsServer server(identified(), TlsServer::answering([](const QByteArray &) { return reply(200, "PNG"); }));
    QCOMPARE(kindOf(settledWithin(m_download->download(QUrl(address.arg(server.port()))))), u"InvalidInput"_s);
    QCOMPARE(server.connections(), 0);
}

void TestPublicDownload::sameHost_keepsItsConnection()
{
    const TlsServer server(identified(), TlsServer::answering([](const QByteArray &) { return reply(200, "PNG"); }));
    for (int i = 0; i < 3; ++i)
        QVERIFY(settledWithin(m_download->download(pictureAt(server))));
    QCOMPARE(server.requests(), 3);
    QCOMPARE(server.connections(), 1);
}

void TestPublicDownload::manyHosts_allAreServed()
{
    std::vector<std::unique_ptr<TlsServer>> servers;
    QList<Pending<HttpReply>> pendings;
    for (int i = 0; i < 12; ++i) {
        servers.push_back(std::make_unique<TlsServer>(
            identified(), TlsServer::answering([](const QByteArray &) { return reply(200, "PNG"); })));
        pendings << m_download->download(pictureAt(*servers.back()));
    }
    for (const auto &pending : pendings) {
        const auto outcome = settledWithin(pending);
        QVERIFY2(outcome, saying(outcome).constData());
    }
}

void TestPublicDownload::goneWhilePending_stillSettles()
{
    const TlsServer server(identified(), TlsServer::answering([](const QByteArray &) { return reply(200, "PNG"); }));
    const auto pending = m_download->download(pictureAt(server));
    m_download.reset();
    QVERIFY(settledWithin(pending));
}

QTEST_GUILESS_MAIN(TestPublicDownload)
#include "tst_publicdownload.moc"
