// SPDX-License-Identifier: Apache-2.0
#include "app/journal/journalpurge.h"

#include "app/domain/journalrecord.h"
#include "app/journal/programrun.h"
#include "app/storage/sql.h"

using namespace Qt::StringLiterals;

namespace {
//! 0 for NULL: there is no such row.
Result<qint64> numberFrom(QSqlDatabase &connection, const QString &sql, const QVariantList &values = {})
{
    const auto value = firstValue(connection, sql, values);
    return value ? Result<qint64>(value->toLongLong()) : Failure(value.error());
}

//! The first row that is as young as `before`; after the end when there is none. Rows of runs have no time.
Result<qint64> firstYoungRow(QSqlDatabase &connection, const QDateTime &before)
{
    const QString time = before.toUTC().toString(Qt::ISODateWithMs);
    return numberFrom(
        connection,
        u"WITH wanted (before) AS (SELECT ?) "
        "SELECT coalesce((SELECT min(position) FROM journal_chain, wanted WHERE "
        "(record = 'intent' AND key IN (SELECT CAST(id AS TEXT) FROM journal_intent WHERE opened_at >= before)) OR "
        "(record = 'outcome' AND key IN (SELECT CAST(intent AS TEXT) FROM journal_outcome WHERE closed_at >= before)) "
        "OR "
        "(record = 'settlement' AND key IN (SELECT CAST(id AS TEXT) FROM journal_settlement WHERE settled_at >= "
        "before)) OR "
        "(record = 'event' AND key IN (SELECT CAST(id AS TEXT) FROM journal_event WHERE happened_at >= before))), "
        "(SELECT max(position) FROM journal_chain) + 1)"_s,
        {time});
}

Result<Done> refuseUnsettled(QSqlDatabase &connection, qint64 last)
{
    auto open = executed(connection,
                         u"SELECT e.id, e.operation, e.opened_at, count(*) OVER () FROM journal_entry AS e "
                         "JOIN journal_chain AS c ON c.record = 'intent' AND c.key = CAST(e.id AS TEXT) "
                         "LEFT JOIN journal_settlement AS s "
                         "ON s.id = (SELECT max(id) FROM journal_settlement WHERE intent = e.id) "
                         "WHERE c.position <= ? AND e.outcome IN ('open', 'unknown', 'accepted') "
                         "AND coalesce(s.settlement, 'still-unknown') = 'still-unknown' ORDER BY e.id LIMIT 1"_s,
                         {last});
    if (!open)
        return Failure(open.error());
    if (!open->next())
        return Done{};
    return Failure(
        {.kind = Error::Kind::InvalidInput,
         .detail = u"%1 of these operations have no settled outcome; the first is intent %2 (%3) of %4"_s.arg(
             open->value(3).toString(), open->value(0).toString(), open->value(1).toString(),
             open->value(2).toString()),
         .field = u"before"_s});
}

//! The first row of a console that is still running, among these; 0 for none.
Result<qint64> firstLivingRun(QSqlDatabase &connection, qint64 last)
{
    auto runs = executed(connection,
                         u"SELECT c.position, r.id, r.host, r.process_id, r.process_start FROM journal_chain AS c "
                         "JOIN journal_run AS r ON r.id = c.key WHERE c.record = 'run' AND c.position <= ? "
                         "ORDER BY c.position"_s,
                         {last});
    if (!runs)
        return Failure(runs.error());
    while (runs->next()) {
        const ProgramRun run{runs->value(1).toString(), runs->value(2).toString(), runs->value(3).toLongLong(),
                             runs->value(4).toString()};
        if (isStillRunning(run))
            return runs->value(0).toLongLong();
    }
    return 0;
}

//! Rows of runs belong to what follows them.
Result<qint64> withoutRunsAtTheEnd(QSqlDatabase &connection, qint64 last)
{
    return numberFrom(connection,
                      u"SELECT coalesce(max(position), 0) FROM journal_chain WHERE position <= ? AND record <> 'run'"_s,
                      {last});
}

//! The first intent among these rows whose outcome or settlement lies after them; 0 for none.
Result<qint64> firstParted(QSqlDatabase &connection, qint64 last)
{
    return numberFrom(connection,
                      u"SELECT min(position) FROM journal_chain WHERE position <= ? AND record = 'intent' AND key IN ("
                      "SELECT key FROM journal_chain WHERE record = 'outcome' AND position > ? UNION "
                      "SELECT CAST(intent AS TEXT) FROM journal_settlement WHERE CAST(id AS TEXT) IN "
                      "(SELECT key FROM journal_chain WHERE record = 'settlement' AND position > ?))"_s,
                      {last, last, last});
}
} // namespace

Result<PurgePlan> planPurge(QSqlDatabase &connection, const QDateTime &before)
{
    const auto first = numberFrom(connection, u"SELECT coalesce(min(position), 1) FROM journal_chain"_s);
    const auto young = first ? firstYoungRow(connection, before) : first;
    if (!young)
        return Failure(young.error());
    PurgePlan plan{.first = *first, .last = *young - 1};
    if (const auto settled = refuseUnsettled(connection, plan.last); !settled)
        return Failure(settled.error());
    const auto living = firstLivingRun(connection, plan.last);
    if (!living)
        return Failure(living.error());
    if (*living > 0 && *living < plan.last)
        plan.heldBack = u"a console that is still running"_s;
    if (*living > 0)
        plan.last = *living - 1;
    for (;;) {
        const auto parted = firstParted(connection, plan.last);
        if (!parted)
            return Failure(parted.error());
        if (*parted == 0)
            break;
        plan.last = *parted - 1;
        plan.heldBack = u"an operation that ended, or was settled, later"_s;
    }
    const auto last = withoutRunsAtTheEnd(connection, plan.last);
    if (!last)
        return Failure(last.error());
    plan.last = *last;
    return plan;
}

Result<Done> deleteRowsUpTo(QSqlDatabase &connection, qint64 position)
{
    QStringList statements;
    QStringList tables;
    for (const ChainedTable &table : chainedTables()) {
        statements << u"DELETE FROM %1 WHERE CAST(%2 AS TEXT) IN (SELECT key FROM journal_chain WHERE record = '%3' "
                      "AND position <= %4)"_s.arg(table.table, table.columns.first().name, table.record,
                                                  QString::number(position));
        tables << table.table;
    }
    statements << u"DELETE FROM journal_chain WHERE position <= %1"_s.arg(position);
    tables << u"journal_chain"_s;
    QStringList triggers;
    for (const QString &table : tables) {
        const auto trigger =
            firstValue(connection, u"SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?"_s,
                       {table + u"_no_delete"_s});
        if (!trigger)
            return Failure(trigger.error());
        triggers << trigger->toString();
        statements.prepend(u"DROP TRIGGER %1_no_delete"_s.arg(table));
    }
    for (const QString &statement : statements + triggers) {
        if (const auto done = executed(connection, statement); !done)
            return Failure(done.error());
    }
    return Done{};
}

Result<std::optional<PurgedRows>> purgeInForce(QSqlDatabase &connection)
{
    const auto first = numberFrom(connection, u"SELECT coalesce(min(position), 1) FROM journal_chain"_s);
    if (!first)
        return Failure(first.error());
    if (*first <= 1)
        return std::optional<PurgedRows>();
    auto events = executed(connection,
                           u"SELECT detail, happened_at, user FROM journal_event WHERE event_type = ? AND "
                           "outcome = 'succeeded' ORDER BY id DESC"_s,
                           {toWord(JournalEvent::Kind::JournalPurged)});
    if (!events)
        return Failure(events.error());
    while (events->next()) {
        const auto checkpoint = checkpointFromText(events->value(0).toString());
        if (checkpoint && checkpoint->position == *first - 1)
            return PurgedRows{*checkpoint, QDateTime::fromString(events->value(1).toString(), Qt::ISODateWithMs),
                              events->value(2).toString()};
    }
    return std::optional<PurgedRows>();
}
