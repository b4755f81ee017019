// SPDX-License-Identifier: Apache-2.0
#include "app/core/clockskew.h"

#include <QDateTime>
#include <QMutexLocker>

#include <cstdlib>

namespace {
constexpr qint64 sameWithin = 5; // seconds: what is shown does not flicker from answer to answer

qint64 differenceOf(const QDateTime &serverDate, const QDateTime &sent, const QDateTime &received)
{
    if (serverDate < sent)
        return serverDate.secsTo(sent);
    return serverDate > received ? -received.secsTo(serverDate) : 0;
}
} // namespace

void ClockSkew::note(const QDateTime &serverDate, const QDateTime &sent, const QDateTime &received)
{
    if (!serverDate.isValid())
        return;
    qint64 aheadBy = differenceOf(serverDate, sent, received);
    if (std::abs(aheadBy) <= toleratedSeconds)
        aheadBy = 0;
    {
        const QMutexLocker lock(&m_mutex);
        if (aheadBy == m_aheadBy || (aheadBy != 0 && m_aheadBy != 0 && std::abs(aheadBy - m_aheadBy) <= sameWithin))
            return;
        m_aheadBy = aheadBy;
    }
    Q_EMIT changed(aheadBy);
}

qint64 ClockSkew::aheadBy() const
{
    const QMutexLocker lock(&m_mutex);
    return m_aheadBy;
}
