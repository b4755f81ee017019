// SPDX-License-Identifier: Apache-2.0
#include "tests/net/testtraffic.h"
#include "tests/net/tlsserver.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestTransportRetries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void turnedAway_isRepeatedUntilAnswered_data();
    void turnedAway_isRepeatedUntilAnswered();
    void turnedAwayForGood_isHandedOn();
    void otherFailures_areNotRepeated_data();
    void otherFailures_areNotRepeated();
    void retryAfter_isWaitedFor();
    void retryAfterBeyondTheLongest_isHandedOnAtOnce();
    void totalTime_limitsTheRetries();
    void retries_reuseTheConnection();
};

namespace {
TlsServerSettings identified()
{
    return {.identity = TestCertificates::shared().server};
}

//! Turns the first `times` requests away with `status`.
TlsServer::Script turningAway(int times, int status, const QByteArray &headers = {})
{
    const auto left = std::make_shared<std::atomic<int>>(times);
    return TlsServer::answering(
        [=](const QByteArray &) { return (*left)-- > 0 ? reply(status, "{\"no\":1}", headers) : reply(200, "{}"); });
}
} // namespace

void TestTransportRetries::turnedAway_isRepeatedUntilAnswered_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("times");
    for (const int status : {429, 503}) {
        for (const QByteArray &method : {"GET"_ba, "HEAD"_ba}) {
            for (int times = 0; times < 4; ++times)
                QTest::addRow("%s %d, %d times", method.constData(), status, times) << status << method << times;
        }
    }
}

void TestTransportRetries::turnedAway_isRepeatedUntilAnswered()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, method);
    QFETCH(const int, times);
    // A HEAD gets no body, so the server of this test answers without one.
    const auto left = std::make_shared<std::atomic<int>>(times);
    const TlsServer server(identified(), TlsServer::answering([=](const QByteArray &) {
                               return reply((*left)-- > 0 ? status : 200, {});
                           }));
    const auto exchanges = std::make_shared<ExchangeLog>();
    const auto transport = NetworkTransport::create(settingsFor(server.url()), exchanges).value();
    const auto outcome = settledWithin(transport->send(requestOf(method)));
    QVERIFY2(outcome.has_value(), saying(outcome).constData());
    QCOMPARE(outcome->status, 200);
    QCOMPARE(server.requests(), times + 1);
    QCOMPARE(exchanges->all().size(), 1);
    QCOMPARE(exchanges->all().constFirst().attempts, times + 1);
}

void TestTransportRetries::turnedAwayForGood_isHandedOn()
{
    for (const int status : {429, 503}) {
        const TlsServer server(identified(), turningAway(1000, status));
        const auto transport = NetworkTransport::create(settingsFor(server.url()), nullptr).value();
        const auto outcome = settledWithin(transport->send(requestOf("GET")));
        QVERIFY2(outcome.has_value(), saying(outcome).constData());
        QCOMPARE(outcome->status, status);
        QCOMPARE(outcome->body, "{\"no\":1}"_ba);
        QCOMPARE(server.requests(), 4);
    }
}

void TestTransportRetries::otherFailures_areNotRepeated_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {400, 401, 404, 408, 425, 500, 501, 502, 504})
        QTest::addRow("%d", status) << status;
}

void TestTransportRetries::otherFailures_areNotRepeated()
{
    QFETCH(const int, status);
    const TlsServer server(identified(), turningAway(1000, status, "Retry-After: 0\r\n"));
    const auto transport = NetworkTransport::create(settingsFor(server.url()), nullptr).value();
    const auto outcome = settledWithin(transport->send(requestOf("GET")));
    QVERIFY2(outcome.has_value(), saying(outcome).constData());
    QCOMPARE(outcome->status, status);
    QCOMPARE(server.requests(), 1);
}

void TestTransportRetries::retryAfter_isWaitedFor()
{
    const TlsServer server(identified(), turningAway(1, 503, "Retry-After: 1\r\n"));
    TransportSettings settings = settingsFor(server.url());
    settings.longestBackOff = 1s;
    const auto transport = NetworkTransport::create(settings, nullptr).value();
    QElapsedTimer time;
    time.start();
    const auto outcome = settledWithin(transport->send(requestOf("GET")));
    QVERIFY2(outcome.has_value(), saying(outcome).constData());
    QCOMPARE(outcome->status, 200);
    QVERIFY2(time.elapsed() >= 990 && time.elapsed() < 5000, qPrintable(QString::number(time.elapsed())));
    QVERIFY(outcome->elapsed < 990ms); // of the answer, not of the waiting
}

void TestTransportRetries::retryAfterBeyondTheLongest_isHandedOnAtOnce()
{
    const TlsServer server(identified(), turningAway(1, 503, "Retry-After: 90\r\n"));
    const auto transport = NetworkTransport::create(settingsFor(server.url()), nullptr).value();
    const auto outcome = settledWithin(transport->send(requestOf("GET")));
    QVERIFY2(outcome.has_value(), saying(outcome).constData());
    QCOMPARE(outcome->status, 503);
    QCOMPARE(outcome->retryAfter, 90s);
    QCOMPARE(server.requests(), 1);
}

void TestTransportRetries::totalTime_limitsTheRetries()
{
    // The second wait would end after the time that the whole send has.
    const TlsServer server(identified(), turningAway(1000, 503));
    TransportSettings settings = settingsFor(server.url());
    settings.firstBackOff = 50ms;
    settings.longestBackOff = 1h;
    settings.totalTimeout = 20s;
    auto shares = std::make_shared<QList<double>>(QList<double>{1'000'000, 1}); // taken from the end
    settings.jitter = [shares] { return shares->takeLast(); };
    const auto transport = NetworkTransport::create(settings, nullptr).value();
    const auto outcome = settledWithin(transport->send(requestOf("GET")));
    QVERIFY2(outcome.has_value(), saying(outcome).constData());
    QCOMPARE(outcome->status, 503);
    QCOMPARE(server.requests(), 2);
}

void TestTransportRetries::retries_reuseTheConnection()
{
    const TlsServer server(identified(), turningAway(3, 429));
    const auto transport = NetworkTransport::create(settingsFor(server.url()), nullptr).value();
    QVERIFY(settledWithin(transport->send(requestOf("GET"))).has_value());
    QCOMPARE(server.connections(), 1);
}

QTEST_GUILESS_MAIN(TestTransportRetries)
#include "tst_transportretries.moc"
