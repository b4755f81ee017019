// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/journal/sqlitejournal.h"
#include "app/notifications/notificationresult.h"
#include "app/storage/database.h"

#include <QObject>

#include <memory>

//! Whether a notification was new, and its number in the inbox.
struct InboxReceipt {
    qint64 id = 0;
    bool isNew = true;
};

//! Tells from the database's thread what became of notifications.
class InboxNews final : public QObject
{
    Q_OBJECT
Q_SIGNALS:
    void processed(const QList<NotificationResult> &results);
    void failed();
};

//! Notifications on their way into the desk: durable first, processed after, each exactly once, whatever happens in
//! between. What arrives together is written together. Functions may be called from any thread; signals come in the
//! thread of this object.
class NotificationInbox final : public QObject
{
    Q_OBJECT
public:
    //! Who brought a notification, when it was no agent.
    static QString receiver() { return QStringLiteral("notification"); }

    NotificationInbox(std::shared_ptr<Database> database, std::shared_ptr<SqliteJournal> journal,
                      std::shared_ptr<const Clock> clock);
    ~NotificationInbox() override;

    //! Settles once the notification is durable, before it is processed; the same notification again is not new.
    //! `origin` is who brought it: `receiver()` or an operator's id.
    [[nodiscard]] Pending<InboxReceipt> accept(const QString &connectionId, const Notification &notification,
                                               const QString &origin);
    //! The same, and settles once it is processed. For one that was there already: Effect::Duplicate.
    [[nodiscard]] Pending<NotificationResult> take(const QString &connectionId, const Notification &notification,
                                                   const QString &origin);
    //! Processes what an earlier run left, and forgets what is old. To be called at the start.
    void resume();

Q_SIGNALS:
    void processed(const QList<NotificationResult> &results);

private:
    struct Work;
    std::shared_ptr<Work> m_work;
};
