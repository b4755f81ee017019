// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakeclock.h"

#include <QMutexLocker>

FakeClock::FakeClock(const QDateTime &nowUtc) : m_nowUtc(nowUtc.toUTC()) {}

QDateTime FakeClock::nowUtc() const
{
    const QMutexLocker lock(&m_mutex);
    return m_nowUtc;
}

std::chrono::milliseconds FakeClock::monotonic() const
{
    const QMutexLocker lock(&m_mutex);
    return m_monotonic;
}

void FakeClock::advance(std::chrono::milliseconds by)
{
    const QMutexLocker lock(&m_mutex);
    m_nowUtc = m_nowUtc.addMSecs(by.count());
    m_monotonic += by;
}

void FakeClock::setNowUtc(const QDateTime &nowUtc)
{
    const QMutexLocker lock(&m_mutex);
    m_nowUtc = nowUtc.toUTC();
}
