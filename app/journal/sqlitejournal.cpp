// SPDX-License-Identifier: Apache-2.0
#include "app/journal/sqlitejournal.h"

#include "app/core/redact.h"
#include "app/journal/journalrows.h"
#include "app/storage/sql.h"

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
} // namespace

SqliteJournal::SqliteJournal(std::shared_ptr<Database> database, std::shared_ptr<const Clock> clock, ProgramRun run)
    : m_database(std::move(database)), m_clock(std::move(clock)), m_run(std::move(run))
{
}

Pending<qint64> SqliteJournal::open(const JournalIntent &intent)
{
    if (const auto usable = withinLimits(intent); !usable)
        return failed<qint64>(usable.error());
    return m_database->run(
        [clock = m_clock, run = m_run, row = redactedIntent(intent)](QSqlDatabase &connection) -> Result<qint64> {
            return inTransaction(connection, [&] { return insertIntent(connection, run, row, *clock); });
        });
}

Pending<Done> SqliteJournal::close(qint64 entry, const JournalOutcome &outcome)
{
    if (outcome.kind == JournalOutcome::Kind::Open)
        return failed<Done>(invalid(u"kind"_s, u"an entry is closed with an outcome"_s));
    return m_database->run(
        [clock = m_clock, entry, row = redactedOutcome(outcome)](QSqlDatabase &connection) -> Result<Done> {
            return inTransaction(connection, [&] { return insertOutcome(connection, entry, row, *clock); });
        });
}

Pending<QList<JournalEntry>> SqliteJournal::entriesFor(const QString &connectionId, const TokenId &token)
{
    return m_database->run(
        [connectionId, token](QSqlDatabase &connection) { return entriesOf(connection, connectionId, token); });
}

Pending<QList<JournalEntry>> SqliteJournal::leftOpen()
{
    return m_database->run([run = m_run](QSqlDatabase &connection) { return entriesLeftOpen(connection, run); });
}
