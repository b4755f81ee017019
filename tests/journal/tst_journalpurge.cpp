// SPDX-License-Identifier: Apache-2.0
#include "app/journal/journalpurge.h"
#include "app/journal/journalverification.h"
#include "app/storage/sql.h"
#include "tests/journal/samplejournal.h"
#include "tests/storage/await.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! Rows that are old enough go; what stays can be verified, and tells what went.
class TestJournalPurge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void checkpoint_isReadAsItWasWritten();
    void oldRows_goAndTheRestIsSound();
    void purge_isRecordedWithWhoAndWhen();
    void purgeAgain_goesOnFromThere();
    void evidenceAfterAPurge_isConsistent();
    void reportFromBefore_isRightAsFarAsItCanBeCompared();
    void purgedRows_leaveNoTraceInTheFiles();
    void copiesThatUpgradesMade_goWithTheRows();
    void anotherConsole_writesOn();
    void checkThatIsUnderWay_beginsAnew();

    void unsettledOperations_areRefused_data();
    void unsettledOperations_areRefused();
    void unsoundJournal_isNotPurged();
    void timeToCome_andNobody_areRefused();
    void nothingOld_changesNothing();
    void operationThatWasSettledLater_stays();
    void consoleThatIsRunning_holdsBack();

    void tamperingAfterAPurge_isFound_data();
    void tamperingAfterAPurge_isFound();
    void purgeWithoutThisDesksKey_isFound();
    void purgedJournal_refusesDeletionAsBefore();

private:
    [[nodiscard]] QDateTime spring() const { return {QDate(2026, 3, 1), QTime(0, 0), Qt::UTC}; }
    //! Rows of February by a console that has ended, all settled, and of May by this one.
    void fillTwice(bool isSettled = true);
    Result<PurgePlan> purge(const QDateTime &before) { return await(m_sample->journal->purge(before, u"lea"_s)); }
    [[nodiscard]] qint64 number(const QString &sql) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FakeKeychain> m_keychain;
    std::unique_ptr<SampleJournal> m_sample;
    qint64 m_oldRows = 0;
};

void TestJournalPurge::init()
{
    m_sample.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_keychain = std::make_shared<FakeKeychain>();
}

qint64 TestJournalPurge::number(const QString &sql) const
{
    return await(m_sample->database->run([sql](QSqlDatabase &connection) -> Result<qint64> {
               const auto value = firstValue(connection, sql);
               return value ? Result<qint64>(value->toLongLong()) : Failure(value.error());
           }))
        .value_or(-1);
}

void TestJournalPurge::fillTwice(bool isSettled)
{
    const QString file = m_folder->filePath(u"desk.sqlite"_s);
    m_sample = std::make_unique<SampleJournal>(file, m_keychain, endedRun());
    m_sample->fill(20);
    JournalEvent event;
    event.operatorId = u"ana"_s;
    event.detail = u"canary-7f3a-purged"_s;
    QVERIFY(await(m_sample->journal->record(event)));
    if (isSettled)
        m_sample->settleAll();
    m_oldRows = number(u"SELECT max(position) FROM journal_chain"_s);
    m_sample = std::make_unique<SampleJournal>(file, m_keychain);
    m_sample->clock->advance(24h * 90);
    m_sample->fill(10);
    if (isSettled)
        m_sample->settleAll();
}

void TestJournalPurge::checkpoint_isReadAsItWasWritten()
{
    const JournalCheckpoint checkpoint{.position = 17,
                                       .hash = QByteArray(32, 'h'),
                                       .before = spring(),
                                       .keyId = u"0123456789abcdef"_s,
                                       .isLasting = true,
                                       .signature = QByteArray(32, 's')};
    const QString text = checkpointText(checkpoint);
    QVERIFY(checkpointFromText(text) == checkpoint);
    for (const QString &wrong : {QString(), u"{}"_s, u"[1]"_s, QString(text).replace(u"17"_s, u"0"_s),
                                 QString(text).replace(u"68"_s, u""_s), QString(text).replace(u"2026"_s, u"x"_s)})
        QVERIFY2(!checkpointFromText(wrong), qPrintable(wrong));
}

void TestJournalPurge::oldRows_goAndTheRestIsSound()
{
    fillTwice();
    const auto plan = purge(spring());
    QVERIFY2(plan, detailOf(plan).constData());
    QCOMPARE(plan->first, 1);
    QCOMPARE(plan->last, m_oldRows);
    QVERIFY(plan->heldBack.isEmpty());
    QCOMPARE(number(u"SELECT min(position) FROM journal_chain"_s), m_oldRows + 1);
    QCOMPARE(number(u"SELECT count(*) FROM journal_intent"_s), 10);
    QCOMPARE(number(u"SELECT count(*) FROM journal_intent WHERE opened_at < '2026-03'"_s), 0);
    const JournalVerdict verdict = m_sample->verify();
    QVERIFY2(verdict.isSound(), qPrintable(verdict.row + verdict.explanation));
    QVERIFY(verdict.canShowTruncation);
    QVERIFY(verdict.purged);
    QCOMPARE(verdict.purged->checkpoint.position, m_oldRows);
    QCOMPARE(verdict.checked, number(u"SELECT count(*) FROM journal_chain"_s));
    m_sample->fill(5);
    QVERIFY(m_sample->verify().isSound());
    QCOMPARE(m_sample->anchor()->position, number(u"SELECT max(position) FROM journal_chain"_s));
}

void TestJournalPurge::purge_isRecordedWithWhoAndWhen()
{
    fillTwice();
    QVERIFY(purge(spring()));
    const auto events = await(m_sample->journal->events({}, 0, 2));
    QVERIFY2(events, detailOf(events).constData());
    QCOMPARE(events->size(), 2);
    QCOMPARE(toWord(events->first().event.kind), u"journal.purged"_s);
    QCOMPARE(events->first().event.operatorId, u"lea"_s);
    QCOMPARE(toWord(events->last().event.kind), u"journal.verified"_s); // what was purged was sound
    const JournalVerdict verdict = m_sample->verify();
    QCOMPARE(verdict.purged->operatorId, u"lea"_s);
    QCOMPARE(verdict.purged->purgedAt, events->first().happenedAt);
    QCOMPARE(verdict.purged->checkpoint.before, spring());
}

void TestJournalPurge::purgeAgain_goesOnFromThere()
{
    fillTwice();
    QVERIFY(purge(spring()));
    const qint64 end = number(u"SELECT max(position) FROM journal_chain"_s);
    m_sample.reset();
    m_sample = std::make_unique<SampleJournal>(m_folder->filePath(u"desk.sqlite"_s), m_keychain);
    m_sample->clock->advance(24h * 200);
    // The rows of May were written by this very process, which still runs: it holds them back.
    const auto plan = purge(spring().addDays(150));
    QVERIFY2(plan, detailOf(plan).constData());
    QCOMPARE(plan->rows(), 0);
    QVERIFY(!plan->heldBack.isEmpty());
    QVERIFY(m_sample->tamper({u"UPDATE journal_run SET process_id = 2147483632"_s})); // as if it had ended
    const auto again = await(m_sample->journal->planPurge(spring().addDays(150)));
    QVERIFY2(again, detailOf(again).constData());
    QCOMPARE(again->first, m_oldRows + 1);
    QCOMPARE(again->last, end);
}

void TestJournalPurge::evidenceAfterAPurge_isConsistent()
{
    fillTwice();
    QVERIFY(purge(spring()));
    EvidenceReport report;
    report.connectionId = u"c-1"_s;
    report.token = {u"tok-3"_s};
    report.evidence = await(m_sample->journal->evidence(report.connectionId, report.token)).value();
    QVERIFY(!report.evidence.records.isEmpty());
    QCOMPARE(inconsistencyOf(report), std::nullopt);
    const auto finding = await(m_sample->journal->compare(report));
    QVERIFY(finding);
    QCOMPARE(toWord(finding->fault), u"none"_s);
    QCOMPARE(finding->purged, 0);
    // The first row that is left is one that a report can hold, too.
    const auto first = await(
        m_sample->database->run([at = m_oldRows + 1](QSqlDatabase &connection) { return recordAt(connection, at); }));
    QVERIFY(first && *first);
    QVERIFY(isConsistent(**first));
}

void TestJournalPurge::reportFromBefore_isRightAsFarAsItCanBeCompared()
{
    fillTwice();
    EvidenceReport report;
    report.connectionId = u"c-1"_s;
    report.token = {u"tok-3"_s};
    report.evidence = await(m_sample->journal->evidence(report.connectionId, report.token)).value();
    QVERIFY(purge(spring()));
    const auto finding = await(m_sample->journal->compare(report));
    QVERIFY(finding);
    QCOMPARE(toWord(finding->fault), u"none"_s);
    QVERIFY(finding->purged > 0 && finding->purged < report.evidence.records.size());
}

void TestJournalPurge::purgedRows_leaveNoTraceInTheFiles()
{
    fillTwice();
    const auto isTraced = [this] {
        for (const QString &name : QDir(m_folder->path()).entryList(QDir::Files)) {
            QFile file(m_folder->filePath(name));
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains("canary-7f3a-purged"))
                return true;
        }
        return false;
    };
    QVERIFY(isTraced());
    QVERIFY(purge(spring()));
    QVERIFY(!isTraced());
}

void TestJournalPurge::copiesThatUpgradesMade_goWithTheRows()
{
    fillTwice();
    const QString file = m_folder->filePath(u"desk.sqlite"_s);
    const QStringList copies{file + u".version-1.backup"_s, file + u".version-1.backup-2"_s};
    const QString other = file + u".mine"_s;
    for (const QString &name : copies + QStringList{other}) {
        QFile copy(name);
        QVERIFY(copy.open(QIODevice::WriteOnly));
    }
    const auto nothing = purge(spring().addYears(-10));
    QVERIFY(nothing && nothing->rows() == 0);
    QVERIFY(QFile::exists(copies.first()));

    QVERIFY(purge(spring()));
    for (const QString &name : copies)
        QVERIFY(!QFile::exists(name));
    QVERIFY(QFile::exists(other));
}

void TestJournalPurge::anotherConsole_writesOn()
{
    fillTwice();
    const auto file = await(Database::open(m_folder->filePath(u"desk.sqlite"_s)));
    QVERIFY(file);
    ProgramRun run = currentRun();
    run.id = u"beside"_s;
    SqliteJournal beside(*file, m_sample->clock, run, m_sample->keys);
    JournalIntent intent;
    intent.operatorId = u"ana"_s;
    intent.connectionId = u"c-1"_s;
    const auto entry = await(beside.open(intent));
    QVERIFY(entry);
    QVERIFY(purge(spring()));
    JournalOutcome outcome;
    outcome.kind = JournalOutcome::Kind::Succeeded;
    const auto closed = await(beside.close(*entry, outcome));
    QVERIFY2(closed, detailOf(closed).constData());
    QVERIFY(await(beside.open(intent)));
    QVERIFY(m_sample->verify().isSound());
    QVERIFY(await(beside.verify({})).value().isSound());
}

void TestJournalPurge::checkThatIsUnderWay_beginsAnew()
{
    fillTwice();
    const auto check = std::make_shared<JournalVerification>(m_sample->key(), std::nullopt);
    const auto step = [this, check] {
        return await(
            m_sample->database->run([check](QSqlDatabase &connection) { return check->checkMore(connection, 3); }));
    };
    QVERIFY(await(m_sample->database->run([check](QSqlDatabase &connection) { return check->begin(connection); })));
    QCOMPARE(step().value_or(false), true);
    QVERIFY(purge(spring()));
    while (step().value_or(false))
        ;
    QVERIFY2(check->verdict().isSound(), qPrintable(check->verdict().explanation));
    QCOMPARE(check->verdict().checked, number(u"SELECT count(*) FROM journal_chain"_s));
}

void TestJournalPurge::unsettledOperations_areRefused_data()
{
    QTest::addColumn<bool>("hasOutcome");
    QTest::newRow("unknown") << true;
    QTest::newRow("left open") << false;
}

void TestJournalPurge::unsettledOperations_areRefused()
{
    QFETCH(const bool, hasOutcome);
    const QString file = m_folder->filePath(u"desk.sqlite"_s);
    m_sample = std::make_unique<SampleJournal>(file, m_keychain, endedRun());
    JournalIntent intent;
    intent.operatorId = u"ana"_s;
    const auto entry = await(m_sample->journal->open(intent));
    QVERIFY(entry);
    JournalOutcome outcome;
    outcome.kind = JournalOutcome::Kind::Unknown;
    if (hasOutcome)
        QVERIFY(await(m_sample->journal->close(*entry, outcome)));
    m_sample = std::make_unique<SampleJournal>(file, m_keychain);
    m_sample->clock->advance(24h * 90);
    const auto refused = purge(spring());
    QCOMPARE(kindOf(refused), u"InvalidInput"_s);
    QVERIFY2(detailOf(refused).contains("intent 1 (create)"), detailOf(refused).constData());
    QCOMPARE(number(u"SELECT count(*) FROM journal_intent"_s), 1);
    QVERIFY(await(m_sample->journal->settle(*entry, {.kind = JournalSettlement::Kind::StillUnknown,
                                                     .token = {},
                                                     .operatorId = u"cy"_s,
                                                     .note = {},
                                                     .settledAt = {}})));
    QVERIFY(!purge(spring()));
    QVERIFY(m_sample->verify().isSound());
    QVERIFY(!m_sample->verify().purged);
}

void TestJournalPurge::unsoundJournal_isNotPurged()
{
    fillTwice();
    QVERIFY(m_sample->tamper({u"UPDATE journal_intent SET ticket = 'T-0' WHERE id = 4"_s}));
    const auto refused = purge(spring());
    QCOMPARE(kindOf(refused), u"Rejected"_s);
    QVERIFY2(detailOf(refused).contains("intent 4"), detailOf(refused).constData());
    QCOMPARE(number(u"SELECT min(position) FROM journal_chain"_s), 1);
}

void TestJournalPurge::timeToCome_andNobody_areRefused()
{
    fillTwice();
    QCOMPARE(kindOf(purge(m_sample->clock->nowUtc().addSecs(1))), u"InvalidInput"_s);
    QCOMPARE(kindOf(purge({})), u"InvalidInput"_s);
    QCOMPARE(kindOf(await(m_sample->journal->purge(spring(), u" "_s))), u"InvalidInput"_s);
    QCOMPARE(number(u"SELECT min(position) FROM journal_chain"_s), 1);
}

void TestJournalPurge::nothingOld_changesNothing()
{
    fillTwice();
    const auto plan = purge(spring().addYears(-1));
    QVERIFY(plan);
    QCOMPARE(plan->rows(), 0);
    QCOMPARE(number(u"SELECT count(*) FROM journal_event WHERE event_type = 'journal.purged'"_s), 0);
    QVERIFY(m_sample->verify().isSound());
}

void TestJournalPurge::operationThatWasSettledLater_stays()
{
    fillTwice(false);
    const qint64 firstUnsettled = number(
        u"SELECT min(position) FROM journal_chain WHERE record = 'intent' AND key = '4'"_s); // the first of fill()'s
    m_sample->settleAll();                                                                   // only now
    const auto plan = purge(spring());
    QVERIFY2(plan, detailOf(plan).constData());
    QCOMPARE(plan->last, firstUnsettled - 1);
    QVERIFY(plan->heldBack.contains(u"settled, later"_s));
    QCOMPARE(number(u"SELECT count(*) FROM journal_intent WHERE id = 4"_s), 1);
    QVERIFY(m_sample->verify().isSound());
}

void TestJournalPurge::consoleThatIsRunning_holdsBack()
{
    m_sample = std::make_unique<SampleJournal>(m_folder->filePath(u"desk.sqlite"_s), m_keychain); // this process
    m_sample->fill(3);
    m_sample->settleAll();
    m_sample->clock->advance(24h * 90);
    const auto plan = purge(spring());
    QVERIFY2(plan, detailOf(plan).constData());
    QCOMPARE(plan->rows(), 0);
    QVERIFY(plan->heldBack.contains(u"still running"_s));
    QVERIFY(m_sample->verify().isSound());
}

void TestJournalPurge::tamperingAfterAPurge_isFound_data()
{
    QTest::addColumn<QString>("statement");
    QTest::newRow("one row more gone")
        << u"DELETE FROM journal_chain WHERE position = (SELECT min(position) FROM journal_chain)"_s;
    QTest::newRow("the purge's event gone") << u"DELETE FROM journal_event WHERE event_type = 'journal.purged'"_s;
    QTest::newRow("another operator") << u"UPDATE journal_event SET user = 'bo' WHERE event_type = 'journal.purged'"_s;
    QTest::newRow("another checkpoint")
        << u"UPDATE journal_event SET detail = replace(detail, '2026-03', '2025-03') WHERE event_type = 'journal.purged'"_s;
    QTest::newRow("an old row put back")
        << u"INSERT INTO journal_outcome SELECT 1, closed_at, closed_offset, outcome, token, http_status, error_kind, error_code, scheme_correlation_id, detail, closed_monotonic FROM journal_outcome LIMIT 1"_s;
    QTest::newRow("an old link put back")
        << u"INSERT INTO journal_chain SELECT 1, record, key, hash FROM journal_chain LIMIT 1"_s;
}

void TestJournalPurge::tamperingAfterAPurge_isFound()
{
    QFETCH(const QString, statement);
    fillTwice();
    QVERIFY(purge(spring()));
    const auto done = m_sample->tamper({statement});
    QVERIFY2(done, detailOf(done).constData());
    QVERIFY(!m_sample->verify().isSound());
}

void TestJournalPurge::purgeWithoutThisDesksKey_isFound()
{
    fillTwice();
    ProgramRun run = currentRun();
    run.id = u"somebody"_s;
    const auto forged = await(m_sample->database->run([this, run](QSqlDatabase &connection) -> Result<PurgePlan> {
        const auto off = executed(connection, u"PRAGMA foreign_keys=OFF"_s);
        return off ? JournalWriter(m_sample->clock, run).purge(connection, spring(), u"lea"_s) : Failure(off.error());
    }));
    QVERIFY2(forged && forged->rows() > 0, detailOf(forged).constData());
    const JournalVerdict verdict = m_sample->verify();
    QVERIFY(!verdict.isSound());
    QVERIFY(verdict.flaw == JournalVerdict::Flaw::UnknownKey);
}

void TestJournalPurge::purgedJournal_refusesDeletionAsBefore()
{
    fillTwice();
    const qint64 triggers = number(u"SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"_s);
    QVERIFY(purge(spring()));
    QCOMPARE(number(u"SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"_s), triggers);
    QCOMPARE(number(u"PRAGMA foreign_keys"_s), 1);
    const auto deleted = await(m_sample->database->run([](QSqlDatabase &connection) -> Result<Done> {
        const auto done = executed(connection, u"DELETE FROM journal_intent"_s);
        return done ? Result<Done>(Done{}) : Failure(done.error());
    }));
    QVERIFY(detailOf(deleted).contains("append-only"));
}

QTEST_GUILESS_MAIN(TestJournalPurge)
#include "tst_journalpurge.moc"
