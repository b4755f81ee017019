// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"

#include <QMutex>

//! A clock that stands still until a test moves it. Safe to use from any thread.
class FakeClock final : public Clock
{
public:
    explicit FakeClock(const QDateTime &nowUtc = QDateTime(QDate(2026, 2, 11), QTime(9, 8, 24, 479), Qt::UTC));

    [[nodiscard]] QDateTime nowUtc() const override;
    [[nodiscard]] std::chrono::milliseconds monotonic() const override;

    //! Time passes: both clocks move.
    void advance(std::chrono::milliseconds by);
    //! Someone sets the system's clock: only `nowUtc` moves, perhaps backwards.
    void setNowUtc(const QDateTime &nowUtc);

private:
    mutable QMutex m_mutex;
    QDateTime m_nowUtc;
    std::chrono::milliseconds m_monotonic{1'000};
};
