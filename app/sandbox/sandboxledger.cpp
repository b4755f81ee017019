// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxledger.h"

#include "app/core/redact.h"
#include "app/storage/sql.h"

using namespace Qt::StringLiterals;

namespace {
//! Qt binds a null string as NULL, which the table refuses.
QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}
} // namespace

Result<QList<LedgerEntry>> sandboxLedger(QSqlDatabase &connection)
{
    Result<QSqlQuery> query =
        executed(connection, u"SELECT received_at, method, path, correlation_id, executed_status, "
                             "answered_status, token_id FROM ledger ORDER BY id"_s);
    if (!query)
        return Failure(query.error());
    QList<LedgerEntry> entries;
    while (query->next()) {
        entries.append({.receivedAt = QDateTime::fromString(query->value(0).toString(), Qt::ISODateWithMs),
                        .method = query->value(1).toString(),
                        .path = query->value(2).toString(),
                        .correlationId = query->value(3).toString(),
                        .executedStatus = query->value(4).toInt(),
                        .answeredStatus = query->value(5).toInt(),
                        .tokenId = query->value(6).toString()});
    }
    return entries;
}

Result<Done> recordInSandboxLedger(QSqlDatabase &connection, const LedgerEntry &entry)
{
    const Result<QSqlQuery> query = executed(
        connection,
        u"INSERT INTO ledger (received_at, method, path, correlation_id, executed_status, answered_status, token_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
        {entry.receivedAt.toString(Qt::ISODateWithMs), notNull(entry.method), notNull(redacted(entry.path)),
         notNull(redacted(entry.correlationId)), entry.executedStatus, entry.answeredStatus, notNull(entry.tokenId)});
    return query ? Result<Done>(Done{}) : Failure(query.error());
}
