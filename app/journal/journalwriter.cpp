// SPDX-License-Identifier: Apache-2.0
#include "app/journal/journalwriter.h"

using namespace Qt::StringLiterals;

namespace {
//! Less is what a clock that follows a time server is corrected by.
constexpr std::chrono::seconds smallestJump{5};

QString storedTime(const QDateTime &utc)
{
    return utc.toString(Qt::ISODateWithMs);
}

int localOffset(const QDateTime &utc)
{
    return utc.toLocalTime().offsetFromUtc();
}

//! What the entry is about, in one word for an audit: a create has no token yet.
QString affectedItem(const JournalIntent &intent)
{
    if (!intent.tokens.isEmpty())
        return u"%1 tokens"_s.arg(intent.tokens.size());
    return intent.token.isEmpty() ? u"new token (%1)"_s.arg(intent.formId) : intent.token.value;
}

QString affectedItem(const JournalEvent &event)
{
    return !event.affectedItem.isEmpty() ? event.affectedItem
           : !event.token.isEmpty()      ? event.token.value
                                         : u"journal"_s;
}

QString insertInto(const ChainedTable &table)
{
    QStringList names;
    for (const ChainedColumn &column : table.columns)
        names << column.name;
    return u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(table.table, names.join(u", "_s),
                                                    QStringList(names.size(), u"?"_s).join(u", "_s));
}

Error badInput(const QString &field, const QString &detail)
{
    return {.kind = Error::Kind::InvalidInput, .detail = detail, .field = field};
}
} // namespace

JournalWriter::JournalWriter(std::shared_ptr<const Clock> clock, ProgramRun run)
    : m_clock(std::move(clock)), m_run(std::move(run)), m_key(runHeadKey())
{
}

Result<QSqlQuery *> JournalWriter::run(QSqlDatabase &connection, const QString &sql, const QVariantList &values)
{
    auto known = m_statements.find(sql);
    if (known == m_statements.end()) {
        QSqlQuery query(connection);
        query.setForwardOnly(true);
        if (!query.prepare(sql))
            return Failure(storageError(u"could not prepare a database statement"_s, query.lastError()));
        known = m_statements.emplace(sql, std::move(query)).first;
    }
    QSqlQuery &query = known->second;
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(static_cast<int>(i), values.at(i));
    if (!query.exec()) {
        const Error error = storageError(u"could not execute a database statement"_s, query.lastError());
        query.finish();
        return Failure(error);
    }
    return &query;
}

Result<ChainLink> JournalWriter::lastLink(QSqlDatabase &connection)
{
    const auto row = run(connection, u"SELECT position, hash FROM journal_chain ORDER BY position DESC LIMIT 1"_s, {});
    if (!row)
        return Failure(row.error());
    ChainLink last = chainStart();
    if ((*row)->next())
        last = {(*row)->value(0).toLongLong(), (*row)->value(1).toByteArray()};
    else if ((*row)->lastError().isValid())
        return Failure(storageError(u"the journal's end could not be read"_s, (*row)->lastError()));
    (*row)->finish();
    return last;
}

Result<qint64> JournalWriter::add(QSqlDatabase &connection, const QString &record, QVariantList values)
{
    const ChainedTable &table = *chainedTable(record);
    const Result<ChainLink> last = lastLink(connection);
    if (!last)
        return Failure(last.error());
    for (QVariant &value : values) {
        if (value.typeId() == QMetaType::QString)
            value = storableText(value.toString());
    }
    const auto inserted = run(connection, insertInto(table), values);
    if (!inserted)
        return Failure(inserted.error());
    if (values.first().isNull())
        values.first() = (*inserted)->lastInsertId().toLongLong();
    (*inserted)->finish();
    const QList<QByteArray> cells = cellsOf(values);
    const ChainLink link = nextLink(*last, table, cells);
    const auto linked =
        run(connection, u"INSERT INTO journal_chain (position, record, key, hash) VALUES (?, ?, ?, ?)"_s,
            {link.position, record, QString::fromUtf8(cells.first()), link.hash});
    if (!linked)
        return Failure(linked.error());
    (*linked)->finish();
    if (link.position % rowsPerHead == 0) {
        if (const auto head = addHead(connection, link); !head)
            return Failure(head.error());
    }
    return values.first().toLongLong();
}

Result<SignedHead> JournalWriter::addHead(QSqlDatabase &connection, const ChainLink &end)
{
    const auto newest = run(connection, u"SELECT coalesce(max(id), 0) FROM journal_head"_s, {});
    if (!newest)
        return Failure(newest.error());
    SignedHead head{.id = (*newest)->next() ? (*newest)->value(0).toLongLong() + 1 : 1,
                    .position = end.position,
                    .hash = end.hash,
                    .keyId = m_key.id,
                    .isLasting = m_key.isLasting,
                    .signedAt = storedTime(m_clock->nowUtc()),
                    .signature = {}};
    (*newest)->finish();
    head.signature = headSignature(m_key, head);
    const auto inserted =
        run(connection,
            u"INSERT INTO journal_head (id, position, hash, key_id, is_lasting, signed_at, signature) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
            {head.id, head.position, head.hash, head.keyId, head.isLasting ? 1 : 0, head.signedAt, head.signature});
    if (!inserted)
        return Failure(inserted.error());
    (*inserted)->finish();
    return head;
}

Result<Done> JournalWriter::ensureRun(QSqlDatabase &connection)
{
    if (m_isRunKnown)
        return Done{};
    const auto found = run(connection, u"SELECT 1 FROM journal_run WHERE id = ?"_s, {m_run.id});
    if (!found)
        return Failure(found.error());
    const bool isThere = (*found)->next();
    (*found)->finish();
    if (!isThere) {
        if (const auto added = add(connection, u"run"_s, {m_run.id, m_run.host, m_run.processId, m_run.processStart});
            !added)
            return Failure(added.error());
    }
    m_isRunKnown = true;
    return Done{};
}

Result<Done> JournalWriter::noteClock(QSqlDatabase &connection)
{
    const QDateTime now = m_clock->nowUtc();
    const std::chrono::milliseconds counted = m_clock->monotonic();
    const QDateTime last = std::exchange(m_lastTime, now);
    const std::chrono::milliseconds passed = counted - std::exchange(m_lastMonotonic, counted);
    if (last.isNull())
        return Done{};
    const std::chrono::milliseconds jump = std::chrono::milliseconds(last.msecsTo(now)) - passed;
    if (std::chrono::abs(jump) < smallestJump)
        return Done{};
    const auto seconds = std::chrono::round<std::chrono::seconds>(jump).count();
    return addEvent(connection, {.kind = JournalEvent::Kind::ClockChanged,
                                 .operatorId = operatorOrNobody({}),
                                 .connectionId = {},
                                 .token = {},
                                 .affectedItem = u"clock"_s,
                                 .detail = u"by %1 s since %2, beyond what this computer counted"_s.arg(
                                     QString::number(seconds), storedTime(last))});
}

Result<qint64> JournalWriter::open(QSqlDatabase &connection, const JournalIntent &intent)
{
    return inOwnTransaction(connection, [&]() -> Result<qint64> {
        const QDateTime now = m_clock->nowUtc();
        const auto entry = add(connection, u"intent"_s,
                               {QVariant(),
                                m_run.id,
                                intent.operatorId,
                                u"token."_s + toWord(intent.operation),
                                storedTime(now),
                                localOffset(now),
                                qint64(m_clock->monotonic().count()),
                                m_run.host,
                                affectedItem(intent),
                                toWord(intent.operation),
                                intent.formId,
                                intent.connectionId,
                                intent.connectionName,
                                intent.environment,
                                intent.token.value,
                                intent.reason,
                                intent.comment,
                                intent.ticket,
                                intent.correlationId,
                                intent.request});
        const auto named = entry ? nameSubjects(connection, *entry, intent.tokens) : Failure(entry.error());
        if (!named)
            return Failure(named.error());
        if (!intent.awaited)
            return entry;
        const auto awaited = await(connection, *entry, intent);
        return awaited ? entry : Failure(awaited.error());
    });
}

Result<Done> JournalWriter::nameSubjects(QSqlDatabase &connection, qint64 entry, const QList<TokenId> &tokens)
{
    for (const TokenId &token : tokens) {
        if (const auto added = add(connection, u"subject"_s, {QVariant(), entry, token.value}); !added)
            return Failure(added.error());
    }
    return Done{};
}

Result<Done> JournalWriter::await(QSqlDatabase &connection, qint64 entry, const JournalIntent &intent)
{
    const auto added = executed(connection,
                                u"INSERT INTO awaited_creation (intent, connection_id, correlation_id, scheme, "
                                "last_digits) VALUES (?, ?, ?, ?, ?)"_s,
                                {entry, storableText(intent.connectionId), storableText(intent.correlationId),
                                 schemeName(intent.awaited->scheme), storableText(intent.awaited->cardLastDigits)});
    return added ? Result<Done>(Done{}) : Failure(added.error());
}

Result<Done> JournalWriter::endAwaiting(QSqlDatabase &connection, qint64 entry, bool isOver)
{
    const auto changed =
        run(connection, u"UPDATE awaited_creation SET is_over = ? WHERE intent = ?"_s, {isOver ? 1 : 0, entry});
    if (!changed)
        return Failure(changed.error());
    (*changed)->finish();
    return Done{};
}

Result<Done> JournalWriter::close(QSqlDatabase &connection, qint64 entry, const JournalOutcome &outcome)
{
    return inOwnTransaction(connection, [&]() -> Result<Done> {
        const QDateTime now = m_clock->nowUtc();
        const auto added = add(connection, u"outcome"_s,
                               {entry, storedTime(now), localOffset(now), qint64(m_clock->monotonic().count()),
                                toWord(outcome.kind), outcome.token.value, outcome.httpStatus, outcome.errorKind,
                                outcome.errorCode, outcome.schemeCorrelationId, outcome.detail});
        if (!added)
            return Failure(added.error());
        return outcome.kind == JournalOutcome::Kind::Refused ? endAwaiting(connection, entry, true) : Done{};
    });
}

Result<Done> JournalWriter::settle(QSqlDatabase &connection, qint64 entry, const JournalSettlement &settlement)
{
    return inOwnTransaction(connection, [&]() -> Result<Done> {
        auto found = executed(connection,
                              u"SELECT e.outcome, e.run, r.host, r.process_id, r.process_start FROM journal_entry AS e "
                              "LEFT JOIN journal_run AS r ON r.id = e.run WHERE e.id = ?"_s,
                              {entry});
        if (!found)
            return Failure(found.error());
        if (!found->next())
            return Failure(badInput(u"entry"_s, u"there is no such entry"_s));
        const ProgramRun by{found->value(1).toString(), found->value(2).toString(), found->value(3).toLongLong(),
                            found->value(4).toString()};
        const QString outcome = found->value(0).toString();
        const bool isLeft = outcome == "open"_L1 && by.id != m_run.id && !isStillRunning(by);
        if (outcome != "unknown"_L1 && outcome != "accepted"_L1 && !isLeft)
            return Failure(badInput(u"entry"_s, u"the entry's outcome is not unknown"_s));
        found->finish();
        return addSettlement(connection, entry, settlement);
    });
}

Result<Done> JournalWriter::addSettlement(QSqlDatabase &connection, qint64 entry, const JournalSettlement &settlement)
{
    const QDateTime now = m_clock->nowUtc();
    const auto added = add(connection, u"settlement"_s,
                           {QVariant(), entry, m_run.id, settlement.operatorId, storedTime(now), localOffset(now),
                            qint64(m_clock->monotonic().count()), m_run.host, toWord(settlement.kind),
                            settlement.token.value, settlement.note});
    if (!added)
        return Failure(added.error());
    return endAwaiting(connection, entry, settlement.kind != JournalSettlement::Kind::StillUnknown);
}

Result<Done> JournalWriter::record(QSqlDatabase &connection, const JournalEvent &event)
{
    return inOwnTransaction(connection, [&] { return addEvent(connection, event); });
}

Result<PurgePlan> JournalWriter::purge(QSqlDatabase &connection, const QDateTime &before, const QString &operatorId)
{
    const auto planned = inOwnTransaction(connection, [&]() -> Result<PurgePlan> {
        const auto plan = planPurge(connection, before);
        if (!plan || plan->rows() == 0)
            return plan;
        const auto hash = firstValue(connection, u"SELECT hash FROM journal_chain WHERE position = ?"_s, {plan->last});
        if (!hash)
            return Failure(hash.error());
        JournalCheckpoint checkpoint{.position = plan->last,
                                     .hash = hash->toByteArray(),
                                     .before = before.toUTC(),
                                     .keyId = m_key.id,
                                     .isLasting = m_key.isLasting,
                                     .signature = {}};
        checkpoint.signature = checkpointSignature(m_key, checkpoint);
        if (const auto deleted = deleteRowsUpTo(connection, plan->last); !deleted)
            return Failure(deleted.error());
        const auto recorded = addEvent(connection, {.kind = JournalEvent::Kind::JournalPurged,
                                                    .operatorId = operatorId,
                                                    .connectionId = {},
                                                    .token = {},
                                                    .affectedItem = {},
                                                    .detail = checkpointText(checkpoint)});
        const Result<ChainLink> end = recorded ? lastLink(connection) : Failure(recorded.error());
        const auto head = end ? addHead(connection, *end) : Failure(end.error());
        return head ? plan : Failure(head.error());
    });
    return planned;
}

Result<Done> JournalWriter::addEvent(QSqlDatabase &connection, const JournalEvent &event)
{
    const QDateTime now = m_clock->nowUtc();
    const auto added =
        add(connection, u"event"_s,
            {QVariant(), m_run.id, event.operatorId, toWord(event.kind), storedTime(now), localOffset(now),
             qint64(m_clock->monotonic().count()), m_run.host, affectedItem(event),
             event.succeeded ? u"succeeded"_s : u"failed"_s, event.connectionId, event.token.value, event.detail});
    return added ? Result<Done>(Done{}) : Failure(added.error());
}

Result<SignedHead> JournalWriter::signHead(QSqlDatabase &connection)
{
    return inTransaction(connection, [&]() -> Result<SignedHead> {
        const Result<ChainLink> end = lastLink(connection);
        if (!end)
            return Failure(end.error());
        if (end->position == 0)
            return SignedHead();
        auto there = executed(connection,
                              u"SELECT id, position, hash, key_id, is_lasting, signed_at, signature FROM journal_head "
                              "WHERE position = ? AND key_id = ? ORDER BY id DESC LIMIT 1"_s,
                              {end->position, m_key.id});
        if (!there)
            return Failure(there.error());
        if (!there->next())
            return addHead(connection, *end);
        return SignedHead{.id = there->value(0).toLongLong(),
                          .position = there->value(1).toLongLong(),
                          .hash = there->value(2).toByteArray(),
                          .keyId = there->value(3).toString(),
                          .isLasting = there->value(4).toInt() != 0,
                          .signedAt = there->value(5).toString(),
                          .signature = there->value(6).toByteArray()};
    });
}
