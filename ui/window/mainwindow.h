// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/operations/desk.h"
#include "app/settings/connectionstore.h"
#include "app/settings/preferences.h"
#include "ui/outcomeline.h"
#include "ui/window/aboutdialog.h"

#include <QMainWindow>

#include <functional>

class ConnectionSwitcher;
class CreatePage;
class DeskLock;
class JournalPage;
class LookUpBox;
class Navigation;
class NoticePage;
class NotificationCentre;
class NotificationDialog;
class NotificationInbox;
class PendingPage;
class QLabel;
class QMenu;
class QStackedWidget;
class QToolButton;
class SettingsPage;
class StatusLine;
class TokensPage;
class WelcomePage;
struct DroppedThing;

//! Menus, pages, the look-up box and the connection in use. What the pages do is theirs.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    //! All of it outlives the window.
    MainWindow(Desk &desk, ConnectionStore &store, Preferences &preferences, const Clock &clock);
    ~MainWindow() override;

    //! The connections to choose from. The one in use stays open when it is unchanged.
    void setConnections(const QList<ConnectionProfile> &profiles);
    [[nodiscard]] const QList<ConnectionProfile> &connections() const { return m_connections; }
    //! Opens the connection and, once it is open, looks up the token when one is given.
    void openConnection(const ConnectionProfile &profile, const TokenId &token = {});
    //! The same for a connection's name, and the one that is open when that is empty; a token is then looked up there.
    //! Says so in the window when there is no such connection, and does nothing but that while a dialog is open.
    void open(const QString &connectionName, const TokenId &token);
    void sayNoConnectionIsCalled(const QString &name);
    void comeToFront();
    //! Hides all of it from whoever does not know the passphrase, where there is one.
    [[nodiscard]] DeskLock &deskLock() const { return *m_lock; }
    //! What is open just now; null while nothing is.
    [[nodiscard]] const std::shared_ptr<const Session> &session() const { return m_session; }
    //! A line for the status bar that comes from outside the pages.
    void report(const OutcomeLine &line);
    //! An operation may have ended without a known outcome: the list of those is read again.
    void refreshPending();
    //! Shows what notifications do, and lets agents take over those that arrived elsewhere. Both outlive the window.
    void useNotifications(NotificationInbox &inbox, NotificationCentre &centre);
    //! Where the about dialog learns what the program is built on.
    void setComponents(std::function<Pending<QList<AboutComponent>>()> components) { m_components = std::move(components); }
    //! Shows what the sandbox is and how to begin, until the agent goes elsewhere. For the first start.
    void welcome();
    //! Shown in place of the pages while there is no session, and why.
    void showNotice(const QString &headline, const QString &text);

Q_SIGNALS:
    void appearanceChanged();
    void connectionsChanged(const QList<ConnectionProfile> &profiles);
    void secretsChanged(const ConnectionProfile &profile);
    void sessionOpened();
    //! The window is to be driven through its main tasks on the sandbox.
    void tourRequested();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildBars();
    void buildPages();
    void buildMenus();
    void buildCreateMenu();
    void useSession(std::shared_ptr<const Session> session, const TokenId &token);
    void dropSession(const ConnectionProfile &profile);
    //! The connection in use was removed from the desk: what is open of it is closed.
    void closeRemoved();
    void applyPreferences();
    void applyCardImages();
    void keepCardImages();
    void lookUp(const TokenId &token);
    void startCreate(const QString &formId);
    void go(QWidget *page);
    //! Whether the page is of use without a session, and stays while one is opened.
    [[nodiscard]] bool staysOpen(const QWidget *page) const;
    void openConnectionCalled(const QString &id);
    void buildHelpMenu();
    void showAbout();
    void takeDropped(const DroppedThing &thing);
    NotificationDialog *takeOverNotification(const QString &correlationId);
    void learnCreated(const QString &connectionId, const TokenId &token);
    void restoreLayout();
    void saveLayout();

    Desk &m_desk;
    ConnectionStore &m_store;
    Preferences &m_preferences;
    const Clock &m_clock;
    QList<ConnectionProfile> m_connections;
    ConnectionProfile m_profile; //!< in use, or being opened
    QString m_openedFor;         //!< operator id that the session signs with
    std::shared_ptr<const Session> m_session;
    quint64 m_opening = 0;       //!< number of the latest attempt: earlier ones are ignored when they end
    DeskLock *m_lock;

    QLabel *m_productionBand = nullptr;
    ConnectionSwitcher *m_switcher = nullptr;
    LookUpBox *m_lookUpBox = nullptr;
    QToolButton *m_createButton = nullptr;
    QMenu *m_createMenu = nullptr;
    Navigation *m_navigation = nullptr;
    QStackedWidget *m_pages = nullptr;
    TokensPage *m_tokensPage = nullptr;
    CreatePage *m_createPage = nullptr;
    PendingPage *m_pendingPage = nullptr;
    JournalPage *m_journalPage = nullptr;
    SettingsPage *m_settingsPage = nullptr;
    NoticePage *m_noticePage = nullptr;
    WelcomePage *m_welcomePage = nullptr; //!< made when it is first needed
    QWidget *m_firstPage = nullptr;       //!< where the window was when it was closed last
    std::function<Pending<QList<AboutComponent>>()> m_components;
    StatusLine *m_statusLine = nullptr;
    NotificationInbox *m_inbox = nullptr;
    int m_learning = 0; //!< look-ups of new tokens under way
};
