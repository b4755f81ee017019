// SPDX-License-Identifier: Apache-2.0
#include "app/core/exchange.h"

#include <QMutexLocker>

#include <algorithm>

using namespace Qt::StringLiterals;

void ExchangeLog::record(Exchange exchange)
{
    const QMutexLocker lock(&m_mutex);
    if (m_exchanges.size() >= m_capacity)
        m_exchanges.removeFirst();
    m_exchanges.append(std::move(exchange));
}

std::optional<Exchange> ExchangeLog::find(const QString &correlationId) const
{
    const QMutexLocker lock(&m_mutex);
    const auto found = std::find_if(m_exchanges.crbegin(), m_exchanges.crend(),
                                    [&](const Exchange &exchange) { return exchange.correlationId == correlationId; });
    return found == m_exchanges.crend() ? std::nullopt : std::optional(*found);
}

QList<Exchange> ExchangeLog::all() const
{
    const QMutexLocker lock(&m_mutex);
    return m_exchanges;
}

namespace {
QString shellQuoted(QString text)
{
    return u'\'' + text.replace(u'\'', "'\\''"_L1) + u'\'';
}
} // namespace

QString toCurl(const Exchange &exchange)
{
    QStringList parts{u"curl --request "_s + exchange.method + u" "_s + shellQuoted(exchange.url)};
    for (const auto &[name, value] : exchange.requestHeaders)
        parts << u"--header "_s + shellQuoted(name + u": "_s + value);
    if (!exchange.requestBody.isEmpty())
        parts << u"--data-raw "_s + shellQuoted(exchange.requestBody);
    parts << u"--cert CLIENT-CERTIFICATE.pem --key CLIENT-KEY.pem --cacert CA.pem"_s;
    return parts.join(u" \\\n  "_s);
}
