// SPDX-License-Identifier: Apache-2.0
#include "tests/journal/samplejournal.h"

#include "app/storage/sql.h"
#include "tests/storage/await.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

SampleJournal::SampleJournal(const QString &path, std::shared_ptr<SecretStore> store, const ProgramRun &run)
    : file(path), database(await(Database::open(path)).value_or(nullptr)),
      keys(std::make_shared<JournalKeys>(std::move(store), path)),
      journal(std::make_shared<SqliteJournal>(database, clock, run, keys))
{
    (void)await(journal->ready());
}

void SampleJournal::fill(int operations)
{
    for (int i = 0; i < operations; ++i) {
        clock->advance(7s);
        const bool isUnknown = i % 3 == 0;
        const auto entry = await(journal->open({.operatorId = i % 2 == 0 ? u"ana"_s : u"bo"_s,
                                                .operation = i % 2 == 0 ? Operation::Create : Operation::Delete,
                                                .formId = i % 2 == 0 ? u"createToken"_s : QString(),
                                                .connectionId = u"c-1"_s,
                                                .connectionName = u"Shop"_s,
                                                .environment = u"test"_s,
                                                .token = {i % 2 == 0 ? QString() : u"tok-%1"_s.arg(i % 10)},
                                                .reason = u"lost-card"_s,
                                                .comment = u"Über %1"_s.arg(i),
                                                .ticket = u"T-%1"_s.arg(i),
                                                .correlationId = u"corr-%1"_s.arg(i),
                                                .request = u"DELETE /tokens/x"_s}));
        JournalOutcome outcome;
        outcome.kind = isUnknown ? JournalOutcome::Kind::Unknown : JournalOutcome::Kind::Succeeded;
        outcome.token = {isUnknown ? QString() : u"tok-%1"_s.arg(i % 10)};
        outcome.httpStatus = isUnknown ? 0 : 201;
        outcome.detail = u"detail %1"_s.arg(i);
        (void)await(journal->close(entry.value_or(0), outcome));
        if (isUnknown && i % 2 == 0)
            (void)await(journal->settle(entry.value_or(0), {.kind = JournalSettlement::Kind::Happened,
                                                            .token = {u"tok-%1"_s.arg(i % 10)},
                                                            .operatorId = u"cy"_s,
                                                            .note = u"The vendor said so"_s,
                                                            .settledAt = {}}));
        if (i % 4 == 0)
            (void)await(journal->record({.kind = JournalEvent::Kind::CardDataShown,
                                         .operatorId = u"ana"_s,
                                         .connectionId = u"c-1"_s,
                                         .token = {u"tok-%1"_s.arg(i % 10)},
                                         .affectedItem = {},
                                         .detail = u"look-up"_s}));
        if (i % 10 == 9)
            (void)await(journal->signHead());
    }
    (void)await(journal->signHead());
}

qint64 SampleJournal::updateSeveral(const QStringList &tokens)
{
    JournalIntent intent{.operatorId = u"ana"_s,
                         .operation = Operation::Update,
                         .formId = u"updateTokens"_s,
                         .connectionId = u"c-1"_s,
                         .connectionName = u"Shop"_s,
                         .environment = u"test"_s,
                         .token = {},
                         .reason = {},
                         .comment = {},
                         .ticket = {},
                         .correlationId = u"corr-several"_s,
                         .request = u"PATCH /tokens"_s};
    for (const QString &token : tokens)
        intent.tokens.append(TokenId{token});
    const auto entry = await(journal->open(intent));
    JournalOutcome outcome;
    outcome.kind = JournalOutcome::Kind::Succeeded;
    (void)await(journal->close(entry.value_or(0), outcome));
    return entry.value_or(0);
}

void SampleJournal::settleAll()
{
    const auto items = await(journal->openItems());
    for (const JournalEntry &item : items.value_or(QList<JournalEntry>()))
        (void)await(journal->settle(item.id, {.kind = JournalSettlement::Kind::DidNotHappen,
                                              .token = {},
                                              .operatorId = u"cy"_s,
                                              .note = {},
                                              .settledAt = {}}));
}

HeadKey SampleJournal::key() const
{
    return await(keys->headKey()).value_or(HeadKey());
}

std::optional<HeadAnchor> SampleJournal::anchor() const
{
    return await(keys->anchor()).value_or(std::nullopt);
}

JournalVerdict SampleJournal::verify() const
{
    JournalVerdict none;
    none.flaw = JournalVerdict::Flaw::WrongHash;
    none.explanation = u"the check failed"_s;
    return await(journal->verify({})).value_or(none);
}

Result<Done> SampleJournal::tamper(const QStringList &statements) const
{
    return await(database->run([statements](QSqlDatabase &connection) -> Result<Done> {
        if (const auto dropped = dropProtection(connection); !dropped)
            return dropped;
        for (const QString &statement : statements) {
            if (const auto done = executed(connection, statement); !done)
                return Failure(done.error());
        }
        return Done{};
    }));
}

ProgramRun endedRun()
{
    ProgramRun run = currentRun();
    run.id = u"ended-run"_s;
    run.processId = 0x7fff'fff0; // no process has this number
    return run;
}

Result<Done> dropProtection(QSqlDatabase &connection)
{
    for (const QString &pragma : {u"PRAGMA foreign_keys=OFF"_s, u"PRAGMA ignore_check_constraints=ON"_s}) {
        if (const auto set = executed(connection, pragma); !set)
            return Failure(set.error());
    }
    auto triggers = executed(connection, u"SELECT name FROM sqlite_schema WHERE type = 'trigger'"_s);
    QStringList names;
    while (triggers && triggers->next())
        names << triggers->value(0).toString();
    for (const QString &name : names) {
        if (const auto dropped = executed(connection, u"DROP TRIGGER "_s + name); !dropped)
            return Failure(dropped.error());
    }
    return Done{};
}
