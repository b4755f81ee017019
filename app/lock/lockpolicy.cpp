// SPDX-License-Identifier: Apache-2.0
#include "app/lock/lockpolicy.h"

#include "app/settings/preferences.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace {
constexpr int doublings = 6; // 1 s becomes 64 s, more than the longest wait
constexpr LockPolicy::Milliseconds longestWait = 60s;
} // namespace

LockPolicy::LockPolicy(const Clock &clock) : m_clock(clock), m_limit(Preferences::usualIdleMinutes)
{
    noteActivity();
}

void LockPolicy::setIdleLimit(Minutes limit)
{
    m_limit = std::clamp(limit, Minutes(Preferences::fewestIdleMinutes), Minutes(Preferences::mostIdleMinutes));
}

void LockPolicy::noteActivity()
{
    m_activeAt = m_clock.monotonic();
    m_activeAtUtc = m_clock.nowUtc();
}

LockPolicy::Milliseconds LockPolicy::untilIdle() const
{
    const Milliseconds awake = m_clock.monotonic() - m_activeAt;
    const Milliseconds passed(m_activeAtUtc.msecsTo(m_clock.nowUtc()));
    return std::max<Milliseconds>(m_limit - std::max(awake, passed), 0ms);
}

void LockPolicy::noteFailure()
{
    ++m_failures;
    m_failedAt = m_clock.monotonic();
}

LockPolicy::Milliseconds LockPolicy::wait() const
{
    if (m_failures == 0)
        return 0ms;
    const Milliseconds whole = std::min<Milliseconds>(1s * (1 << std::min(m_failures - 1, doublings)), longestWait);
    return std::max<Milliseconds>(m_failedAt + whole - m_clock.monotonic(), 0ms);
}
