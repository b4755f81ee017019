// SPDX-License-Identifier: Apache-2.0
#include "app/notifications/pastedmessage.h"

using namespace Qt::StringLiterals;

namespace {
QByteArray pathIn(const QByteArray &requestLine)
{
    const QList<QByteArray> words = requestLine.simplified().split(' ');
    return words.size() == 3 && words.at(0) == "POST" && words.at(2).startsWith("HTTP/") ? words.at(1) : QByteArray();
}
} // namespace

NotificationMessage messageFromText(QByteArrayView text, const QString &correlationId)
{
    const QByteArray whole = text.toByteArray().trimmed();
    NotificationMessage message{.path = {}, .correlationId = correlationId.trimmed(), .body = whole};
    if (whole.startsWith('{'))
        return message;
    const qsizetype begin = whole.indexOf('{');
    if (begin < 0)
        return message;
    message.body = whole.mid(begin);
    for (const QByteArray &line : whole.first(begin).split('\n')) {
        if (message.path.isEmpty())
            message.path = pathIn(line);
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).trimmed().toLower() == "x-correlation-id" && message.correlationId.isEmpty())
            message.correlationId = QString::fromUtf8(line.sliced(colon + 1).trimmed());
    }
    return message;
}
