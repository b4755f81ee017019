// SPDX-License-Identifier: Apache-2.0
#include "app/core/httpdate.h"
#include "tests/net/testtraffic.h"
#include "tests/net/tlsserver.h"

#include <QTest>

#include <latch>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestNetworkTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStatus_isAReply_data();
    void everyStatus_isAReply();
    void forms_ofReplies_areUnderstood_data();
    void forms_ofReplies_areUnderstood();
    void largeReplyBeforeTheEnd_isWhole_data();
    void largeReplyBeforeTheEnd_isWhole();
    void reply_carriesHeadersBodyAndTime();
    void reads_shareAConnection();
    void connectionClosedBetweenReads_isReplaced_data();
    void connectionClosedBetweenReads_isReplaced();
    void readOnAStaleConnection_isSentOnceMoreOnly();
    void replyAfterWhichBytesFollow_endsTheConnection();
    void manyReads_goSideBySide();
    void moreReadsThanConnections_waitForOne();
    void mutations_goSideBySide();
    void wrongClock_isNoticedFromTheAnswersDate();
    void strangersDate_isNotCompared();
    void abandonedWaiting_letsTheRequestFinish();
    void destroyed_settlesWhatIsUnderWay_data();
    void destroyed_settlesWhatIsUnderWay();
    void destroyed_settlesReadsThatWait();
    void destroyedWhileBackingOff_settles();
    void destroyedInItsOwnThread_goesAway();
    void anyThread_maySend();
};

namespace {
TlsServerSettings identified()
{
    return {.identity = TestCertificates::shared().server};
}

std::shared_ptr<NetworkTransport> transportTo(const TlsServer &server)
{
    return NetworkTransport::create(settingsFor(server.url()), nullptr).value();
}

TlsServer::Script answeringOk()
{
    return TlsServer::answering([](const QByteArray &) { return reply(200, "{}"); });
}

TlsServer::Script answeringAnHourAgo()
{
    const QByteArray date = "Date: " + httpDate(QDateTime::currentDateTimeUtc().addSecs(-3600)) + "\r\n";
    return TlsServer::answering([date](const QByteArray &) { return reply(404, "{}", date); });
}

TlsServer::Script answeringNothing()
{
    return [](Peer &peer) {
        (void)peer.readRequest();
        peer.wait(1h);
    };
}
} // namespace

void TestNetworkTransport::everyStatus_isAReply_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("status");
    for (const QByteArray &method : {"GET"_ba, "POST"_ba, "PUT"_ba, "PATCH"_ba, "DELETE"_ba}) {
        for (const int status : {200, 201, 202, 204, 400, 401, 403, 404, 407, 409, 422, 500, 502, 504})
            QTest::addRow("%s %d", method.constData(), status) << method << status;
    }
}

void TestNetworkTransport::everyStatus_isAReply()
{
    QFETCH(const QByteArray, method);
    QFETCH(const int, status);
    const TlsServer server(identified(), TlsServer::answering([status](const QByteArray &) {
                               return status == 204 ? "HTTP/1.1 204 No Content\r\n\r\n"_ba : reply(status, "{\"a\":1}");
                           }));
    const auto outcome = settledWithin(transportTo(server)->send(requestOf(method)));
    QVERIFY2(outcome.has_value(), saying(outcome).constData());
    QCOMPARE(outcome->status, status);
    QCOMPARE(outcome->body, status == 204 ? QByteArray() : "{\"a\":1}"_ba);
    QCOMPARE(server.requests(), 1);
}

void TestNetworkTransport::forms_ofReplies_areUnderstood_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("HTTP/1.0") << "HTTP/1.0 200 OK\r\n\r\n{}"_ba << 200 << "{}"_ba;
    QTest::newRow("chunked") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"_ba
                             << 200 << "{}"_ba;
    QTest::newRow("interim first")
        << "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}"_ba << 201 << "{}"_ba;
    QTest::newRow("204") << "HTTP/1.1 204 No Content\r\n\r\n"_ba << 204 << ""_ba;
    QTest::newRow("gzip") << reply(200, gzipped("{}"), "Content-Encoding: gzip\r\n") << 200 << "{}"_ba;
}

void TestNetworkTransport::forms_ofReplies_areUnderstood()
{
    QFETCH(const QByteArray, bytes);
    const TlsServer server(identified(), [&](Peer &peer) {
        (void)peer.readRequest();
        for (qsizetype i = 0; i < bytes.size(); ++i) // every byte in a TLS record of its own
            peer.write(QByteArrayView(bytes).sliced(i, 1));
        peer.finish();
    });
    for (const QByteArray &method : {"GET"_ba, "POST"_ba}) {
        const auto outcome = settledWithin(transportTo(server)->send(requestOf(method)));
        QVERIFY2(outcome.has_value(), saying(outcome).constData());
        QTEST(outcome->status, "status");
        QTEST(outcome->body, "body");
    }
}

void TestNetworkTransport::largeReplyBeforeTheEnd_isWhole_data()
{
    QTest::addColumn<bool>("isOrderly");
    QTest::addColumn<QByteArray>("head");
    const qsizetype size = 5 * 1024 * 1024;
    const QByteArray length = "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(size) + "\r\n\r\n";
    QTest::newRow("length, close_notify") << true << length;
    QTest::newRow("length, FIN") << false << length;
    QTest::newRow("no length, close_notify") << true << "HTTP/1.1 200 OK\r\n\r\n"_ba;
}

void TestNetworkTransport::largeReplyBeforeTheEnd_isWhole()
{
    // The end is known long before the last byte has been read.
    QFETCH(const bool, isOrderly);
    QFETCH(const QByteArray, head);
    QByteArray body(5 * 1024 * 1024, Qt::Uninitialized);
    for (qsizetype i = 0; i < body.size(); ++i)
        body[i] = static_cast<char>(i % 251);
    const TlsServer server(identified(), [&](Peer &peer) {
        (void)peer.readRequest();
        peer.write(head);
        peer.write(body);
        isOrderly ? peer.finish() : peer.cut();
    });
    for (const QByteArray &method : {"GET"_ba, "POST"_ba}) {
        const auto outcome = settledWithin(transportTo(server)->send(requestOf(method)));
        QVERIFY2(outcome.has_value(), saying(outcome).constData());
        QVERIFY(outcome->body == body);
    }
}

void TestNetworkTransport::reply_carriesHeadersBodyAndTime()
{
    const TlsServer server(identified(), [](Peer &peer) {
        while (peer.readRequest()) {
            peer.wait(50ms);
            peer.write(reply(200, "{}", "X-Thing: 1\r\n"));
        }
    });
    HttpRequest request = requestOf("PUT", "{\"b\":2}");
    request.headers.emplaceBack("x-correlation-id", "corr-1");
    const auto outcome = settledWithin(transportTo(server)->send(request));
    QVERIFY2(outcome.has_value(), saying(outcome).constData());
    QCOMPARE(outcome->header("x-thing"), "1"_ba);
    QVERIFY(outcome->elapsed >= 50ms && outcome->elapsed < 10s);
    const QByteArray received = server.received().constFirst();
    QVERIFY(received.startsWith("PUT /tokens/tok-1 HTTP/1.1\r\n"));
    QVERIFY(received.contains("\r\nx-correlation-id: corr-1\r\n"));
    QVERIFY(received.endsWith("\r\n\r\n{\"b\":2}"));
    QVERIFY(!received.toLower().contains("cookie"));
}

void TestNetworkTransport::reads_shareAConnection()
{
    const TlsServer server(identified(), answeringOk());
    const auto transport = transportTo(server);
    for (int i = 0; i < 5; ++i)
        QVERIFY(settledWithin(transport->send(requestOf("GET"))).has_value());
    QCOMPARE(server.requests(), 5);
    QCOMPARE(server.connections(), 1);
}

void TestNetworkTransport::connectionClosedBetweenReads_isReplaced_data()
{
    QTest::addColumn<int>("way");
    QTest::addColumn<bool>("isAnnounced");
    QTest::newRow("Connection: close") << 0 << true;
    QTest::newRow("close_notify") << 0 << false;
    QTest::newRow("FIN") << 1 << false;
    QTest::newRow("RST") << 2 << false;
}

void TestNetworkTransport::connectionClosedBetweenReads_isReplaced()
{
    QFETCH(const int, way);
    QFETCH(const bool, isAnnounced);
    const TlsServer server(identified(), [&](Peer &peer) {
        if (!peer.readRequest())
            return;
        peer.write(reply(200, "{}", isAnnounced ? "Connection: close\r\n" : ""));
        way == 0 ? peer.finish() : way == 1 ? peer.cut() : peer.reset();
    });
    const auto transport = transportTo(server);
    for (int i = 0; i < 20; ++i) { // at once: the end and the next read cross each other on the way
        const auto outcome = settledWithin(transport->send(requestOf("GET")));
        QVERIFY2(outcome.has_value(), saying(outcome).constData());
    }
    QCOMPARE(server.requests(), 20);
}

void TestNetworkTransport::readOnAStaleConnection_isSentOnceMoreOnly()
{
    // The first connection takes a second read and closes; every later one closes on its first.
    const TlsServer server(identified(), [](Peer &peer) {
        if (peer.readRequest() && peer.number() == 1) {
            peer.write(reply(200, "{}"));
            (void)peer.readRequest();
        }
        peer.cut();
    });
    const auto transport = transportTo(server);
    QVERIFY(settledWithin(transport->send(requestOf("GET"))).has_value());
    QCOMPARE(kindOf(settledWithin(transport->send(requestOf("GET")))), u"Unreachable"_s);
    QCOMPARE(server.requests(), 3);
    QCOMPARE(server.connections(), 2);
}

void TestNetworkTransport::replyAfterWhichBytesFollow_endsTheConnection()
{
    // A second reply that nobody asked for must not become the answer to the next read.
    const TlsServer server(identified(), TlsServer::answering([](const QByteArray &) {
                               return reply(200, "{}") + reply(200, "{\"of\":\"another\"}");
                           }));
    const auto transport = transportTo(server);
    for (int i = 0; i < 3; ++i) {
        const auto outcome = settledWithin(transport->send(requestOf("GET")));
        QVERIFY2(outcome.has_value(), saying(outcome).constData());
        QCOMPARE(outcome->body, "{}"_ba);
    }
    QCOMPARE(server.connections(), 3);
}

void TestNetworkTransport::manyReads_goSideBySide()
{
    std::latch all(12);
    const TlsServer server(identified(), TlsServer::answering([&](const QByteArray &) {
                               all.arrive_and_wait(); // nobody is answered before all twelve have come
                               return reply(200, "{}");
                           }));
    const auto transport = transportTo(server);
    QList<Pending<HttpReply>> pending;
    for (int i = 0; i < 12; ++i)
        pending << transport->send(requestOf("GET"));
    for (const Pending<HttpReply> &one : pending)
        QVERIFY(settledWithin(one).has_value());
    QCOMPARE(server.mostAtOnce(), 12);
}

void TestNetworkTransport::moreReadsThanConnections_waitForOne()
{
    const TlsServer server(identified(), answeringOk());
    const auto transport = transportTo(server);
    QList<Pending<HttpReply>> pending;
    for (int i = 0; i < 200; ++i)
        pending << transport->send(requestOf("GET"));
    for (const Pending<HttpReply> &one : pending)
        QVERIFY(settledWithin(one).has_value());
    QCOMPARE(server.requests(), 200);
    QVERIFY(server.connections() <= 16);
}

void TestNetworkTransport::mutations_goSideBySide()
{
    std::latch all(8);
    const TlsServer server(identified(), TlsServer::answering([&](const QByteArray &) {
                               all.arrive_and_wait();
                               return reply(201, "{}");
                           }));
    const auto transport = transportTo(server);
    QList<Pending<HttpReply>> pending;
    for (int i = 0; i < 8; ++i)
        pending << transport->send(requestOf("POST", "{}"));
    for (const Pending<HttpReply> &one : pending)
        QVERIFY(settledWithin(one).has_value());
    QCOMPARE(server.requests(), 8);
}

void TestNetworkTransport::wrongClock_isNoticedFromTheAnswersDate()
{
    const TlsServer server(identified(), answeringAnHourAgo());
    const auto exchanges = std::make_shared<ExchangeLog>();
    const auto transport = NetworkTransport::create(settingsFor(server.url()), exchanges).value();
    (void)transport->send(requestOf("GET"));
    QTRY_VERIFY(exchanges->clockSkew().aheadBy() >= 3590);
    QVERIFY(exchanges->clockSkew().aheadBy() <= 3610);
}

void TestNetworkTransport::strangersDate_isNotCompared()
{
    const TlsServer server(identified(), answeringAnHourAgo());
    const auto exchanges = std::make_shared<ExchangeLog>();
    TransportSettings settings = settingsFor(server.url());
    settings.tellsTime = false;
    const auto transport = NetworkTransport::create(settings, exchanges).value();
    QVERIFY(settledWithin(transport->send(requestOf("GET"))).has_value());
    QCOMPARE(exchanges->clockSkew().aheadBy(), 0);
}

void TestNetworkTransport::abandonedWaiting_letsTheRequestFinish()
{
    const TlsServer server(identified(), answeringOk());
    const auto exchanges = std::make_shared<ExchangeLog>();
    const auto transport = NetworkTransport::create(settingsFor(server.url()), exchanges).value();
    (void)transport->send(requestOf("POST", "{}"));
    QTRY_COMPARE(exchanges->all().size(), 1);
    QCOMPARE(exchanges->all().constFirst().status, 200);
    QCOMPARE(server.requests(), 1);
}

void TestNetworkTransport::destroyed_settlesWhatIsUnderWay_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("kind");
    QTest::newRow("read") << "GET"_ba << u"Unreachable"_s;
    QTest::newRow("mutation") << "POST"_ba << u"OutcomeUnknown"_s;
}

void TestNetworkTransport::destroyed_settlesWhatIsUnderWay()
{
    QFETCH(const QByteArray, method);
    const TlsServer server(identified(), answeringNothing());
    auto transport = transportTo(server);
    const Pending<HttpReply> pending = transport->send(requestOf(method));
    QTRY_COMPARE(server.requests(), 1);
    transport.reset();
    QVERIFY(pending.isFinished());
    QTEST(kindOf(pending.result()), "kind");
    QCOMPARE(pending.result().error().correlationId, u"corr-1"_s);
}

void TestNetworkTransport::destroyed_settlesReadsThatWait()
{
    const TlsServer server(identified(), answeringNothing());
    auto transport = transportTo(server);
    QList<Pending<HttpReply>> pending;
    for (int i = 0; i < 40; ++i)
        pending << transport->send(requestOf("GET"));
    QTRY_COMPARE(server.requests(), 16);
    transport.reset();
    for (const Pending<HttpReply> &one : pending)
        QCOMPARE(kindOf(outcomeOf<HttpReply>(one)), u"Unreachable"_s);
}

void TestNetworkTransport::destroyedWhileBackingOff_settles()
{
    const TlsServer server(identified(), TlsServer::answering([](const QByteArray &) { return reply(503, "{}"); }));
    TransportSettings settings = settingsFor(server.url());
    settings.firstBackOff = settings.longestBackOff = 30s;
    auto transport = NetworkTransport::create(settings, nullptr).value();
    const Pending<HttpReply> pending = transport->send(requestOf("GET"));
    QTRY_COMPARE(server.requests(), 1);
    transport.reset();
    QCOMPARE(kindOf(outcomeOf<HttpReply>(pending)), u"Unreachable"_s);
}

void TestNetworkTransport::destroyedInItsOwnThread_goesAway()
{
    const TlsServer server(identified(), answeringOk());
    auto transport = transportTo(server);
    std::weak_ptr<NetworkTransport> watched = transport;
    const Settler<HttpReply> settler;
    Pending<HttpReply> pending = transport->send(requestOf("GET"));
    whenSettled<HttpReply>(pending, [settler, last = std::move(transport)](const Result<HttpReply> &outcome) mutable {
        last.reset(); // in the transport's thread
        settler.settle(outcome);
    });
    QVERIFY(settledWithin(settler.pending()).has_value());
    QTRY_VERIFY(watched.expired());
}

void TestNetworkTransport::anyThread_maySend()
{
    const TlsServer server(identified(), answeringOk());
    const auto transport = transportTo(server);
    std::vector<std::thread> threads;
    std::atomic<int> replies = 0;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 25; ++j) {
                Pending<HttpReply> pending = transport->send(requestOf(j % 5 == 0 ? "POST" : "GET"));
                pending.waitForFinished();
                replies += outcomeOf<HttpReply>(pending) ? 1 : 0;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(replies.load(), 100);
    QCOMPARE(server.requests(), 100);
}

QTEST_GUILESS_MAIN(TestNetworkTransport)
#include "tst_networktransport.moc"
