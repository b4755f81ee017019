// SPDX-License-Identifier: Apache-2.0
#include "app/net/retrypolicy.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyThrottledAndUnavailable_areRetried();
    void attempts_areLimited();
    void backOff_doublesUpToTheLongest();
    void jitter_staysBetweenHalfAndWhole();
    void retryAfter_isHonouredOrEndsTheRetries_data();
    void retryAfter_isHonouredOrEndsTheRetries();
    void delayBeyondTheTimeLeft_endsTheRetries();
};

namespace {
TransportSettings settingsWith(double jitter)
{
    TransportSettings settings;
    settings.clock = std::make_shared<FakeClock>(QDateTime(QDate(2026, 2, 11), QTime(9, 8, 24), Qt::UTC));
    settings.jitter = [jitter] { return jitter; };
    return settings;
}

HttpReply answerOf(int status, const QByteArray &retryAfter = {})
{
    HttpReply reply;
    reply.status = status;
    if (!retryAfter.isNull())
        reply.headers.emplaceBack("retry-after", retryAfter);
    return reply;
}

//! -1 for no retry.
qint64 delayOf(const std::optional<std::chrono::milliseconds> &delay)
{
    return delay ? delay->count() : -1;
}
} // namespace

void TestRetryPolicy::onlyThrottledAndUnavailable_areRetried()
{
    const TransportSettings settings = settingsWith(0);
    for (int status = 200; status < 600; ++status)
        QCOMPARE(retryDelay(answerOf(status, "0"), 1, 1h, settings).has_value(), status == 429 || status == 503);
}

void TestRetryPolicy::attempts_areLimited()
{
    TransportSettings settings = settingsWith(0);
    QVERIFY(retryDelay(answerOf(503), 3, 1h, settings));
    QVERIFY(!retryDelay(answerOf(503), 4, 1h, settings));
    settings.readAttempts = 1;
    QVERIFY(!retryDelay(answerOf(503), 1, 1h, settings));
}

void TestRetryPolicy::backOff_doublesUpToTheLongest()
{
    TransportSettings settings = settingsWith(1);
    settings.readAttempts = 1'000'000;
    const QList<qint64> expected{500, 1000, 2000, 4000, 8000, 16000, 20000, 20000};
    for (int attempt = 1; attempt <= expected.size(); ++attempt)
        QCOMPARE(delayOf(retryDelay(answerOf(429), attempt, 1h, settings)), expected.at(attempt - 1));
    QCOMPARE(delayOf(retryDelay(answerOf(429), 100'000, 1h, settings)), 20'000); // no overflow
}

void TestRetryPolicy::jitter_staysBetweenHalfAndWhole()
{
    QCOMPARE(delayOf(retryDelay(answerOf(429), 2, 1h, settingsWith(0))), 500);
    QCOMPARE(delayOf(retryDelay(answerOf(429), 2, 1h, settingsWith(0.5))), 750);
    TransportSettings settings = settingsWith(0);
    settings.jitter = nullptr;
    for (int i = 0; i < 1000; ++i) {
        const qint64 delay = delayOf(retryDelay(answerOf(429), 2, 1h, settings));
        QVERIFY(delay >= 500 && delay <= 1000);
    }
}

void TestRetryPolicy::retryAfter_isHonouredOrEndsTheRetries_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("delay");
    QTest::newRow("seconds") << "7"_ba << qint64(7000);
    QTest::newRow("none") << "0"_ba << qint64(0);
    QTest::newRow("date") << "Wed, 11 Feb 2026 09:08:27 GMT"_ba << qint64(3000);
    QTest::newRow("date in the past") << "Wed, 11 Feb 2026 09:08:20 GMT"_ba << qint64(0);
    QTest::newRow("as many as it waits") << "20"_ba << qint64(20'000);
    QTest::newRow("too many seconds") << "3600"_ba << qint64(-1);
    QTest::newRow("too late a date") << "Thu, 11 Feb 2027 09:08:27 GMT"_ba << qint64(-1);
    QTest::newRow("more seconds than fit") << "99999999999999999999"_ba << qint64(250);
    QTest::newRow("negative") << "-5"_ba << qint64(250);
    QTest::newRow("not understood") << "soon"_ba << qint64(250);
}

void TestRetryPolicy::retryAfter_isHonouredOrEndsTheRetries()
{
    QFETCH(const QByteArray, value);
    QTEST(delayOf(retryDelay(answerOf(503, value), 1, 1h, settingsWith(0))), "delay");
}

void TestRetryPolicy::delayBeyondTheTimeLeft_endsTheRetries()
{
    const TransportSettings settings = settingsWith(0);
    QVERIFY(retryDelay(answerOf(503, "7"), 1, 7001ms, settings));
    QVERIFY(!retryDelay(answerOf(503, "7"), 1, 7000ms, settings));
    QVERIFY(!retryDelay(answerOf(503, "0"), 1, 0ms, settings));

    HttpReply slow = answerOf(503, "7");
    slow.elapsed = 2s;
    QVERIFY(retryDelay(slow, 1, 9001ms, settings));
    QVERIFY(!retryDelay(slow, 1, 9000ms, settings));
}

QTEST_APPLESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
