// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/journal/journalwriter.h"
#include "app/notifications/notificationresult.h"

#include <QSqlDatabase>

//! A notification as it lies in the inbox.
struct InboxItem {
    qint64 id = 0;
    QString connectionId;
    QString origin; //!< who brought it
    QDateTime receivedAt;
    Notification notification;
};

//! At most `limit` notifications that have not been processed, oldest first. One that cannot be read any more is marked
//! as processed. Within the caller's write transaction.
[[nodiscard]] Result<QList<InboxItem>> waitingNotifications(QSqlDatabase &connection, const QDateTime &now, int limit);

//! Does what the notification means and marks it as processed, all within the caller's write transaction: ends the
//! creation that waits for it and settles its entry, or keeps the token as it is now and records that.
[[nodiscard]] Result<NotificationResult> processNotification(JournalWriter &record, QSqlDatabase &connection,
                                                             const InboxItem &item, const QDateTime &now);
