// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/readingage.h"

#include <QCoreApplication>
#include <QLocale>

namespace {
struct AgeWords {
    Q_DECLARE_TR_FUNCTIONS(ReadingAge)
};
constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
constexpr qint64 longestInDays = 30 * day;
} // namespace

QString shortAge(const QDateTime &then, const QDateTime &now)
{
    if (!then.isValid())
        return {};
    const qint64 seconds = then.secsTo(now);
    if (seconds < minute)
        return AgeWords::tr("now");
    if (seconds < hour)
        return AgeWords::tr("%1 min").arg(seconds / minute);
    if (seconds < day)
        return AgeWords::tr("%1 h").arg(seconds / hour);
    if (seconds < longestInDays)
        return AgeWords::tr("%1 d").arg(seconds / day);
    return QLocale().toString(then.toLocalTime().date(), QLocale::ShortFormat);
}

QString spokenAge(const QDateTime &then, const QDateTime &now)
{
    if (!then.isValid())
        return AgeWords::tr("at an unknown time");
    const qint64 seconds = then.secsTo(now);
    if (seconds < minute)
        return AgeWords::tr("just now");
    if (seconds < hour)
        return seconds < 2 * minute ? AgeWords::tr("a minute ago") : AgeWords::tr("%1 minutes ago").arg(seconds / minute);
    if (seconds < day)
        return seconds < 2 * hour ? AgeWords::tr("an hour ago") : AgeWords::tr("%1 hours ago").arg(seconds / hour);
    return seconds < 2 * day ? AgeWords::tr("a day ago") : AgeWords::tr("%1 days ago").arg(seconds / day);
}

QString localTime(const QDateTime &utc)
{
    if (!utc.isValid())
        return {};
    const QDateTime local = utc.toLocalTime();
    const QLocale locale;
    // The month in letters: 2/11 means two things to two people on the same telephone call.
    return AgeWords::tr("%1, %2").arg(locale.toString(local.date(), u"d MMM yyyy"), locale.toString(local.time(), QLocale::ShortFormat));
}
