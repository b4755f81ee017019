// SPDX-License-Identifier: Apache-2.0
#include "app/journal/evidencereport.h"
#include "app/journal/journalpurge.h"
#include "app/journal/reportcheck.h"
#include "app/storage/sql.h"
#include "tests/journal/samplejournal.h"
#include "tests/storage/await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

//! An operation on several tokens: one entry, which is found, shown and proved for each of them.
class TestJournalSubjects : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void entry_isThatOfEachOfItsTokens();
    void entry_namesItsTokensInTheirOrder();
    void filterAndSearch_findIt();
    void otherConnection_hasNoneOfIt();
    void item_saysHowManyThereAre();
    void tokenWithoutAnId_isRefusedAndNothingIsWritten();
    void changedOrMissingSubject_isFound_data();
    void changedOrMissingSubject_isFound();
    void subjects_cannotBeChangedOrDeleted();
    void evidence_holdsTheEntryAndThisTokenAlone();
    void reportThatLeavesItOut_isFound();
    void purge_takesThemAlong();
    void thousandTokens_areOneEntry();

private:
    [[nodiscard]] QList<JournalEntry> entries(const QString &token, const QString &connection = u"c-1"_s) const
    {
        return await(m_sample->journal->entriesFor(connection, {token})).value_or(QList<JournalEntry>());
    }
    [[nodiscard]] QString ask(const QString &sql) const
    {
        const auto answer =
            await(m_sample->database->run([sql](QSqlDatabase &connection) { return firstValue(connection, sql); }));
        return answer ? answer->toString() : answer.error().detail;
    }
    [[nodiscard]] EvidenceReport reportOf(const QString &token) const
    {
        EvidenceReport report;
        report.connectionId = u"c-1"_s;
        report.token = {token};
        report.evidence = await(m_sample->journal->evidence(report.connectionId, report.token)).value();
        return report;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SampleJournal> m_sample;
};

void TestJournalSubjects::init()
{
    m_sample.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_sample = std::make_unique<SampleJournal>(m_folder->filePath(u"desk.sqlite"_s));
    QVERIFY(m_sample->database);
}

void TestJournalSubjects::entry_isThatOfEachOfItsTokens()
{
    const qint64 id = m_sample->updateSeveral({u"s-1"_s, u"s-2"_s});
    QVERIFY(id > 0);
    for (const QString &token : {u"s-1"_s, u"s-2"_s}) {
        QCOMPARE(entries(token).size(), 1);
        QCOMPARE(entries(token).first().id, id);
    }
    QVERIFY(entries(u"s-3"_s).isEmpty());
}

void TestJournalSubjects::entry_namesItsTokensInTheirOrder()
{
    m_sample->updateSeveral({u"z"_s, u"a"_s, u"m \"quoted\""_s});
    const JournalEntry entry = entries(u"a"_s).first();
    QVERIFY(entry.intent.token.isEmpty());
    QCOMPARE(entry.intent.tokens, QList<TokenId>({{u"z"_s}, {u"a"_s}, {u"m \"quoted\""_s}}));
}

void TestJournalSubjects::filterAndSearch_findIt()
{
    m_sample->fill(3);
    const qint64 id = m_sample->updateSeveral({u"s-1"_s, u"s-2"_s});
    JournalFilter exact;
    exact.token = u"s-2"_s;
    const auto byToken = await(m_sample->journal->query(exact, 0, 9)).value();
    QCOMPARE(byToken.size(), 1);
    QCOMPARE(byToken.first().id, id);
    JournalFilter part;
    part.text = u"s-2"_s;
    QCOMPARE(await(m_sample->journal->query(part, 0, 9)).value().size(), 1);
    part.text = u"s-3"_s;
    QCOMPARE(await(m_sample->journal->query(part, 0, 9)).value().size(), 0);
}

void TestJournalSubjects::otherConnection_hasNoneOfIt()
{
    m_sample->updateSeveral({u"s-1"_s, u"s-2"_s});
    QVERIFY(entries(u"s-1"_s, u"c-2"_s).isEmpty());
    QVERIFY(await(m_sample->journal->evidence(u"c-2"_s, {u"s-1"_s})).value().records.isEmpty());
}

void TestJournalSubjects::item_saysHowManyThereAre()
{
    m_sample->updateSeveral({u"s-1"_s, u"s-2"_s});
    QCOMPARE(ask(u"SELECT affected_item || '|' || token FROM journal_intent"_s), u"2 tokens|"_s);
}

void TestJournalSubjects::tokenWithoutAnId_isRefusedAndNothingIsWritten()
{
    QCOMPARE(m_sample->updateSeveral({u"s-1"_s, QString()}), 0);
    QCOMPARE(m_sample->updateSeveral({u"s-1"_s, QString(JournalLimit::name + 1, u'x')}), 0);
    QCOMPARE(ask(u"SELECT count(*) FROM journal_intent"_s), u"0"_s);
}

void TestJournalSubjects::changedOrMissingSubject_isFound_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("found");
    QTest::newRow("changed") << u"UPDATE journal_subject SET token = 's-9' WHERE id = 2"_s << u"wrong-hash subject 2"_s;
    QTest::newRow("moved") << u"UPDATE journal_subject SET intent = 1 WHERE id = 2"_s << u"wrong-hash subject 2"_s;
    QTest::newRow("deleted") << u"DELETE FROM journal_subject WHERE id = 1"_s << u"missing-row subject 1"_s;
    QTest::newRow("added") << u"INSERT INTO journal_subject VALUES (9, 4, 's-9')"_s << u"strange-row subject 9"_s;
}

void TestJournalSubjects::changedOrMissingSubject_isFound()
{
    QFETCH(const QString, statement);
    m_sample->fill(3);
    m_sample->updateSeveral({u"s-1"_s, u"s-2"_s});
    QVERIFY(m_sample->verify().isSound());
    const auto done = m_sample->tamper({statement});
    QVERIFY2(done, detailOf(done).constData());
    const JournalVerdict verdict = m_sample->verify();
    QTEST(toWord(verdict.flaw) + u' ' + verdict.row, "found");
}

void TestJournalSubjects::subjects_cannotBeChangedOrDeleted()
{
    m_sample->updateSeveral({u"s-1"_s, u"s-2"_s});
    for (const QString &statement : {u"UPDATE journal_subject SET token = 'x'"_s, u"DELETE FROM journal_subject"_s,
                                     u"REPLACE INTO journal_subject SELECT * FROM journal_subject"_s}) {
        const auto done = await(m_sample->database->run([statement](QSqlDatabase &connection) -> Result<Done> {
            const auto told = executed(connection, statement);
            return told ? Result<Done>(Done{}) : Failure(told.error());
        }));
        QVERIFY2(!done, qPrintable(statement));
    }
}

void TestJournalSubjects::evidence_holdsTheEntryAndThisTokenAlone()
{
    m_sample->updateSeveral({u"s-1"_s, u"s-2"_s});
    const EvidenceReport report = reportOf(u"s-2"_s);
    QStringList kinds;
    for (const ChainedRecord &record : report.evidence.records)
        kinds << record.record;
    QCOMPARE(kinds, QStringList({u"intent"_s, u"subject"_s, u"outcome"_s}));
    QVERIFY(!evidenceJson(report).contains("s-1"));
    const auto finding = await(m_sample->journal->compare(report));
    QVERIFY(finding && finding->fault == ReportFinding::Fault::None);
}

void TestJournalSubjects::reportThatLeavesItOut_isFound()
{
    m_sample->updateSeveral({u"s-1"_s, u"s-2"_s});
    EvidenceReport report = reportOf(u"s-2"_s);
    report.evidence.records.clear();
    const auto finding = await(m_sample->journal->compare(report));
    QVERIFY(finding);
    QVERIFY2(finding->fault == ReportFinding::Fault::ReportChanged, qPrintable(finding->explanation));
}

void TestJournalSubjects::purge_takesThemAlong()
{
    m_sample.reset();
    m_sample = std::make_unique<SampleJournal>(m_folder->filePath(u"old.sqlite"_s), std::make_shared<FakeKeychain>(),
                                               endedRun());
    m_sample->updateSeveral({u"s-1"_s, u"s-2"_s});
    m_sample->clock->advance(std::chrono::hours(24 * 60));
    const QDateTime between = m_sample->clock->nowUtc().addDays(-30);
    m_sample->updateSeveral({u"s-3"_s});
    const auto plan = await(m_sample->journal->purge(between, u"ana"_s));
    QVERIFY2(plan, detailOf(plan).constData());
    QVERIFY(plan->rows() > 0);
    QCOMPARE(ask(u"SELECT group_concat(token) FROM journal_subject"_s), u"s-3"_s);
    const JournalVerdict verdict = m_sample->verify();
    QVERIFY2(verdict.isSound(), qPrintable(verdict.row + verdict.explanation));
}

void TestJournalSubjects::thousandTokens_areOneEntry()
{
    QStringList tokens;
    for (int i = 0; i < 1000; ++i)
        tokens << u"s-%1"_s.arg(i);
    QVERIFY(m_sample->updateSeveral(tokens) > 0);
    QCOMPARE(entries(u"s-999"_s).first().intent.tokens.size(), 1000);
    QVERIFY(m_sample->verify().isSound());
}

QTEST_GUILESS_MAIN(TestJournalSubjects)
#include "tst_journalsubjects.moc"
