// SPDX-License-Identifier: Apache-2.0
#include "app/core/clock.h"

#include "tests/support/fakeclock.h"

#include <QTest>

using namespace std::chrono_literals;

class TestClock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void systemClock_isUtcAndNeverGoesBack();
    void fakeClock_standsStillUntilMoved();
    void fakeClock_setBack_leavesTheMonotonicClock();
};

void TestClock::systemClock_isUtcAndNeverGoesBack()
{
    const SystemClock clock;
    QCOMPARE(clock.nowUtc().timeSpec(), Qt::UTC);
    const auto earlier = clock.monotonic();
    QVERIFY(clock.monotonic() >= earlier);
}

void TestClock::fakeClock_standsStillUntilMoved()
{
    FakeClock clock;
    const QDateTime before = clock.nowUtc();
    const auto monotonicBefore = clock.monotonic();
    QCOMPARE(clock.nowUtc(), before);
    clock.advance(90s);
    QCOMPARE(before.msecsTo(clock.nowUtc()), 90'000);
    QCOMPARE(clock.monotonic() - monotonicBefore, 90'000ms);
}

void TestClock::fakeClock_setBack_leavesTheMonotonicClock()
{
    FakeClock clock;
    const auto monotonicBefore = clock.monotonic();
    clock.setNowUtc(clock.nowUtc().addDays(-1));
    QCOMPARE(clock.monotonic(), monotonicBefore);
}

QTEST_APPLESS_MAIN(TestClock)
#include "tst_clock.moc"
