// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/observe.h"
#include "app/journal/sqlitejournal.h"
#include "app/journal/watchedjournal.h"
#include "app/notifications/notificationinbox.h"
#include "app/sandbox/sandbox.h"
#include "app/settings/memorysecretstore.h"
#include "app/storage/database.h"
#include "ui/notifications/notificationcentre.h"
#include "ui/window/mainwindow.h"
#include "ui/window/statusline.h"

#include <QTemporaryDir>
#include <QTest>

//! The value of a Pending that is about to settle, while the event loop runs.
template <typename T>
std::optional<T> awaited(const Pending<T> &pending)
{
    if (!QTest::qWaitFor([&] { return pending.isFinished(); }, 30'000) || !outcomeOf<T>(pending))
        return std::nullopt;
    return *outcomeOf<T>(pending);
}

//! A test of the real window with real records, against the sandbox. Every test function has a new window; records and
//! sandbox stay.
class WindowOnSandbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

protected:
    void openWindow();
    void closeWindow();
    [[nodiscard]] ConnectionProfile profile() const;
    [[nodiscard]] ConnectionProfile fiservProfile() const;
    void open(const ConnectionProfile &profile, bool works = true);
    [[nodiscard]] const OutcomeLine &line() const { return m_window->findChild<StatusLine *>()->line(); }

    QTemporaryDir m_folder;
    std::shared_ptr<Sandbox> m_sandbox;
    std::shared_ptr<Database> m_database;
    std::shared_ptr<const Clock> m_clock = std::make_shared<SystemClock>();
    std::shared_ptr<WatchedJournal> m_journal;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<NotificationInbox> m_inbox;
    std::unique_ptr<NotificationCentre> m_centre;
    std::unique_ptr<ConnectionStore> m_store;
    Preferences m_preferences;
    std::unique_ptr<MainWindow> m_window;
};
