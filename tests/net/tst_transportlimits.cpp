// SPDX-License-Identifier: Apache-2.0
#include "tests/net/testtraffic.h"
#include "tests/net/tlsserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! N2, N4, N5 and the class of error of everything that can happen to a reply.
class TestTransportLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void redirect_isAnErrorAndNotFollowed_data();
    void redirect_isAnErrorAndNotFollowed();
    void brokenReply_toARead_isABadReply_data();
    void brokenReply_toARead_isABadReply();
    void endBeforeAnyReply_toARead_isUnreachable();
    void silentHandshake_endsWithTheConnectTime();
    void silence_endsWithTheIdleTime_data();
    void silence_endsWithTheIdleTime();
    void dripFeed_endsWithTheTotalTime();
    void slowButSteadyReply_isWaitedFor();
    void oversizedBody_isTooLargeAndNotTakenIn_data();
    void oversizedBody_isTooLargeAndNotTakenIn();
    void bombs_doNotFillTheMemory();
    void bodyAtTheLimit_isAReply();
};

namespace {
TlsServerSettings identified()
{
    return {.identity = TestCertificates::shared().server};
}

TlsServer::Script answeringOnce(const QByteArray &bytes)
{
    return [bytes](Peer &peer) {
        (void)peer.readRequest();
        peer.write(bytes);
        peer.cut();
    };
}

Result<HttpReply> outcomeAt(const TransportSettings &settings, const HttpRequest &request)
{
    return settledWithin(NetworkTransport::create(settings, nullptr).value()->send(request));
}

qint64 residentKiB()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("VmHWM:") + 6;
    return text.mid(at, text.indexOf("kB", at) - at).trimmed().toLongLong();
}
} // namespace

void TestTransportLimits::redirect_isAnErrorAndNotFollowed_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isSameOrigin");
    for (const QByteArray &method : {"GET"_ba, "POST"_ba, "DELETE"_ba}) {
        for (const int status : {301, 302, 303, 307, 308}) {
            for (const bool isSameOrigin : {true, false})
                QTest::addRow("%s %d %s", method.constData(), status, isSameOrigin ? "same origin" : "other origin")
                    << method << status << isSameOrigin;
        }
    }
}

void TestTransportLimits::redirect_isAnErrorAndNotFollowed()
{
    QFETCH(const QByteArray, method);
    QFETCH(const int, status);
    QFETCH(const bool, isSameOrigin);
    const TlsServer second(identified(), TlsServer::answering([](const QByteArray &) { return reply(200, "{}"); }));
    QUrl target = second.url(u"localhost"_s);
    const TlsServer first(identified(), [&](Peer &peer) {
        while (peer.readRequest()) {
            const QByteArray location =
                isSameOrigin ? "/elsewhere?key=s3cret"_ba : target.toEncoded() + "/x?key=s3cret";
            peer.write(reply(status, "{}", "Location: " + location + "\r\n"));
        }
    });
    TransportSettings settings = settingsFor(first.url());
    useCredential(settings, "the-api-key");

    const auto outcome = outcomeAt(settings, requestOf(method, method == "GET" ? "" : "{}"));

    QCOMPARE(kindOf(outcome), u"Redirected"_s);
    QCOMPARE(outcome.error().httpStatus, status);
    QCOMPARE(outcome.error().correlationId, u"corr-1"_s);
    QCOMPARE(outcome.error().detail.contains("localhost"_L1), !isSameOrigin);
    QVERIFY(!outcome.error().detail.contains("s3cret"_L1));
    QCOMPARE(first.requests(), 1);
    QCOMPARE(second.connections(), 0);
    QCOMPARE(second.bytes(), 0);
}

void TestTransportLimits::brokenReply_toARead_isABadReply_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no HTTP") << "SSH-2.0-OpenSSH\r\n\r\n"_ba;
    QTest::newRow("cut in the status line") << "HTTP/1.1 20"_ba;
    QTest::newRow("cut in the headers") << "HTTP/1.1 200 OK\r\nContent-Le"_ba;
    QTest::newRow("short body") << "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}"_ba;
    QTest::newRow("bad chunk") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nzz\r\n"_ba;
    QTest::newRow("missing last chunk") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"_ba;
    QTest::newRow("cut gzip") << reply(200, gzipped("{}").chopped(4), "Content-Encoding: gzip\r\n");
    QTest::newRow("no length, no close_notify") << "HTTP/1.1 200 OK\r\n\r\n{}"_ba;
    QTest::newRow("switching protocols") << "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"_ba;
}

void TestTransportLimits::brokenReply_toARead_isABadReply()
{
    QFETCH(const QByteArray, bytes);
    const TlsServer server(identified(), answeringOnce(bytes));
    const auto outcome = outcomeAt(settingsFor(server.url()), requestOf("GET"));
    QVERIFY2(kindOf(outcome) == u"BadReply"_s, saying(outcome).constData());
    QCOMPARE(server.requests(), 1);
}

void TestTransportLimits::endBeforeAnyReply_toARead_isUnreachable()
{
    const TlsServer server(identified(), answeringOnce({}));
    const auto outcome = outcomeAt(settingsFor(server.url()), requestOf("GET"));
    QVERIFY2(kindOf(outcome) == u"Unreachable"_s, saying(outcome).constData());
    QCOMPARE(server.requests(), 1);
}

void TestTransportLimits::silentHandshake_endsWithTheConnectTime()
{
    QTcpServer silent; // accepts in the kernel and says nothing
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    TransportSettings settings = settingsFor(QUrl(u"https://127.0.0.1:%1"_s.arg(silent.serverPort())));
    settings.connectTimeout = 100ms;
    for (const QByteArray &method : {"GET"_ba, "POST"_ba}) {
        const auto outcome = outcomeAt(settings, requestOf(method));
        QCOMPARE(kindOf(outcome), u"Unreachable"_s);
        QVERIFY(outcome.error().detail.contains("within 100 ms"_L1));
        QVERIFY(outcome.error().detail.contains("nothing was sent"_L1));
    }
}

void TestTransportLimits::silence_endsWithTheIdleTime_data()
{
    QTest::addColumn<QByteArray>("partial");
    QTest::newRow("before the reply") << ""_ba;
    QTest::newRow("in the headers") << "HTTP/1.1 200 OK\r\nContent-Le"_ba;
    QTest::newRow("in the body") << "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"_ba;
}

void TestTransportLimits::silence_endsWithTheIdleTime()
{
    QFETCH(const QByteArray, partial);
    const TlsServer server(identified(), [&](Peer &peer) {
        (void)peer.readRequest();
        peer.write(partial);
        peer.wait(1h);
    });
    TransportSettings settings = settingsFor(server.url());
    settings.idleTimeout = 100ms;
    const auto read = outcomeAt(settings, requestOf("GET"));
    QCOMPARE(kindOf(read), u"TimedOut"_s);
    QVERIFY(read.error().detail.contains("100 ms"_L1));
    QCOMPARE(kindOf(outcomeAt(settings, requestOf("POST"))), u"OutcomeUnknown"_s);
    QCOMPARE(server.requests(), 2);
}

void TestTransportLimits::dripFeed_endsWithTheTotalTime()
{
    const TlsServer server(identified(), [](Peer &peer) {
        (void)peer.readRequest();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        while (!peer.hasEnded()) {
            peer.write("x");
            peer.wait(10ms);
        }
    });
    TransportSettings settings = settingsFor(server.url());
    settings.idleTimeout = 5s;
    settings.totalTimeout = 300ms;
    QElapsedTimer time;
    time.start();
    QCOMPARE(kindOf(outcomeAt(settings, requestOf("GET"))), u"TimedOut"_s);
    QCOMPARE(kindOf(outcomeAt(settings, requestOf("POST"))), u"OutcomeUnknown"_s);
    QVERIFY(time.elapsed() >= 570 && time.elapsed() < 5000);
}

void TestTransportLimits::slowButSteadyReply_isWaitedFor()
{
    const TlsServer server(identified(), [](Peer &peer) {
        (void)peer.readRequest();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n");
        for (int i = 0; i < 20; ++i) {
            peer.wait(20ms);
            peer.write("x");
        }
    });
    TransportSettings settings = settingsFor(server.url());
    settings.idleTimeout = 300ms; // less than the whole takes, much more than each pause
    const auto outcome = outcomeAt(settings, requestOf("GET"));
    QVERIFY2(outcome.has_value(), saying(outcome).constData());
    QCOMPARE(outcome->body.size(), 20);
}

void TestTransportLimits::oversizedBody_isTooLargeAndNotTakenIn_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("block");
    const QByteArray block(64 * 1024, 'a');
    QTest::newRow("announced") << "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n"_ba << block;
    QTest::newRow("chunked") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"_ba
                             << "10000\r\n" + block + "\r\n";
    QTest::newRow("without length") << "HTTP/1.1 200 OK\r\n\r\n"_ba << block;
    QTest::newRow("headers") << "HTTP/1.1 200 OK\r\n"_ba
                             << "X-Filler: " + QByteArray(1000, 'a') + "\r\n";
    QTest::newRow("one header") << "HTTP/1.1 200 OK\r\nX-Filler: "_ba << block;
    QTest::newRow("interim replies") << ""_ba
                                     << "HTTP/1.1 100 Continue\r\n\r\n"_ba;
    QTest::newRow("gzip") << "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"_ba << gzipped(block);
}

void TestTransportLimits::oversizedBody_isTooLargeAndNotTakenIn()
{
    QFETCH(const QByteArray, head);
    QFETCH(const QByteArray, block);
    std::atomic<qint64> written = 0;
    const TlsServer server(identified(), [&](Peer &peer) {
        (void)peer.readRequest();
        peer.write(head);
        while (!peer.hasEnded() && written < 256 * 1024 * 1024) {
            peer.write(block);
            written += block.size();
        }
    });
    HttpRequest request = requestOf("GET");
    request.responseLimit = 1024 * 1024;
    const auto outcome = outcomeAt(settingsFor(server.url()), request);
    QVERIFY2(kindOf(outcome) == u"TooLarge"_s, saying(outcome).constData());
    QVERIFY(written < 64 * 1024 * 1024); // it was hung up on, but for what the kernel buffers

    request.method = "POST";
    written = 0;
    QCOMPARE(kindOf(outcomeAt(settingsFor(server.url()), request)), u"OutcomeUnknown"_s);
}

void TestTransportLimits::bombs_doNotFillTheMemory()
{
    const QByteArray bomb = gzipped(QByteArray(256 * 1024 * 1024, 'a'));
    QVERIFY(bomb.size() < 1024 * 1024);
    const qint64 before = residentKiB();
    const TlsServer server(identified(), answeringOnce(reply(200, bomb, "Content-Encoding: gzip\r\n")));
    QCOMPARE(kindOf(outcomeAt(settingsFor(server.url()), requestOf("GET"))), u"TooLarge"_s);
    // The high-water mark was set by making the bomb; taking it apart must not raise it.
    QVERIFY2(residentKiB() - before < 64 * 1024, qPrintable(u"%1 KiB more"_s.arg(residentKiB() - before)));
}

void TestTransportLimits::bodyAtTheLimit_isAReply()
{
    const TlsServer server(identified(), TlsServer::answering([](const QByteArray &request) {
                               const QByteArray body(request.startsWith("GET") ? 1000 : 1001, 'a');
                               return reply(200, body);
                           }));
    HttpRequest request = requestOf("GET");
    request.responseLimit = 1000;
    QVERIFY(outcomeAt(settingsFor(server.url()), request).has_value());
    request.method = "POST";
    const auto outcome = outcomeAt(settingsFor(server.url()), request);
    QCOMPARE(kindOf(outcome), u"OutcomeUnknown"_s);
    QCOMPARE(outcome.error().httpStatus, 200);
    QVERIFY(outcome.error().detail.contains("200"_L1));
}

QTEST_GUILESS_MAIN(TestTransportLimits)
#include "tst_transportlimits.moc"
