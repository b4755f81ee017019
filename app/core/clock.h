// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>

#include <chrono>

//! The time, injected so that tests own it. Implementations are safe to call from any thread.
class Clock
{
public:
    virtual ~Clock() = default;
    //! Now, in UTC, with milliseconds.
    [[nodiscard]] virtual QDateTime nowUtc() const = 0;
    //! Never goes back, not even when someone sets the system's clock. Only differences mean anything.
    [[nodiscard]] virtual std::chrono::milliseconds monotonic() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] QDateTime nowUtc() const override { return QDateTime::currentDateTimeUtc(); }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
    }
};
