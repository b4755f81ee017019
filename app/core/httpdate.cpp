// SPDX-License-Identifier: Apache-2.0
#include "app/core/httpdate.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace {
const QString fixdate = u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s;
}

QByteArray httpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), fixdate).toLatin1();
}

QDateTime fromHttpDate(const QByteArray &date)
{
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(date), fixdate);
    time.setTimeSpec(Qt::UTC);
    return time;
}
