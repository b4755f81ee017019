// SPDX-License-Identifier: Apache-2.0
#include "app/journal/sqlitejournal.h"
#include "app/storage/deskschema.h"
#include "app/storage/sql.h"
#include "tests/storage/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testcards.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QString connectionId = u"c-1"_s;

JournalIntent deletion(const QString &token = u"tok-1"_s)
{
    return {.operatorId = u"ana"_s,
            .operation = Operation::Delete,
            .formId = {},
            .connectionId = connectionId,
            .connectionName = u"Sandbox"_s,
            .environment = u"sandbox"_s,
            .token = {token},
            .reason = u"customer-request"_s,
            .comment = u"Wants to be forgotten – über Nacht"_s,
            .ticket = u"T-100"_s,
            .correlationId = u"11111111-2222-4333-8444-555555555555"_s,
            .request = u"DELETE /tokens/tok-1"_s};
}

JournalIntent creation()
{
    JournalIntent intent = deletion({});
    intent.operation = Operation::Create;
    intent.formId = u"createToken"_s;
    return intent;
}

JournalOutcome success(const QString &token = {})
{
    JournalOutcome outcome;
    outcome.kind = JournalOutcome::Kind::Succeeded;
    outcome.token = {token};
    outcome.httpStatus = 201;
    return outcome;
}

//! A run whose process does not exist any more, by a number that no process has.
ProgramRun endedRun(const QString &id)
{
    ProgramRun run = currentRun();
    run.id = id;
    run.processId = 0x7fff'fff0;
    return run;
}

//! A run of the process that started this one: it is there for as long as the test is.
ProgramRun liveRun(const QString &id)
{
    ProgramRun run = currentRun();
    run.id = id;
    run.processId = ::getppid();
    run.processStart = processStartOf(run.processId);
    return run;
}

bool isSame(const JournalIntent &a, const JournalIntent &b)
{
    const auto facts = [](const JournalIntent &i) {
        return QStringList{
            i.operatorId, toWord(i.operation), i.formId,  i.connectionId, i.connectionName, i.environment,
            i.reason,     i.token.value,       i.comment, i.ticket,       i.request,        i.correlationId};
    };
    return facts(a) == facts(b);
}
} // namespace

class TestSqliteJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void openedEntry_isThereForOthersWhenItSettles();
    void opening_isRecordedWithTheDatabasesVersion();
    void openingAfterAnUpgrade_recordsTheChange();
    void clockThatIsSet_isRecorded();
    void entry_keepsEverythingThatWasIntended();
    void outcome_keepsEverythingThatCame_data();
    void outcome_keepsEverythingThatCame();
    void entryWithoutOutcome_isOpen();
    void everyRow_hasTheSixFactsOfAnAudit();
    void times_areUtcWithTheDesksOffset();
    void row_cannotBeChangedDeletedOrReplaced_data();
    void row_cannotBeChangedDeletedOrReplaced();
    void secondOutcome_isRefusedAndTheFirstStands();
    void unknownEntry_cannotBeClosed();
    void outcomeThatIsNone_isInvalid();
    void noOperator_isInvalid();
    void longIntent_isRefusedByName_data();
    void longIntent_isRefusedByName();
    void longRequestAndOutcome_areCut();
    void cardNumbers_neverReachTheDisk();
    void entriesOfAToken_areThoseThatNameOrMadeIt();
    void entriesOfNoToken_areNone();
    void restart_showsWhatWasLeftOpen();
    void ownAndSettledEntries_areNotLeftOpen();
    void liveConsole_isNotReportedAsLeftOpen();
    void processNumberGivenOutAgain_isReported();
    void runOfAnotherMachine_isReported();
    void fullDisk_isAStorageErrorAndNoEntry();
    void manyThreads_mayOpenAndClose();
    void unknownOutcome_isAnOpenItemUntilSettled();
    void settledAsStillUnknown_staysAnOpenItem();
    void settlement_keepsWhoWhenAndWhat();
    void onlyUnknownEntries_canBeSettled();
    void settlementNeedsAName();
    void event_keepsTheSixFacts();
    void events_arePagedAndFiltered();
    void twoJournals_shareOneChain();

private:
    [[nodiscard]] QString ask(const QString &sql) const;
    [[nodiscard]] Result<Done> tell(const QString &sql) const;
    [[nodiscard]] QList<JournalEntry> entries(const QString &token = u"tok-1"_s) const;
    [[nodiscard]] std::unique_ptr<SqliteJournal> journalOf(const ProgramRun &run) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FakeClock> m_clock;
    std::shared_ptr<Database> m_database;
    std::unique_ptr<SqliteJournal> m_journal;
};

void TestSqliteJournal::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_clock = std::make_shared<FakeClock>();
    const auto database = await(Database::open(m_folder->filePath(u"desk.sqlite"_s)));
    QVERIFY2(database, detailOf(database).constData());
    m_database = *database;
    m_journal = journalOf(currentRun());
}

std::unique_ptr<SqliteJournal> TestSqliteJournal::journalOf(const ProgramRun &run) const
{
    return std::make_unique<SqliteJournal>(m_database, m_clock, run);
}

QString TestSqliteJournal::ask(const QString &sql) const
{
    const auto answer = await(m_database->run([sql](QSqlDatabase &connection) { return firstValue(connection, sql); }));
    return answer ? answer->toString() : answer.error().detail;
}

Result<Done> TestSqliteJournal::tell(const QString &sql) const
{
    return await(m_database->run([sql](QSqlDatabase &connection) -> Result<Done> {
        const auto told = executed(connection, sql);
        return told ? Result<Done>(Done{}) : Failure(told.error());
    }));
}

QList<JournalEntry> TestSqliteJournal::entries(const QString &token) const
{
    return await(m_journal->entriesFor(connectionId, {token})).value_or(QList<JournalEntry>());
}

void TestSqliteJournal::openedEntry_isThereForOthersWhenItSettles()
{
    const auto other = await(Database::open(m_folder->filePath(u"desk.sqlite"_s)));
    QVERIFY(other);
    for (int i = 1; i <= 50; ++i) {
        const auto id = await(m_journal->open(deletion()));
        QVERIFY2(id, detailOf(id).constData());
        const auto seen = await((*other)->run([id = *id](QSqlDatabase &connection) {
            return firstValue(connection, u"SELECT count(*) FROM journal_intent WHERE id = ?"_s, {id});
        }));
        QVERIFY(seen);
        QCOMPARE(seen->toInt(), 1);
    }
}

void TestSqliteJournal::entry_keepsEverythingThatWasIntended()
{
    const auto id = await(m_journal->open(deletion()));
    QVERIFY(id);
    const QList<JournalEntry> found = entries();
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().id, *id);
    QVERIFY(isSame(found.first().intent, deletion()));
    QCOMPARE(found.first().openedAt, m_clock->nowUtc());
    QCOMPARE(found.first().openedAt.timeSpec(), Qt::UTC);
}

void TestSqliteJournal::outcome_keepsEverythingThatCame_data()
{
    QTest::addColumn<JournalOutcome::Kind>("kind");
    QTest::newRow("succeeded") << JournalOutcome::Kind::Succeeded;
    QTest::newRow("accepted") << JournalOutcome::Kind::Accepted;
    QTest::newRow("refused") << JournalOutcome::Kind::Refused;
    QTest::newRow("unknown") << JournalOutcome::Kind::Unknown;
}

void TestSqliteJournal::outcome_keepsEverythingThatCame()
{
    QFETCH(const JournalOutcome::Kind, kind);
    const auto id = await(m_journal->open(deletion()));
    QVERIFY(id);
    m_clock->advance(1500ms);
    const JournalOutcome outcome{.kind = kind,
                                 .token = {u"tok-2"_s},
                                 .httpStatus = 409,
                                 .errorKind = u"Rejected"_s,
                                 .errorCode = u"CRYPTO_ERROR"_s,
                                 .schemeCorrelationId = u"scheme-7"_s,
                                 .detail = u"said no"_s};
    QVERIFY(await(m_journal->close(*id, outcome)));
    const JournalEntry entry = entries().value(0);
    QCOMPARE(toWord(entry.outcome.kind), toWord(kind));
    QCOMPARE(entry.outcome.token.value, u"tok-2"_s);
    QCOMPARE(entry.outcome.httpStatus, 409);
    QCOMPARE(entry.outcome.errorKind, u"Rejected"_s);
    QCOMPARE(entry.outcome.errorCode, u"CRYPTO_ERROR"_s);
    QCOMPARE(entry.outcome.schemeCorrelationId, u"scheme-7"_s);
    QCOMPARE(entry.outcome.detail, u"said no"_s);
    QCOMPARE(entry.openedAt.msecsTo(entry.closedAt), 1500);
}

void TestSqliteJournal::entryWithoutOutcome_isOpen()
{
    QVERIFY(await(m_journal->open(deletion())));
    const JournalEntry entry = entries().value(0);
    QCOMPARE(toWord(entry.outcome.kind), u"open"_s);
    QVERIFY(!entry.closedAt.isValid());
    QCOMPARE(entry.outcome.httpStatus, 0);
}

void TestSqliteJournal::everyRow_hasTheSixFactsOfAnAudit()
{
    const auto deleted = await(m_journal->open(deletion()));
    const auto created = await(m_journal->open(creation()));
    QVERIFY(deleted && created);
    QVERIFY(await(m_journal->close(*created, success(u"tok-9"_s))));
    QCOMPARE(ask(u"SELECT group_concat(user || ',' || event_type || ',' || outcome || ',' || affected_item, ';') "
                 "FROM journal_entry"_s),
             u"ana,token.delete,open,tok-1;ana,token.create,succeeded,new token (createToken)"_s);
    QCOMPARE(ask(u"SELECT count(*) FROM journal_entry WHERE user IS NULL OR event_type IS NULL OR opened_at IS NULL "
                 "OR outcome IS NULL OR origin IS NULL OR origin = '' OR affected_item IS NULL"_s),
             u"0"_s);
    for (const char *column : {"user", "event_type", "opened_at", "origin", "affected_item"}) {
        const QString name = QString::fromLatin1(column);
        QCOMPARE(ask(u"SELECT \"notnull\" FROM pragma_table_info('journal_intent') WHERE name = '%1'"_s.arg(name)),
                 u"1"_s);
    }
    QCOMPARE(ask(u"SELECT \"notnull\" FROM pragma_table_info('journal_outcome') WHERE name = 'outcome'"_s), u"1"_s);
}

void TestSqliteJournal::times_areUtcWithTheDesksOffset()
{
    const QByteArray before = qgetenv("TZ");
    qputenv("TZ", "Asia/Kolkata");
    ::tzset();
    const auto id = await(m_journal->open(deletion()));
    QVERIFY(id);
    QVERIFY(await(m_journal->close(*id, success())));
    before.isNull() ? qunsetenv("TZ") : qputenv("TZ", before);
    ::tzset();
    QCOMPARE(ask(u"SELECT opened_at || ' ' || opened_offset FROM journal_intent"_s),
             u"2026-02-11T09:08:24.479Z 19800"_s);
    QCOMPARE(ask(u"SELECT closed_at || ' ' || closed_offset FROM journal_outcome"_s),
             u"2026-02-11T09:08:24.479Z 19800"_s);
}

void TestSqliteJournal::row_cannotBeChangedDeletedOrReplaced_data()
{
    QTest::addColumn<QString>("statement");
    QTest::newRow("change intent") << u"UPDATE journal_intent SET user = 'eve'"_s;
    QTest::newRow("change outcome") << u"UPDATE journal_outcome SET outcome = 'refused'"_s;
    QTest::newRow("change run") << u"UPDATE journal_run SET host = 'elsewhere'"_s;
    QTest::newRow("delete intent") << u"DELETE FROM journal_intent"_s;
    QTest::newRow("delete outcome") << u"DELETE FROM journal_outcome"_s;
    QTest::newRow("delete run") << u"DELETE FROM journal_run"_s;
    QTest::newRow("replace intent") << u"REPLACE INTO journal_intent SELECT * FROM journal_intent"_s;
    QTest::newRow("replace outcome") << u"REPLACE INTO journal_outcome SELECT * FROM journal_outcome"_s;
    QTest::newRow("replace run") << u"REPLACE INTO journal_run SELECT * FROM journal_run"_s;
    QTest::newRow("upsert") << u"INSERT INTO journal_outcome SELECT * FROM journal_outcome WHERE true "
                               "ON CONFLICT DO UPDATE SET outcome = 'refused'"_s;
}

void TestSqliteJournal::row_cannotBeChangedDeletedOrReplaced()
{
    QFETCH(const QString, statement);
    const auto id = await(m_journal->open(deletion()));
    QVERIFY(id);
    QVERIFY(await(m_journal->close(*id, success())));
    // Without the foreign keys, which stand in the way of some of these as well.
    QVERIFY(tell(u"PRAGMA foreign_keys=OFF"_s));
    const auto refused = tell(statement);
    QCOMPARE(kindOf(refused), u"Storage"_s);
    QVERIFY2(refused.error().detail.contains("append-only"_L1), detailOf(refused).constData());
    const JournalEntry entry = entries().value(0);
    QVERIFY(isSame(entry.intent, deletion()));
    QCOMPARE(toWord(entry.outcome.kind), u"succeeded"_s);
}

void TestSqliteJournal::secondOutcome_isRefusedAndTheFirstStands()
{
    const auto id = await(m_journal->open(deletion()));
    QVERIFY(id);
    QVERIFY(await(m_journal->close(*id, success())));
    JournalOutcome second;
    second.kind = JournalOutcome::Kind::Unknown;
    QCOMPARE(kindOf(await(m_journal->close(*id, second))), u"Storage"_s);
    QCOMPARE(toWord(entries().value(0).outcome.kind), u"succeeded"_s);
}

void TestSqliteJournal::unknownEntry_cannotBeClosed()
{
    QCOMPARE(kindOf(await(m_journal->close(4711, success()))), u"Storage"_s);
    QCOMPARE(ask(u"SELECT count(*) FROM journal_outcome"_s), u"0"_s);
}

void TestSqliteJournal::outcomeThatIsNone_isInvalid()
{
    const auto id = await(m_journal->open(deletion()));
    QVERIFY(id);
    QCOMPARE(kindOf(await(m_journal->close(*id, {}))), u"InvalidInput"_s);
    QVERIFY(await(m_journal->close(*id, success())));
}

void TestSqliteJournal::noOperator_isInvalid()
{
    JournalIntent intent = deletion();
    for (const QString &nobody : {QString(), u""_s, u"  \t"_s}) {
        intent.operatorId = nobody;
        const auto refused = await(m_journal->open(intent));
        QCOMPARE(kindOf(refused), u"InvalidInput"_s);
        QCOMPARE(refused.error().field, u"operatorId"_s);
    }
    QCOMPARE(ask(u"SELECT count(*) FROM journal_intent"_s), u"0"_s);
}

void TestSqliteJournal::longIntent_isRefusedByName_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<int>("limit");
    for (const char *field :
         {"operatorId", "formId", "connectionId", "connectionName", "environment", "token", "reason", "correlationId"})
        QTest::newRow(field) << QString::fromLatin1(field) << int(JournalLimit::name);
    QTest::newRow("comment") << u"comment"_s << int(JournalLimit::comment);
    QTest::newRow("ticket") << u"ticket"_s << int(JournalLimit::ticket);
}

void TestSqliteJournal::longIntent_isRefusedByName()
{
    QFETCH(const QString, field);
    QFETCH(const int, limit);
    JournalIntent intent = deletion();
    const QHash<QString, QString *> members{{u"operatorId"_s, &intent.operatorId},
                                            {u"formId"_s, &intent.formId},
                                            {u"connectionId"_s, &intent.connectionId},
                                            {u"reason"_s, &intent.reason},
                                            {u"connectionName"_s, &intent.connectionName},
                                            {u"environment"_s, &intent.environment},
                                            {u"token"_s, &intent.token.value},
                                            {u"correlationId"_s, &intent.correlationId},
                                            {u"comment"_s, &intent.comment},
                                            {u"ticket"_s, &intent.ticket}};
    QString &member = *members.value(field);
    member = QString(limit, u'x');
    QVERIFY(await(m_journal->open(intent)));
    member += u'x';
    const auto refused = await(m_journal->open(intent));
    QCOMPARE(kindOf(refused), u"InvalidInput"_s);
    QCOMPARE(refused.error().field, field);
    QCOMPARE(ask(u"SELECT count(*) FROM journal_intent"_s), u"1"_s);
}

void TestSqliteJournal::longRequestAndOutcome_areCut()
{
    JournalIntent intent = deletion();
    intent.request = QString(JournalLimit::request + 100, u'x');
    const auto id = await(m_journal->open(intent));
    QVERIFY(id);
    JournalOutcome outcome = success(QString(1000, u't'));
    outcome.errorKind = outcome.errorCode = outcome.schemeCorrelationId = QString(1000, u'x');
    outcome.detail = QString(100'000, u'x');
    QVERIFY(await(m_journal->close(*id, outcome)));
    const JournalEntry entry = entries().value(0);
    QCOMPARE(entry.intent.request.size(), JournalLimit::request);
    QVERIFY(entry.intent.request.endsWith(u'…'));
    QCOMPARE(entry.outcome.token.value.size(), JournalLimit::name);
    QCOMPARE(entry.outcome.errorKind.size(), JournalLimit::name);
    QCOMPARE(entry.outcome.errorCode.size(), JournalLimit::name);
    QCOMPARE(entry.outcome.schemeCorrelationId.size(), JournalLimit::name);
    QCOMPARE(entry.outcome.detail.size(), JournalLimit::detail);
}

void TestSqliteJournal::cardNumbers_neverReachTheDisk()
{
    const QString card = QString::fromLatin1(TestCards::visa);
    JournalIntent intent = deletion();
    intent.reason = intent.comment = intent.ticket = u"card "_s + card;
    // Where it would be cut apart by the length limit, too.
    intent.request = QString(JournalLimit::request - 8, u'-') + card;
    const auto id = await(m_journal->open(intent));
    QVERIFY(id);
    JournalOutcome outcome = success();
    outcome.errorCode = outcome.detail = u"the server knows "_s + card;
    QVERIFY(await(m_journal->close(*id, outcome)));
    m_journal.reset();
    m_database.reset();
    const QFileInfoList files = QDir(m_folder->path()).entryInfoList(QDir::Files);
    QVERIFY(!files.isEmpty());
    for (const QFileInfo &info : files) {
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(!bytes.contains(card.toLatin1()));
        QVERIFY(!bytes.contains(card.first(7).toLatin1()));
    }
}

void TestSqliteJournal::entriesOfAToken_areThoseThatNameOrMadeIt()
{
    const auto made = await(m_journal->open(creation()));
    QVERIFY(made);
    QVERIFY(await(m_journal->close(*made, success(u"tok-1"_s))));
    const auto other = await(m_journal->open(deletion(u"tok-2"_s)));
    JournalIntent elsewhere = deletion();
    elsewhere.connectionId = u"c-2"_s;
    const auto foreign = await(m_journal->open(elsewhere));
    const auto deleted = await(m_journal->open(deletion()));
    QVERIFY(other && foreign && deleted);
    QVERIFY(await(m_journal->close(*foreign, success(u"tok-1"_s))));

    const QList<JournalEntry> found = entries();
    QCOMPARE(found.size(), 2);
    QCOMPARE(found.at(0).id, *deleted);
    QCOMPARE(found.at(1).id, *made);
}

void TestSqliteJournal::entriesOfNoToken_areNone()
{
    QVERIFY(await(m_journal->open(creation())));
    QVERIFY(entries(QString()).isEmpty());
    QVERIFY(entries(u""_s).isEmpty());
}

void TestSqliteJournal::restart_showsWhatWasLeftOpen()
{
    const auto before = journalOf(endedRun(u"run-before"_s));
    const auto first = await(before->open(deletion(u"tok-1"_s)));
    const auto closed = await(before->open(deletion(u"tok-2"_s)));
    const auto last = await(before->open(deletion(u"tok-3"_s)));
    QVERIFY(first && closed && last);
    QVERIFY(await(before->close(*closed, success())));

    const auto left = await(m_journal->openItems());
    QVERIFY2(left, detailOf(left).constData());
    QCOMPARE(left->size(), 2);
    QCOMPARE(left->at(0).id, *last);
    QCOMPARE(left->at(1).id, *first);
    QVERIFY(isSame(left->at(1).intent, deletion(u"tok-1"_s)));
    QCOMPARE(toWord(left->at(1).outcome.kind), u"open"_s);
}

void TestSqliteJournal::ownAndSettledEntries_areNotLeftOpen()
{
    // Also where the system does not say when a process started, so that no run can be shown to live.
    ProgramRun own = currentRun();
    own.processStart.clear();
    m_journal = journalOf(own);
    QVERIFY(await(m_journal->open(deletion())));
    const auto before = journalOf(endedRun(u"run-before"_s));
    const auto left = await(before->open(deletion()));
    QVERIFY(left);
    QCOMPARE(await(m_journal->openItems()).value().size(), 1);
    // Settled later, by this run.
    QVERIFY(await(m_journal->close(*left, success())));
    QCOMPARE(await(m_journal->openItems()).value().size(), 0);
}

void TestSqliteJournal::liveConsole_isNotReportedAsLeftOpen()
{
    const auto other = journalOf(liveRun(u"run-beside"_s));
    QVERIFY(await(other->open(deletion())));
    QCOMPARE(await(m_journal->openItems()).value().size(), 0);
}

void TestSqliteJournal::processNumberGivenOutAgain_isReported()
{
    ProgramRun run = liveRun(u"run-before"_s);
    run.processStart += u'0';
    QVERIFY(await(journalOf(run)->open(deletion())));
    QCOMPARE(await(m_journal->openItems()).value().size(), 1);
}

void TestSqliteJournal::runOfAnotherMachine_isReported()
{
    ProgramRun run = liveRun(u"run-elsewhere"_s);
    run.host = u"another-desk"_s;
    QVERIFY(await(journalOf(run)->open(deletion())));
    QCOMPARE(await(m_journal->openItems()).value().size(), 1);
    QCOMPARE(ask(u"SELECT origin FROM journal_intent"_s), u"another-desk"_s);
}

void TestSqliteJournal::fullDisk_isAStorageErrorAndNoEntry()
{
    QVERIFY(await(m_journal->open(deletion())));
    const QString pages = ask(u"PRAGMA page_count"_s);
    QCOMPARE(ask(u"PRAGMA max_page_count="_s + pages), pages);
    JournalIntent intent = deletion();
    intent.request = QString(JournalLimit::request, u'x');
    QCOMPARE(kindOf(await(m_journal->open(intent))), u"Storage"_s);
    QCOMPARE(entries().size(), 1);
}

void TestSqliteJournal::manyThreads_mayOpenAndClose()
{
    QThreadPool pool;
    pool.setMaxThreadCount(8);
    for (int thread = 0; thread < 8; ++thread) {
        pool.start([this] {
            for (int i = 0; i < 20; ++i) {
                const auto id = await(m_journal->open(deletion()));
                if (id)
                    (void)await(m_journal->close(*id, success()));
            }
        });
    }
    pool.waitForDone();
    const QList<JournalEntry> found = entries();
    QCOMPARE(found.size(), 160);
    QVERIFY(std::all_of(found.cbegin(), found.cend(), [](const JournalEntry &entry) {
        return entry.outcome.kind == JournalOutcome::Kind::Succeeded;
    }));
}

namespace {
JournalOutcome unknownOutcome()
{
    JournalOutcome outcome;
    outcome.kind = JournalOutcome::Kind::Unknown;
    return outcome;
}

JournalSettlement settledAs(JournalSettlement::Kind kind, const QString &token = {})
{
    return {.kind = kind, .token = {token}, .operatorId = u"cy"_s, .note = u"The vendor said so"_s, .settledAt = {}};
}

JournalEvent eventOf(JournalEvent::Kind kind, const QString &token = {})
{
    return {.kind = kind,
            .operatorId = u"ana"_s,
            .connectionId = connectionId,
            .token = {token},
            .affectedItem = {},
            .detail = u"card "_s + QString::fromLatin1(TestCards::visa),
            .succeeded = kind != JournalEvent::Kind::UnlockFailed};
}
} // namespace

void TestSqliteJournal::unknownOutcome_isAnOpenItemUntilSettled()
{
    const auto id = await(m_journal->open(creation()));
    QVERIFY(id && await(m_journal->close(*id, unknownOutcome())));
    QCOMPARE(await(m_journal->openItems()).value().size(), 1);
    QVERIFY(await(m_journal->settle(*id, settledAs(JournalSettlement::Kind::Happened, u"tok-1"_s))));
    QCOMPARE(await(m_journal->openItems()).value().size(), 0);
    QCOMPARE(entries().value(0).id, *id); // the token that it turned out to have made finds it
}

void TestSqliteJournal::settledAsStillUnknown_staysAnOpenItem()
{
    const auto before = journalOf(endedRun(u"run-before"_s));
    const auto id = await(before->open(deletion()));
    QVERIFY(id);
    QVERIFY(await(m_journal->settle(*id, settledAs(JournalSettlement::Kind::StillUnknown))));
    QCOMPARE(await(m_journal->openItems()).value().size(), 1);
    QVERIFY(await(m_journal->settle(*id, settledAs(JournalSettlement::Kind::DidNotHappen))));
    QCOMPARE(await(m_journal->openItems()).value().size(), 0);
}

void TestSqliteJournal::settlement_keepsWhoWhenAndWhat()
{
    const auto id = await(m_journal->open(deletion()));
    QVERIFY(id && await(m_journal->close(*id, unknownOutcome())));
    QVERIFY(await(m_journal->settle(*id, settledAs(JournalSettlement::Kind::StillUnknown))));
    m_clock->advance(5min);
    QVERIFY(await(m_journal->settle(*id, settledAs(JournalSettlement::Kind::Happened, u"tok-9"_s))));
    const JournalSettlement found = entries().value(0).settlement;
    QCOMPARE(toWord(found.kind), u"happened"_s);
    QCOMPARE(found.token.value, u"tok-9"_s);
    QCOMPARE(found.operatorId, u"cy"_s);
    QCOMPARE(found.note, u"The vendor said so"_s);
    QCOMPARE(found.settledAt, m_clock->nowUtc());
    QCOMPARE(toWord(entries().value(0).outcome.kind), u"unknown"_s);
}

void TestSqliteJournal::onlyUnknownEntries_canBeSettled()
{
    const JournalSettlement settlement = settledAs(JournalSettlement::Kind::Happened);
    const auto done = await(m_journal->open(deletion()));
    QVERIFY(done && await(m_journal->close(*done, success())));
    QCOMPARE(kindOf(await(m_journal->settle(*done, settlement))), u"InvalidInput"_s);
    const auto underWay = await(m_journal->open(deletion()));
    QCOMPARE(kindOf(await(m_journal->settle(*underWay, settlement))), u"InvalidInput"_s);
    const auto elsewhere = await(journalOf(liveRun(u"run-beside"_s))->open(deletion()));
    QCOMPARE(kindOf(await(m_journal->settle(*elsewhere, settlement))), u"InvalidInput"_s);
    QCOMPARE(kindOf(await(m_journal->settle(4711, settlement))), u"InvalidInput"_s);
    QCOMPARE(ask(u"SELECT count(*) FROM journal_settlement"_s), u"0"_s);
}

void TestSqliteJournal::settlementNeedsAName()
{
    const auto id = await(m_journal->open(deletion()));
    QVERIFY(id && await(m_journal->close(*id, unknownOutcome())));
    JournalSettlement settlement = settledAs(JournalSettlement::Kind::Happened);
    settlement.operatorId = u" "_s;
    QCOMPARE(await(m_journal->settle(*id, settlement)).error().field, u"operatorId"_s);
    QCOMPARE(await(m_journal->settle(*id, settledAs(JournalSettlement::Kind::None))).error().field, u"kind"_s);
    QCOMPARE(await(m_journal->record({})).error().field, u"operatorId"_s);
}

void TestSqliteJournal::event_keepsTheSixFacts()
{
    QVERIFY(await(m_journal->record(eventOf(JournalEvent::Kind::CardDataShown, u"tok-1"_s))));
    QVERIFY(await(m_journal->record(eventOf(JournalEvent::Kind::UnlockFailed))));
    QCOMPARE(ask(u"SELECT group_concat(user || ',' || event_type || ',' || happened_at || ',' || outcome || ',' || "
                 "affected_item, ';') FROM journal_event"_s),
             u"ana,card-data.shown,2026-02-11T09:08:24.479Z,succeeded,tok-1;"
             "ana,unlock.failed,2026-02-11T09:08:24.479Z,failed,journal"_s);
    QCOMPARE(ask(u"SELECT count(*) FROM journal_event WHERE origin = ''"_s), u"0"_s);
    QCOMPARE(ask(u"SELECT min(happened_monotonic) FROM journal_event"_s), u"1000"_s);
    QVERIFY(!ask(u"SELECT detail FROM journal_event"_s).contains(QString::fromLatin1(TestCards::visa)));
}

void TestSqliteJournal::events_arePagedAndFiltered()
{
    for (int i = 0; i < 5; ++i) {
        QVERIFY(await(m_journal->record(eventOf(JournalEvent::Kind::Exported, u"tok-%1"_s.arg(i)))));
        m_clock->advance(1min);
    }
    const auto first = await(m_journal->events({}, 0, 2));
    QVERIFY(first);
    QCOMPARE(first->size(), 2);
    QCOMPARE(first->at(0).event.token.value, u"tok-4"_s);
    const auto second = await(m_journal->events({}, first->last().id, 9));
    QCOMPARE(second.value().size(), 3);
    JournalFilter filter;
    filter.from = m_clock->nowUtc().addSecs(-120);
    QCOMPARE(await(m_journal->events(filter, 0, 9)).value().size(), 2);
    filter = {};
    filter.token = u"tok-3"_s;
    QCOMPARE(await(m_journal->events(filter, 0, 9)).value().size(), 1);
    filter.ticket = u"T-1"_s;
    QCOMPARE(await(m_journal->events(filter, 0, 9)).value().size(), 0);
    filter = {};
    filter.event = JournalEvent::Kind::JournalPurged;
    QCOMPARE(await(m_journal->events(filter, 0, 9)).value().size(), 0);
    filter.event = first->first().event.kind;
    QVERIFY(!await(m_journal->events(filter, 0, 9)).value().isEmpty());
    QCOMPARE(await(m_journal->query(filter, 0, 9)).value().size(), 0);
}

void TestSqliteJournal::twoJournals_shareOneChain()
{
    const auto file = await(Database::open(m_folder->filePath(u"desk.sqlite"_s)));
    QVERIFY(file);
    SqliteJournal other(*file, m_clock, endedRun(u"run-beside"_s));
    QList<Pending<qint64>> opening;
    for (int i = 0; i < 40; ++i)
        opening << m_journal->open(deletion()) << other.open(deletion());
    for (const auto &pending : opening)
        QVERIFY(await(pending));
    QCOMPARE(ask(u"SELECT count(*) || ' ' || max(position) FROM journal_chain"_s), u"82 82"_s);
    const auto verdict = await(m_journal->verify({}));
    QVERIFY2(verdict && verdict->isSound(), verdict ? qPrintable(verdict->explanation) : "failed");
}

void TestSqliteJournal::opening_isRecordedWithTheDatabasesVersion()
{
    for (int i = 0; i < 2; ++i)
        QVERIFY(await(m_journal->recordOpening(u"ana"_s)).has_value());
    const auto events = await(m_journal->events({}, 0, 10));
    QVERIFY(events.has_value());
    QCOMPARE(events->size(), 3); // newest first: the database is made once
    QCOMPARE(toWord(events->at(0).event.kind), u"journal.opened"_s);
    QCOMPARE(toWord(events->at(1).event.kind), u"journal.opened"_s);
    QCOMPARE(toWord(events->at(2).event.kind), u"schema.changed"_s);
    const QString version = u"database version %1"_s.arg(deskSchema().size());
    QCOMPARE(events->at(0).event.detail, version);
    QCOMPARE(events->at(2).event.detail, u"made: "_s + version);
    QCOMPARE(events->at(2).event.operatorId, u"ana"_s);
}

void TestSqliteJournal::openingAfterAnUpgrade_recordsTheChange()
{
    QVERIFY(await(m_journal->recordOpening(u"ana"_s)).has_value());
    QVERIFY(tell(u"PRAGMA user_version=99"_s).has_value());
    QVERIFY(await(m_journal->recordOpening(u"bob"_s)).has_value());
    const auto events = await(m_journal->events({}, 0, 10));
    QCOMPARE(events->size(), 4);
    QCOMPARE(toWord(events->at(1).event.kind), u"schema.changed"_s);
    QCOMPARE(events->at(1).event.detail, u"from database version %1 to database version 99"_s.arg(deskSchema().size()));
    QCOMPARE(events->at(0).event.detail, u"database version 99"_s);
}

void TestSqliteJournal::clockThatIsSet_isRecorded()
{
    QVERIFY(await(m_journal->open(deletion())).has_value());
    m_clock->advance(1h);
    QVERIFY(await(m_journal->open(deletion())).has_value());
    QVERIFY(await(m_journal->events({}, 0, 10)).value().isEmpty()); // time only passed
    m_clock->setNowUtc(m_clock->nowUtc().addSecs(-600));
    QVERIFY(await(m_journal->open(deletion())).has_value());
    QVERIFY(await(m_journal->open(deletion())).has_value());
    const auto events = await(m_journal->events({}, 0, 10));
    QCOMPARE(events->size(), 1);
    QCOMPARE(toWord(events->first().event.kind), u"clock.changed"_s);
    QVERIFY2(events->first().event.detail.startsWith("by -600 s since "_L1), qPrintable(events->first().event.detail));
}

QTEST_GUILESS_MAIN(TestSqliteJournal)
#include "tst_sqlitejournal.moc"
