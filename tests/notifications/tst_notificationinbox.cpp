// SPDX-License-Identifier: Apache-2.0
#include "tests/notifications/desknotifications.h"
#include "tests/storage/await.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using Effect = NotificationResult::Effect;

namespace {
const QString requestId = u"7f1f6f3e-6b0c-4a55-9d0e-5f1f2c3d4e5f"_s;

QDateTime at(int minute)
{
    return QDateTime(QDate(2026, 2, 11), QTime(10, minute), Qt::UTC);
}
} // namespace

class TestNotificationInbox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void acceptedCreation_waitsWithItsCard();
    void refusedCreation_doesNotWait();
    void success_endsTheCreationAndKeepsTheToken();
    void failure_endsTheCreationWithTheServicesWord();
    void notificationBeforeTheAnswer_endsTheCreation();
    void unknownOutcome_isSettledByTheNotification();
    void agentsWord_endsTheWaiting();
    void stillUnknown_goesOnWaiting();
    void notificationAfterTheAgentsWord_isBelieved();
    void secondNotification_changesNothing();
    void sameNotification_isOneRowAndOneEffect();
    void nobodysCreation_keepsTheToken();
    void otherConnection_isNotMeant();
    void creationOfAKnownToken_keepsTheReading();
    void update_changesWhatItSaysAndIsRecorded();
    void updateOfAnUnseenToken_isKept();
    void updatesOutOfOrder_theNewestStays();
    void updateWithoutTime_countsByArrival();
    void pasted_isSignedByTheAgent();
    void whatAnEarlierRunLeft_isProcessedOnce();
    void unwritableDatabase_isNotAcknowledged();
    void manyAtOnce_areEachProcessedOnce();
    void processed_isToldInTheGuiThread();
    void journal_staysSound();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<DeskNotifications> m_desk;
    int m_number = 0;
};

void TestNotificationInbox::init()
{
    m_desk.reset();
    m_desk = std::make_unique<DeskNotifications>(m_folder.filePath(u"%1.sqlite"_s.arg(++m_number)));
}

void TestNotificationInbox::acceptedCreation_waitsWithItsCard()
{
    const qint64 entry = m_desk->acceptedCreation(requestId);
    const QList<JournalEntry> waiting = m_desk->openItems();
    QCOMPARE(waiting.size(), 1);
    QCOMPARE(waiting.first().id, entry);
    QVERIFY(waiting.first().intent.awaited);
    QCOMPARE(waiting.first().intent.awaited->scheme, Scheme::Visa);
    QCOMPARE(waiting.first().intent.awaited->cardLastDigits, u"1111"_s);
}

void TestNotificationInbox::refusedCreation_doesNotWait()
{
    const auto entry = await(m_desk->journal->open(DeskNotifications::creation(requestId)));
    JournalOutcome refused;
    refused.kind = JournalOutcome::Kind::Refused;
    QVERIFY(entry && await(m_desk->journal->close(*entry, refused)));
    QCOMPARE(m_desk->openItems().size(), 0);
    QCOMPARE(m_desk->ask(u"SELECT is_over FROM awaited_creation"_s), u"1"_s);
}

void TestNotificationInbox::success_endsTheCreationAndKeepsTheToken()
{
    const qint64 entry = m_desk->acceptedCreation(requestId);
    const NotificationResult result = m_desk->take(DeskNotifications::created(requestId, u"tk_1"_s));
    QCOMPARE(toWord(result.effect), u"creation-ended"_s);
    QCOMPARE(result.entry, entry);
    QCOMPARE(m_desk->openItems().size(), 0);
    const JournalEntry ended = m_desk->entry(entry);
    QCOMPARE(toWord(ended.outcome.kind), u"accepted"_s);
    QCOMPARE(toWord(ended.settlement.kind), u"happened"_s);
    QCOMPARE(ended.settlement.token.value, u"tk_1"_s);
    QCOMPARE(ended.settlement.operatorId, NotificationInbox::receiver());
    const auto reading = m_desk->reading(u"tk_1"_s);
    QVERIFY(reading);
    QCOMPARE(reading->token.scheme, Scheme::Visa); // as the desk knew it from the card
    QCOMPARE(reading->correlationId, requestId);
    QCOMPARE(await(m_desk->journal->entriesFor(DeskNotifications::connectionId, {u"tk_1"_s}))->size(), 1);
}

void TestNotificationInbox::failure_endsTheCreationWithTheServicesWord()
{
    const qint64 entry = m_desk->acceptedCreation(requestId);
    QCOMPARE(toWord(m_desk->take(DeskNotifications::declined(requestId)).effect), u"creation-ended"_s);
    const JournalEntry ended = m_desk->entry(entry);
    QCOMPARE(toWord(ended.settlement.kind), u"did-not-happen"_s);
    QVERIFY(ended.settlement.note.contains("ISSUER_DECLINED"_L1));
    QVERIFY(ended.settlement.note.contains("Says the issuer"_L1));
    QCOMPARE(m_desk->openItems().size(), 0);
    QCOMPARE(await(m_desk->workspace->tokens(DeskNotifications::connectionId))->size(), 0);
}

void TestNotificationInbox::notificationBeforeTheAnswer_endsTheCreation()
{
    const auto entry = await(m_desk->journal->open(DeskNotifications::creation(requestId)));
    QVERIFY(entry);
    QCOMPARE(toWord(m_desk->take(DeskNotifications::created(requestId, u"tk_1"_s)).effect), u"creation-ended"_s);
    JournalOutcome accepted;
    accepted.kind = JournalOutcome::Kind::Accepted;
    QVERIFY(await(m_desk->journal->close(*entry, accepted)));
    QCOMPARE(m_desk->openItems().size(), 0);
}

void TestNotificationInbox::unknownOutcome_isSettledByTheNotification()
{
    const auto entry = await(m_desk->journal->open(DeskNotifications::creation(requestId)));
    JournalOutcome unknown;
    unknown.kind = JournalOutcome::Kind::Unknown;
    QVERIFY(entry && await(m_desk->journal->close(*entry, unknown)));
    QCOMPARE(m_desk->openItems().size(), 1);
    QCOMPARE(toWord(m_desk->take(DeskNotifications::created(requestId, u"tk_1"_s)).effect), u"creation-ended"_s);
    QCOMPARE(m_desk->openItems().size(), 0);
}

void TestNotificationInbox::agentsWord_endsTheWaiting()
{
    const qint64 entry = m_desk->acceptedCreation(requestId);
    QVERIFY(await(m_desk->journal->settle(entry, {.kind = JournalSettlement::Kind::DidNotHappen,
                                                  .token = {},
                                                  .operatorId = u"ana"_s,
                                                  .note = u"Thales says so"_s,
                                                  .settledAt = {}})));
    QCOMPARE(m_desk->openItems().size(), 0);
}

void TestNotificationInbox::stillUnknown_goesOnWaiting()
{
    const qint64 entry = m_desk->acceptedCreation(requestId);
    QVERIFY(await(m_desk->journal->settle(entry, {.kind = JournalSettlement::Kind::StillUnknown,
                                                  .token = {},
                                                  .operatorId = u"ana"_s,
                                                  .note = {},
                                                  .settledAt = {}})));
    QCOMPARE(m_desk->openItems().size(), 1);
    QCOMPARE(toWord(m_desk->take(DeskNotifications::created(requestId, u"tk_1"_s)).effect), u"creation-ended"_s);
    QCOMPARE(m_desk->openItems().size(), 0);
}

void TestNotificationInbox::notificationAfterTheAgentsWord_isBelieved()
{
    const qint64 entry = m_desk->acceptedCreation(requestId);
    QVERIFY(await(m_desk->journal->settle(entry, {.kind = JournalSettlement::Kind::DidNotHappen,
                                                  .token = {},
                                                  .operatorId = u"ana"_s,
                                                  .note = {},
                                                  .settledAt = {}})));
    QCOMPARE(toWord(m_desk->take(DeskNotifications::created(requestId, u"tk_1"_s)).effect), u"creation-ended"_s);
    QCOMPARE(toWord(m_desk->entry(entry).settlement.kind), u"happened"_s);
}

void TestNotificationInbox::secondNotification_changesNothing()
{
    const qint64 entry = m_desk->acceptedCreation(requestId);
    QVERIFY(m_desk->take(DeskNotifications::created(requestId, u"tk_1"_s)).entry);
    QCOMPARE(toWord(m_desk->take(DeskNotifications::declined(requestId)).effect), u"already-ended"_s);
    QCOMPARE(toWord(m_desk->entry(entry).settlement.kind), u"happened"_s);
    QCOMPARE(m_desk->ask(u"SELECT count(*) FROM journal_settlement"_s), u"1"_s);
}

void TestNotificationInbox::sameNotification_isOneRowAndOneEffect()
{
    QVERIFY(m_desk->acceptedCreation(requestId));
    const Notification notification = DeskNotifications::created(requestId, u"tk_1"_s);
    const auto first = await(m_desk->inbox->accept(DeskNotifications::connectionId, notification, u"x"_s));
    const auto second = await(m_desk->inbox->accept(DeskNotifications::connectionId, notification, u"x"_s));
    QVERIFY(first && second);
    QVERIFY(first->isNew && !second->isNew);
    QCOMPARE(first->id, second->id);
    QCOMPARE(toWord(m_desk->take(notification).effect), u"duplicate"_s);
    QCOMPARE(m_desk->ask(u"SELECT count(*) FROM notification"_s), u"1"_s);
    QCOMPARE(m_desk->ask(u"SELECT count(*) FROM journal_settlement"_s), u"1"_s);
    QCOMPARE(m_desk->ask(u"SELECT length(content) FROM notification"_s), u"0"_s);
}

void TestNotificationInbox::nobodysCreation_keepsTheToken()
{
    QCOMPARE(toWord(m_desk->take(DeskNotifications::created(u"other"_s, u"tk_1"_s)).effect), u"nobody-waited"_s);
    QVERIFY(m_desk->reading(u"tk_1"_s));
    QCOMPARE(toWord(m_desk->take(DeskNotifications::declined(u"other-2"_s)).effect), u"nobody-waited"_s);
}

void TestNotificationInbox::otherConnection_isNotMeant()
{
    QVERIFY(m_desk->acceptedCreation(requestId));
    const auto result = await(m_desk->inbox->take(u"c-2"_s, DeskNotifications::created(requestId, u"tk_1"_s), u"x"_s));
    QCOMPARE(toWord(result->effect), u"nobody-waited"_s);
    QCOMPARE(m_desk->openItems().size(), 1);
}

void TestNotificationInbox::creationOfAKnownToken_keepsTheReading()
{
    QVERIFY(m_desk->acceptedCreation(requestId));
    TokenReading known;
    known.token.id = {u"tk_1"_s};
    known.token.stateWord = u"ACTIVE"_s;
    known.readAt = at(0);
    QVERIFY(await(m_desk->workspace->remember(DeskNotifications::connectionId, known, u"ana"_s)));
    const NotificationResult result = m_desk->take(DeskNotifications::created(requestId, u"tk_1"_s));
    QCOMPARE(toWord(result.effect), u"creation-ended"_s);
    QVERIFY(!result.reading);
    QCOMPARE(m_desk->reading(u"tk_1"_s)->token.stateWord, u"ACTIVE"_s);
}

void TestNotificationInbox::update_changesWhatItSaysAndIsRecorded()
{
    TokenReading known;
    known.token.id = {u"tk_1"_s};
    known.token.stateWord = u"ACTIVE"_s;
    known.token.issuerName = u"Harbour"_s;
    known.readAt = at(0);
    QVERIFY(await(m_desk->workspace->remember(DeskNotifications::connectionId, known, u"ana"_s)));
    m_desk->clock->setNowUtc(at(5));
    const NotificationResult result = m_desk->take(DeskNotifications::updated(u"tk_1"_s, u"SUSPENDED"_s, at(4)));
    QCOMPARE(toWord(result.effect), u"token-changed"_s);
    const auto reading = m_desk->reading(u"tk_1"_s);
    QCOMPARE(reading->token.stateWord, u"SUSPENDED"_s);
    QCOMPARE(reading->token.issuerName, u"Harbour"_s);
    QCOMPARE(reading->readAt, at(5));
    const auto events = await(m_desk->journal->events({}, 0, 10));
    QCOMPARE(events->size(), 1);
    QCOMPARE(events->first().event.token.value, u"tk_1"_s);
    QCOMPARE(events->first().event.detail, u"Notified: ACTIVE became SUSPENDED"_s);
}

void TestNotificationInbox::updateOfAnUnseenToken_isKept()
{
    QCOMPARE(toWord(m_desk->take(DeskNotifications::updated(u"tk_9"_s, u"SUSPENDED"_s, at(1))).effect),
             u"token-changed"_s);
    QCOMPARE(m_desk->reading(u"tk_9"_s)->token.state, TokenState::Suspended);
}

void TestNotificationInbox::updatesOutOfOrder_theNewestStays()
{
    QCOMPARE(toWord(m_desk->take(DeskNotifications::updated(u"tk_1"_s, u"ACTIVE"_s, at(3))).effect),
             u"token-changed"_s);
    m_desk->clock->advance(std::chrono::seconds(1));
    QCOMPARE(toWord(m_desk->take(DeskNotifications::updated(u"tk_1"_s, u"SUSPENDED"_s, at(2))).effect), u"stale"_s);
    QCOMPARE(toWord(m_desk->take(DeskNotifications::updated(u"tk_1"_s, u"SUSPENDED"_s, at(3))).effect), u"stale"_s);
    QCOMPARE(m_desk->reading(u"tk_1"_s)->token.stateWord, u"ACTIVE"_s);
    QCOMPARE(toWord(m_desk->take(DeskNotifications::updated(u"tk_1"_s, u"SUSPENDED"_s, at(4))).effect),
             u"token-changed"_s);
    QCOMPARE(m_desk->reading(u"tk_1"_s)->token.stateWord, u"SUSPENDED"_s);
}

void TestNotificationInbox::updateWithoutTime_countsByArrival()
{
    TokenReading known;
    known.token.id = {u"tk_1"_s};
    known.token.stateWord = u"ACTIVE"_s;
    known.readAt = m_desk->clock->nowUtc().addSecs(60);
    QVERIFY(await(m_desk->workspace->remember(DeskNotifications::connectionId, known, u"ana"_s)));
    QCOMPARE(toWord(m_desk->take(DeskNotifications::updated(u"tk_1"_s, u"SUSPENDED"_s, {})).effect), u"stale"_s);
    m_desk->clock->advance(std::chrono::minutes(2));
    QCOMPARE(toWord(m_desk->take(DeskNotifications::updated(u"tk_1"_s, u"DELETED"_s, {})).effect), u"token-changed"_s);
}

void TestNotificationInbox::pasted_isSignedByTheAgent()
{
    const qint64 entry = m_desk->acceptedCreation(requestId);
    QVERIFY(m_desk->take(DeskNotifications::created(requestId, u"tk_1"_s), u"berta"_s).entry);
    QCOMPARE(m_desk->entry(entry).settlement.operatorId, u"berta"_s);
}

void TestNotificationInbox::whatAnEarlierRunLeft_isProcessedOnce()
{
    const qint64 entry = m_desk->acceptedCreation(requestId);
    // As after a kill between acknowledgement and processing: the row alone.
    const QString json = QString::fromUtf8(toJson(DeskNotifications::created(requestId, u"tk_1"_s)));
    QVERIFY(await(m_desk->database->run([json](QSqlDatabase &connection) -> Result<Done> {
        QSqlQuery insertion(connection);
        insertion.prepare(u"INSERT INTO notification (fingerprint, connection_id, origin, kind, correlation_id, "
                          "token_id, received_at, content) VALUES (zeroblob(32), 'c-1', 'x', '', '', '', 1, ?)"_s);
        insertion.addBindValue(json.toUtf8());
        return insertion.exec() ? Result<Done>(Done{}) : Failure(Error{});
    })));
    QCOMPARE(m_desk->openItems().size(), 1);
    m_desk->inbox->resume();
    m_desk->inbox->resume();
    QTRY_COMPARE(m_desk->openItems().size(), 0);
    QCOMPARE(toWord(m_desk->entry(entry).settlement.kind), u"happened"_s);
    QCOMPARE(m_desk->ask(u"SELECT count(*) FROM journal_settlement"_s), u"1"_s);
}

void TestNotificationInbox::unwritableDatabase_isNotAcknowledged()
{
    QVERIFY(m_desk->acceptedCreation(requestId));
    QCOMPARE(m_desk->ask(u"PRAGMA query_only=ON"_s), u"error"_s);
    const auto refused = await(m_desk->inbox->accept(DeskNotifications::connectionId,
                                                     DeskNotifications::created(requestId, u"tk_1"_s), u"x"_s));
    QCOMPARE(kindOf(refused), u"Storage"_s);
    QCOMPARE(m_desk->ask(u"PRAGMA query_only=OFF"_s), u"error"_s);
    QCOMPARE(m_desk->ask(u"SELECT count(*) FROM notification"_s), u"0"_s);
    QVERIFY(m_desk->take(DeskNotifications::created(requestId, u"tk_1"_s)).entry);
}

void TestNotificationInbox::manyAtOnce_areEachProcessedOnce()
{
    constexpr int count = 700;
    QList<Pending<InboxReceipt>> receipts;
    for (int i = 0; i < count; ++i) {
        receipts << m_desk->inbox->accept(DeskNotifications::connectionId,
                                          DeskNotifications::updated(u"tk_%1"_s.arg(i), u"ACTIVE"_s, at(1)), u"x"_s);
        receipts << m_desk->inbox->accept(DeskNotifications::connectionId,
                                          DeskNotifications::updated(u"tk_%1"_s.arg(i), u"ACTIVE"_s, at(1)), u"x"_s);
    }
    for (const auto &receipt : std::as_const(receipts))
        QVERIFY(await(receipt));
    QTRY_COMPARE(m_desk->ask(u"SELECT count(*) FROM notification WHERE processed_at IS NULL"_s), u"0"_s);
    QCOMPARE(m_desk->ask(u"SELECT count(*) FROM notification"_s), QString::number(count));
    QCOMPARE(m_desk->ask(u"SELECT count(*) FROM journal_event"_s), QString::number(count));
}

void TestNotificationInbox::processed_isToldInTheGuiThread()
{
    QList<NotificationResult> told;
    QThread *thread = nullptr;
    connect(m_desk->inbox.get(), &NotificationInbox::processed, this, [&](const QList<NotificationResult> &results) {
        told += results;
        thread = QThread::currentThread();
    });
    QVERIFY(m_desk->take(DeskNotifications::updated(u"tk_1"_s, u"ACTIVE"_s, at(1))).id);
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(thread, QThread::currentThread());
    QVERIFY(told.first().reading);
}

void TestNotificationInbox::journal_staysSound()
{
    QVERIFY(m_desk->acceptedCreation(requestId));
    QVERIFY(m_desk->take(DeskNotifications::created(requestId, u"tk_1"_s)).entry);
    QVERIFY(m_desk->take(DeskNotifications::updated(u"tk_1"_s, u"SUSPENDED"_s, at(2))).id);
    const auto verdict = await(m_desk->journal->verify({}));
    QVERIFY(verdict);
    QVERIFY2(verdict->isSound(), qPrintable(verdict->explanation));
}

QTEST_GUILESS_MAIN(TestNotificationInbox)
#include "tst_notificationinbox.moc"
