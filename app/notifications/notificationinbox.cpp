// SPDX-License-Identifier: Apache-2.0
#include "app/notifications/notificationinbox.h"

#include "app/notifications/notificationprocessing.h"
#include "app/storage/sql.h"

#include <QCryptographicHash>
#include <QMutex>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <map>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! A notification that waits to be written.
struct InboxArrival {
    QString connectionId;
    QString origin;
    qint64 receivedAt = 0;
    Notification notification;
    Settler<InboxReceipt> settler;
    std::optional<Settler<NotificationResult>> watcher; //!< of what becomes of it
};

namespace {
//! In one transaction: enough to spare disk writes, few enough for others not to wait for the database.
constexpr std::size_t mostAccepted = 256;
constexpr int mostProcessed = 32;
constexpr auto retryPause = 5s;
//! For so long the same notification is recognised.
constexpr auto memory = std::chrono::hours(24 * 90);

QByteArray fingerprintOf(const QString &connectionId, const QByteArray &content)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(connectionId.toUtf8() + '\n');
    hash.addData(content);
    return hash.result();
}

QVariant text(const QString &value)
{
    return value.isNull() ? u""_s : value;
}

Result<InboxReceipt> insert(QSqlDatabase &connection, QSqlQuery &insertion, const InboxArrival &arrival)
{
    const QByteArray content = toJson(arrival.notification);
    const QByteArray fingerprint = fingerprintOf(arrival.connectionId, content);
    int at = 0;
    for (const QVariant &value :
         {QVariant(fingerprint), text(arrival.connectionId), text(arrival.origin),
          QVariant(toWord(arrival.notification.kind)), text(arrival.notification.correlationId),
          text(arrival.notification.token.id.value), QVariant(arrival.receivedAt), QVariant(content)})
        insertion.bindValue(at++, value);
    if (!insertion.exec())
        return Failure(storageError(u"a notification could not be stored"_s, insertion.lastError()));
    if (insertion.numRowsAffected() == 1)
        return InboxReceipt{.id = insertion.lastInsertId().toLongLong(), .isNew = true};
    const auto known = firstValue(connection, u"SELECT id FROM notification WHERE fingerprint = ?"_s, {fingerprint});
    if (!known)
        return Failure(known.error());
    return InboxReceipt{.id = known->toLongLong(), .isNew = false};
}

//! All of them in one transaction.
Result<QList<InboxReceipt>> insertAll(QSqlDatabase &connection, const std::vector<InboxArrival> &arrivals)
{
    return inTransaction(connection, [&]() -> Result<QList<InboxReceipt>> {
        QSqlQuery insertion(connection);
        if (!insertion.prepare(u"INSERT INTO notification (fingerprint, connection_id, origin, kind, correlation_id, "
                               "token_id, received_at, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                               "ON CONFLICT (fingerprint) DO NOTHING"_s))
            return Failure(storageError(u"could not prepare a database statement"_s, insertion.lastError()));
        QList<InboxReceipt> receipts;
        for (const InboxArrival &arrival : arrivals) {
            const Result<InboxReceipt> receipt = insert(connection, insertion, arrival);
            if (!receipt)
                return Failure(receipt.error());
            receipts << *receipt;
        }
        return receipts;
    });
}
} // namespace

//! Shared with what runs in the database's thread, which may outlive the inbox.
struct NotificationInbox::Work : std::enable_shared_from_this<Work> {
    std::shared_ptr<Database> database;
    std::shared_ptr<SqliteJournal> journal;
    std::shared_ptr<const Clock> clock;
    InboxNews news;

    QMutex mutex;
    std::vector<InboxArrival> arrivals;
    bool isWriting = false; //!< a call that takes arrivals is queued
    std::atomic<bool> isProcessing{false};
    std::atomic<bool> isStopped{false};
    std::map<qint64, Settler<NotificationResult>> watched; //!< by number in the inbox; the database's thread only

    Pending<InboxReceipt> add(InboxArrival arrival)
    {
        const Pending<InboxReceipt> pending = arrival.settler.pending();
        const QMutexLocker lock(&mutex);
        arrivals.push_back(std::move(arrival));
        if (!std::exchange(isWriting, true))
            scheduleWriting();
        return pending;
    }

    void scheduleWriting()
    {
        (void)database->run([work = shared_from_this()](QSqlDatabase &connection) -> Result<Done> {
            work->write(connection);
            return Done{};
        });
    }

    std::vector<InboxArrival> takeArrivals()
    {
        const QMutexLocker lock(&mutex);
        std::vector<InboxArrival> taken;
        if (arrivals.size() <= mostAccepted) {
            taken.swap(arrivals);
            isWriting = false;
            return taken;
        }
        const auto end = arrivals.begin() + static_cast<std::ptrdiff_t>(mostAccepted);
        taken.assign(std::make_move_iterator(arrivals.begin()), std::make_move_iterator(end));
        arrivals.erase(arrivals.begin(), end);
        scheduleWriting();
        return taken;
    }

    //! In the database's thread.
    void write(QSqlDatabase &connection)
    {
        const std::vector<InboxArrival> taken = takeArrivals();
        const Result<QList<InboxReceipt>> receipts = insertAll(connection, taken);
        bool isAnyNew = false;
        for (std::size_t i = 0; i < taken.size(); ++i) {
            const InboxArrival &arrival = taken.at(i);
            const Result<InboxReceipt> receipt =
                receipts ? Result<InboxReceipt>(receipts->at(static_cast<qsizetype>(i))) : Failure(receipts.error());
            isAnyNew = isAnyNew || (receipt && receipt->isNew);
            if (arrival.watcher)
                watch(arrival, receipt);
            arrival.settler.settle(receipt);
        }
        if (isAnyNew)
            process();
    }

    void watch(const InboxArrival &arrival, const Result<InboxReceipt> &receipt)
    {
        if (!receipt)
            return arrival.watcher->settle(Failure(receipt.error()));
        if (receipt->isNew) {
            watched.emplace(receipt->id, *arrival.watcher);
            return;
        }
        arrival.watcher->settle(NotificationResult{.id = receipt->id,
                                                   .connectionId = arrival.connectionId,
                                                   .notification = arrival.notification,
                                                   .effect = NotificationResult::Effect::Duplicate,
                                                   .reading = {}});
    }

    //! From any thread. What was accepted meanwhile is written between two batches.
    void process()
    {
        if (isStopped || isProcessing.exchange(true))
            return;
        whenSettled<QList<NotificationResult>>(processSome(mostProcessed),
                                               [work = shared_from_this()](const auto &results) {
                                                   work->isProcessing = false;
                                                   work->tell(results);
                                               });
    }

    Pending<QList<NotificationResult>> processSome(int limit)
    {
        return journal->together([clock = clock, limit](JournalWriter &record,
                                                        QSqlDatabase &connection) -> Result<QList<NotificationResult>> {
            const QDateTime now = clock->nowUtc();
            const auto items = waitingNotifications(connection, now, limit);
            if (!items)
                return Failure(items.error());
            QList<NotificationResult> results;
            for (const InboxItem &item : *items) {
                const auto result = processNotification(record, connection, item, now);
                if (!result)
                    return Failure(result.error());
                results << *result;
            }
            return results;
        });
    }

    void tell(const Result<QList<NotificationResult>> &results)
    {
        if (!results) {
            Q_EMIT news.failed();
            return;
        }
        if (results->isEmpty())
            return;
        for (const NotificationResult &result : *results) {
            if (const auto found = watched.extract(result.id); !found.empty())
                found.mapped().settle(result);
        }
        Q_EMIT news.processed(*results);
        process();
    }

    void forgetOld()
    {
        (void)database->run([clock = clock](QSqlDatabase &connection) -> Result<Done> {
            const qint64 since =
                clock->nowUtc().addMSecs(-std::chrono::milliseconds(memory).count()).toMSecsSinceEpoch();
            const auto gone = executed(
                connection, u"DELETE FROM notification WHERE processed_at IS NOT NULL AND received_at < ?"_s, {since});
            return gone ? Result<Done>(Done{}) : Failure(gone.error());
        });
    }
};

NotificationInbox::NotificationInbox(std::shared_ptr<Database> database, std::shared_ptr<SqliteJournal> journal,
                                     std::shared_ptr<const Clock> clock)
    : m_work(std::make_shared<Work>())
{
    m_work->database = std::move(database);
    m_work->journal = std::move(journal);
    m_work->clock = std::move(clock);
    connect(&m_work->news, &InboxNews::processed, this, &NotificationInbox::processed);
    connect(&m_work->news, &InboxNews::failed, this,
            [this] { QTimer::singleShot(retryPause, this, [this] { m_work->process(); }); });
}

NotificationInbox::~NotificationInbox()
{
    m_work->isStopped = true; // what waits is processed at the next start
}

Pending<InboxReceipt> NotificationInbox::accept(const QString &connectionId, const Notification &notification,
                                                const QString &origin)
{
    return m_work->add({.connectionId = connectionId,
                        .origin = origin,
                        .receivedAt = m_work->clock->nowUtc().toMSecsSinceEpoch(),
                        .notification = notification,
                        .settler = {},
                        .watcher = {}});
}

Pending<NotificationResult> NotificationInbox::take(const QString &connectionId, const Notification &notification,
                                                    const QString &origin)
{
    const Settler<NotificationResult> watcher;
    (void)m_work->add({.connectionId = connectionId,
                       .origin = origin,
                       .receivedAt = m_work->clock->nowUtc().toMSecsSinceEpoch(),
                       .notification = notification,
                       .settler = {},
                       .watcher = watcher});
    return watcher.pending();
}

void NotificationInbox::resume()
{
    m_work->forgetOld();
    m_work->process();
}
