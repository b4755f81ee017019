// SPDX-License-Identifier: Apache-2.0
#include "ui/window/mainwindow.h"

#include "app/core/observe.h"
#include "ui/create/createpage.h"
#include "ui/errortext.h"
#include "ui/evidence/evidencereports.h"
#include "ui/help/helpdialog.h"
#include "ui/journal/journalpage.h"
#include "ui/lock/desklock.h"
#include "ui/lock/locksettings.h"
#include "ui/notifications/desktopnotice.h"
#include "ui/notifications/notificationcentre.h"
#include "ui/notifications/notificationdialog.h"
#include "ui/pending/pendingpage.h"
#include "ui/settings/settingspage.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/tokenspage.h"
#include "ui/window/connectionswitcher.h"
#include "ui/window/dialogsizes.h"
#include "ui/window/droptarget.h"
#include "ui/window/environmentbadge.h"
#include "ui/window/lookupbox.h"
#include "ui/window/navigation.h"
#include "ui/window/noticepage.h"
#include "ui/window/shortcutsdialog.h"
#include "ui/window/statusline.h"
#include "ui/window/welcomepage.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolButton>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

MainWindow::MainWindow(Desk &desk, ConnectionStore &store, Preferences &preferences, const Clock &clock)
    : m_desk(desk), m_store(store), m_preferences(preferences), m_clock(clock),
      m_lock(new DeskLock(desk, preferences, clock, *this))
{
    setObjectName(u"mainWindow"_s);
    new DialogSizes(m_preferences, this);
    connect(new DropTarget(this), &DropTarget::dropped, this, &MainWindow::takeDropped);
    buildPages();
    buildBars();
    buildMenus();
    applyPreferences();
    restoreLayout();
    showNotice(tr("No connection is open"), tr("Choose a connection at the top left, or add one in Settings."));
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPages()
{
    m_pages = new QStackedWidget(this);
    m_pages->setObjectName(u"pages"_s);
    m_tokensPage = new TokensPage(*m_desk.parts().exchanges, m_clock, m_pages);
    m_createPage = new CreatePage(m_clock, m_pages);
    m_pendingPage = new PendingPage(m_clock, m_pages);
    m_journalPage = new JournalPage(m_desk.parts().journal, m_clock, m_pages);
    m_settingsPage = new SettingsPage(m_desk, m_store, m_preferences, m_clock, m_pages);
    m_noticePage = new NoticePage(m_pages);
    for (QWidget *page : {static_cast<QWidget *>(m_noticePage), static_cast<QWidget *>(m_tokensPage),
                          static_cast<QWidget *>(m_createPage), static_cast<QWidget *>(m_pendingPage),
                          static_cast<QWidget *>(m_journalPage), static_cast<QWidget *>(m_settingsPage)})
        m_pages->addWidget(page);

    connect(m_tokensPage, &TokensPage::reported, this, &MainWindow::report);
    auto *reports = new EvidenceReports(m_clock, this);
    connect(reports, &EvidenceReports::reported, this, &MainWindow::report);
    connect(m_tokensPage, &TokensPage::reportRequested, this,
            [this, reports](const TokenId &token, const auto &reading) { reports->ask(m_session, token, reading); });
    connect(m_tokensPage, &TokensPage::createRequested, this, [this] { m_createButton->showMenu(); });
    connect(m_tokensPage, &TokensPage::cardImagesAllowed, this, &MainWindow::keepCardImages);
    connect(m_createPage, &CreatePage::reported, this, &MainWindow::report);
    connect(m_createPage, &CreatePage::created, this, [this](const TokenReading &reading) {
        m_tokensPage->show(reading);
        go(m_tokensPage);
    });
    connect(m_createPage, &CreatePage::arrived, this,
            [this](const TokenReading &reading) { m_tokensPage->follow({reading}); });
    connect(m_createPage, &CreatePage::tokenRequested, this, &MainWindow::lookUp);
    connect(m_createPage, &CreatePage::finished, this, [this] { go(m_tokensPage); });
    connect(m_pendingPage, &PendingPage::reported, this, &MainWindow::report);
    connect(m_pendingPage, &PendingPage::connectionRequested, this, &MainWindow::openConnectionCalled);
    connect(m_pendingPage, &PendingPage::notificationRequested, this, &MainWindow::takeOverNotification);
    connect(m_pendingPage, &PendingPage::itemCountChanged, this,
            [this](int count) { m_navigation->setCount(m_pendingPage, count); });
    connect(m_journalPage, &JournalPage::reported, this, &MainWindow::report);
    connect(m_settingsPage, &SettingsPage::connectionsChanged, this, &MainWindow::setConnections);
    connect(m_settingsPage, &SettingsPage::secretsChanged, this, &MainWindow::secretsChanged);
    connect(m_settingsPage, &SettingsPage::secretsChanged, this, [this](const ConnectionProfile &profile) {
        if (profile.id == m_profile.id)
            openConnection(profile);
    });
    connect(m_settingsPage, &SettingsPage::openRequested, this, [this](const ConnectionProfile &profile) { openConnection(profile); });
    connect(m_settingsPage, &SettingsPage::preferencesChanged, this, &MainWindow::applyPreferences);
    connect(m_noticePage, &NoticePage::settingsRequested, this, [this] { go(m_settingsPage); });
    auto *lockSettings = new LockSettings(*m_lock, m_clock);
    m_settingsPage->addSection(lockSettings);
    connect(m_lock, &DeskLock::passphraseNeeded, this, [this, lockSettings] {
        go(m_settingsPage);
        lockSettings->showTheWay();
    });
    connect(m_lock, &DeskLock::unlocked, this, [this] {
        report({.kind = OutcomeLine::Kind::Note,
                .text = m_lock->hasPassphrase()
                            ? tr("Unlocked; card numbers and security codes that were typed are gone")
                            : tr("The lock is off: set a new passphrase in Settings")});
    });
}

void MainWindow::buildBars()
{
    auto *bar = new QWidget(this);
    bar->setObjectName(u"topBar"_s);
    bar->setAttribute(Qt::WA_StyledBackground);
    setRole(bar, "bar");
    m_switcher = new ConnectionSwitcher(bar);
    m_lookUpBox = new LookUpBox(bar);
    m_createButton = new QToolButton(bar);
    m_createButton->setObjectName(u"createButton"_s);
    m_createButton->setText(tr("+ Create  ▾"));
    m_createButton->setAccessibleName(tr("Create a token"));
    m_createButton->setPopupMode(QToolButton::InstantPopup);
    m_createButton->setFocusPolicy(Qt::StrongFocus);
    setRole(m_createButton, "primary");
    m_createMenu = new QMenu(tr("&Create"), this);
    m_createMenu->setObjectName(u"createMenu"_s);
    m_createButton->setMenu(m_createMenu);
    auto *lockButton = new QToolButton(bar);
    lockButton->setObjectName(u"lockButton"_s);
    lockButton->setText(tr("Lock"));
    lockButton->setAccessibleName(tr("Lock the window"));
    lockButton->setToolTip(QKeySequence(u"Ctrl+Shift+L"_s).toString(QKeySequence::NativeText));
    lockButton->setFocusPolicy(Qt::StrongFocus);
    setRole(lockButton, "button");
    connect(lockButton, &QToolButton::clicked, m_lock, &DeskLock::request);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(Metrics::gap, 10, Metrics::gap, 10);
    row->setSpacing(Metrics::gap);
    row->addWidget(m_switcher);
    row->addWidget(m_lookUpBox, 1);
    row->addWidget(m_createButton);
    row->addWidget(lockButton);
    connect(m_switcher, &ConnectionSwitcher::chosen, this, [this](const ConnectionProfile &profile) { openConnection(profile); });
    connect(m_switcher, &ConnectionSwitcher::settingsRequested, this, [this] { go(m_settingsPage); });
    connect(m_lookUpBox, &LookUpBox::lookUpRequested, this, &MainWindow::lookUp);
    connect(m_lookUpBox, &LookUpBox::refused, this,
            [this](const QString &why) { report({.kind = OutcomeLine::Kind::Refused, .text = why}); });

    m_productionBand = new QLabel(tr("PRODUCTION: what you do here happens to real cards"), this);
    m_productionBand->setObjectName(u"productionBand"_s);
    m_productionBand->setTextFormat(Qt::PlainText);
    m_productionBand->setAlignment(Qt::AlignCenter);
    m_productionBand->setFont(headingFont(0, QFont::Bold));
    m_productionBand->hide();

    m_navigation = new Navigation(this);
    m_navigation->addPage(tr("Tokens"), m_tokensPage);
    m_navigation->addPage(tr("Pending"), m_pendingPage);
    m_navigation->addPage(tr("Journal"), m_journalPage);
    m_navigation->addLowerPage(tr("Settings"), m_settingsPage);
    connect(m_navigation, &Navigation::chosen, this, &MainWindow::go);

    auto *centre = new QWidget(this);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(0);
    columns->addWidget(m_navigation);
    columns->addWidget(m_pages, 1);
    auto *rows = new QVBoxLayout(centre);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_productionBand);
    rows->addWidget(bar);
    rows->addLayout(columns, 1);
    setCentralWidget(centre);

    m_statusLine = new StatusLine(this);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_statusLine, 1);
    const ClockSkew &skew = m_desk.parts().exchanges->clockSkew();
    connect(&skew, &ClockSkew::changed, m_statusLine, &StatusLine::setClockAheadBy);
    const QList<QWidget *> order{m_switcher, m_lookUpBox, m_createButton, lockButton, m_navigation, m_pages};
    for (qsizetype i = 1; i < order.size(); ++i)
        setTabOrder(order.at(i - 1), order.at(i));
}

void MainWindow::buildMenus()
{
    const auto add = [this](QMenu *menu, const QString &text, const QKeySequence &shortcut, const QString &name, auto action) {
        QAction *made = menu->addAction(text);
        made->setObjectName(name);
        made->setShortcut(shortcut);
        connect(made, &QAction::triggered, this, action);
        return made;
    };
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addMenu(m_createMenu);
    file->addSeparator();
    add(file, tr("&Settings…"), QKeySequence(u"Ctrl+,"_s), u"settingsAction"_s, [this] { go(m_settingsPage); });
    file->addSeparator();
    add(file, tr("&Lock"), QKeySequence(u"Ctrl+Shift+L"_s), u"lockAction"_s, [this] { m_lock->request(); });
    add(file, tr("&Quit"), QKeySequence(u"Ctrl+Q"_s), u"quitAction"_s, [this] { close(); });

    QMenu *token = menuBar()->addMenu(tr("&Token"));
    QAction *lookUpAction = add(token, tr("&Look up…"), {}, u"lookUpAction"_s, [this] {
        m_lookUpBox->setFocus(Qt::ShortcutFocusReason);
        m_lookUpBox->selectAll();
    });
    lookUpAction->setShortcuts({QKeySequence(u"Ctrl+L"_s), QKeySequence(u"Ctrl+K"_s)});
    token->addSeparator();
    token->addActions({m_tokensPage->refreshAction(), m_tokensPage->copyIdAction(), m_tokensPage->copyCurlAction(), m_tokensPage->reportAction(), m_tokensPage->credentialsAction()});
    token->addSeparator();
    token->addActions({m_tokensPage->suspendAction(), m_tokensPage->resumeAction(), m_tokensPage->updateSeveralAction()});
    token->addAction(m_tokensPage->deleteAction());
    token->addAction(m_tokensPage->moreAction());

    token->addSeparator();
    QAction *takeOver = add(token, tr("Take over a &notification…"), {}, u"takeNotificationAction"_s,
                            [this] { takeOverNotification({}); });
    takeOver->setEnabled(false);

    QMenu *view = menuBar()->addMenu(tr("&View"));
    add(view, tr("&Tokens"), QKeySequence(u"Ctrl+1"_s), u"tokensPageAction"_s, [this] { go(m_tokensPage); });
    add(view, tr("&Pending"), QKeySequence(u"Ctrl+2"_s), u"pendingPageAction"_s, [this] { go(m_pendingPage); });
    add(view, tr("&Journal"), QKeySequence(u"Ctrl+3"_s), u"journalPageAction"_s, [this] { go(m_journalPage); });
    view->addSeparator();
    QAction *compact = add(view, tr("&Compact rows"), {}, u"compactRowsAction"_s, [this](bool on) {
        m_preferences.setCompactRows(on);
        applyPreferences();
    });
    compact->setCheckable(true);

    buildHelpMenu();
}

void MainWindow::buildHelpMenu()
{
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    const auto add = [this, help](const QString &text, const QString &name, const QList<QKeySequence> &keys, auto action) {
        QAction *made = help->addAction(text);
        made->setObjectName(name);
        made->setShortcuts(keys);
        connect(made, &QAction::triggered, this, action);
    };
    add(tr("&Help…"), u"helpAction"_s, {QKeySequence(Qt::Key_F1)}, [this] { HelpDialog::open(this, u"first-steps"_s); });
    add(tr("&Keyboard shortcuts…"), u"shortcutsAction"_s, {QKeySequence(u"Ctrl+?"_s), QKeySequence(u"Ctrl+/"_s)}, [this] {
        auto *dialog = new ShortcutsDialog(shortcutsOf(*this), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    help->addSeparator();
    add(tr("&Welcome page"), u"welcomeAction"_s, {}, [this] { welcome(); });
    add(tr("Watch the &tour"), u"watchTourAction"_s, {}, [this] { Q_EMIT tourRequested(); });
    help->addSeparator();
    add(tr("&About Tokendesk"), u"aboutAction"_s, {}, [this] { showAbout(); });
}

void MainWindow::buildCreateMenu()
{
    m_createMenu->clear();
    if (!m_session)
        return;
    int number = 0;
    for (const Form &form : m_session->operations->capabilities().creates) {
        QAction *action = m_createMenu->addAction(form.menuText);
        action->setObjectName(form.id + "Action"_L1);
        action->setStatusTip(form.summary);
        if (++number == 1)
            action->setShortcut(QKeySequence::New);
        connect(action, &QAction::triggered, this, [this, id = form.id] { startCreate(id); });
    }
}

void MainWindow::setConnections(const QList<ConnectionProfile> &profiles)
{
    m_connections = profiles;
    m_switcher->setConnections(profiles);
    m_settingsPage->setConnections(profiles);
    Q_EMIT connectionsChanged(profiles);
    for (const ConnectionProfile &profile : profiles) {
        if (profile.id == m_profile.id && profile != m_profile)
            return openConnection(profile);
    }
    const bool isThere = std::any_of(profiles.cbegin(), profiles.cend(), [this](const ConnectionProfile &profile) { return profile.id == m_profile.id; });
    if (!m_profile.id.isEmpty() && !isThere)
        closeRemoved();
}

void MainWindow::openConnection(const ConnectionProfile &profile, const TokenId &token)
{
    dropSession(profile);
    const quint64 attempt = ++m_opening;
    m_openedFor = m_preferences.operatorId();
    report({.kind = OutcomeLine::Kind::Busy, .text = tr("Opening %1…").arg(shown(profile.name))});
    observe<std::shared_ptr<const Session>>(this, m_desk.open(profile, m_openedFor), [this, attempt, token](const auto &session) {
        if (attempt != m_opening)
            return;
        if (session)
            return useSession(*session, token);
        const ErrorText text = describe(session.error(), nullptr, std::nullopt);
        showNotice(tr("%1 could not be opened").arg(shown(m_profile.name)), u"%1\n%2\n%3"_s.arg(text.headline, text.meaning, text.nextStep));
        report({.kind = OutcomeLine::Kind::Refused, .text = text.headline});
    });
}

void MainWindow::open(const QString &connectionName, const TokenId &token)
{
    if (m_lock->keep([this, connectionName, token] { open(connectionName, token); }))
        return;
    if (QApplication::activeModalWidget())
        return report({.kind = OutcomeLine::Kind::Note, .text = tr("Something else was to be opened here: close the dialog, then try again")});
    const auto called = std::find_if(m_connections.cbegin(), m_connections.cend(),
                                     [&](const ConnectionProfile &profile) { return profile.name == connectionName; });
    if (!connectionName.isEmpty() && called == m_connections.cend())
        return sayNoConnectionIsCalled(connectionName);
    if (!connectionName.isEmpty() && !(m_session && m_session->profile == *called))
        return openConnection(*called, token);
    if (m_session && !token.isEmpty())
        return lookUp(token);
    if (!m_session && !m_profile.id.isEmpty())
        openConnection(m_profile, token);
}

void MainWindow::sayNoConnectionIsCalled(const QString &name)
{
    const QString headline = tr("No connection is called “%1”").arg(shown(name));
    if (!m_session)
        showNotice(headline, tr("Choose another at the top left, or add it in Settings."));
    report({.kind = OutcomeLine::Kind::Refused, .text = headline});
}

void MainWindow::comeToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::closeRemoved()
{
    const QString name = shown(m_profile.name);
    ++m_opening; // an attempt that is under way is of no interest any more
    dropSession({});
    m_productionBand->hide();
    setWindowTitle(u"Tokendesk"_s);
    m_noticePage->setText(tr("No connection is open"), tr("%1 was removed. Choose another at the top left.").arg(name));
    report({.kind = OutcomeLine::Kind::Note, .text = tr("%1 was removed and is closed").arg(name)});
}

void MainWindow::dropSession(const ConnectionProfile &profile)
{
    m_profile = profile;
    m_session.reset();
    m_tokensPage->setSession(nullptr);
    m_pendingPage->setSession(nullptr);
    m_lookUpBox->setSession(nullptr);
    m_createButton->setEnabled(false);
    findChild<QAction *>(u"takeNotificationAction"_s)->setEnabled(false);
    buildCreateMenu();
    m_switcher->setCurrent(profile);
    const QString environment = toWord(profile.environment);
    m_productionBand->setVisible(profile.environment == Environment::Production);
    m_productionBand->setStyleSheet(u"background: %1; color: %2; padding: 4px;"_s.arg(
        EnvironmentBadge::colorOf(environment).name(), colors().environmentText.name()));
    setWindowTitle(u"%1 (%2) — Tokendesk"_s.arg(shown(profile.name), EnvironmentBadge::nameOf(environment)));
    if (!staysOpen(m_pages->currentWidget()))
        showNotice(tr("Opening %1…").arg(shown(profile.name)), {});
}

void MainWindow::useSession(std::shared_ptr<const Session> session, const TokenId &token)
{
    m_session = std::move(session);
    m_preferences.setLastConnectionId(m_session->profile.id);
    applyCardImages();
    m_tokensPage->setSession(m_session);
    m_pendingPage->setSession(m_session);
    m_lookUpBox->setSession(m_session);
    m_createButton->setEnabled(!m_session->operations->capabilities().creates.isEmpty());
    findChild<QAction *>(u"takeNotificationAction"_s)->setEnabled(m_inbox != nullptr);
    buildCreateMenu();
    if (!staysOpen(m_pages->currentWidget()))
        go(token.isEmpty() ? std::exchange(m_firstPage, m_tokensPage) : m_tokensPage);
    report({.kind = OutcomeLine::Kind::Note, .text = tr("%1 is open").arg(shown(m_session->profile.name))});
    if (!token.isEmpty())
        lookUp(token);
    else if (m_pages->currentWidget() == m_tokensPage)
        m_lookUpBox->setFocus();
    Q_EMIT sessionOpened();
}

void MainWindow::lookUp(const TokenId &token)
{
    if (m_lock->keep([this, token] { open({}, token); }))
        return;
    go(m_tokensPage);
    m_tokensPage->lookUp(token);
}

void MainWindow::startCreate(const QString &formId)
{
    m_createPage->start(m_session, formId);
    go(m_createPage);
}

void MainWindow::go(QWidget *page)
{
    QWidget *target = page == m_tokensPage && !m_session ? m_noticePage : page;
    m_pages->setCurrentWidget(target);
    m_navigation->setCurrent(staysOpen(page) ? page : m_tokensPage);
    if (target != m_tokensPage)
        target->setFocus();
}

bool MainWindow::staysOpen(const QWidget *page) const
{
    return page == m_settingsPage || page == m_pendingPage || page == m_journalPage;
}

void MainWindow::openConnectionCalled(const QString &id)
{
    for (const ConnectionProfile &profile : std::as_const(m_connections)) {
        if (profile.id == id)
            return openConnection(profile);
    }
    report({.kind = OutcomeLine::Kind::Refused, .text = tr("That connection is no longer set up on this desk")});
}

void MainWindow::report(const OutcomeLine &line)
{
    m_statusLine->show(line);
    if (line.kind == OutcomeLine::Kind::Unknown)
        refreshPending();
}

void MainWindow::useNotifications(NotificationInbox &inbox, NotificationCentre &centre)
{
    m_inbox = &inbox;
    findChild<QAction *>(u"takeNotificationAction"_s)->setEnabled(m_session != nullptr);
    connect(&centre, &NotificationCentre::tokensChanged, this, [this](const QString &id, const auto &readings) {
        if (m_session && id == m_session->profile.id)
            m_tokensPage->follow(readings);
    });
    connect(&centre, &NotificationCentre::tokenCreated, this, &MainWindow::learnCreated);
    connect(&centre, &NotificationCentre::pendingChanged, this, &MainWindow::refreshPending);
    connect(&centre, &NotificationCentre::reported, this, &MainWindow::report);
    connect(&centre, &NotificationCentre::desktopTold, this,
            [](const QString &text) { showDesktopNotice(tr("Tokendesk"), text); });
}

NotificationDialog *MainWindow::takeOverNotification(const QString &correlationId)
{
    if (!m_inbox || !m_session)
        return nullptr;
    auto *dialog = new NotificationDialog(m_desk, *m_inbox, m_session, correlationId, this);
    dialog->open();
    return dialog;
}

void MainWindow::takeDropped(const DroppedThing &thing)
{
    const auto refuse = [this](const QString &text) { report({.kind = OutcomeLine::Kind::Refused, .text = text}); };
    using enum DroppedThing::Kind;
    if (thing.kind == CardNumber)
        return refuse(tr("That may hold a card number, which is never looked up. Drop a token id."));
    if (thing.kind == Jwe)
        return refuse(tr("That is encrypted. “tokendesk jwe inspect” on the command line says what it is."));
    if (thing.kind == Other)
        return refuse(tr("A token id, or the .json file or text of a notification, can be dropped here."));
    if (!m_session)
        return refuse(tr("Open a connection first: what is dropped is looked up there."));
    if (thing.kind == TokenId)
        return m_lookUpBox->take(thing.value);
    NotificationDialog *dialog = takeOverNotification({});
    if (!dialog)
        return refuse(tr("This desk takes no notifications."));
    if (thing.kind == File)
        dialog->readFile(thing.value);
    else
        dialog->setText(thing.value);
}

void MainWindow::welcome()
{
    if (!m_welcomePage) {
        m_welcomePage = new WelcomePage(m_pages);
        m_pages->addWidget(m_welcomePage);
        connect(m_welcomePage, &WelcomePage::left, this, [this] { go(m_tokensPage); });
        connect(m_welcomePage, &WelcomePage::settingsRequested, this, [this] { go(m_settingsPage); });
        connect(m_welcomePage, &WelcomePage::tourRequested, this, &MainWindow::tourRequested);
        connect(m_welcomePage, &WelcomePage::lookUpRequested, this, [this](const QString &token) {
            if (m_session)
                lookUp({token});
        });
    }
    go(m_welcomePage);
}

// A creation's notification does not say what state the token is in; a few may be asked for at once.
void MainWindow::learnCreated(const QString &connectionId, const TokenId &token)
{
    constexpr int mostAtOnce = 4;
    const bool isHere = m_session && connectionId == m_session->profile.id;
    if (!isHere || m_learning >= mostAtOnce || !m_session->operations->capabilities().offers(Operation::LookUp))
        return;
    ++m_learning;
    observe<TokenReading>(this, m_session->operations->lookUp(token),
                          [this, session = m_session](const Result<TokenReading> &reading) {
                              --m_learning;
                              if (reading && session == m_session)
                                  m_tokensPage->follow({*reading});
                          });
}

void MainWindow::refreshPending()
{
    m_pendingPage->refresh();
}

void MainWindow::showNotice(const QString &headline, const QString &text)
{
    m_noticePage->setText(headline, text);
    m_pages->setCurrentWidget(m_noticePage);
}

void MainWindow::applyPreferences()
{
    m_tokensPage->setCompact(m_preferences.compactRows());
    m_journalPage->setCompact(m_preferences.compactRows());
    m_journalPage->setOperatorId(m_preferences.operatorId());
    if (auto *compact = findChild<QAction *>(u"compactRowsAction"_s))
        compact->setChecked(m_preferences.compactRows());
    m_statusLine->setOperatorId(m_preferences.operatorId());
    Q_EMIT appearanceChanged();
    applyCardImages();
    // A session signs with the operator id that it was opened with.
    if (m_session && m_openedFor != m_preferences.operatorId())
        openConnection(m_profile);
}

void MainWindow::applyCardImages()
{
    if (!m_session || !m_session->pictures)
        return;
    const bool isAllowed = m_preferences.cardImagesAllowed(m_session->profile.id);
    if (isAllowed == m_session->pictures->urlsAllowed())
        return;
    m_session->pictures->setUrlsAllowed(isAllowed);
    m_tokensPage->reloadArt();
}

void MainWindow::keepCardImages()
{
    m_preferences.setCardImagesAllowed(m_profile.id, true);
    m_settingsPage->readPreferences();
    if (const Result<Done> saved = m_preferences.save(); !saved)
        qWarning("The leave to show card images could not be saved: %s", qPrintable(saved.error().detail));
}

void MainWindow::showAbout()
{
    auto *dialog = new AboutDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    if (!m_components)
        return;
    observe<QList<AboutComponent>>(dialog, m_components(), [dialog](const Result<QList<AboutComponent>> &components) {
        if (components)
            dialog->list(*components);
    });
}

void MainWindow::restoreLayout()
{
    if (!restoreGeometry(m_preferences.windowGeometry()))
        resize(1280, 800);
    m_tokensPage->restoreLayout(m_preferences.layout(u"tokens"_s));
    m_journalPage->restoreLayout(m_preferences.layout(u"journal"_s));
    m_pendingPage->restoreLayout(m_preferences.layout(u"pending"_s));
    const QString page = QString::fromLatin1(m_preferences.layout(u"page"_s));
    auto *named = page.isEmpty() ? nullptr : m_pages->findChild<QWidget *>(page, Qt::FindDirectChildrenOnly);
    m_firstPage = staysOpen(named) ? named : m_tokensPage;
}

void MainWindow::saveLayout()
{
    m_preferences.setWindowGeometry(saveGeometry());
    m_preferences.setLayout(u"tokens"_s, m_tokensPage->saveLayout());
    m_preferences.setLayout(u"journal"_s, m_journalPage->saveLayout());
    m_preferences.setLayout(u"pending"_s, m_pendingPage->saveLayout());
    const QWidget *page = m_pages->currentWidget();
    m_preferences.setLayout(u"page"_s, (staysOpen(page) ? page : m_tokensPage)->objectName().toLatin1());
    if (const Result<Done> saved = m_preferences.save(); !saved)
        qWarning("The window's layout could not be saved: %s", qPrintable(saved.error().detail));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveLayout();
    event->accept();
}
