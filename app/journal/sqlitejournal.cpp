// SPDX-License-Identifier: Apache-2.0
#include "app/journal/sqlitejournal.h"

#include "app/core/redact.h"
#include "app/journal/journalrows.h"
#include "app/journal/journalverification.h"
#include "app/storage/opening.h"
#include "app/storage/sql.h"

#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace {
Error invalid(const QString &field, const QString &detail)
{
    return {.kind = Error::Kind::InvalidInput, .detail = detail, .field = field};
}

QString shortened(const QString &text, qsizetype limit)
{
    return text.size() <= limit ? text : text.first(limit - 1) + u'…';
}

Result<Done> withinLimits(const JournalIntent &intent)
{
    if (intent.operatorId.trimmed().isEmpty())
        return Failure(invalid(u"operatorId"_s, u"nobody is named as the operator"_s));
    const std::tuple<QString, const QString &, qsizetype> texts[] = {
        {u"operatorId"_s, intent.operatorId, JournalLimit::name},
        {u"formId"_s, intent.formId, JournalLimit::name},
        {u"connectionId"_s, intent.connectionId, JournalLimit::name},
        {u"connectionName"_s, intent.connectionName, JournalLimit::name},
        {u"environment"_s, intent.environment, JournalLimit::name},
        {u"token"_s, intent.token.value, JournalLimit::name},
        {u"reason"_s, intent.reason, JournalLimit::name},
        {u"comment"_s, intent.comment, JournalLimit::comment},
        {u"ticket"_s, intent.ticket, JournalLimit::ticket},
        {u"correlationId"_s, intent.correlationId, JournalLimit::name},
    };
    for (const auto &[field, text, limit] : texts) {
        if (text.size() > limit)
            return Failure(invalid(field, u"the text is longer than %1 characters"_s.arg(limit)));
    }
    for (const TokenId &token : intent.tokens) {
        if (token.isEmpty() || token.value.size() > JournalLimit::name)
            return Failure(invalid(u"token"_s, u"a token's id has 1 to %1 characters"_s.arg(JournalLimit::name)));
    }
    return Done{};
}

JournalIntent redactedIntent(JournalIntent intent)
{
    intent.reason = redacted(intent.reason);
    intent.comment = redacted(intent.comment);
    intent.ticket = redacted(intent.ticket);
    intent.request = shortened(redacted(intent.request), JournalLimit::request);
    return intent;
}

JournalOutcome redactedOutcome(JournalOutcome outcome)
{
    outcome.token.value = shortened(outcome.token.value, JournalLimit::name);
    outcome.errorKind = shortened(outcome.errorKind, JournalLimit::name);
    outcome.errorCode = shortened(redacted(outcome.errorCode), JournalLimit::name);
    outcome.schemeCorrelationId = shortened(outcome.schemeCorrelationId, JournalLimit::name);
    outcome.detail = shortened(redacted(outcome.detail), JournalLimit::detail);
    return outcome;
}

JournalSettlement redactedSettlement(JournalSettlement settlement)
{
    settlement.note = redacted(settlement.note);
    return settlement;
}

JournalEvent redactedEvent(JournalEvent event)
{
    event.affectedItem = shortened(redacted(event.affectedItem), JournalLimit::name);
    event.token.value = shortened(event.token.value, JournalLimit::name);
    event.connectionId = shortened(event.connectionId, JournalLimit::name);
    event.detail = shortened(redacted(event.detail), JournalLimit::detail);
    return event;
}

std::optional<Error> objectionTo(const JournalSettlement &settlement)
{
    if (settlement.operatorId.trimmed().isEmpty())
        return invalid(u"operatorId"_s, u"nobody is named as the operator"_s);
    if (settlement.kind == JournalSettlement::Kind::None)
        return invalid(u"kind"_s, u"nothing is said about what happened"_s);
    if (settlement.note.size() > JournalLimit::comment)
        return invalid(u"note"_s, u"the text is longer than %1 characters"_s.arg(JournalLimit::comment));
    if (settlement.token.value.size() > JournalLimit::name || settlement.operatorId.size() > JournalLimit::name)
        return invalid(u"token"_s, u"a name is longer than %1 characters"_s.arg(JournalLimit::name));
    return std::nullopt;
}

constexpr int rowsPerStep = 1000;

//! One check of the journal: in steps, between which the database does other work.
struct Check {
    std::shared_ptr<Database> database;
    std::shared_ptr<JournalVerification> verification;
    VerificationWatch watch;
};

Pending<JournalVerdict> goOn(const Check &check)
{
    if (check.watch.isCancelled && check.watch.isCancelled->load())
        return failed<JournalVerdict>({.kind = Error::Kind::InvalidInput, .detail = u"the check was cancelled"_s});
    const Pending<bool> step = check.database->run([verification = check.verification](QSqlDatabase &connection) {
        return verification->checkMore(connection, rowsPerStep);
    });
    return chain<bool>(step, [check](bool isMore) {
        if (check.watch.progress)
            check.watch.progress(check.verification->verdict().checked, check.verification->total());
        return isMore ? goOn(check) : settled<JournalVerdict>(check.verification->verdict());
    });
}

//! The anchor moves on only when what it held so far is still part of the chain.
Pending<Done> moveAnchor(const std::shared_ptr<const JournalKeys> &keys, const std::shared_ptr<Database> &database,
                         const SignedHead &head)
{
    using Kept = std::optional<HeadAnchor>;
    if (!head.isLasting)
        return settled<Done>(Done{});
    return chain<Kept>(keys->anchor(), [keys, database, head](const Kept &kept) {
        const Pending<QByteArray> hash = database->run([kept](QSqlDatabase &connection) {
            return kept ? hashAt(connection, kept->position) : Result<QByteArray>(QByteArray());
        });
        return chain<QByteArray>(hash, [keys, head, kept](const QByteArray &there) {
            if (kept && (there != kept->hash || head.position < kept->position || head.id <= kept->head))
                return settled<Done>(Done{});
            return keys->keepAnchor({.head = head.id, .position = head.position, .hash = head.hash});
        });
    });
}

Pending<SignedHead> sign(const std::shared_ptr<Database> &database, const std::shared_ptr<JournalWriter> &writer,
                         const std::shared_ptr<const JournalKeys> &keys)
{
    const Pending<SignedHead> signing =
        database->run([writer](QSqlDatabase &connection) { return writer->signHead(connection); });
    if (!keys)
        return signing;
    return chain<SignedHead>(signing, [keys, database](const SignedHead &head) {
        return chainAlways<Done>(moveAnchor(keys, database, head),
                                 [head](const Result<Done> &) { return settled<SignedHead>(head); });
    });
}

//! The version stands in every opening, so that the next one sees a change.
Result<Done> addOpening(JournalWriter &writer, QSqlDatabase &connection, const QString &operatorId)
{
    const auto version = firstValue(connection, u"PRAGMA user_version"_s);
    const auto before = version
                            ? firstValue(connection, u"SELECT coalesce((SELECT detail FROM journal_event WHERE "
                                                     "event_type = 'journal.opened' ORDER BY id DESC LIMIT 1), '')"_s)
                            : version;
    const auto end =
        before ? firstValue(connection, u"SELECT coalesce(max(position), 0) FROM journal_chain"_s) : before;
    if (!end)
        return Failure(end.error());
    const auto add = [&](JournalEvent::Kind kind, const QString &detail) {
        return writer.addEvent(connection, {.kind = kind,
                                            .operatorId = operatorId,
                                            .connectionId = {},
                                            .token = {},
                                            .affectedItem = {},
                                            .detail = detail});
    };
    const QString now = u"database version %1"_s.arg(version->toInt());
    const QString last = before->toString();
    const bool isNew = end->toLongLong() < 2; // the row of this run is there already
    if (isNew || (!last.isEmpty() && last != now)) {
        const QString what = isNew ? u"made: "_s + now : u"from %1 to %2"_s.arg(last, now);
        if (const auto changed = add(JournalEvent::Kind::SchemaChanged, what); !changed)
            return changed;
    }
    return add(JournalEvent::Kind::JournalOpened, now);
}

struct Purge {
    std::shared_ptr<Database> database;
    std::shared_ptr<JournalWriter> writer;
    std::shared_ptr<const JournalKeys> keys;
    QDateTime before;
    QString operatorId;
};

//! Rows may refer to a run whose row is purged; and what was deleted must not stay in the log.
Result<PurgePlan> purgeIn(QSqlDatabase &connection, const Purge &purge)
{
    if (const auto off = executed(connection, u"PRAGMA foreign_keys=OFF"_s); !off)
        return Failure(off.error());
    auto plan = purge.writer->purge(connection, purge.before, purge.operatorId);
    if (const auto on = executed(connection, u"PRAGMA foreign_keys=ON"_s); !on && plan)
        return Failure(on.error());
    if (!plan || plan->rows() == 0)
        return plan;
    (void)executed(connection, u"PRAGMA wal_checkpoint(TRUNCATE)"_s);      // at the latest when the last console closes
    if (const auto gone = removeBackups(connection.databaseName()); !gone) // each of them has the rows since the first
        return Failure(gone.error());
    return plan;
}

//! The keychain remembers a row that stays, before the others go: it never loses the chain.
Pending<PurgePlan> carryOut(const Purge &purge, const JournalVerdict &verdict)
{
    if (!verdict.isSound())
        return failed<PurgePlan>({.kind = Error::Kind::Rejected,
                                  .detail = u"the journal is not sound, and nothing was purged: %1: %2"_s.arg(
                                      verdict.row, verdict.explanation)});
    const Pending<Done> recorded = purge.database->run([purge, rows = verdict.checked](QSqlDatabase &connection) {
        return purge.writer->record(connection, {.kind = JournalEvent::Kind::JournalVerified,
                                                 .operatorId = purge.operatorId,
                                                 .connectionId = {},
                                                 .token = {},
                                                 .affectedItem = {},
                                                 .detail = u"%1 rows, before a purge"_s.arg(rows)});
    });
    const auto signedBefore =
        chain<Done>(recorded, [purge](const Done &) { return sign(purge.database, purge.writer, purge.keys); });
    const auto purged = chain<SignedHead>(signedBefore, [purge](const SignedHead &) {
        return purge.database->run([purge](QSqlDatabase &connection) { return purgeIn(connection, purge); });
    });
    return chain<PurgePlan>(purged, [purge](const PurgePlan &plan) {
        return chainAlways<SignedHead>(sign(purge.database, purge.writer, purge.keys),
                                       [plan](const Result<SignedHead> &) { return settled<PurgePlan>(plan); });
    });
}

//! Reads the key, then signs what is there.
Pending<Done> useKeyOf(const std::shared_ptr<Database> &database, const std::shared_ptr<JournalWriter> &writer,
                       const std::shared_ptr<const JournalKeys> &keys)
{
    if (!keys)
        return settled<Done>(Done{});
    return chain<HeadKey>(keys->headKey(), [database, writer, keys](const HeadKey &key) {
        const Pending<Done> known = database->run([writer, key](QSqlDatabase &) -> Result<Done> {
            writer->useKey(key);
            return Done{};
        });
        return chain<Done>(known, [database, writer, keys](const Done &) {
            return chain<SignedHead>(sign(database, writer, keys),
                                     [](const SignedHead &) { return settled<Done>(Done{}); });
        });
    });
}
} // namespace

SqliteJournal::SqliteJournal(std::shared_ptr<Database> database, std::shared_ptr<const Clock> clock, ProgramRun run,
                             std::shared_ptr<const JournalKeys> keys)
    : m_database(std::move(database)), m_clock(std::move(clock)), m_run(std::move(run)), m_keys(std::move(keys)),
      m_writer(std::make_shared<JournalWriter>(m_clock, m_run)), m_ready(useKeyOf(m_database, m_writer, m_keys))
{
}

SqliteJournal::~SqliteJournal()
{
    // After everything that was asked for; its statements belong to the database's thread.
    (void)m_database->run([writer = std::move(m_writer)](QSqlDatabase &connection) mutable -> Result<Done> {
        (void)writer->signHead(connection);
        writer.reset();
        return Done{};
    });
}

template <typename Fn>
auto SqliteJournal::write(Fn fn)
{
    return m_database->run(
        [writer = m_writer, fn = std::move(fn)](QSqlDatabase &connection) { return fn(*writer, connection); });
}

Pending<qint64> SqliteJournal::open(const JournalIntent &intent)
{
    if (const auto usable = withinLimits(intent); !usable)
        return failed<qint64>(usable.error());
    return write([row = redactedIntent(intent)](JournalWriter &writer, QSqlDatabase &connection) {
        return writer.open(connection, row);
    });
}

Pending<Done> SqliteJournal::close(qint64 entry, const JournalOutcome &outcome)
{
    if (outcome.kind == JournalOutcome::Kind::Open)
        return failed<Done>(invalid(u"kind"_s, u"an entry is closed with an outcome"_s));
    return write([entry, row = redactedOutcome(outcome)](JournalWriter &writer, QSqlDatabase &connection) {
        return writer.close(connection, entry, row);
    });
}

Pending<Done> SqliteJournal::settle(qint64 entry, const JournalSettlement &settlement)
{
    if (const auto objection = objectionTo(settlement))
        return failed<Done>(*objection);
    return write([entry, row = redactedSettlement(settlement)](JournalWriter &writer, QSqlDatabase &connection) {
        return writer.settle(connection, entry, row);
    });
}

Pending<Done> SqliteJournal::record(const JournalEvent &event)
{
    if (event.operatorId.trimmed().isEmpty() || event.operatorId.size() > JournalLimit::name)
        return failed<Done>(invalid(u"operatorId"_s, u"nobody is named as the operator"_s));
    return write([row = redactedEvent(event)](JournalWriter &writer, QSqlDatabase &connection) {
        return writer.record(connection, row);
    });
}

Pending<QList<JournalEntry>> SqliteJournal::entriesFor(const QString &connectionId, const TokenId &token)
{
    return m_database->run(
        [connectionId, token](QSqlDatabase &connection) { return entriesOf(connection, connectionId, token); });
}

Pending<QList<JournalEntry>> SqliteJournal::openItems()
{
    return m_database->run([run = m_run](QSqlDatabase &connection) { return openEntries(connection, run); });
}

Pending<QList<JournalEntry>> SqliteJournal::query(const JournalFilter &filter, qint64 before, int limit)
{
    return m_database->run([filter, before, limit](QSqlDatabase &connection) {
        return queriedEntries(connection, filter, before, limit);
    });
}

Pending<QList<RecordedEvent>> SqliteJournal::events(const JournalFilter &filter, qint64 before, int limit)
{
    return m_database->run(
        [filter, before, limit](QSqlDatabase &connection) { return queriedEvents(connection, filter, before, limit); });
}

Pending<JournalEvidence> SqliteJournal::evidence(const QString &connectionId, const TokenId &token)
{
    return chain<SignedHead>(sign(m_database, m_writer, m_keys),
                             [database = m_database, connectionId, token](const SignedHead &) {
                                 return database->run([connectionId, token](QSqlDatabase &connection) {
                                     return evidenceOf(connection, connectionId, token);
                                 });
                             });
}

Pending<JournalVerdict> SqliteJournal::verify(const VerificationWatch &watch)
{
    using Anchor = std::optional<HeadAnchor>;
    const Pending<Anchor> anchor = m_keys ? m_keys->anchor() : settled<Anchor>(Anchor());
    return chain<Anchor>(anchor, [database = m_database, writer = m_writer, watch](const Anchor &found) {
        const auto check = std::make_shared<Check>(Check{database, {}, watch});
        const Pending<Done> begun = database->run([writer, found, check](QSqlDatabase &connection) {
            check->verification = std::make_shared<JournalVerification>(writer->key(), found);
            return check->verification->begin(connection);
        });
        return chain<Done>(begun, [check](const Done &) { return goOn(*check); });
    });
}

Pending<Done> SqliteJournal::recordOpening(const QString &operatorId)
{
    return together([operatorId](JournalWriter &writer, QSqlDatabase &connection) {
        return addOpening(writer, connection, operatorId);
    });
}

Pending<SignedHead> SqliteJournal::signHead()
{
    return sign(m_database, m_writer, m_keys);
}

Pending<PurgePlan> SqliteJournal::planPurge(const QDateTime &before) const
{
    return m_database->run([before](QSqlDatabase &connection) { return ::planPurge(connection, before); });
}

Pending<PurgePlan> SqliteJournal::purge(const QDateTime &before, const QString &operatorId)
{
    if (operatorId.trimmed().isEmpty() || operatorId.size() > JournalLimit::name)
        return failed<PurgePlan>(invalid(u"operatorId"_s, u"nobody is named as the operator"_s));
    if (!before.isValid() || before > m_clock->nowUtc())
        return failed<PurgePlan>(invalid(u"before"_s, u"that time has not come yet"_s));
    const Purge purge{m_database, m_writer, m_keys, before, operatorId};
    return chain<JournalVerdict>(verify({}),
                                 [purge](const JournalVerdict &verdict) { return carryOut(purge, verdict); });
}

Pending<ReportFinding> SqliteJournal::compare(const EvidenceReport &report)
{
    return m_database->run([report, writer = m_writer](QSqlDatabase &connection) {
        return compareWithJournal(connection, report, writer->key());
    });
}
