// SPDX-License-Identifier: Apache-2.0
#include "app/journal/journalrows.h"

#include "app/storage/sql.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace {
// Order of the columns wherever an entry is read: `entryFrom` counts on it.
const QString selectEntries = uR"(
SELECT id, user, operation, form_id, connection_id, connection_name, environment, token, reason, comment, ticket,
       correlation_id, request, opened_at,
       outcome, closed_at, made_token, http_status, error_kind, error_code, scheme_correlation_id, detail,
       run
FROM journal_entry )"_s;
constexpr int runColumn = 22;

QString stored(const QDateTime &utc)
{
    return utc.toString(Qt::ISODateWithMs);
}

//! A null string would be stored as NULL, which no column takes.
QString stored(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

QDateTime timeFrom(const QVariant &stored)
{
    return QDateTime::fromString(stored.toString(), Qt::ISODateWithMs);
}

int localOffset(const QDateTime &utc)
{
    return utc.toLocalTime().offsetFromUtc();
}

JournalOutcome::Kind outcomeKindFrom(const QString &word)
{
    using enum JournalOutcome::Kind;
    for (const auto kind : {Succeeded, Accepted, Refused, Unknown}) {
        if (toWord(kind) == word)
            return kind;
    }
    return Open;
}

JournalEntry entryFrom(const QSqlQuery &row)
{
    int column = 0;
    const auto next = [&] { return row.value(column++).toString(); };
    JournalEntry entry;
    entry.id = row.value(column++).toLongLong();
    entry.intent.operatorId = next();
    entry.intent.operation = operationFromWord(next());
    entry.intent.formId = next();
    entry.intent.connectionId = next();
    entry.intent.connectionName = next();
    entry.intent.environment = next();
    entry.intent.token.value = next();
    entry.intent.reason = next();
    entry.intent.comment = next();
    entry.intent.ticket = next();
    entry.intent.correlationId = next();
    entry.intent.request = next();
    entry.openedAt = timeFrom(row.value(column++));
    entry.outcome.kind = outcomeKindFrom(next());
    entry.closedAt = timeFrom(row.value(column++));
    entry.outcome.token.value = next();
    entry.outcome.httpStatus = row.value(column++).toInt();
    entry.outcome.errorKind = next();
    entry.outcome.errorCode = next();
    entry.outcome.schemeCorrelationId = next();
    entry.outcome.detail = next();
    return entry;
}

//! What the entry is about, in one word for an audit: a create has no token yet.
QString affectedItem(const JournalIntent &intent)
{
    return intent.token.isEmpty() ? u"new token (%1)"_s.arg(intent.formId) : intent.token.value;
}

Result<Done> ensureRun(QSqlDatabase &connection, const ProgramRun &run)
{
    const auto there = executed(connection,
                                u"INSERT INTO journal_run (id, host, process_id, process_start) SELECT ?, ?, ?, ? "
                                "WHERE NOT EXISTS (SELECT 1 FROM journal_run WHERE id = ?)"_s,
                                {run.id, stored(run.host), run.processId, stored(run.processStart), run.id});
    return there ? Result<Done>(Done{}) : Failure(there.error());
}

Result<QHash<QString, ProgramRun>> runsIn(QSqlDatabase &connection)
{
    auto rows = executed(connection, u"SELECT id, host, process_id, process_start FROM journal_run"_s);
    if (!rows)
        return Failure(rows.error());
    QHash<QString, ProgramRun> runs;
    while (rows->next()) {
        const QString id = rows->value(0).toString();
        runs.insert(id, {.id = id,
                         .host = rows->value(1).toString(),
                         .processId = rows->value(2).toLongLong(),
                         .processStart = rows->value(3).toString()});
    }
    return runs;
}

//! Runs that are over, or not known at all. Each is asked for once, however many entries it left.
class EndedRuns
{
public:
    explicit EndedRuns(QHash<QString, ProgramRun> runs) : m_runs(std::move(runs)) {}
    [[nodiscard]] bool contains(const QString &id)
    {
        auto known = m_isOver.find(id);
        if (known == m_isOver.end())
            known = m_isOver.insert(id, !isStillRunning(m_runs.value(id)));
        return *known;
    }

private:
    QHash<QString, ProgramRun> m_runs;
    QHash<QString, bool> m_isOver;
};

//! The rows' end is also how SQLite reports an error in their midst: half a journal must not pass for the whole.
Result<Done> reachedTheEnd(const QSqlQuery &rows)
{
    if (rows.lastError().isValid())
        return Failure(storageError(u"the journal could not be read to its end"_s, rows.lastError()));
    return Done{};
}
} // namespace

Result<qint64> insertIntent(QSqlDatabase &connection, const ProgramRun &run, const JournalIntent &intent,
                            const Clock &clock)
{
    if (const auto there = ensureRun(connection, run); !there)
        return Failure(there.error());
    const QDateTime now = clock.nowUtc();
    const auto inserted = executed(
        connection,
        u"INSERT INTO journal_intent (run, user, event_type, opened_at, opened_offset, origin, affected_item, "
        u"operation, "
        "form_id, connection_id, connection_name, environment, token, reason, comment, ticket, correlation_id, "
        "request) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {run.id, intent.operatorId, u"token."_s + toWord(intent.operation), stored(now), localOffset(now), run.host,
         affectedItem(intent), toWord(intent.operation), stored(intent.formId), stored(intent.connectionId),
         stored(intent.connectionName), stored(intent.environment), stored(intent.token.value), stored(intent.reason),
         stored(intent.comment), stored(intent.ticket), stored(intent.correlationId), stored(intent.request)});
    if (!inserted)
        return Failure(inserted.error());
    return inserted->lastInsertId().toLongLong();
}

Result<Done> insertOutcome(QSqlDatabase &connection, qint64 entry, const JournalOutcome &outcome, const Clock &clock)
{
    const QDateTime now = clock.nowUtc();
    const auto inserted =
        executed(connection,
                 u"INSERT INTO journal_outcome (intent, closed_at, closed_offset, outcome, token, http_status, "
                 "error_kind, error_code, scheme_correlation_id, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                 {entry, stored(now), localOffset(now), toWord(outcome.kind), stored(outcome.token.value),
                  outcome.httpStatus, stored(outcome.errorKind), stored(outcome.errorCode),
                  stored(outcome.schemeCorrelationId), stored(outcome.detail)});
    return inserted ? Result<Done>(Done{}) : Failure(inserted.error());
}

Result<QList<JournalEntry>> entriesOf(QSqlDatabase &connection, const QString &connectionId, const TokenId &token)
{
    // Two look-ups by index; an OR over both tables would read the whole journal.
    auto rows = executed(connection,
                         selectEntries + u"WHERE id IN (SELECT id FROM journal_intent WHERE connection_id = ? "
                                         "AND token = ? UNION SELECT intent FROM journal_outcome WHERE token = ?) "
                                         "AND connection_id = ? AND ? <> '' ORDER BY id DESC"_s,
                         {connectionId, token.value, token.value, connectionId, stored(token.value)});
    if (!rows)
        return Failure(rows.error());
    QList<JournalEntry> entries;
    while (rows->next())
        entries.append(entryFrom(*rows));
    const auto complete = reachedTheEnd(*rows);
    return complete ? Result<QList<JournalEntry>>(entries) : Failure(complete.error());
}

Result<QList<JournalEntry>> entriesLeftOpen(QSqlDatabase &connection, const ProgramRun &current)
{
    const auto runs = runsIn(connection);
    if (!runs)
        return Failure(runs.error());
    auto rows =
        executed(connection, selectEntries + u"WHERE outcome = 'open' AND run <> ? ORDER BY id DESC"_s, {current.id});
    if (!rows)
        return Failure(rows.error());
    EndedRuns ended(*runs);
    QList<JournalEntry> entries;
    while (rows->next()) {
        if (ended.contains(rows->value(runColumn).toString()))
            entries.append(entryFrom(*rows));
    }
    const auto complete = reachedTheEnd(*rows);
    return complete ? Result<QList<JournalEntry>>(entries) : Failure(complete.error());
}
