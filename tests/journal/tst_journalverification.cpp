// SPDX-License-Identifier: Apache-2.0
#include "app/journal/journalverification.h"
#include "app/storage/sql.h"
#include "tests/journal/samplejournal.h"
#include "tests/storage/await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestJournalVerification : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void soundJournal_isSound();
    void emptyJournal_isSound();
    void flaw_isNamedWithItsRow_data();
    void flaw_isNamedWithItsRow();
    void chainRewrittenToTheEnd_isFoundByTheSignedHead();
    void cutBeforeTheLastHead_isFoundByTheKeychain();
    void truncatedThenGoneOn_isStillFound();
    void otherKeychain_isSaid();
    void noKeychain_saysWhatCannotBeRuledOut();
    void rowsAddedMeanwhile_areNotLookedAt();
    void cancelled_settlesAtOnce();
    void progress_reachesTheEnd();
    void heads_areSignedAlongTheWay();
    void unchangedChain_isSignedOnce();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SampleJournal> m_sample;
};

void TestJournalVerification::init()
{
    m_sample.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_sample = std::make_unique<SampleJournal>(m_folder->filePath(u"desk.sqlite"_s));
    QVERIFY(m_sample->database);
}

void TestJournalVerification::soundJournal_isSound()
{
    m_sample->fill(40);
    const JournalVerdict verdict = m_sample->verify();
    QVERIFY2(verdict.isSound(), qPrintable(verdict.row + u": "_s + verdict.explanation));
    QVERIFY(verdict.checked > 80);
    QCOMPARE(verdict.head.position, verdict.checked);
    QVERIFY(verdict.canShowTruncation);
    QCOMPARE(verdict.caveat, QString());
}

void TestJournalVerification::emptyJournal_isSound()
{
    const JournalVerdict verdict = m_sample->verify();
    QVERIFY2(verdict.isSound(), qPrintable(verdict.explanation));
    QCOMPARE(verdict.checked, 0);
    QCOMPARE(verdict.head.id, 0);
}

void TestJournalVerification::flaw_isNamedWithItsRow_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<QString>("flaw");
    QTest::addColumn<QString>("row");
    QTest::newRow("changed text") << QStringList{u"UPDATE journal_intent SET user = 'eve' WHERE id = 3"_s}
                                  << u"wrong-hash"_s << u"intent 3"_s;
    QTest::newRow("changed number") << QStringList{u"UPDATE journal_outcome SET http_status = 202 WHERE intent = 2"_s}
                                    << u"wrong-hash"_s << u"outcome 2"_s;
    QTest::newRow("changed hash") << QStringList{u"UPDATE journal_chain SET hash = zeroblob(32) WHERE position = 2"_s}
                                  << u"wrong-hash"_s << u"intent 1"_s;
    QTest::newRow("another kind") << QStringList{u"UPDATE journal_chain SET record = 'nothing' WHERE position = 2"_s}
                                  << u"wrong-hash"_s << u"nothing 1"_s;
    QTest::newRow("key that counts the same")
        << QStringList{u"UPDATE journal_chain SET key = '01' WHERE position = 2"_s} << u"wrong-hash"_s
        << u"intent 01"_s;
    QTest::newRow("missing row") << QStringList{u"DELETE FROM journal_settlement WHERE id = 1"_s} << u"missing-row"_s
                                 << u"settlement 1"_s;
    QTest::newRow("missing link") << QStringList{u"DELETE FROM journal_chain WHERE position = 2"_s}
                                  << u"missing-number"_s << u"chain 2"_s;
    QTest::newRow("strange row")
        << QStringList{u"INSERT INTO journal_event SELECT 900, run, user, event_type, happened_at, happened_offset, "
                       "happened_monotonic, origin, affected_item, outcome, connection_id, token, detail "
                       "FROM journal_event WHERE id = 1"_s}
        << u"strange-row"_s << u"event 900"_s;
    QTest::newRow("strange outcome")
        << QStringList{u"INSERT INTO journal_outcome SELECT -5, closed_at, closed_offset, outcome, token, http_status, "
                       "error_kind, error_code, scheme_correlation_id, detail, closed_monotonic FROM journal_outcome "
                       "WHERE intent = 1"_s}
        << u"strange-row"_s << u"outcome -5"_s;
    QTest::newRow("changed signature")
        << QStringList{u"UPDATE journal_head SET signature = zeroblob(32) WHERE id = 2"_s} << u"wrong-signature"_s
        << u"head 2"_s;
    QTest::newRow("head of another time") << QStringList{u"UPDATE journal_head SET signed_at = 'now' WHERE id = 2"_s}
                                          << u"wrong-signature"_s << u"head 2"_s;
    QTest::newRow("missing head") << QStringList{u"DELETE FROM journal_head WHERE id = 1"_s} << u"missing-head"_s
                                  << u"head 1"_s;
    QTest::newRow("missing newest head")
        << QStringList{u"DELETE FROM journal_head WHERE id = (SELECT max(id) FROM journal_head)"_s} << u"missing-head"_s
        << u"head 3"_s;
    QTest::newRow("unknown key") << QStringList{u"UPDATE journal_head SET key_id = '0123456789abcdef' WHERE id = 2"_s}
                                 << u"unknown-key"_s << u"head 2"_s;
    QTest::newRow("head of no keychain") << QStringList{u"UPDATE journal_head SET is_lasting = 0 WHERE id = 2"_s}
                                         << u"wrong-signature"_s << u"head 2"_s;
    QTest::newRow("another yes") << QStringList{u"UPDATE journal_head SET is_lasting = 3 WHERE id = 2"_s}
                                 << u"wrong-signature"_s << u"head 2"_s;
    QTest::newRow("cut end") << QStringList{u"DELETE FROM journal_chain WHERE position > 10"_s} << u"truncated"_s
                             << u"chain 11"_s;
}

void TestJournalVerification::flaw_isNamedWithItsRow()
{
    QFETCH(const QStringList, statements);
    QFETCH(const QString, flaw);
    QFETCH(const QString, row);
    m_sample->fill(25);
    const auto done = m_sample->tamper(statements);
    QVERIFY2(done, detailOf(done).constData());
    const JournalVerdict verdict = m_sample->verify();
    QCOMPARE(toWord(verdict.flaw) + u" "_s + verdict.row, flaw + u" "_s + row);
    QVERIFY(!verdict.explanation.isEmpty());
}

void TestJournalVerification::chainRewrittenToTheEnd_isFoundByTheSignedHead()
{
    m_sample->fill(10);
    QVERIFY(
        m_sample->tamper({u"UPDATE journal_intent SET user = 'eve' WHERE id = 5"_s, u"DELETE FROM journal_chain"_s}));
    const auto rewritten =
        await(m_sample->database->run([](QSqlDatabase &connection) { return chainExistingRows(connection); }));
    QVERIFY(rewritten);
    // Settlements and events are not chained by that, so they go.
    QVERIFY(m_sample->tamper({u"DELETE FROM journal_settlement"_s, u"DELETE FROM journal_event"_s}));
    const JournalVerdict verdict = m_sample->verify();
    QVERIFY(toWord(verdict.flaw) == "wrong-head"_L1 || toWord(verdict.flaw) == "truncated"_L1);
}

void TestJournalVerification::cutBeforeTheLastHead_isFoundByTheKeychain()
{
    m_sample->fill(25);
    const QString cut = u"(SELECT position FROM journal_head WHERE id = 1)"_s;
    QVERIFY(m_sample->tamper(
        {u"DELETE FROM journal_intent WHERE id IN (SELECT key FROM journal_chain WHERE record = 'intent' AND position > %1)"_s
             .arg(cut),
         u"DELETE FROM journal_outcome WHERE intent IN (SELECT key FROM journal_chain WHERE record = 'outcome' AND position > %1)"_s
             .arg(cut),
         u"DELETE FROM journal_settlement WHERE id IN (SELECT key FROM journal_chain WHERE record = 'settlement' AND position > %1)"_s
             .arg(cut),
         u"DELETE FROM journal_event WHERE id IN (SELECT key FROM journal_chain WHERE record = 'event' AND position > %1)"_s
             .arg(cut),
         u"DELETE FROM journal_chain WHERE position > %1"_s.arg(cut), u"DELETE FROM journal_head WHERE id > 1"_s}));
    const JournalVerdict verdict = m_sample->verify();
    QCOMPARE(toWord(verdict.flaw), u"truncated"_s);
    QVERIFY2(verdict.explanation.contains("keychain"_L1), qPrintable(verdict.explanation));
}

void TestJournalVerification::truncatedThenGoneOn_isStillFound()
{
    cutBeforeTheLastHead_isFoundByTheKeychain();
    m_sample->fill(60); // signs heads far beyond the place that was cut
    QCOMPARE(toWord(m_sample->verify().flaw), u"wrong-head"_s);
}

void TestJournalVerification::otherKeychain_isSaid()
{
    m_sample->fill(5);
    m_sample->journal.reset();
    const SampleJournal other(m_sample->file);
    const JournalVerdict verdict = other.verify();
    QCOMPARE(toWord(verdict.flaw), u"unknown-key"_s);
    QVERIFY2(verdict.explanation.contains("not this desk's"_L1), qPrintable(verdict.explanation));
}

void TestJournalVerification::noKeychain_saysWhatCannotBeRuledOut()
{
    const QString file = m_folder->filePath(u"other.sqlite"_s);
    SampleJournal first(file, std::make_shared<MemorySecretStore>());
    first.fill(5);
    QVERIFY(first.verify().isSound());
    QVERIFY(!first.verify().canShowTruncation);
    QVERIFY2(first.verify().caveat.contains("cannot be ruled out"_L1), qPrintable(first.verify().caveat));
    // A later run knows nothing about the key of an earlier one, and does not hold that against the journal.
    SampleJournal second(file, std::make_shared<MemorySecretStore>());
    QVERIFY2(second.verify().isSound(), qPrintable(second.verify().explanation));
    // What this run signed, it can check.
    second.fill(2);
    QVERIFY(second.tamper(
        {u"UPDATE journal_head SET signature = zeroblob(32) WHERE id = (SELECT max(id) FROM journal_head)"_s}));
    QCOMPARE(toWord(second.verify().flaw), u"wrong-signature"_s);
}

void TestJournalVerification::rowsAddedMeanwhile_areNotLookedAt()
{
    m_sample->fill(10);
    JournalVerification verification(m_sample->key(), m_sample->anchor());
    const auto step = [&](auto fn) { return await(m_sample->database->run(fn)); };
    QVERIFY(step([&](QSqlDatabase &connection) { return verification.begin(connection); }));
    const qint64 total = verification.total();
    m_sample->fill(10);
    Result<bool> isMore = true;
    while (isMore.value_or(false))
        isMore = step([&](QSqlDatabase &connection) { return verification.checkMore(connection, 3); });
    QVERIFY(isMore);
    QVERIFY2(verification.verdict().isSound(), qPrintable(verification.verdict().explanation));
    QCOMPARE(verification.verdict().checked, total);
}

void TestJournalVerification::cancelled_settlesAtOnce()
{
    m_sample->fill(3);
    const auto isCancelled = std::make_shared<std::atomic<bool>>(true);
    QCOMPARE(kindOf(await(m_sample->journal->verify({.progress = {}, .isCancelled = isCancelled}))), u"InvalidInput"_s);
}

void TestJournalVerification::progress_reachesTheEnd()
{
    m_sample->fill(10);
    qint64 last = 0;
    qint64 total = 0;
    QVERIFY(await(m_sample->journal->verify({.progress =
                                                 [&](qint64 checked, qint64 of) {
                                                     last = checked;
                                                     total = of;
                                                 },
                                             .isCancelled = {}})));
    QVERIFY(total > 20);
    QCOMPARE(last, total);
}

void TestJournalVerification::heads_areSignedAlongTheWay()
{
    // Nothing is signed but by the number of rows: no call of signHead, and the process may die at any moment.
    for (int i = 0; i < 150; ++i)
        QVERIFY(await(m_sample->journal->record({.kind = JournalEvent::Kind::Exported,
                                                 .operatorId = u"ana"_s,
                                                 .connectionId = {},
                                                 .token = {},
                                                 .affectedItem = {},
                                                 .detail = {}})));
    for (int i = 0; i < 150; ++i)
        QVERIFY(await(m_sample->journal->record({.kind = JournalEvent::Kind::Exported,
                                                 .operatorId = u"ana"_s,
                                                 .connectionId = {},
                                                 .token = {},
                                                 .affectedItem = {},
                                                 .detail = {}})));
    const auto heads = await(m_sample->database->run([](QSqlDatabase &connection) { return signedHeads(connection); }));
    QVERIFY(heads);
    QCOMPARE(heads->size(), 1);
    QCOMPARE(heads->first().position, JournalWriter::rowsPerHead);
    QVERIFY(heads->first().isLasting);
    QVERIFY(m_sample->verify().isSound());
}

void TestJournalVerification::unchangedChain_isSignedOnce()
{
    m_sample->fill(2);
    const auto first = await(m_sample->journal->signHead());
    const auto second = await(m_sample->journal->signHead());
    QVERIFY(first && second);
    QCOMPARE(*first, *second);
}

QTEST_GUILESS_MAIN(TestJournalVerification)
#include "tst_journalverification.moc"
