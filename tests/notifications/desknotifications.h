// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/notifications/notificationinbox.h"
#include "app/workspace/sqliteworkspace.h"
#include "tests/support/fakeclock.h"

//! A desk's database with its journal, workspace and inbox.
struct DeskNotifications {
    static inline const QString connectionId = QStringLiteral("c-1");

    explicit DeskNotifications(const QString &file);
    ~DeskNotifications();

    //! An asynchronous creation that was accepted; its entry.
    [[nodiscard]] qint64 acceptedCreation(const QString &correlationId, Scheme scheme = Scheme::Visa) const;
    [[nodiscard]] static JournalIntent creation(const QString &correlationId, Scheme scheme = Scheme::Visa);
    [[nodiscard]] static Notification created(const QString &correlationId, const QString &token);
    [[nodiscard]] static Notification declined(const QString &correlationId);
    [[nodiscard]] static Notification updated(const QString &token, const QString &state, const QDateTime &at);

    [[nodiscard]] NotificationResult take(const Notification &notification,
                                          const QString &origin = NotificationInbox::receiver()) const;
    [[nodiscard]] QList<JournalEntry> openItems() const;
    [[nodiscard]] JournalEntry entry(qint64 id) const;
    [[nodiscard]] std::optional<TokenReading> reading(const QString &token) const;
    //! The first column of the first row.
    [[nodiscard]] QString ask(const QString &sql) const;

    std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
    std::shared_ptr<Database> database;
    std::shared_ptr<SqliteJournal> journal;
    std::shared_ptr<SqliteWorkspace> workspace;
    std::unique_ptr<NotificationInbox> inbox;
};
