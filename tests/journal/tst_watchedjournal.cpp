// SPDX-License-Identifier: Apache-2.0
#include "app/journal/watchedjournal.h"
#include "tests/storage/await.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
//! A journal that answers when the test says so.
class HeldJournal final : public Journal
{
public:
    Pending<qint64> open(const JournalIntent &) override
    {
        opened.emplace_back();
        return opened.back().pending();
    }
    Pending<Done> close(qint64 entry, const JournalOutcome &) override
    {
        closedIds << entry;
        closed.emplace_back();
        return closed.back().pending();
    }
    Pending<QList<JournalEntry>> entriesFor(const QString &, const TokenId &) override { return answer(1); }
    Pending<QList<JournalEntry>> openItems() override { return answer(2); }
    Pending<Done> settle(qint64 entry, const JournalSettlement &) override
    {
        passedOn << u"settle %1"_s.arg(entry);
        return ::settled<Done>(Done{});
    }
    Pending<Done> record(const JournalEvent &event) override
    {
        passedOn << u"record "_s + toWord(event.kind);
        return ::settled<Done>(Done{});
    }
    Pending<QList<JournalEntry>> query(const JournalFilter &filter, qint64 before, int limit) override
    {
        passedOn << u"query %1 before %2, at most %3"_s.arg(filter.text).arg(before).arg(limit);
        return answer(3);
    }
    Pending<QList<RecordedEvent>> events(const JournalFilter &filter, qint64 before, int limit) override
    {
        passedOn << u"events %1 before %2, at most %3"_s.arg(filter.text).arg(before).arg(limit);
        return ::settled<QList<RecordedEvent>>(QList<RecordedEvent>(4));
    }
    Pending<JournalEvidence> evidence(const QString &connectionId, const TokenId &token) override
    {
        passedOn << u"evidence %1 %2"_s.arg(connectionId, token.value);
        return ::settled<JournalEvidence>(JournalEvidence());
    }
    Pending<JournalVerdict> verify(const VerificationWatch &) override
    {
        passedOn << u"verify"_s;
        return ::settled<JournalVerdict>(JournalVerdict());
    }

    std::vector<Settler<qint64>> opened;
    std::vector<Settler<Done>> closed;
    QList<qint64> closedIds;
    QStringList passedOn;

private:
    static Pending<QList<JournalEntry>> answer(qsizetype size)
    {
        return settled<QList<JournalEntry>>(QList<JournalEntry>(size));
    }
};

Failure storageFailure()
{
    return Failure(Error{.kind = Error::Kind::Storage});
}

JournalOutcome success()
{
    JournalOutcome outcome;
    outcome.kind = JournalOutcome::Kind::Succeeded;
    return outcome;
}
} // namespace

class TestWatchedJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void operation_countsFromTheCallUntilItsOutcomeIsRecorded();
    void waitingForTheEntry_doesNotStopTheCount();
    void severalOperations_settleWithTheLast();
    void intentThatCouldNotBeWritten_isNotWaitedFor();
    void outcomeThatCouldNotBeWritten_isNotWaitedFor();
    void abandonedIntent_isNotWaitedFor();
    void settlingAfterTheWatcherIsGone_isHarmless();
    void queries_arePassedOn();

private:
    std::shared_ptr<HeldJournal> m_held;
    std::unique_ptr<WatchedJournal> m_journal;
    std::unique_ptr<QSignalSpy> m_spy;
};

void TestWatchedJournal::init()
{
    m_spy.reset();
    m_held = std::make_shared<HeldJournal>();
    m_journal = std::make_unique<WatchedJournal>(m_held);
    m_spy = std::make_unique<QSignalSpy>(m_journal.get(), &WatchedJournal::settled);
}

void TestWatchedJournal::operation_countsFromTheCallUntilItsOutcomeIsRecorded()
{
    const Pending<qint64> entry = m_journal->open({});
    QCOMPARE(m_journal->openCount(), 1);
    m_held->opened[0].settle(7);
    QCOMPARE(await(entry).value_or(0), 7);
    QCOMPARE(m_journal->openCount(), 1);
    const Pending<Done> closed = m_journal->close(7, success());
    QCOMPARE(m_held->closedIds, QList<qint64>{7});
    QCOMPARE(m_journal->openCount(), 1);
    QCOMPARE(m_spy->size(), 0);
    m_held->closed[0].settle(Done{});
    QVERIFY(await(closed));
    QCOMPARE(m_journal->openCount(), 0);
    QCOMPARE(m_spy->size(), 1);
}

void TestWatchedJournal::waitingForTheEntry_doesNotStopTheCount()
{
    // As the operations wait: a continuation on what was returned, attached before it settles.
    int entries = 0;
    int closings = 0;
    whenSettled<qint64>(m_journal->open({}), [&entries](const Result<qint64> &) { ++entries; });
    m_held->opened[0].settle(storageFailure());
    QCOMPARE(entries, 1);
    QCOMPARE(m_journal->openCount(), 0);
    whenSettled<qint64>(m_journal->open({}), [&entries](const Result<qint64> &) { ++entries; });
    m_held->opened[1].settle(1);
    whenSettled<Done>(m_journal->close(1, success()), [&closings](const Result<Done> &) { ++closings; });
    m_held->closed[0].settle(Done{});
    QCOMPARE(entries, 2);
    QCOMPARE(closings, 1);
    QCOMPARE(m_journal->openCount(), 0);
}

void TestWatchedJournal::severalOperations_settleWithTheLast()
{
    (void)m_journal->open({});
    (void)m_journal->open({});
    m_held->opened[0].settle(1);
    m_held->opened[1].settle(2);
    (void)m_journal->close(2, success());
    m_held->closed[0].settle(Done{});
    QCOMPARE(m_journal->openCount(), 1);
    QCOMPARE(m_spy->size(), 0);
    (void)m_journal->close(1, success());
    m_held->closed[1].settle(Done{});
    QCOMPARE(m_journal->openCount(), 0);
    QCOMPARE(m_spy->size(), 1);
}

void TestWatchedJournal::intentThatCouldNotBeWritten_isNotWaitedFor()
{
    const Pending<qint64> entry = m_journal->open({});
    m_held->opened[0].settle(storageFailure());
    QCOMPARE(kindOf(await(entry)), u"Storage"_s);
    QCOMPARE(m_journal->openCount(), 0);
    QCOMPARE(m_spy->size(), 1);
}

void TestWatchedJournal::outcomeThatCouldNotBeWritten_isNotWaitedFor()
{
    (void)m_journal->open({});
    m_held->opened[0].settle(1);
    const Pending<Done> closed = m_journal->close(1, success());
    m_held->closed[0].settle(storageFailure());
    QCOMPARE(kindOf(await(closed)), u"Storage"_s);
    QCOMPARE(m_journal->openCount(), 0);
    QCOMPARE(m_spy->size(), 1);
}

void TestWatchedJournal::abandonedIntent_isNotWaitedFor()
{
    const Pending<qint64> entry = m_journal->open({});
    m_held->opened.clear();
    QCOMPARE(kindOf(await(entry)), u"OutcomeUnknown"_s);
    QCOMPARE(m_journal->openCount(), 0);
    QCOMPARE(m_spy->size(), 1);
}

void TestWatchedJournal::settlingAfterTheWatcherIsGone_isHarmless()
{
    (void)m_journal->open({});
    m_held->opened[0].settle(1);
    const Pending<Done> closed = m_journal->close(1, success());
    m_journal.reset();
    m_held->closed[0].settle(Done{});
    QVERIFY(await(closed));
    QCOMPARE(m_spy->size(), 0);
}

void TestWatchedJournal::queries_arePassedOn()
{
    QCOMPARE(await(m_journal->entriesFor({}, {})).value().size(), 1);
    QCOMPARE(await(m_journal->openItems()).value().size(), 2);
    JournalFilter filter;
    filter.text = u"x"_s;
    QCOMPARE(await(m_journal->query(filter, 5, 10)).value().size(), 3);
    QCOMPARE(await(m_journal->events(filter, 6, 20)).value().size(), 4);
    QVERIFY(await(m_journal->settle(9, {})));
    QVERIFY(await(m_journal->record({})));
    QVERIFY(await(m_journal->evidence(u"c-1"_s, {u"tok-1"_s})));
    QVERIFY(await(m_journal->verify({})));
    QCOMPARE(m_held->passedOn, QStringList({u"query x before 5, at most 10"_s, u"events x before 6, at most 20"_s,
                                            u"settle 9"_s, u"record journal.opened"_s, u"evidence c-1 tok-1"_s,
                                            u"verify"_s}));
}

QTEST_GUILESS_MAIN(TestWatchedJournal)
#include "tst_watchedjournal.moc"
