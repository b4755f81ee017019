// SPDX-License-Identifier: Apache-2.0
#include "app/operations/stateseries.h"
#include "tests/operations/heldrecords.h"
#include "tests/storage/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/settling.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const OperationReason why{u"stolen"_s, u"called at nine"_s, u"T-7"_s};

MutationAnswer confirmed(int status = 204)
{
    MutationAnswer answer;
    answer.httpStatus = status;
    answer.isAccepted = status == 202;
    return answer;
}

TokenReading suspended(const QString &token)
{
    return readingOf(token, TokenState::Suspended, u"SUSPENDED"_s);
}

QString outcomesOf(const QList<SeriesItem> &items)
{
    QStringList words;
    for (const SeriesItem &item : items)
        words << (item.outcome ? kindOf(*item.outcome) : u"untried"_s);
    return words.join(u',');
}
} // namespace

//! Suspend and resume, of one token and of several.
class TestStateChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void change_journalsSendsJournalsReadsAndRemembersInThatOrder_data();
    void change_journalsSendsJournalsReadsAndRemembersInThatOrder();
    void intent_isDurableBeforeAnythingIsSent();
    void stateThatIsNotTheOneAskedFor_isToldFromTheOneThatIs();
    void acceptedForLater_isRecordedAndReadAgain();
    void rereadThatFails_saysSo();
    void tokenNoLongerKnown_isRemembered();
    void unknownOutcome_isRecordedAndNotReadAgain();
    void refusal_isRecordedAndNotReadAgain();
    void onlySuspendAndResume_andOnlyWhenOffered();
    void withoutAnOperator_nothingIsPrepared();

    void series_goesOneByOneWithARowForEach();
    void series_cancelled_endsBetweenTwoTokens();
    void series_goesOnAfterARefusal();
    void series_endsWhenTheNextWouldFareNoBetter_data();
    void series_endsWhenTheNextWouldFareNoBetter();
    void series_namesNoTokenTwice();
    void series_outlivesItsOwner();

private:
    [[nodiscard]] Pending<StateChange> suspend(const QString &token = u"tok-1"_s) const
    {
        return m_operations->changeState(Operation::Suspend, {token}, why);
    }
    [[nodiscard]] Pending<QList<SeriesItem>> series(const QStringList &tokens)
    {
        QList<TokenId> ids;
        for (const QString &token : tokens)
            ids.append({token});
        const auto progress = [this](qsizetype index, const Result<StateChange> &outcome) {
            m_progress << u"%1 %2"_s.arg(index).arg(kindOf(outcome));
        };
        return changeStates(m_operations, Operation::Suspend, ids, why,
                            {.progress = progress, .isCancelled = m_isCancelled});
    }
    void answer(const Result<MutationAnswer> &result) { m_provider->answers.back().settle(result); }
    void reread(const Result<TokenReading> &result) { m_provider->readings.back().settle(result); }
    void carryOut(const QString &token)
    {
        QCOMPARE(m_provider->performed.back().token.value, token);
        answer(confirmed());
        reread(suspended(token));
    }

    std::shared_ptr<Sequence> m_sequence;
    std::shared_ptr<HeldProvider> m_provider;
    std::shared_ptr<HeldJournal> m_journal;
    std::shared_ptr<NotingWorkspace> m_workspace;
    std::shared_ptr<FakeClock> m_clock;
    std::shared_ptr<TokenOperations> m_operations;
    std::shared_ptr<std::atomic<bool>> m_isCancelled;
    QStringList m_progress;
};

void TestStateChanges::init()
{
    m_sequence = std::make_shared<Sequence>();
    m_provider = std::make_shared<HeldProvider>(m_sequence);
    m_provider->offered.operations += {Operation::Suspend, Operation::Resume};
    m_journal = std::make_shared<HeldJournal>(m_sequence);
    m_workspace = std::make_shared<NotingWorkspace>(m_sequence);
    m_clock = std::make_shared<FakeClock>();
    m_operations = std::make_shared<TokenOperations>(ConnectionInfo{u"c-1"_s, u"Shop"_s, u"test"_s}, u"ana"_s,
                                                     m_provider, m_journal, m_workspace, m_clock);
    m_isCancelled = std::make_shared<std::atomic<bool>>(false);
    m_progress.clear();
}

void TestStateChanges::change_journalsSendsJournalsReadsAndRemembersInThatOrder_data()
{
    QTest::addColumn<int>("operation");
    QTest::newRow("suspend") << static_cast<int>(Operation::Suspend);
    QTest::newRow("resume") << static_cast<int>(Operation::Resume);
}

void TestStateChanges::change_journalsSendsJournalsReadsAndRemembersInThatOrder()
{
    QFETCH(const int, operation);
    const auto asked = static_cast<Operation>(operation);
    const bool isSuspend = asked == Operation::Suspend;
    const Pending<StateChange> pending = m_operations->changeState(asked, {u"tok-1"_s}, why);
    answer(confirmed());
    reread(isSuspend ? suspended(u"tok-1"_s) : readingOf(u"tok-1"_s));
    const auto change = settledWithin(pending);
    QVERIFY2(change, detailOf(change).constData());
    QVERIFY(change->isAsAsked());
    QVERIFY(change->isRecorded);
    QCOMPARE(m_sequence->steps(),
             QStringList({u"prepare"_s, u"open entry"_s, u"send"_s, u"close entry 1"_s, u"look up tok-1"_s,
                          u"remember tok-1 as %1 in c-1"_s.arg(isSuspend ? u"SUSPENDED"_s : u"ACTIVE"_s)}));
    const JournalIntent intent = m_journal->intents.value(0);
    QCOMPARE(toWord(intent.operation), toWord(asked));
    QCOMPARE(intent.token.value, u"tok-1"_s);
    QCOMPARE(intent.reason, u"stolen"_s);
    QCOMPARE(intent.comment, u"called at nine"_s);
    QCOMPARE(intent.ticket, u"T-7"_s);
    QCOMPARE(intent.request, toWord(asked) + u" by ana"_s);
    QCOMPARE(intent.correlationId, change->correlationId);
    QCOMPARE(toWord(m_journal->outcomes.value(0).kind), u"succeeded"_s);
    QCOMPARE(m_journal->outcomes.value(0).httpStatus, 204);
    QVERIFY(m_provider->lookedUp.back() != change->correlationId);
}

void TestStateChanges::intent_isDurableBeforeAnythingIsSent()
{
    m_journal->isHeld = true;
    const Pending<StateChange> pending = suspend();
    QCOMPARE(m_provider->performed.size(), 0U);
    m_journal->opening.back().settle(Failure(Error{.kind = Error::Kind::Storage}));
    QCOMPARE(kindOf(settledWithin(pending)), u"Storage"_s);
    QCOMPARE(m_provider->performed.size(), 0U);
}

void TestStateChanges::stateThatIsNotTheOneAskedFor_isToldFromTheOneThatIs()
{
    const Pending<StateChange> pending = m_operations->changeState(Operation::Resume, {u"tok-1"_s}, why);
    answer(confirmed());
    reread(suspended(u"tok-1"_s));
    const auto change = settledWithin(pending);
    QVERIFY(change);
    QVERIFY(!change->isAsAsked());
    QCOMPARE(change->reading->token.stateWord, u"SUSPENDED"_s);
    QCOMPARE(m_sequence->steps().last(), u"remember tok-1 as SUSPENDED in c-1"_s);
}

void TestStateChanges::acceptedForLater_isRecordedAndReadAgain()
{
    const Pending<StateChange> pending = suspend();
    answer(confirmed(202));
    reread(readingOf(u"tok-1"_s));
    const auto change = settledWithin(pending);
    QVERIFY(change);
    QVERIFY(change->isAccepted);
    QVERIFY(!change->isAsAsked());
    QCOMPARE(toWord(m_journal->outcomes.value(0).kind), u"accepted"_s);
}

void TestStateChanges::rereadThatFails_saysSo()
{
    const Pending<StateChange> pending = suspend();
    answer(confirmed());
    reread(Failure(Error{.kind = Error::Kind::TimedOut}));
    const auto change = settledWithin(pending);
    QVERIFY(change);
    QVERIFY(!change->couldReread);
    QVERIFY(!change->isAsAsked());
    QCOMPARE(toString(change->rereadError.kind), u"TimedOut"_s);
    QCOMPARE(toWord(m_journal->outcomes.value(0).kind), u"succeeded"_s);
}

void TestStateChanges::tokenNoLongerKnown_isRemembered()
{
    const Pending<StateChange> before = suspend();
    answer(Failure(Error{.kind = Error::Kind::NotFound}));
    QCOMPARE(kindOf(settledWithin(before)), u"NotFound"_s);
    QCOMPARE(m_sequence->steps().last(), u"remember tok-1 as gone, NOT FOUND in c-1"_s);

    const Pending<StateChange> after = suspend();
    answer(confirmed());
    reread(Failure(Error{.kind = Error::Kind::NotFound}));
    const auto change = settledWithin(after);
    QVERIFY(change);
    QVERIFY(change->couldReread);
    QVERIFY(!change->reading);
    QVERIFY(!change->isAsAsked());
    QVERIFY(m_workspace->goneState == TokenState::Unknown);
}

void TestStateChanges::unknownOutcome_isRecordedAndNotReadAgain()
{
    const Pending<StateChange> pending = suspend();
    answer(Failure(Error{.kind = Error::Kind::OutcomeUnknown}));
    QCOMPARE(kindOf(settledWithin(pending)), u"OutcomeUnknown"_s);
    QCOMPARE(toWord(m_journal->outcomes.value(0).kind), u"unknown"_s);
    QVERIFY(m_provider->lookedUp.isEmpty());
    QCOMPARE(m_provider->performed.size(), 1U);
}

void TestStateChanges::refusal_isRecordedAndNotReadAgain()
{
    const Pending<StateChange> pending = suspend();
    answer(Failure(Error{.kind = Error::Kind::Rejected, .httpStatus = 409}));
    QCOMPARE(kindOf(settledWithin(pending)), u"Rejected"_s);
    QCOMPARE(toWord(m_journal->outcomes.value(0).kind), u"refused"_s);
    QVERIFY(m_provider->lookedUp.isEmpty());
}

void TestStateChanges::onlySuspendAndResume_andOnlyWhenOffered()
{
    QCOMPARE(kindOf(settledWithin(m_operations->changeState(Operation::Delete, {u"tok-1"_s}, why))), u"InvalidInput"_s);
    m_provider->offered.operations.removeAll(Operation::Suspend);
    QCOMPARE(kindOf(settledWithin(suspend())), u"InvalidInput"_s);
    QVERIFY(m_sequence->steps().isEmpty());
}

void TestStateChanges::withoutAnOperator_nothingIsPrepared()
{
    const TokenOperations anonymous({u"c-1"_s, u"Shop"_s, u"test"_s}, u" "_s, m_provider, m_journal, m_workspace,
                                    m_clock);
    QCOMPARE(kindOf(settledWithin(anonymous.changeState(Operation::Suspend, {u"tok-1"_s}, why))), u"InvalidInput"_s);
    QVERIFY(m_sequence->steps().isEmpty());
}

void TestStateChanges::series_goesOneByOneWithARowForEach()
{
    const Pending<QList<SeriesItem>> pending = series({u"a"_s, u"b"_s, u"c"_s});
    for (const QString &token : {u"a"_s, u"b"_s, u"c"_s}) {
        QVERIFY(!pending.isFinished());
        carryOut(token);
    }
    const auto items = settledWithin(pending);
    QVERIFY(items);
    QCOMPARE(outcomesOf(*items), u",,"_s);
    QCOMPARE(items->at(1).token.value, u"b"_s);
    QCOMPARE(items->at(1).outcome->value().reading->token.id.value, u"b"_s);
    QCOMPARE(m_progress, QStringList({u"0 "_s, u"1 "_s, u"2 "_s}));
    QCOMPARE(m_journal->intents.size(), 3);
    QCOMPARE(m_journal->outcomes.size(), 3);
    QCOMPARE(m_provider->performed.size(), 3U);
}

void TestStateChanges::series_cancelled_endsBetweenTwoTokens()
{
    const Pending<QList<SeriesItem>> pending = series({u"a"_s, u"b"_s, u"c"_s});
    carryOut(u"a"_s);
    m_isCancelled->store(true);
    QVERIFY(!pending.isFinished()); // what is under way is carried through
    carryOut(u"b"_s);
    const auto items = settledWithin(pending);
    QVERIFY(items);
    QCOMPARE(outcomesOf(*items), u",,untried"_s);
    QCOMPARE(m_provider->performed.size(), 2U);
    QCOMPARE(m_journal->outcomes.size(), 2);
}

void TestStateChanges::series_goesOnAfterARefusal()
{
    const Pending<QList<SeriesItem>> pending = series({u"a"_s, u"b"_s, u"c"_s});
    answer(Failure(Error{.kind = Error::Kind::Rejected}));
    answer(Failure(Error{.kind = Error::Kind::NotFound}));
    carryOut(u"c"_s);
    const auto items = settledWithin(pending);
    QVERIFY(items);
    QCOMPARE(outcomesOf(*items), u"Rejected,NotFound,"_s);
}

void TestStateChanges::series_endsWhenTheNextWouldFareNoBetter_data()
{
    QTest::addColumn<int>("kind");
    using enum Error::Kind;
    for (const Error::Kind kind : {OutcomeUnknown, Unauthorized, Unreachable, ServerUntrusted, CertificateRefused,
                                   Throttled, Unavailable, Storage, Configuration})
        QTest::newRow(qPrintable(toString(kind))) << static_cast<int>(kind);
    QTest::newRow("not recorded") << -1;
}

void TestStateChanges::series_endsWhenTheNextWouldFareNoBetter()
{
    QFETCH(const int, kind);
    const Pending<QList<SeriesItem>> pending = series({u"a"_s, u"b"_s});
    if (kind < 0) {
        m_journal->closeError = Error{.kind = Error::Kind::Storage};
        carryOut(u"a"_s);
    } else {
        answer(Failure(Error{.kind = static_cast<Error::Kind>(kind)}));
    }
    const auto items = settledWithin(pending);
    QVERIFY(items);
    QVERIFY(items->at(0).outcome);
    QVERIFY(!items->at(1).outcome);
    QCOMPARE(m_provider->performed.size(), 1U);
    QCOMPARE(m_journal->intents.size(), 1);
}

void TestStateChanges::series_namesNoTokenTwice()
{
    const Pending<QList<SeriesItem>> pending = series({u"a"_s, u"b"_s, u"a"_s});
    carryOut(u"a"_s);
    carryOut(u"b"_s);
    QCOMPARE(settledWithin(pending)->size(), 2);
    QCOMPARE(settledWithin(series({}))->size(), 0);
}

void TestStateChanges::series_outlivesItsOwner()
{
    const Pending<QList<SeriesItem>> pending = series({u"a"_s, u"b"_s});
    m_operations.reset();
    carryOut(u"a"_s);
    carryOut(u"b"_s);
    QCOMPARE(outcomesOf(*settledWithin(pending)), u","_s);
}

QTEST_GUILESS_MAIN(TestStateChanges)
#include "tst_statechanges.moc"
