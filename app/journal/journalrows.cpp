// SPDX-License-Identifier: Apache-2.0
#include "app/journal/journalrows.h"

#include "app/storage/sql.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {
// Order of the columns wherever an entry is read: `entryFrom` counts on it.
const QString selectEntries = uR"(
SELECT e.id, e.user, e.operation, e.form_id, e.connection_id, e.connection_name, e.environment, e.token, e.reason,
       e.comment, e.ticket, e.correlation_id, e.request, e.opened_at,
       e.outcome, e.closed_at, e.made_token, e.http_status, e.error_kind, e.error_code, e.scheme_correlation_id,
       e.detail, e.origin, s.settlement, s.token, s.user, s.note, s.settled_at,
       a.intent, a.scheme, a.last_digits,
       e.run, (SELECT json_group_array(token) FROM (SELECT token FROM journal_subject WHERE intent = e.id ORDER BY id))
FROM journal_entry AS e LEFT JOIN journal_settlement AS s
     ON s.id = (SELECT max(id) FROM journal_settlement WHERE intent = e.id)
     LEFT JOIN awaited_creation AS a ON a.intent = e.id )"_s;
constexpr int runColumn = 31;
constexpr int subjectsColumn = 32;

//! The tokens of an entry that is about several, as one text to be searched.
const QString subjectsOfEntry =
    u"(SELECT group_concat(token, ' ') FROM journal_subject WHERE intent = e.id)"_s;

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

JournalOutcome::Kind outcomeKindFrom(const QString &word)
{
    using enum JournalOutcome::Kind;
    for (const auto kind : {Succeeded, Accepted, Refused, Unknown}) {
        if (toWord(kind) == word)
            return kind;
    }
    return Open;
}

Scheme schemeNamed(const QString &name)
{
    using enum Scheme;
    for (const Scheme scheme : {Visa, Mastercard, Amex, Discover, Elo, Jcb, Diners, UnionPay, Maestro}) {
        if (schemeName(scheme) == name)
            return scheme;
    }
    return Unknown;
}

QList<TokenId> tokensFrom(const QString &json)
{
    QList<TokenId> tokens;
    for (const QJsonValue &token : QJsonDocument::fromJson(json.toUtf8()).array())
        tokens.append(TokenId{token.toString()});
    return tokens;
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
    entry.host = next();
    entry.settlement.kind = settlementFromWord(next());
    entry.settlement.token.value = next();
    entry.settlement.operatorId = next();
    entry.settlement.note = next();
    entry.settlement.settledAt = timeFrom(row.value(column++));
    if (const bool isAwaited = !row.isNull(column++); isAwaited)
        entry.intent.awaited =
            AwaitedCreation{schemeNamed(row.value(column).toString()), row.value(column + 1).toString()};
    entry.intent.tokens = tokensFrom(row.value(subjectsColumn).toString());
    return entry;
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

namespace {
Result<QList<JournalEntry>> entriesFrom(Result<QSqlQuery> rows)
{
    if (!rows)
        return Failure(rows.error());
    QList<JournalEntry> entries;
    while (rows->next())
        entries.append(entryFrom(*rows));
    const auto complete = reachedTheEnd(*rows);
    return complete ? Result<QList<JournalEntry>>(entries) : Failure(complete.error());
}

//! Part of a text, whatever is in it.
QString like(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + escaped + u'%';
}

//! Conditions of a statement, joined by AND, and the values that they need.
struct Conditions {
    QStringList texts;
    QVariantList values;
    void add(const QString &text, const QVariantList &bound)
    {
        texts << text;
        values += bound;
    }
    void addText(const QStringList &columns, const QString &text)
    {
        QStringList any;
        for (const QString &column : columns) {
            any << column + u" LIKE ? ESCAPE '\\'"_s;
            values << like(text);
        }
        texts << u'(' + any.join(u" OR "_s) + u')';
    }
    [[nodiscard]] QString where() const { return texts.isEmpty() ? QString() : u"WHERE "_s + texts.join(u" AND "_s); }
};

//! What entries and events have in common. The time is text that sorts as the times do.
Conditions commonConditions(const JournalFilter &filter, const QString &time)
{
    Conditions conditions;
    if (filter.from.isValid())
        conditions.add(time + u" >= ?"_s, {stored(filter.from.toUTC())});
    if (filter.until.isValid())
        conditions.add(time + u" < ?"_s, {stored(filter.until.toUTC())});
    if (!filter.operatorId.isEmpty())
        conditions.add(u"e.user = ?"_s, {filter.operatorId});
    if (!filter.connectionId.isEmpty())
        conditions.add(u"e.connection_id = ?"_s, {filter.connectionId});
    return conditions;
}

void page(Conditions &conditions, qint64 before)
{
    if (before > 0)
        conditions.add(u"e.id < ?"_s, {before});
}
} // namespace

Result<QList<JournalEntry>> entriesOf(QSqlDatabase &connection, const QString &connectionId, const TokenId &token)
{
    // Look-ups by index; an OR over both tables would read the whole journal.
    return entriesFrom(
        executed(connection,
                 selectEntries + u"WHERE e.id IN (SELECT id FROM journal_intent WHERE connection_id = ? "
                                 "AND token = ? UNION SELECT intent FROM journal_outcome WHERE token = ? "
                                 "UNION SELECT intent FROM journal_settlement WHERE token = ? "
                                 "UNION SELECT intent FROM journal_subject WHERE token = ?) "
                                 "AND e.connection_id = ? AND ? <> '' ORDER BY e.id DESC"_s,
                 {connectionId, token.value, token.value, token.value, token.value, connectionId,
                  stored(token.value)}));
}

Result<QList<JournalEntry>> openEntries(QSqlDatabase &connection, const ProgramRun &current)
{
    const auto runs = runsIn(connection);
    if (!runs)
        return Failure(runs.error());
    auto rows = executed(connection,
                         selectEntries + u"WHERE (e.outcome = 'unknown' OR (e.outcome = 'open' AND e.run <> ?) "
                                         "OR (e.outcome = 'accepted' AND a.is_over = 0)) "
                                         "AND coalesce(s.settlement, 'still-unknown') = 'still-unknown' "
                                         "ORDER BY e.id DESC"_s,
                         {current.id});
    if (!rows)
        return Failure(rows.error());
    EndedRuns ended(*runs);
    QList<JournalEntry> entries;
    while (rows->next()) {
        const JournalEntry entry = entryFrom(*rows);
        if (entry.outcome.kind != JournalOutcome::Kind::Open || ended.contains(rows->value(runColumn).toString()))
            entries.append(entry);
    }
    const auto complete = reachedTheEnd(*rows);
    return complete ? Result<QList<JournalEntry>>(entries) : Failure(complete.error());
}

Result<QList<JournalEntry>> queriedEntries(QSqlDatabase &connection, const JournalFilter &filter, qint64 before,
                                           int limit)
{
    Conditions conditions = commonConditions(filter, u"e.opened_at"_s);
    page(conditions, before);
    if (filter.operation)
        conditions.add(u"e.operation = ?"_s, {toWord(*filter.operation)});
    if (filter.outcome)
        conditions.add(u"e.outcome = ?"_s, {toWord(*filter.outcome)});
    if (!filter.token.isEmpty())
        conditions.add(u"(e.token = ? OR e.made_token = ? OR s.token = ? "
                       "OR e.id IN (SELECT intent FROM journal_subject WHERE token = ?))"_s,
                       {filter.token, filter.token, filter.token, filter.token});
    if (!filter.ticket.isEmpty())
        conditions.add(u"e.ticket = ?"_s, {filter.ticket});
    if (filter.event)
        conditions.add(u"0"_s, {}); // no entry is one
    if (!filter.text.isEmpty())
        conditions.addText({u"e.token"_s, u"e.made_token"_s, u"e.reason"_s, u"e.comment"_s, u"e.ticket"_s,
                            u"e.correlation_id"_s, u"e.error_code"_s, u"e.detail"_s, u"s.note"_s, subjectsOfEntry},
                           filter.text);
    conditions.values << limit;
    return entriesFrom(
        executed(connection, selectEntries + conditions.where() + u" ORDER BY e.id DESC LIMIT ?"_s, conditions.values));
}

Result<QList<RecordedEvent>> queriedEvents(QSqlDatabase &connection, const JournalFilter &filter, qint64 before,
                                           int limit)
{
    Conditions conditions = commonConditions(filter, u"e.happened_at"_s);
    page(conditions, before);
    if (!filter.token.isEmpty())
        conditions.add(u"e.token = ?"_s, {filter.token});
    if (!filter.text.isEmpty())
        conditions.addText({u"e.token"_s, u"e.event_type"_s, u"e.affected_item"_s, u"e.detail"_s}, filter.text);
    if (filter.event)
        conditions.add(u"e.event_type = ?"_s, {toWord(*filter.event)});
    if (filter.operation || filter.outcome || !filter.ticket.isEmpty())
        conditions.add(u"0"_s, {}); // no event has any of these
    conditions.values << limit;
    auto rows = executed(connection,
                         u"SELECT e.id, e.event_type, e.user, e.connection_id, e.token, e.affected_item, e.detail, "
                         "e.outcome, e.happened_at, e.origin FROM journal_event AS e "_s +
                             conditions.where() + u" ORDER BY e.id DESC LIMIT ?"_s,
                         conditions.values);
    if (!rows)
        return Failure(rows.error());
    QList<RecordedEvent> events;
    while (rows->next()) {
        RecordedEvent found;
        found.id = rows->value(0).toLongLong();
        found.event.kind = eventFromWord(rows->value(1).toString()).value_or(JournalEvent::Kind::JournalOpened);
        found.event.operatorId = rows->value(2).toString();
        found.event.connectionId = rows->value(3).toString();
        found.event.token.value = rows->value(4).toString();
        found.event.affectedItem = rows->value(5).toString();
        found.event.detail = rows->value(6).toString();
        found.event.succeeded = rows->value(7).toString() == "succeeded"_L1;
        found.happenedAt = timeFrom(rows->value(8));
        found.host = rows->value(9).toString();
        events.append(found);
    }
    const auto complete = reachedTheEnd(*rows);
    return complete ? Result<QList<RecordedEvent>>(events) : Failure(complete.error());
}
