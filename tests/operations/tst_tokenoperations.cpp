// SPDX-License-Identifier: Apache-2.0
#include "app/operations/correlationid.h"
#include "app/operations/tokenoperations.h"
#include "tests/operations/heldrecords.h"
#include "tests/storage/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/settling.h"
#include "tests/support/testcards.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const OperationReason why{u"lost-card"_s, u"called at nine"_s, u"T-7"_s};
const Error storageError{.kind = Error::Kind::Storage, .detail = u"disk full"_s};

FormValues cardValues()
{
    FormValues values;
    values.setSecret(u"fpan"_s, SecretBytes::copyOf(QByteArrayView(TestCards::visa)));
    return values;
}

MutationAnswer answerOf(const QString &token = {}, int status = 201)
{
    MutationAnswer answer;
    if (!token.isEmpty())
        answer.reading = readingOf(token);
    answer.httpStatus = status;
    return answer;
}

QString word(const JournalOutcome &outcome)
{
    return toWord(outcome.kind);
}
} // namespace

class TestTokenOperations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void create_journalsSendsJournalsAndRemembersInThatOrder();
    void intent_isDurableBeforeAnythingIsSent();
    void journalThatCannotBeWritten_sendsNothing();
    void journalThatNeverAnswers_sendsNothingAndIsNoUnknownOutcome();
    void intent_namesWhoWhatWhereAndWhy();
    void correlationId_isTheSameFromIntentToError();
    void correlationIds_areFreshVersion4Uuids();
    void success_isRecordedWithTheTokenAndPassedOn();
    void acceptedForLater_isRecordedAsThat();
    void disclosureProblem_isRecorded();
    void refusal_isRecordedAndPassedOnUnchanged();
    void unknownOutcome_isRecordedAsUnknownAndPassedOn();
    void abandonedRequest_isRecordedAsUnknown();
    void outcomeThatCannotBeRecorded_isStillReturned();
    void refusalThatCannotBeRecorded_isStillReturned();
    void tokenThatCannotBeRemembered_doesNotSpoilTheOutcome();
    void operationsGoneWhilePending_stillJournalAndRemember();
    void providerIsReleased_afterItsAnswer();

    void erase_readsTheTokenAgainAfterTheOutcomeIsRecorded();
    void erase_tokenNoLongerKnown_isRememberedAsDeleted();
    void erase_rereadThatFails_saysSo();
    void erase_abandonedReread_saysSo();
    void erase_refused_isNotReadAgain();
    void erase_ofAnUnknownToken_remembersThat();
    void erase_unknownOutcome_isNotReadAgain();

    void createdCard_isRememberedByTheGuard_data();
    void createdCard_isRememberedByTheGuard();
    void recentCreate_asksTheGuardForTheCard();

    void updateSeveral_isOneEntryAndOneRequest();
    void updateSeveral_recordsTheRowsThatWereNotDone_data();
    void updateSeveral_recordsTheRowsThatWereNotDone();
    void updateSeveral_unknownOutcome_isRecordedAsUnknown();
    void updateSeveral_notOffered_isRefused();

    void lookUp_remembersWhatTheServerSaid();
    void lookUp_ofAnUnknownToken_remembersThat();
    void lookUp_thatFails_remembersNothing();
    void lookUp_needsNoOperator();
    void lookUp_opensNoEntry();
    void lookUp_thatShowsCardData_isRecorded();
    void lookUp_thatShowsNone_isNotRecorded();
    void lookUp_thatCannotBeRecorded_isStillAnswered();
    void revealsAndExports_areRecordedWithoutTheirContent();

    void withoutAnOperator_nothingIsPrepared();
    void whatIsNotOffered_isRefused();
    void valuesThatTheProviderRefuses_areNotJournaled();
    void queries_areAskedOfThisConnection();
    void annotation_isSignedByTheOperatorNow();
    void annotation_withoutAnOperator_isRefused();

private:
    [[nodiscard]] std::unique_ptr<TokenOperations> operationsOf(const QString &operatorId) const;
    [[nodiscard]] Pending<Creation> create() { return m_operations->create(u"createToken"_s, cardValues(), why); }
    [[nodiscard]] Pending<SeveralUpdated> updateTwo()
    {
        m_provider->offered.updateSeveral = SeveralUpdate{};
        std::vector<UpdateRow> rows(2);
        rows[0].token = {u"t-1"_s};
        rows[1].token = {u"t-2"_s};
        return m_operations->updateSeveral(std::move(rows), why);
    }
    [[nodiscard]] Pending<Deletion> erase() { return m_operations->erase({u"tok-1"_s}, why); }
    void answer(const Result<MutationAnswer> &result) { m_provider->answers.back().settle(result); }
    void reread(const Result<TokenReading> &result) { m_provider->readings.back().settle(result); }
    [[nodiscard]] QStringList steps() const { return m_sequence->steps(); }

    std::shared_ptr<Sequence> m_sequence;
    std::shared_ptr<HeldProvider> m_provider;
    std::shared_ptr<HeldJournal> m_journal;
    std::shared_ptr<NotingWorkspace> m_workspace;
    std::shared_ptr<FakeClock> m_clock;
    std::unique_ptr<TokenOperations> m_operations;
};

void TestTokenOperations::init()
{
    m_sequence = std::make_shared<Sequence>();
    m_provider = std::make_shared<HeldProvider>(m_sequence);
    m_journal = std::make_shared<HeldJournal>(m_sequence);
    m_workspace = std::make_shared<NotingWorkspace>(m_sequence);
    m_clock = std::make_shared<FakeClock>();
    m_operations = operationsOf(u"ana"_s);
}

std::unique_ptr<TokenOperations> TestTokenOperations::operationsOf(const QString &operatorId) const
{
    const ConnectionInfo connection{u"c-1"_s, u"Shop"_s, u"test"_s};
    return std::make_unique<TokenOperations>(connection, operatorId, m_provider, m_journal, m_workspace, m_clock);
}

void TestTokenOperations::create_journalsSendsJournalsAndRemembersInThatOrder()
{
    const Pending<Creation> creation = create();
    QCOMPARE(m_provider->typedNumber, QString::fromLatin1(TestCards::visa));
    QVERIFY(!creation.isFinished());
    answer(answerOf(u"tok-9"_s));
    QVERIFY(settledWithin(creation));
    QCOMPARE(steps(), QStringList({u"prepare"_s, u"open entry"_s, u"send"_s, u"close entry 1"_s,
                                   u"remember tok-9 as ACTIVE in c-1"_s}));
}

void TestTokenOperations::intent_isDurableBeforeAnythingIsSent()
{
    m_journal->isHeld = true;
    for (const bool isCreate : {true, false}) {
        m_provider->performed.clear();
        const auto creation = isCreate ? create() : Pending<Creation>();
        const auto deletion = isCreate ? Pending<Deletion>() : erase();
        QCOMPARE(m_provider->performed.size(), 0U);
        m_journal->opening.back().settle(1);
        QCOMPARE(m_provider->performed.size(), 1U);
    }
}

void TestTokenOperations::journalThatCannotBeWritten_sendsNothing()
{
    m_journal->openError = storageError;
    const auto creation = settledWithin(create());
    QCOMPARE(kindOf(creation), u"Storage"_s);
    QCOMPARE(creation.error(), storageError);
    QCOMPARE(kindOf(settledWithin(erase())), u"Storage"_s);
    QCOMPARE(m_provider->performed.size(), 0U);
    QCOMPARE(m_journal->outcomes.size(), 0);
}

void TestTokenOperations::journalThatNeverAnswers_sendsNothingAndIsNoUnknownOutcome()
{
    m_journal->isHeld = true;
    const Pending<Creation> creation = create();
    m_journal->opening.clear();
    QCOMPARE(kindOf(settledWithin(creation)), u"Storage"_s);
    QCOMPARE(m_provider->performed.size(), 0U);
}

void TestTokenOperations::intent_namesWhoWhatWhereAndWhy()
{
    (void)create();
    const JournalIntent created = m_journal->intents.value(0);
    QCOMPARE(created.operatorId, u"ana"_s);
    QCOMPARE(toWord(created.operation), u"create"_s);
    QCOMPARE(created.formId, u"createToken"_s);
    QCOMPARE(created.connectionId, u"c-1"_s);
    QCOMPARE(created.connectionName, u"Shop"_s);
    QCOMPARE(created.environment, u"test"_s);
    QCOMPARE(created.token.value, QString());
    QCOMPARE(created.reason, u"lost-card"_s);
    QCOMPARE(created.comment, u"called at nine"_s);
    QCOMPARE(created.ticket, u"T-7"_s);
    QCOMPARE(created.request, u"POST /tokens"_s);

    (void)erase();
    const JournalIntent deleted = m_journal->intents.value(1);
    QCOMPARE(toWord(deleted.operation), u"delete"_s);
    QCOMPARE(deleted.token.value, u"tok-1"_s);
    QCOMPARE(deleted.formId, QString());
    QCOMPARE(deleted.request, u"DELETE /tokens/tok-1"_s);
}

void TestTokenOperations::correlationId_isTheSameFromIntentToError()
{
    const Pending<Deletion> deletion = erase();
    const QString id = m_provider->performed.back().correlationId;
    QCOMPARE(m_journal->intents.value(0).correlationId, id);
    answer(Failure(Error{.kind = Error::Kind::Rejected}));
    QCOMPARE(settledWithin(deletion).error().correlationId, id);

    // Where the provider named another one, that is the one to quote.
    const Pending<Deletion> second = erase();
    answer(Failure(Error{.kind = Error::Kind::Rejected, .correlationId = u"theirs"_s}));
    QCOMPARE(settledWithin(second).error().correlationId, u"theirs"_s);

    const Pending<Deletion> third = erase();
    const QString thirdId = m_provider->performed.back().correlationId;
    QVERIFY(thirdId != id);
    answer(answerOf());
    reread(readingOf(u"tok-1"_s));
    QCOMPARE(settledWithin(third)->correlationId, thirdId);
    QVERIFY(m_provider->lookedUp.back() != thirdId);
}

void TestTokenOperations::correlationIds_areFreshVersion4Uuids()
{
    const QRegularExpression version4(u"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"_s);
    QSet<QString> seen;
    for (int i = 0; i < 1000; ++i) {
        const QString id = newCorrelationId();
        QVERIFY2(version4.match(id).hasMatch(), qPrintable(id));
        seen.insert(id);
    }
    QCOMPARE(seen.size(), 1000);
}

void TestTokenOperations::success_isRecordedWithTheTokenAndPassedOn()
{
    const Pending<Creation> pending = create();
    MutationAnswer sent = answerOf(u"tok-9"_s);
    sent.correlationId = u"theirs"_s;
    sent.extra = {{u"Next"_s, u"url"_s, u"Address"_s, u"https://example.test"_s, false}};
    answer(sent);
    const auto creation = settledWithin(pending);
    QVERIFY2(creation, detailOf(creation).constData());
    QVERIFY(creation->isRecorded);
    QVERIFY(creation->answer.reading == sent.reading);
    QCOMPARE(creation->answer.correlationId, u"theirs"_s);
    QCOMPARE(creation->answer.extra.size(), 1);
    QCOMPARE(word(m_journal->outcomes.value(0)), u"succeeded"_s);
    QCOMPARE(m_journal->outcomes.value(0).token.value, u"tok-9"_s);
    QCOMPARE(m_journal->outcomes.value(0).httpStatus, 201);
}

void TestTokenOperations::acceptedForLater_isRecordedAsThat()
{
    const Pending<Creation> pending = create();
    MutationAnswer sent = answerOf({}, 202);
    sent.isAccepted = true;
    answer(sent);
    const auto creation = settledWithin(pending);
    QVERIFY(creation);
    QVERIFY(creation->answer.isAccepted);
    QCOMPARE(creation->answer.correlationId, m_journal->intents.value(0).correlationId);
    QCOMPARE(word(m_journal->outcomes.value(0)), u"accepted"_s);
    QCOMPARE(m_journal->outcomes.value(0).httpStatus, 202);
    QCOMPARE(steps().last(), u"close entry 1"_s);
}

void TestTokenOperations::disclosureProblem_isRecorded()
{
    const Pending<Creation> pending = create();
    MutationAnswer sent = answerOf(u"tok-9"_s);
    sent.disclosureProblem = u"no key named 1234 is loaded"_s;
    answer(sent);
    QVERIFY(settledWithin(pending));
    QCOMPARE(m_journal->outcomes.value(0).detail, u"no key named 1234 is loaded"_s);
}

void TestTokenOperations::refusal_isRecordedAndPassedOnUnchanged()
{
    const Error error{.kind = Error::Kind::Rejected,
                      .detail = u"the server refused"_s,
                      .correlationId = u"theirs"_s,
                      .code = u"CRYPTO_ERROR"_s,
                      .providerDetail = u"bad key"_s,
                      .schemeCorrelationId = u"scheme-1"_s,
                      .httpStatus = 400};
    const Pending<Creation> pending = create();
    answer(Failure(error));
    const auto creation = settledWithin(pending);
    QVERIFY(!creation);
    QCOMPARE(creation.error(), error);
    const JournalOutcome outcome = m_journal->outcomes.value(0);
    QCOMPARE(word(outcome), u"refused"_s);
    QCOMPARE(outcome.httpStatus, 400);
    QCOMPARE(outcome.errorKind, u"Rejected"_s);
    QCOMPARE(outcome.errorCode, u"CRYPTO_ERROR"_s);
    QCOMPARE(outcome.schemeCorrelationId, u"scheme-1"_s);
    QCOMPARE(steps().last(), u"close entry 1"_s);
}

void TestTokenOperations::unknownOutcome_isRecordedAsUnknownAndPassedOn()
{
    const Pending<Creation> pending = create();
    answer(Failure(Error{.kind = Error::Kind::OutcomeUnknown, .detail = u"closed early"_s}));
    const auto creation = settledWithin(pending);
    QCOMPARE(kindOf(creation), u"OutcomeUnknown"_s);
    QCOMPARE(creation.error().detail, u"closed early"_s);
    QCOMPARE(word(m_journal->outcomes.value(0)), u"unknown"_s);
    QCOMPARE(m_provider->performed.size(), 1U);
}

void TestTokenOperations::abandonedRequest_isRecordedAsUnknown()
{
    const Pending<Creation> pending = create();
    m_provider->answers.clear();
    const auto creation = settledWithin(pending);
    QCOMPARE(kindOf(creation), u"OutcomeUnknown"_s);
    QCOMPARE(creation.error().correlationId, m_journal->intents.value(0).correlationId);
    QCOMPARE(word(m_journal->outcomes.value(0)), u"unknown"_s);
}

void TestTokenOperations::outcomeThatCannotBeRecorded_isStillReturned()
{
    m_journal->closeError = storageError;
    const Pending<Creation> pending = create();
    answer(answerOf(u"tok-9"_s));
    const auto creation = settledWithin(pending);
    QVERIFY(creation);
    QVERIFY(!creation->isRecorded);
    QCOMPARE(creation->answer.reading->token.id.value, u"tok-9"_s);
    QCOMPARE(steps().last(), u"remember tok-9 as ACTIVE in c-1"_s);

    const Pending<Deletion> erasing = erase();
    answer(answerOf());
    reread(readingOf(u"tok-1"_s));
    QVERIFY(!settledWithin(erasing)->isRecorded);
}

void TestTokenOperations::refusalThatCannotBeRecorded_isStillReturned()
{
    m_journal->closeError = storageError;
    const Pending<Creation> pending = create();
    answer(Failure(Error{.kind = Error::Kind::Rejected}));
    QCOMPARE(kindOf(settledWithin(pending)), u"Rejected"_s);
}

void TestTokenOperations::tokenThatCannotBeRemembered_doesNotSpoilTheOutcome()
{
    m_workspace->error = storageError;
    const Pending<Creation> pending = create();
    answer(answerOf(u"tok-9"_s));
    QVERIFY(settledWithin(pending));
    const Pending<TokenReading> looking = m_operations->lookUp({u"tok-1"_s});
    reread(readingOf(u"tok-1"_s));
    QVERIFY(settledWithin(looking));
    const Pending<Deletion> erasing = erase();
    answer(answerOf());
    reread(Failure(Error{.kind = Error::Kind::NotFound}));
    QVERIFY(settledWithin(erasing));
}

void TestTokenOperations::operationsGoneWhilePending_stillJournalAndRemember()
{
    (void)create(); // nobody waits for it either
    const Settler<MutationAnswer> held = m_provider->answers.back();
    m_operations.reset();
    m_provider.reset();
    held.settle(answerOf(u"tok-9"_s));
    QCOMPARE(word(m_journal->outcomes.value(0)), u"succeeded"_s);
    QCOMPARE(steps().last(), u"remember tok-9 as ACTIVE in c-1"_s);
}

void TestTokenOperations::providerIsReleased_afterItsAnswer()
{
    const std::weak_ptr<HeldProvider> provider = m_provider;
    {
        (void)erase();
        const Settler<MutationAnswer> held = std::move(m_provider->answers.back());
        m_provider->answers.clear();
        m_operations.reset();
        m_provider.reset();
        QVERIFY(!provider.expired()); // the request goes on
        held.settle(answerOf());
        QVERIFY(!provider.expired()); // and so does reading the token again
        provider.lock()->readings.clear();
        m_journal->opening.clear();
    }
    QVERIFY(provider.expired());
}

void TestTokenOperations::erase_readsTheTokenAgainAfterTheOutcomeIsRecorded()
{
    const Pending<Deletion> pending = erase();
    answer(answerOf({}, 204));
    QCOMPARE(word(m_journal->outcomes.value(0)), u"succeeded"_s);
    QVERIFY(!pending.isFinished());
    const TokenReading now = readingOf(u"tok-1"_s, TokenState::Deleted, u"DEACTIVATED"_s);
    reread(now);
    const auto deletion = settledWithin(pending);
    QVERIFY2(deletion, detailOf(deletion).constData());
    QVERIFY(deletion->reading == now);
    QVERIFY(deletion->couldReread);
    QVERIFY(deletion->isRecorded);
    QCOMPARE(steps(), QStringList({u"prepare"_s, u"open entry"_s, u"send"_s, u"close entry 1"_s, u"look up tok-1"_s,
                                   u"remember tok-1 as DEACTIVATED in c-1"_s}));
}

void TestTokenOperations::erase_tokenNoLongerKnown_isRememberedAsDeleted()
{
    const Pending<Deletion> pending = erase();
    answer(answerOf({}, 204));
    reread(Failure(Error{.kind = Error::Kind::NotFound}));
    const auto deletion = settledWithin(pending);
    QVERIFY2(deletion, detailOf(deletion).constData());
    QVERIFY(!deletion->reading);
    QVERIFY(deletion->couldReread);
    QCOMPARE(steps().last(), u"remember tok-1 as gone, DELETED in c-1"_s);
    QVERIFY(m_workspace->goneState == TokenState::Deleted);
    QCOMPARE(m_workspace->goneAt, m_clock->nowUtc());
    QCOMPARE(m_workspace->goneCorrelationId, m_provider->lookedUp.back());
}

void TestTokenOperations::erase_rereadThatFails_saysSo()
{
    const Pending<Deletion> pending = erase();
    answer(answerOf({}, 204));
    reread(Failure(Error{.kind = Error::Kind::TimedOut, .detail = u"slow"_s}));
    const auto deletion = settledWithin(pending);
    QVERIFY2(deletion, detailOf(deletion).constData());
    QVERIFY(!deletion->reading);
    QVERIFY(!deletion->couldReread);
    QCOMPARE(toString(deletion->rereadError.kind), u"TimedOut"_s);
    QCOMPARE(deletion->rereadError.correlationId, m_provider->lookedUp.back());
    QCOMPARE(steps().last(), u"look up tok-1"_s);
}

void TestTokenOperations::erase_abandonedReread_saysSo()
{
    const Pending<Deletion> pending = erase();
    answer(answerOf({}, 204));
    m_provider->readings.clear();
    const auto deletion = settledWithin(pending);
    QVERIFY2(deletion, detailOf(deletion).constData());
    QVERIFY(!deletion->couldReread);
}

void TestTokenOperations::erase_refused_isNotReadAgain()
{
    const Pending<Deletion> pending = erase();
    answer(Failure(Error{.kind = Error::Kind::Unauthorized}));
    QCOMPARE(kindOf(settledWithin(pending)), u"Unauthorized"_s);
    QCOMPARE(word(m_journal->outcomes.value(0)), u"refused"_s);
    QCOMPARE(steps().last(), u"close entry 1"_s);
}

void TestTokenOperations::erase_ofAnUnknownToken_remembersThat()
{
    const Pending<Deletion> pending = erase();
    answer(Failure(Error{.kind = Error::Kind::NotFound}));
    QCOMPARE(kindOf(settledWithin(pending)), u"NotFound"_s);
    QCOMPARE(word(m_journal->outcomes.value(0)), u"refused"_s);
    QCOMPARE(steps().last(), u"remember tok-1 as gone, NOT FOUND in c-1"_s);
    QVERIFY(m_workspace->goneState == TokenState::Unknown);
    QVERIFY(m_provider->lookedUp.isEmpty());
}

void TestTokenOperations::erase_unknownOutcome_isNotReadAgain()
{
    const Pending<Deletion> pending = erase();
    m_provider->answers.clear();
    QCOMPARE(kindOf(settledWithin(pending)), u"OutcomeUnknown"_s);
    QCOMPARE(word(m_journal->outcomes.value(0)), u"unknown"_s);
    QCOMPARE(steps().last(), u"close entry 1"_s);
}

void TestTokenOperations::createdCard_isRememberedByTheGuard_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("succeeded") << QString() << u"succeeded"_s;
    QTest::newRow("unknown") << u"OutcomeUnknown"_s << u"unknown"_s;
    QTest::newRow("refused") << u"Rejected"_s << QString();
}

void TestTokenOperations::createdCard_isRememberedByTheGuard()
{
    QFETCH(const QString, kind);
    QFETCH(const QString, outcome);
    m_provider->offered.creates[0].fields = {{.key = u"fpan"_s, .label = {}, .kind = FormField::Kind::CardNumber}};
    const auto guard = std::make_shared<NotingGuard>();
    const TokenOperations guarded({u"c-1"_s, u"Shop"_s, u"test"_s}, u"ana"_s, m_provider, m_journal, m_workspace,
                                  m_clock, guard);
    const auto pending = guarded.create(u"createToken"_s, cardValues(), why);
    QTRY_COMPARE(m_provider->sent(), 1);
    QCOMPARE(guard->remembered, QByteArrayList());
    if (kind.isEmpty())
        m_provider->answers.back().settle(answerOf(u"tok-1"_s));
    else
        m_provider->answers.back().settle(Failure(
            {.kind = outcome.isEmpty() ? Error::Kind::Rejected : Error::Kind::OutcomeUnknown, .detail = u"x"_s}));
    const auto created = settledWithin(pending);
    QCOMPARE(kindOf(created), kind);
    if (outcome.isEmpty()) {
        QCOMPARE(guard->remembered, QByteArrayList());
        return;
    }
    QCOMPARE(guard->remembered, QByteArrayList{QByteArray("c-1 ") + TestCards::visa});
    QCOMPARE(guard->creates.first().operatorId, u"ana"_s);
    QCOMPARE(guard->creates.first().outcome, outcome);
    QCOMPARE(guard->creates.first().token.value, kind.isEmpty() ? u"tok-1"_s : QString());
}

void TestTokenOperations::recentCreate_asksTheGuardForTheCard()
{
    const auto guard = std::make_shared<NotingGuard>();
    guard->known = RecentCreate{{}, u"bo"_s, u"succeeded"_s, {u"tok-7"_s}};
    const TokenOperations guarded({u"c-1"_s, u"Shop"_s, u"test"_s}, u"ana"_s, m_provider, m_journal, m_workspace,
                                  m_clock, guard);
    (void)guarded.recentCreate(u"createToken"_s, cardValues());
    QCOMPARE(guard->asked, QByteArrayList{QByteArray()}); // this form has no card number
    m_provider->offered.creates[0].fields = {{.key = u"fpan"_s, .label = {}, .kind = FormField::Kind::CardNumber}};
    const auto found = settledWithin(guarded.recentCreate(u"createToken"_s, cardValues()));
    QVERIFY(found && *found);
    QCOMPARE((*found)->token.value, u"tok-7"_s);
    QCOMPARE(guard->asked.last(), QByteArray("c-1 ") + TestCards::visa);
    QCOMPARE(m_provider->sent(), 0);
}

void TestTokenOperations::updateSeveral_isOneEntryAndOneRequest()
{
    const Pending<SeveralUpdated> updated = updateTwo();
    MutationAnswer accepted;
    accepted.rows = {{.token = {u"t-1"_s}, .card = {}}, {.token = {u"t-2"_s}, .card = {}}};
    answer(accepted);
    const auto outcome = settledWithin(updated);
    QVERIFY(outcome);
    QCOMPARE(outcome->rows, accepted.rows);
    QVERIFY(outcome->isRecorded);
    QVERIFY(!outcome->correlationId.isEmpty());
    QCOMPARE(steps(), QStringList({u"prepare"_s, u"open entry"_s, u"send"_s, u"close entry 1"_s}));
    QCOMPARE(m_journal->intents.first().operation, Operation::Update);
    QCOMPARE(m_journal->intents.first().request, u"PATCH /tokens: 2 tokens"_s);
    QVERIFY(m_journal->intents.first().token.isEmpty());
    QCOMPARE(m_journal->intents.first().tokens, QList<TokenId>({{u"t-1"_s}, {u"t-2"_s}}));
    QCOMPARE(word(m_journal->outcomes.first()), u"succeeded"_s);
    QVERIFY(m_journal->outcomes.first().detail.isEmpty());
}

void TestTokenOperations::updateSeveral_recordsTheRowsThatWereNotDone_data()
{
    using Kind = RowOutcome::Kind;
    QTest::addColumn<QList<RowOutcome::Kind>>("rows");
    QTest::addColumn<QString>("recorded");
    QTest::newRow("one refused") << QList<Kind>{Kind::Succeeded, Kind::Refused} << u"succeeded"_s;
    QTest::newRow("all refused") << QList<Kind>{Kind::Refused, Kind::Refused} << u"refused"_s;
    QTest::newRow("one unclear") << QList<Kind>{Kind::Succeeded, Kind::Unclear} << u"unknown"_s;
    QTest::newRow("refused and unclear") << QList<Kind>{Kind::Refused, Kind::Unclear} << u"unknown"_s;
}

void TestTokenOperations::updateSeveral_recordsTheRowsThatWereNotDone()
{
    QFETCH(const QList<RowOutcome::Kind>, rows);
    const Pending<SeveralUpdated> updated = updateTwo();
    MutationAnswer accepted;
    for (const RowOutcome::Kind kind : rows)
        accepted.rows.append({.token = {u"t-%1"_s.arg(accepted.rows.size() + 1)},
                              .card = u"4111 11•• •••• 1111"_s,
                              .kind = kind,
                              .detail = kind == RowOutcome::Kind::Succeeded ? QString() : u"because"_s});
    answer(accepted);
    QVERIFY(settledWithin(updated));
    const JournalOutcome outcome = m_journal->outcomes.first();
    QTEST(word(outcome), "recorded");
    for (const RowOutcome &row : accepted.rows)
        QCOMPARE(outcome.detail.contains(row.token.value), row.kind != RowOutcome::Kind::Succeeded);
    QVERIFY(outcome.detail.contains(u"1111"_s) && outcome.detail.contains(u"because"_s));
}

void TestTokenOperations::updateSeveral_unknownOutcome_isRecordedAsUnknown()
{
    const Pending<SeveralUpdated> updated = updateTwo();
    answer(Failure(Error{.kind = Error::Kind::OutcomeUnknown}));
    const auto outcome = settledWithin(updated);
    QVERIFY(!outcome);
    QCOMPARE(toString(outcome.error().kind), u"OutcomeUnknown"_s);
    QCOMPARE(word(m_journal->outcomes.first()), u"unknown"_s);
}

void TestTokenOperations::updateSeveral_notOffered_isRefused()
{
    const auto outcome = settledWithin(m_operations->updateSeveral({}, why));
    QVERIFY(!outcome);
    QCOMPARE(toString(outcome.error().kind), u"InvalidInput"_s);
    QVERIFY(steps().isEmpty());
}

void TestTokenOperations::lookUp_remembersWhatTheServerSaid()
{
    const Pending<TokenReading> pending = m_operations->lookUp({u"tok-1"_s});
    const TokenReading said = readingOf(u"tok-1"_s);
    reread(said);
    const auto reading = settledWithin(pending);
    QVERIFY2(reading, detailOf(reading).constData());
    QVERIFY(*reading == said);
    QCOMPARE(steps(), QStringList({u"look up tok-1"_s, u"remember tok-1 as ACTIVE in c-1"_s}));
    QCOMPARE(m_workspace->rememberedBy, u"ana"_s);
}

void TestTokenOperations::lookUp_ofAnUnknownToken_remembersThat()
{
    const Pending<TokenReading> pending = m_operations->lookUp({u"tok-1"_s});
    reread(Failure(Error{.kind = Error::Kind::NotFound, .correlationId = u"theirs"_s}));
    const auto reading = settledWithin(pending);
    QCOMPARE(kindOf(reading), u"NotFound"_s);
    QCOMPARE(reading.error().correlationId, u"theirs"_s);
    QCOMPARE(steps().last(), u"remember tok-1 as gone, NOT FOUND in c-1"_s);
    QVERIFY(m_workspace->goneState == TokenState::Unknown);
    QCOMPARE(m_workspace->goneCorrelationId, u"theirs"_s);
    QCOMPARE(m_workspace->rememberedBy, u"ana"_s);
}

void TestTokenOperations::lookUp_thatFails_remembersNothing()
{
    const Pending<TokenReading> pending = m_operations->lookUp({u"tok-1"_s});
    reread(Failure(Error{.kind = Error::Kind::Unreachable}));
    const auto reading = settledWithin(pending);
    QCOMPARE(kindOf(reading), u"Unreachable"_s);
    QCOMPARE(reading.error().correlationId, m_provider->lookedUp.back());
    QCOMPARE(steps(), QStringList{u"look up tok-1"_s});
}

void TestTokenOperations::lookUp_needsNoOperator()
{
    const Pending<TokenReading> pending = operationsOf({})->lookUp({u"tok-1"_s});
    reread(readingOf(u"tok-1"_s));
    QVERIFY(settledWithin(pending));
}

void TestTokenOperations::lookUp_opensNoEntry()
{
    (void)m_operations->lookUp({u"tok-1"_s});
    reread(readingOf(u"tok-1"_s));
    QVERIFY(m_journal->intents.isEmpty());
}

void TestTokenOperations::lookUp_thatShowsCardData_isRecorded()
{
    for (const QString &who : {u"ana"_s, QString()}) {
        m_journal->noted.clear();
        const Pending<TokenReading> pending = operationsOf(who)->lookUp({u"tok-1"_s});
        TokenReading said = readingOf(u"tok-1"_s);
        said.token.cardLastDigits = u"1111"_s;
        reread(said);
        QVERIFY(settledWithin(pending));
        QCOMPARE(m_journal->noted.size(), 1);
        const JournalEvent &event = m_journal->noted.first();
        QVERIFY(event.kind == JournalEvent::Kind::CardDataShown && event.succeeded);
        QCOMPARE(event.operatorId, who.isEmpty() ? u"(nobody named)"_s : who);
        QCOMPARE(event.connectionId, u"c-1"_s);
        QCOMPARE(event.token.value, u"tok-1"_s);
        QVERIFY(!(event.affectedItem + event.detail).contains(u"1111"_s));
    }
}

void TestTokenOperations::lookUp_thatShowsNone_isNotRecorded()
{
    const Pending<TokenReading> read = m_operations->lookUp({u"tok-1"_s});
    reread(readingOf(u"tok-1"_s));
    QVERIFY(settledWithin(read));
    const Pending<TokenReading> refused = m_operations->lookUp({u"tok-1"_s});
    reread(Failure(Error{.kind = Error::Kind::Unreachable}));
    QVERIFY(!settledWithin(refused));
    QVERIFY(m_journal->noted.isEmpty());
}

void TestTokenOperations::lookUp_thatCannotBeRecorded_isStillAnswered()
{
    m_journal->recordError = Error{.kind = Error::Kind::Storage};
    const Pending<TokenReading> pending = m_operations->lookUp({u"tok-1"_s});
    TokenReading said = readingOf(u"tok-1"_s);
    said.token.cardLastDigits = u"1111"_s;
    reread(said);
    QVERIFY(settledWithin(pending));
}

void TestTokenOperations::revealsAndExports_areRecordedWithoutTheirContent()
{
    QVERIFY(settledWithin(m_operations->recordReveal({u"tok-1"_s}, u"Name"_s)));
    QVERIFY(settledWithin(m_operations->recordExport({u"tok-1"_s}, u"evidence report"_s)));
    QCOMPARE(m_journal->noted.size(), 2);
    QVERIFY(m_journal->noted.first().kind == JournalEvent::Kind::Revealed);
    QCOMPARE(m_journal->noted.first().affectedItem, u"Name"_s);
    QVERIFY(m_journal->noted.last().kind == JournalEvent::Kind::Exported);
    for (const JournalEvent &event : m_journal->noted)
        QCOMPARE(event.token.value, u"tok-1"_s);
    QCOMPARE(kindOf(settledWithin(operationsOf({})->recordExport({u"tok-1"_s}, u"x"_s))), u"InvalidInput"_s);
}

void TestTokenOperations::withoutAnOperator_nothingIsPrepared()
{
    for (const QString &nobody : {QString(), u"  "_s}) {
        m_operations = operationsOf(nobody);
        const auto creation = settledWithin(create());
        QCOMPARE(kindOf(creation), u"InvalidInput"_s);
        QCOMPARE(creation.error().field, u"operatorId"_s);
        const auto deletion = settledWithin(erase());
        QCOMPARE(kindOf(deletion), u"InvalidInput"_s);
        QCOMPARE(deletion.error().field, u"operatorId"_s);
    }
    QCOMPARE(steps(), QStringList());
}

void TestTokenOperations::whatIsNotOffered_isRefused()
{
    QCOMPARE(kindOf(settledWithin(m_operations->create(u"createOther"_s, cardValues(), why))), u"InvalidInput"_s);
    m_provider->offered.creates.clear();
    m_provider->offered.operations.clear();
    QCOMPARE(kindOf(settledWithin(create())), u"InvalidInput"_s);
    QCOMPARE(kindOf(settledWithin(erase())), u"InvalidInput"_s);
    QCOMPARE(kindOf(settledWithin(m_operations->lookUp({u"tok-1"_s}))), u"InvalidInput"_s);
    QCOMPARE(steps(), QStringList());
}

void TestTokenOperations::valuesThatTheProviderRefuses_areNotJournaled()
{
    m_provider->objection = {.kind = Error::Kind::InvalidInput, .detail = u"too short"_s, .field = u"fpan"_s};
    const auto creation = settledWithin(create());
    QVERIFY(!creation);
    QCOMPARE(creation.error(), *m_provider->objection);
    const auto deletion = settledWithin(erase());
    QVERIFY(!deletion);
    QCOMPARE(deletion.error(), *m_provider->objection);
    QCOMPARE(steps(), QStringList({u"prepare"_s, u"prepare"_s}));
}

void TestTokenOperations::queries_areAskedOfThisConnection()
{
    QCOMPARE(settledWithin(m_operations->activity({u"tok-1"_s}))->size(), 3 + 4);
    QCOMPARE(settledWithin(m_operations->seenTokens())->size(), 2);
    QCOMPARE(settledWithin(m_operations->search(u"11"_s, 5))->size(), 1);
    QVERIFY(settledWithin(m_operations->annotations({u"tok-1"_s})));
    QCOMPARE(settledWithin(m_operations->tags())->size(), 2);
    QCOMPARE(settledWithin(m_operations->taggedWith(u"vip"_s))->size(), 2);
    QCOMPARE(steps(), QStringList({u"changes of tok-1 in c-1"_s, u"entries of tok-1 in c-1"_s, u"tokens of c-1"_s,
                                   u"search 11 in c-1, at most 5"_s, u"annotations of tok-1 in c-1"_s, u"tags in c-1"_s,
                                   u"tagged with vip in c-1"_s}));
    QCOMPARE(m_operations->connection().name, u"Shop"_s);
    QCOMPARE(m_operations->capabilities().apiName, u"Held"_s);
}

void TestTokenOperations::annotation_isSignedByTheOperatorNow()
{
    QVERIFY(settledWithin(m_operations->annotate({u"tok-1"_s}, {AnnotationEdit::Kind::AddTag, u"vip"_s})));
    QCOMPARE(steps(), QStringList{u"annotate tok-1 in c-1 with vip by ana at %1"_s.arg(
                          m_clock->nowUtc().toString(Qt::ISODate))});
}

void TestTokenOperations::annotation_withoutAnOperator_isRefused()
{
    m_operations = operationsOf(u" "_s);
    const auto refused = settledWithin(m_operations->annotate({u"tok-1"_s}, {AnnotationEdit::Kind::AddTag, u"vip"_s}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().field, u"operatorId"_s);
    QCOMPARE(steps(), QStringList());
}

QTEST_GUILESS_MAIN(TestTokenOperations)
#include "tst_tokenoperations.moc"
