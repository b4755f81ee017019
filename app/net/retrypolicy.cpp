// SPDX-License-Identifier: Apache-2.0
#include "app/net/retrypolicy.h"

#include "app/core/httpdate.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

std::optional<milliseconds> retryAfter(const HttpReply &reply, const Clock &clock)
{
    const QByteArray value = reply.header("retry-after");
    bool isSeconds = false;
    const uint seconds = value.toUInt(&isSeconds);
    if (isSeconds)
        return std::chrono::seconds(seconds);
    const QDateTime date = fromHttpDate(value);
    if (!date.isValid())
        return std::nullopt;
    return milliseconds(std::max<qint64>(clock.nowUtc().msecsTo(date), 0));
}

namespace {
milliseconds backOff(int attemptsMade, const TransportSettings &settings)
{
    milliseconds whole = std::min(settings.firstBackOff, settings.longestBackOff);
    for (int doubled = 1; doubled < attemptsMade && whole < settings.longestBackOff; ++doubled)
        whole = std::min(whole * 2, settings.longestBackOff);
    const double share = settings.jitter ? settings.jitter() : QRandomGenerator::global()->generateDouble();
    return whole / 2 + milliseconds(static_cast<qint64>(static_cast<double>(whole.count()) / 2 * share));
}
} // namespace

std::optional<milliseconds> retryDelay(const HttpReply &reply, int attemptsMade, milliseconds remaining,
                                       const TransportSettings &settings)
{
    const bool isTurnedAway = reply.status == 429 || reply.status == 503;
    if (!isTurnedAway || attemptsMade >= settings.readAttempts)
        return std::nullopt;
    const auto asked = retryAfter(reply, *settings.clock);
    if (asked && *asked > settings.longestBackOff)
        return std::nullopt;
    const milliseconds delay = asked ? *asked : backOff(attemptsMade, settings);
    // The next attempt will take about as long as this one did: better this reply than none for want of time.
    return delay + reply.elapsed < remaining ? std::optional(delay) : std::nullopt;
}
