// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"

//! When a desk locks by itself, and how long it waits after a wrong passphrase (security.md A1, A5). It never refuses
//! for good: data are not locked out.
class LockPolicy
{
public:
    using Minutes = std::chrono::minutes;
    using Milliseconds = std::chrono::milliseconds;

    //! `clock` outlives it. Somebody is at the desk now.
    explicit LockPolicy(const Clock &clock);

    //! Brought into the range that Preferences names.
    void setIdleLimit(Minutes limit);
    [[nodiscard]] Minutes idleLimit() const { return m_limit; }
    //! Somebody is at the desk.
    void noteActivity();
    //! Zero once it is time to lock. Time that the computer slept counts, although the monotonic clock stands still
    //! then.
    [[nodiscard]] Milliseconds untilIdle() const;
    [[nodiscard]] bool isIdle() const { return untilIdle() <= Milliseconds(0); }

    //! A passphrase was wrong: 1, 2, 4, ... seconds until the next may be tried, 60 at most.
    void noteFailure();
    void noteSuccess() { m_failures = 0; }
    [[nodiscard]] int failures() const { return m_failures; }
    //! How long until a passphrase may be tried. The system's clock cannot shorten it.
    [[nodiscard]] Milliseconds wait() const;

private:
    const Clock &m_clock;
    Minutes m_limit;
    Milliseconds m_activeAt{0};
    QDateTime m_activeAtUtc;
    int m_failures = 0;
    Milliseconds m_failedAt{0};
};
