// SPDX-License-Identifier: Apache-2.0
#include "tests/net/testtraffic.h"
#include "tests/net/tlsserver.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! N3, F1: however the server ends the connection, it never sees a request that changes something twice.
class TestAtMostOnce : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void earlyEnd_reachesTheServerOnceAndIsUnknown_data();
    void earlyEnd_reachesTheServerOnceAndIsUnknown();
    void brokenReply_isUnknownAndKeepsTheStatus_data();
    void brokenReply_isUnknownAndKeepsTheStatus();
    void silence_isUnknownAndNotRepeated();
    void turnedAway_isHandedOnAndNotRepeated_data();
    void turnedAway_isHandedOnAndNotRepeated();
    void replyBeforeTheWholeBody_isTheReply();
    void eachMutation_hasAConnectionOfItsOwn();
};

namespace {
//! Answers GETs, and ends a connection that brings anything else after `partial`.
TlsServer::Script endingEarly(const QByteArray &partial, bool isReset, std::chrono::milliseconds delay)
{
    return [=](Peer &peer) {
        while (const auto request = peer.readRequest()) {
            if (request->startsWith("GET")) {
                peer.write(reply(200, "{}"));
                continue;
            }
            peer.write(partial);
            peer.wait(delay);
            return isReset ? peer.reset() : peer.cut();
        }
    };
}

int mutationsAt(const TlsServer &server)
{
    int count = 0;
    for (const QByteArray &request : server.received())
        count += request.startsWith("GET") ? 0 : 1;
    return count;
}
} // namespace

void TestAtMostOnce::earlyEnd_reachesTheServerOnceAndIsUnknown_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isReset");
    QTest::addColumn<int>("delay");
    QTest::addColumn<bool>("isWarm");
    QTest::addColumn<QByteArray>("partial");
    const QByteArray json = "{\"a\":1}";
    const QList<QPair<QByteArray, QByteArray>> requests{{"POST", json},   {"PUT", json},  {"PATCH", json},
                                                        {"DELETE", json}, {"DELETE", {}}, {"POST", {}}};
    const QList<QPair<const char *, QByteArray>> points{{"before any byte", {}},
                                                        {"in the status line", "HTTP/1.1 20"},
                                                        {"in the headers", "HTTP/1.1 200 OK\r\nContent-Le"}};
    for (const auto &[method, body] : requests) {
        for (const auto &[point, partial] : points) {
            for (int variant = 0; variant < 8; ++variant) {
                const bool isReset = (variant & 1) != 0;
                const int delay = (variant & 2) != 0 ? 300 : 0;
                const bool isWarm = (variant & 4) != 0;
                QTest::addRow("%s%s, %s, %s after %d ms, %s", method.constData(), body.isEmpty() ? " without body" : "",
                              point, isReset ? "RST" : "FIN", delay, isWarm ? "warm" : "cold")
                    << method << body << isReset << delay << isWarm << partial;
            }
        }
    }
}

void TestAtMostOnce::earlyEnd_reachesTheServerOnceAndIsUnknown()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, body);
    QFETCH(const bool, isReset);
    QFETCH(const int, delay);
    QFETCH(const bool, isWarm);
    QFETCH(const QByteArray, partial);
    const TlsServer server({.identity = TestCertificates::shared().server},
                           endingEarly(partial, isReset, std::chrono::milliseconds(delay)));
    const auto transport = NetworkTransport::create(settingsFor(server.url()), nullptr).value();
    if (isWarm)
        QVERIFY(settledWithin(transport->send(requestOf("GET"))).has_value());

    const auto outcome = settledWithin(transport->send(requestOf(method, body)));

    QCOMPARE(kindOf(outcome), u"OutcomeUnknown"_s);
    QCOMPARE(outcome.error().correlationId, u"corr-1"_s);
    QCOMPARE(mutationsAt(server), 1);
    QCOMPARE(server.connections(), isWarm ? 2 : 1);
}

void TestAtMostOnce::brokenReply_isUnknownAndKeepsTheStatus_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH\r\n\r\n") << 0;
    QTest::newRow("short body") << QByteArray("HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\n{}") << 201;
    QTest::newRow("bad chunk") << QByteArray(
                                      "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nzz\r\n")
                               << 201;
    QTest::newRow("missing last chunk") << QByteArray(
                                               "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n")
                                        << 201;
    QTest::newRow("no length, no close_notify") << QByteArray("HTTP/1.1 201 Created\r\n\r\n{}") << 201;
    QTest::newRow("cut gzip") << "HTTP/1.1 201 Created\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\n" +
                                     gzipped("{}").left(9)
                              << 201;
    QTest::newRow("interim reply only") << QByteArray("HTTP/1.1 100 Continue\r\n\r\n") << 0;
    QTest::newRow("too large") << QByteArray("HTTP/1.1 201 Created\r\nContent-Length: 999999999\r\n\r\n") << 201;
}

void TestAtMostOnce::brokenReply_isUnknownAndKeepsTheStatus()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const int, status);
    const TlsServer server({.identity = TestCertificates::shared().server}, endingEarly(answer, false, 0ms));
    const auto transport = NetworkTransport::create(settingsFor(server.url()), nullptr).value();

    const auto outcome = settledWithin(transport->send(requestOf("POST", "{}")));

    QCOMPARE(kindOf(outcome), u"OutcomeUnknown"_s);
    QCOMPARE(outcome.error().httpStatus, status);
    QVERIFY(status == 0 || outcome.error().detail.contains(QString::number(status)));
    QCOMPARE(mutationsAt(server), 1);
}

void TestAtMostOnce::silence_isUnknownAndNotRepeated()
{
    const TlsServer server({.identity = TestCertificates::shared().server}, endingEarly({}, false, 1h));
    TransportSettings settings = settingsFor(server.url());
    settings.idleTimeout = 100ms;
    const auto transport = NetworkTransport::create(settings, nullptr).value();

    const auto outcome = settledWithin(transport->send(requestOf("POST", "{}")));

    QCOMPARE(kindOf(outcome), u"OutcomeUnknown"_s);
    QCOMPARE(server.requests(), 1);
}

void TestAtMostOnce::turnedAway_isHandedOnAndNotRepeated_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {401, 407, 408, 421, 425, 429, 500, 502, 503, 504})
        QTest::addRow("%d", status) << status;
}

void TestAtMostOnce::turnedAway_isHandedOnAndNotRepeated()
{
    QFETCH(const int, status);
    const TlsServer server({.identity = TestCertificates::shared().server},
                           TlsServer::answering([=](const QByteArray &) {
                               return reply(status, "{}", "Retry-After: 0\r\nWWW-Authenticate: Basic realm=\"x\"\r\n");
                           }));
    const auto transport = NetworkTransport::create(settingsFor(server.url()), nullptr).value();

    const auto outcome = settledWithin(transport->send(requestOf("POST", "{}")));

    QVERIFY2(outcome.has_value(), saying(outcome).constData());
    QCOMPARE(outcome->status, status);
    QCOMPARE(server.requests(), 1);
}

void TestAtMostOnce::replyBeforeTheWholeBody_isTheReply()
{
    const QByteArray large(4 * 1024 * 1024, 'x');
    const TlsServer server({.identity = TestCertificates::shared().server}, [](Peer &peer) {
        peer.write(reply(413, "{}"));
        while (peer.readRequest()) {
        } // takes the rest, so that the answer is not lost in a reset
    });
    const auto transport = NetworkTransport::create(settingsFor(server.url()), nullptr).value();

    const auto outcome = settledWithin(transport->send(requestOf("POST", large)));

    QVERIFY2(outcome.has_value(), saying(outcome).constData());
    QCOMPARE(outcome->status, 413);
    QVERIFY(server.requests() <= 1);
}

void TestAtMostOnce::eachMutation_hasAConnectionOfItsOwn()
{
    const TlsServer server({.identity = TestCertificates::shared().server},
                           TlsServer::answering([](const QByteArray &) { return reply(201, "{}"); }));
    const auto transport = NetworkTransport::create(settingsFor(server.url()), nullptr).value();
    for (int i = 0; i < 3; ++i)
        QVERIFY(settledWithin(transport->send(requestOf("POST", "{}"))).has_value());
    QCOMPARE(server.requests(), 3);
    QCOMPARE(server.connections(), 3);
    for (const QByteArray &request : server.received())
        QVERIFY(request.toLower().contains("\r\nconnection: close\r\n"));
}

QTEST_GUILESS_MAIN(TestAtMostOnce)
#include "tst_atmostonce.moc"
