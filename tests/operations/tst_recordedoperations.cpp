// SPDX-License-Identifier: Apache-2.0
#include "app/core/observe.h"
#include "app/core/worker.h"
#include "app/journal/sqlitejournal.h"
#include "app/operations/tokenoperations.h"
#include "app/storage/sql.h"
#include "app/workspace/sqliteworkspace.h"
#include "tests/operations/heldprovider.h"
#include "tests/storage/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/settling.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const OperationReason why{u"lost-card"_s, {}, u"T-7"_s};

//! A desk's records on the disk, and a provider that answers when the test says so.
struct Records {
    explicit Records(const QString &file, const ProgramRun &run = currentRun())
        : database(await(Database::open(file)).value_or(nullptr)),
          journal(std::make_shared<SqliteJournal>(database, clock, run)),
          workspace(std::make_shared<SqliteWorkspace>(database))
    {
    }

    [[nodiscard]] std::shared_ptr<const TokenOperations> operations(std::shared_ptr<TokenProvider> provider) const
    {
        return std::make_shared<const TokenOperations>(ConnectionInfo{u"c-1"_s, u"Shop"_s, u"test"_s}, u"ana"_s,
                                                       std::move(provider), journal, workspace, clock);
    }

    std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
    std::shared_ptr<Database> database;
    std::shared_ptr<Journal> journal;
    std::shared_ptr<Workspace> workspace;
};

ProgramRun endedRun()
{
    ProgramRun run = currentRun();
    run.id = u"an-earlier-run"_s;
    run.processId = 0x7fff'fff0; // no process has it
    return run;
}

MutationAnswer created(const QString &token)
{
    MutationAnswer answer;
    answer.reading = readingOf(token);
    answer.httpStatus = 201;
    return answer;
}
} // namespace

//! The operations with the records as they are, on the disk.
class TestRecordedOperations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void intent_isOnTheDiskWhenTheRequestIsSent();
    void closedWhilePending_stillJournalsTheOutcome();
    void lastReferenceGoneInTheDatabasesThread_closesTheFile();
    void restart_showsWhatWasUnderWayAsLeftOpen();
    void providerThatEndsWithoutAnAnswer_leavesAnUnknownOutcome();
    void fullDisk_sendsNothing();
    void fullDiskAfterSending_returnsTheOutcomeUnrecorded();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

void TestRecordedOperations::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(u"desk.sqlite"_s);
}

void TestRecordedOperations::intent_isOnTheDiskWhenTheRequestIsSent()
{
    //! Asks another connection to the file, at the moment of sending, what is in the journal.
    class CheckingProvider final : public TokenProvider
    {
    public:
        explicit CheckingProvider(std::shared_ptr<Database> other) : m_other(std::move(other)) {}
        const Capabilities &capabilities() const override { return m_held.capabilities(); }
        Pending<TokenReading> lookUp(const TokenId &token, const QString &id) override
        {
            return m_held.lookUp(token, id);
        }
        Pending<Asset> asset(const QString &asset, const QString &id) override { return m_held.asset(asset, id); }
        Result<PreparedRequest> prepareCreate(const QString &form, const FormValues &values, const QString &id) override
        {
            return m_held.prepareCreate(form, values, id);
        }
        Result<PreparedRequest> prepareDelete(const TokenId &token, const QString &id, const QString & = {}) override
        {
            return m_held.prepareDelete(token, id);
        }
        Pending<MutationAnswer> perform(const PreparedRequest &request) override
        {
            const auto rows = await(m_other->run([id = request.correlationId](QSqlDatabase &connection) {
                return firstValue(connection,
                                  u"SELECT count(*) FROM journal_entry WHERE correlation_id = ? "
                                  "AND outcome = 'open'"_s,
                                  {id});
            }));
            found << (rows ? rows->toInt() : -1);
            return settled<MutationAnswer>(created(u"tok-9"_s));
        }
        Pending<QString> probe(const QString &id) override { return m_held.probe(id); }

        QList<int> found;

    private:
        HeldProvider m_held;
        std::shared_ptr<Database> m_other;
    };

    const Records records(m_file);
    const auto provider = std::make_shared<CheckingProvider>(await(Database::open(m_file)).value_or(nullptr));
    for (int i = 0; i < 20; ++i)
        QVERIFY(settledWithin(records.operations(provider)->create(u"createToken"_s, {}, why)));
    QCOMPARE(provider->found, QList<int>(20, 1));
}

void TestRecordedOperations::closedWhilePending_stillJournalsTheOutcome()
{
    auto records = std::make_unique<Records>(m_file);
    auto provider = std::make_shared<HeldProvider>();
    auto operations = records->operations(provider);
    bool isCalledBack = false;
    {
        QObject window;
        observe(&window, operations->create(u"createToken"_s, {}, why),
                [&isCalledBack](const Result<Creation> &) { isCalledBack = true; });
        QTRY_COMPARE(provider->sent(), 1);
    }
    // The window, the session and the desk go; the answer comes from the provider's own thread afterwards.
    Settler<MutationAnswer> held = std::move(provider->answers.back());
    provider->answers.clear();
    operations.reset();
    provider.reset();
    records.reset();
    {
        Worker network(u"network"_s);
        (void)network.run([held = std::move(held)]() -> Result<Done> {
            held.settle(created(u"tok-9"_s));
            return Done{};
        });
    }
    const Records later(m_file, endedRun());
    QTRY_COMPARE(await(later.journal->entriesFor(u"c-1"_s, {u"tok-9"_s})).value().size(), 1);
    const JournalEntry entry = await(later.journal->entriesFor(u"c-1"_s, {u"tok-9"_s})).value().first();
    QCOMPARE(toWord(entry.outcome.kind), u"succeeded"_s);
    QCOMPARE(entry.intent.operatorId, u"ana"_s);
    QTRY_COMPARE(await(later.workspace->tokens(u"c-1"_s)).value().size(), 1);
    QVERIFY(!isCalledBack);
}

void TestRecordedOperations::lastReferenceGoneInTheDatabasesThread_closesTheFile()
{
    for (int round = 0; round < 20; ++round) {
        auto records = std::make_unique<Records>(m_file);
        auto provider = std::make_shared<HeldProvider>();
        (void)records->operations(provider)->create(u"createToken"_s, {}, why);
        QTRY_COMPARE(provider->sent(), 1);
        Settler<MutationAnswer> held = std::move(provider->answers.back());
        provider->answers.clear();
        provider.reset();
        records.reset(); // from here on only what is under way owns the database
        held.settle(created(u"tok-%1"_s.arg(round)));
    }
    const QString wal = m_file + "-wal"_L1;
    QTRY_VERIFY(!QFile::exists(wal));
    const Records later(m_file);
    QCOMPARE(await(later.workspace->tokens(u"c-1"_s)).value().size(), 20);
    QCOMPARE(await(later.journal->openItems()).value().size(), 0);
}

void TestRecordedOperations::restart_showsWhatWasUnderWayAsLeftOpen()
{
    // The earlier run ends without a trace: its provider never answers, and nobody is told.
    const Records before(m_file, endedRun());
    const auto provider = std::make_shared<HeldProvider>();
    const Pending<Deletion> pending = before.operations(provider)->erase({u"tok-1"_s}, why);
    QTRY_COMPARE(provider->sent(), 1);

    const Records now(m_file);
    const auto left = await(now.journal->openItems());
    QVERIFY2(left, detailOf(left).constData());
    QCOMPARE(left->size(), 1);
    QCOMPARE(left->first().intent.token.value, u"tok-1"_s);
    QCOMPARE(left->first().intent.correlationId, provider->performed.front().correlationId);
    provider->answers.clear();
    QVERIFY(!settledWithin(pending));
}

void TestRecordedOperations::providerThatEndsWithoutAnAnswer_leavesAnUnknownOutcome()
{
    const Records records(m_file);
    const auto provider = std::make_shared<HeldProvider>();
    const Pending<Deletion> pending = records.operations(provider)->erase({u"tok-1"_s}, why);
    QTRY_COMPARE(provider->sent(), 1);
    provider->answers.clear();
    QCOMPARE(kindOf(settledWithin(pending)), u"OutcomeUnknown"_s);
    const JournalEntry entry = await(records.journal->entriesFor(u"c-1"_s, {u"tok-1"_s})).value().first();
    QCOMPARE(toWord(entry.outcome.kind), u"unknown"_s);
    QCOMPARE(entry.outcome.errorKind, u"OutcomeUnknown"_s);
}

namespace {
void fill(Database &database)
{
    const auto filled = await(database.run([](QSqlDatabase &connection) -> Result<Done> {
        const auto pages = firstValue(connection, u"PRAGMA page_count"_s);
        const auto set = executed(connection, u"PRAGMA max_page_count=%1"_s.arg(pages->toInt()));
        return set ? Result<Done>(Done{}) : Failure(set.error());
    }));
    QVERIFY(filled);
}

//! Long enough to need a page of its own.
const OperationReason longReason{u"lost-card"_s, QString(2000, u'x'), {}};
} // namespace

void TestRecordedOperations::fullDisk_sendsNothing()
{
    const Records records(m_file);
    fill(*records.database);
    const auto provider = std::make_shared<HeldProvider>();
    QString kind;
    qsizetype sent = 0;
    for (int i = 0; i < 10 && kind.isEmpty(); ++i) { // the last page may still have room
        sent = provider->sent();
        const Pending<Deletion> pending = records.operations(provider)->erase({u"tok-1"_s}, longReason);
        QTRY_VERIFY(pending.isFinished() || provider->sent() > sent);
        if (pending.isFinished())
            kind = kindOf(settledWithin(pending));
    }
    QCOMPARE(kind, u"Storage"_s);
    QCOMPARE(provider->sent(), sent);
    provider->answers.clear();
}

void TestRecordedOperations::fullDiskAfterSending_returnsTheOutcomeUnrecorded()
{
    const Records records(m_file);
    const auto provider = std::make_shared<HeldProvider>();
    const Pending<Creation> pending = records.operations(provider)->create(u"createToken"_s, {}, why);
    QTRY_COMPARE(provider->sent(), 1);
    fill(*records.database);
    // Closing needs room as well: fill what is left of the outcomes' page.
    for (int i = 0; i < 100; ++i) {
        JournalOutcome outcome;
        outcome.kind = JournalOutcome::Kind::Refused;
        outcome.detail = QString(500, u'x');
        const auto id = await(records.journal->open({.operatorId = u"ana"_s,
                                                     .formId = {},
                                                     .connectionId = {},
                                                     .connectionName = {},
                                                     .environment = {},
                                                     .token = {},
                                                     .reason = {},
                                                     .comment = {},
                                                     .ticket = {},
                                                     .correlationId = {},
                                                     .request = {}}));
        if (!id || !await(records.journal->close(*id, outcome)))
            break;
    }
    MutationAnswer answer = created(u"tok-9"_s);
    answer.disclosureProblem = QString(3000, u'x');
    provider->answers.back().settle(answer);
    const auto creation = settledWithin(pending);
    QVERIFY2(creation, detailOf(creation).constData());
    QVERIFY(!creation->isRecorded);
    QCOMPARE(creation->answer.reading->token.id.value, u"tok-9"_s);
}

QTEST_GUILESS_MAIN(TestRecordedOperations)
#include "tst_recordedoperations.moc"
