// SPDX-License-Identifier: Apache-2.0
#include "app/lock/lockpolicy.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace std::chrono_literals;

class TestLockPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void untouched_isIdleAfterTenMinutes();
    void activity_beginsAnew();
    void limit_staysWithinAQuarterOfAnHour_data();
    void limit_staysWithinAQuarterOfAnHour();
    void sleep_countsAlthoughTheMonotonicClockStoodStill();
    void clockSetBack_doesNotPutItOff();
    void failures_doubleTheWait();
    void success_forgetsFailures();
    void wait_endsAndIsNotShortenedByTheClock();

private:
    FakeClock m_clock;
};

void TestLockPolicy::untouched_isIdleAfterTenMinutes()
{
    const LockPolicy policy(m_clock);
    QVERIFY(policy.untilIdle() == 10min);
    m_clock.advance(9min + 59s);
    QVERIFY(!policy.isIdle());
    QVERIFY(policy.untilIdle() == 1s);
    m_clock.advance(1s);
    QVERIFY(policy.isIdle());
    m_clock.advance(1h);
    QVERIFY(policy.untilIdle() == 0s);
}

void TestLockPolicy::activity_beginsAnew()
{
    LockPolicy policy(m_clock);
    m_clock.advance(9min);
    policy.noteActivity();
    m_clock.advance(9min);
    QVERIFY(!policy.isIdle());
}

void TestLockPolicy::limit_staysWithinAQuarterOfAnHour_data()
{
    QTest::addColumn<int>("wanted");
    QTest::addColumn<int>("got");
    QTest::newRow("none") << 0 << 1;
    QTest::newRow("negative") << -5 << 1;
    QTest::newRow("three") << 3 << 3;
    QTest::newRow("the most") << 15 << 15;
    QTest::newRow("an hour") << 60 << 15;
}

void TestLockPolicy::limit_staysWithinAQuarterOfAnHour()
{
    QFETCH(const int, wanted);
    QFETCH(const int, got);
    LockPolicy policy(m_clock);
    policy.setIdleLimit(LockPolicy::Minutes(wanted));
    QVERIFY(policy.untilIdle() == LockPolicy::Minutes(got));
}

void TestLockPolicy::sleep_countsAlthoughTheMonotonicClockStoodStill()
{
    const LockPolicy policy(m_clock);
    m_clock.setNowUtc(m_clock.nowUtc().addSecs(3600));
    QVERIFY(policy.isIdle());
}

void TestLockPolicy::clockSetBack_doesNotPutItOff()
{
    const LockPolicy policy(m_clock);
    m_clock.setNowUtc(m_clock.nowUtc().addDays(-1));
    m_clock.advance(10min);
    QVERIFY(policy.isIdle());
}

void TestLockPolicy::failures_doubleTheWait()
{
    LockPolicy policy(m_clock);
    QVERIFY(policy.wait() == 0s);
    for (const auto expected : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s}) {
        policy.noteFailure();
        QVERIFY(policy.wait() == expected);
    }
    for (int i = 0; i < 100; ++i)
        policy.noteFailure(); // no number of them is too large
    QVERIFY(policy.wait() == 60s);
    QCOMPARE(policy.failures(), 109);
}

void TestLockPolicy::success_forgetsFailures()
{
    LockPolicy policy(m_clock);
    policy.noteFailure();
    policy.noteFailure();
    policy.noteSuccess();
    QVERIFY(policy.wait() == 0s);
    policy.noteFailure();
    QVERIFY(policy.wait() == 1s);
}

void TestLockPolicy::wait_endsAndIsNotShortenedByTheClock()
{
    LockPolicy policy(m_clock);
    policy.noteFailure();
    policy.noteFailure();
    m_clock.setNowUtc(m_clock.nowUtc().addDays(1));
    QVERIFY(policy.wait() == 2s);
    m_clock.advance(1500ms);
    QVERIFY(policy.wait() == 500ms);
    m_clock.advance(1s);
    QVERIFY(policy.wait() == 0s);
}

QTEST_GUILESS_MAIN(TestLockPolicy)
#include "tst_lockpolicy.moc"
