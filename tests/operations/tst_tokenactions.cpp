// SPDX-License-Identifier: Apache-2.0
#include "app/operations/tokenoperations.h"
#include "tests/operations/heldprovider.h"
#include "tests/operations/heldrecords.h"
#include "tests/support/fakeclock.h"
#include "tests/support/settling.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const OperationReason why{u"FRAUD"_s, {}, u"T-1"_s};

QString word(const JournalOutcome &outcome)
{
    return toWord(outcome.kind);
}
} // namespace

//! Actions beside the operations that every service has, payment credentials, and answers in parts.
class TestTokenActions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void action_isJournaledSentAndItsTokenReadAgain();
    void action_withoutAToken_readsNothing();
    void action_thatCannotBeJournaled_isNotSent();
    void action_refused_isNotReadAgain();
    void action_notOffered_orWithoutAnOperator_isRefused();
    void credentials_areRecordedBeforeTheyAreAskedFor();
    void credentials_thatCannotBeRecorded_areNotAskedFor();
    void credentials_notOffered_orWithoutAnOperator_areRefused();
    void answerInParts_isRecordedAsItsBestPart_data();
    void answerInParts_isRecordedAsItsBestPart();
    void deleteReason_reachesTheProvider();

private:
    [[nodiscard]] std::unique_ptr<TokenOperations> operationsOf(const QString &operatorId) const
    {
        const ConnectionInfo connection{u"c-1"_s, u"Shop"_s, u"test"_s};
        return std::make_unique<TokenOperations>(connection, operatorId, m_provider, m_journal, m_workspace, m_clock);
    }
    [[nodiscard]] Pending<ActionDone> simulate(const TokenId &token = {u"tok-1"_s})
    {
        FormValues values;
        values.set(u"state"_s, u"SUSPENDED"_s);
        return m_operations->act({.action = u"simulate"_s, .token = token, .link = u"/simulations"_s},
                                 std::move(values), why);
    }

    std::shared_ptr<Sequence> m_sequence;
    std::shared_ptr<HeldProvider> m_provider;
    std::shared_ptr<HeldJournal> m_journal;
    std::shared_ptr<NotingWorkspace> m_workspace;
    std::shared_ptr<FakeClock> m_clock;
    std::unique_ptr<TokenOperations> m_operations;
};

void TestTokenActions::init()
{
    m_sequence = std::make_shared<Sequence>();
    m_provider = std::make_shared<HeldProvider>(m_sequence);
    m_provider->offered.actions = {{.form = {.id = u"simulate"_s}, .operation = Operation::Simulate}};
    m_provider->offered.paymentCredentials = Form{.id = u"credentials"_s};
    m_journal = std::make_shared<HeldJournal>(m_sequence);
    m_workspace = std::make_shared<NotingWorkspace>(m_sequence);
    m_clock = std::make_shared<FakeClock>();
    m_operations = operationsOf(u"ana"_s);
}

void TestTokenActions::action_isJournaledSentAndItsTokenReadAgain()
{
    const Pending<ActionDone> pending = simulate();
    m_provider->answers.back().settle(MutationAnswer{});
    m_provider->readings.back().settle(readingOf(u"tok-1"_s, TokenState::Suspended, u"SUSPENDED"_s));
    const auto done = settledWithin(pending);
    QVERIFY(done && done->isRecorded && done->reading);
    QVERIFY(done->reading->token.state == TokenState::Suspended);
    QCOMPARE(m_sequence->steps(), QStringList({u"prepare"_s, u"open entry"_s, u"send"_s, u"close entry 1"_s,
                                               u"look up tok-1"_s, u"remember tok-1 as SUSPENDED in c-1"_s}));
    const JournalIntent intent = m_journal->intents.first();
    QVERIFY(intent.operation == Operation::Simulate);
    QCOMPARE(intent.formId, u"simulate"_s);
    QCOMPARE(intent.ticket, u"T-1"_s);
    QCOMPARE(m_provider->performed.front().body, "SUSPENDED");
}

void TestTokenActions::action_withoutAToken_readsNothing()
{
    const Pending<ActionDone> pending = simulate({});
    m_provider->answers.back().settle(MutationAnswer{});
    QVERIFY(settledWithin(pending));
    QVERIFY(m_provider->readings.empty());
}

void TestTokenActions::action_thatCannotBeJournaled_isNotSent()
{
    m_journal->openError = Error{.kind = Error::Kind::Storage};
    const auto done = settledWithin(simulate());
    QVERIFY(!done);
    QCOMPARE(toString(done.error().kind), u"Storage"_s);
    QCOMPARE(m_provider->sent(), 0);
}

void TestTokenActions::action_refused_isNotReadAgain()
{
    const Pending<ActionDone> pending = simulate();
    m_provider->answers.back().settle(Failure(Error{.kind = Error::Kind::Rejected}));
    QVERIFY(!settledWithin(pending));
    QCOMPARE(word(m_journal->outcomes.first()), u"refused"_s);
    QVERIFY(m_provider->readings.empty());
}

void TestTokenActions::action_notOffered_orWithoutAnOperator_isRefused()
{
    m_operations = operationsOf({});
    QVERIFY(!settledWithin(simulate()));
    m_operations = operationsOf(u"ana"_s);
    m_provider->offered.actions.clear();
    QCOMPARE(toString(settledWithin(simulate()).error().kind), u"InvalidInput"_s);
    QVERIFY(m_sequence->steps().isEmpty());
}

void TestTokenActions::credentials_areRecordedBeforeTheyAreAskedFor()
{
    const auto pending = m_operations->paymentCredentials({u"tok-1"_s}, {});
    QCOMPARE(m_journal->noted.size(), 1);
    QVERIFY(m_journal->noted.first().kind == JournalEvent::Kind::Revealed);
    QCOMPARE(m_journal->noted.first().token.value, u"tok-1"_s);
    QCOMPARE(m_sequence->steps().last(), u"ask for the credentials of tok-1"_s);
    m_provider->credentials.back().settle(PaymentCredentials{.disclosure = {.title = u"Title"_s}});
    const auto credentials = settledWithin(pending);
    QVERIFY(credentials);
    QCOMPARE(credentials->disclosure.title, u"Title"_s);
}

void TestTokenActions::credentials_thatCannotBeRecorded_areNotAskedFor()
{
    m_journal->recordError = Error{.kind = Error::Kind::OutcomeUnknown};
    const auto credentials = settledWithin(m_operations->paymentCredentials({u"tok-1"_s}, {}));
    QVERIFY(!credentials);
    QCOMPARE(toString(credentials.error().kind), u"Storage"_s);
    QVERIFY(m_provider->credentials.empty());
}

void TestTokenActions::credentials_notOffered_orWithoutAnOperator_areRefused()
{
    QVERIFY(!settledWithin(operationsOf({})->paymentCredentials({u"tok-1"_s}, {})));
    m_provider->offered.paymentCredentials.reset();
    QVERIFY(!settledWithin(m_operations->paymentCredentials({u"tok-1"_s}, {})));
    QVERIFY(m_journal->noted.isEmpty() && m_provider->credentials.empty());
}

void TestTokenActions::answerInParts_isRecordedAsItsBestPart_data()
{
    using Kind = AnswerPart::Kind;
    QTest::addColumn<QList<AnswerPart::Kind>>("parts");
    QTest::addColumn<QString>("recorded");
    QTest::newRow("both") << QList<Kind>{Kind::Succeeded, Kind::Succeeded} << u"succeeded"_s;
    QTest::newRow("the payment alone") << QList<Kind>{Kind::Succeeded, Kind::Refused} << u"succeeded"_s;
    QTest::newRow("the token alone") << QList<Kind>{Kind::Refused, Kind::Succeeded} << u"succeeded"_s;
    QTest::newRow("neither") << QList<Kind>{Kind::Refused, Kind::Refused} << u"refused"_s;
    QTest::newRow("not yet") << QList<Kind>{Kind::Pending, Kind::Refused} << u"accepted"_s;
    QTest::newRow("nobody knows") << QList<Kind>{Kind::Succeeded, Kind::Unknown} << u"unknown"_s;
}

void TestTokenActions::answerInParts_isRecordedAsItsBestPart()
{
    QFETCH(const QList<AnswerPart::Kind>, parts);
    const Pending<Creation> pending = m_operations->create(u"createToken"_s, {}, why);
    MutationAnswer answer;
    answer.parts = {{.label = u"Payment"_s, .word = u"P-WORD"_s, .kind = parts.at(0)},
                    {.label = u"Token"_s, .word = u"T-WORD"_s, .kind = parts.at(1)}};
    m_provider->answers.back().settle(answer);
    QVERIFY(settledWithin(pending));
    const JournalOutcome outcome = m_journal->outcomes.first();
    QTEST(word(outcome), "recorded");
    QVERIFY(outcome.detail.contains(u"Payment: P-WORD ("_s + toWord(parts.at(0))));
    QVERIFY(outcome.detail.contains(u"Token: T-WORD ("_s + toWord(parts.at(1))));
}

void TestTokenActions::deleteReason_reachesTheProvider()
{
    const Pending<Deletion> pending = m_operations->erase({u"tok-1"_s}, why);
    QCOMPARE(m_provider->deleteReasons, QStringList{u"FRAUD"_s});
    m_provider->answers.back().settle(Failure(Error{.kind = Error::Kind::Rejected}));
    QVERIFY(!settledWithin(pending));
}

QTEST_GUILESS_MAIN(TestTokenActions)
#include "tst_tokenactions.moc"
