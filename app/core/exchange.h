// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clockskew.h"

#include <QDateTime>
#include <QList>
#include <QMutex>
#include <QPair>
#include <QString>

#include <optional>

//! One HTTP request and what came back, already redacted: fit to be shown, copied and quoted to a vendor.
struct Exchange {
    using Headers = QList<QPair<QString, QString>>;

    QString correlationId;
    QDateTime startedAt;        //!< UTC
    qint64 elapsedMs = 0;
    int attempts = 1;           //!< more than one only for reads, after 429 or 503
    QString method;
    QString url;
    Headers requestHeaders;     //!< values that are not on the allow-list are replaced
    QString requestBody;        //!< pretty-printed JSON with only allowed values, or a note of its length
    int status = 0;             //!< 0 when no answer came
    Headers responseHeaders;
    QString responseBody;
    QString failure;            //!< what went wrong on the way, when something did
};

//! The last exchanges of this run, newest last, in memory only. Safe to use from any thread.
class ExchangeLog
{
public:
    explicit ExchangeLog(qsizetype capacity = 500) : m_capacity(capacity) {}

    void record(Exchange exchange);
    //! The newest exchange with this correlation id.
    [[nodiscard]] std::optional<Exchange> find(const QString &correlationId) const;
    [[nodiscard]] QList<Exchange> all() const;
    //! What the exchanges with token services tell about this computer's clock.
    [[nodiscard]] ClockSkew &clockSkew() { return m_clockSkew; }

private:
    const qsizetype m_capacity;
    mutable QMutex m_mutex;
    QList<Exchange> m_exchanges;
    ClockSkew m_clockSkew;
};

//! The request as a curl command line that anyone can read and nobody can replay: secrets stay replaced.
[[nodiscard]] QString toCurl(const Exchange &exchange);
