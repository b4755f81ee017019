// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/tokenspage.h"

#include "app/core/observe.h"
#include "ui/cardart/thumbnails.h"
#include "ui/errortext.h"
#include "ui/several/severalupdates.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/emptyplace.h"
#include "ui/tokens/filterbar.h"
#include "ui/tokens/statechanges.h"
#include "ui/tokens/statechangetext.h"
#include "ui/tokens/tagfilterbox.h"
#include "ui/tokens/tokenactions.h"
#include "ui/tokens/tokendeletions.h"
#include "ui/tokens/tokenfilter.h"
#include "ui/tokens/tokenoffers.h"
#include "ui/tokens/tokenpanel.h"
#include "ui/tokens/tokentablemodel.h"
#include "ui/tokens/tokentableview.h"

#include <QAction>
#include <QClipboard>
#include <QDataStream>
#include <QGuiApplication>
#include <QHeaderView>
#include <QIODevice>
#include <QLocale>
#include <QMenu>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto selectionPause = 250ms;
constexpr auto seenAgeStep = 30s;
constexpr int tableWidth = 700;
constexpr int panelWidth = 432;
constexpr int narrowestPanel = 340;
constexpr quint32 layoutVersion = 1;
} // namespace

TokensPage::TokensPage(const ExchangeLog &exchanges, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_clock(clock), m_tokens(new TokenTableModel(clock, this)), m_filter(new TokenFilter(*m_tokens, this)),
      m_actions(new TokenActions(this)), m_deletions(new TokenDeletions(this)), m_changes(new StateChanges(this)), m_updates(new SeveralUpdates(clock, this)),
      m_offers(new TokenOffers(clock, this)),
      m_filterBar(new FilterBar(*m_filter, this)), m_table(new TokenTableView(*m_filter, this)),
      m_panel(new TokenPanel(exchanges, clock, {m_actions->refresh(), m_actions->erase(), m_actions->copyCurl(), m_actions->report(), m_actions->suspend(), m_actions->resume(), m_offers->credentials(), m_offers->menu()}, this)),
      m_splitter(new QSplitter(this))
{
    setObjectName(u"tokensPage"_s);
    setAccessibleName(tr("Tokens"));
    setAttribute(Qt::WA_StyledBackground);
    setRole(this, "page");
    build();
    connectParts();
    m_pause.setSingleShot(true);
    m_pause.setInterval(selectionPause);
    auto *ages = new QTimer(this);
    connect(ages, &QTimer::timeout, m_tokens, &TokenTableModel::refreshAges);
    ages->start(seenAgeStep);
    setSession(nullptr);
}

void TokensPage::build()
{
    m_panel->setMinimumWidth(narrowestPanel);
    auto *list = new QWidget(this);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_filterBar);
    column->addWidget(m_table, 1);

    m_splitter->setObjectName(u"tokensSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(list);
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({tableWidth, panelWidth});
    auto *row = new QVBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_splitter);
    setTabOrder(m_filterBar, m_table);
    setTabOrder(m_table, m_panel);
}

void TokensPage::connectParts()
{
    m_actions->attachTo(*this, *m_table);
    m_offers->attachTo(*this, *m_table);
    connect(m_offers, &TokenOffers::done, this, &TokensPage::acted);
    connect(m_offers, &TokenOffers::failed, this, &TokensPage::explain);
    connect(m_offers, &TokenOffers::reported, this, &TokensPage::reported);
    connect(m_panel, &TokenPanel::lookUpRequested, this, &TokensPage::lookUp);
    connect(m_actions->refresh(), &QAction::triggered, this, [this] { ask(m_current); });
    connect(m_actions->erase(), &QAction::triggered, this, [this] {
        if (m_panel->reading())
            m_deletions->ask(m_panel->reading()->token);
    });
    connect(m_actions->copyId(), &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(m_current.value); });
    connect(m_actions->suspend(), &QAction::triggered, this, [this] { askToChange(Operation::Suspend); });
    connect(m_actions->resume(), &QAction::triggered, this, [this] { askToChange(Operation::Resume); });
    connect(m_actions->updateSeveral(), &QAction::triggered, this, &TokensPage::askToUpdate);
    connect(m_updates, &SeveralUpdates::reported, this, &TokensPage::reported);
    connect(m_updates, &SeveralUpdates::read, this, [this](const TokenReading &reading) { follow({reading}); });
    connect(m_updates, &SeveralUpdates::unreadable, this, [this](const TokenId &token, const Error &error) {
        if (error.kind == Error::Kind::NotFound)
            keepGone(token, TokenState::Unknown, u"NOT FOUND"_s, error.correlationId);
    });
    connect(m_changes, &StateChanges::underWayChanged, this, &TokensPage::updateActions);
    connect(m_changes, &StateChanges::changed, this, &TokensPage::stateChanged);
    connect(m_changes, &StateChanges::refused, this, &TokensPage::stateNotChanged);
    connect(m_changes, &StateChanges::reported, this, &TokensPage::reported);
    connect(m_changes, &StateChanges::lookUpRequested, this, &TokensPage::lookUp);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TokensPage::updateActions);
    connect(m_deletions, &TokenDeletions::started, this, &TokensPage::updateActions);
    connect(m_deletions, &TokenDeletions::succeeded, this, &TokensPage::deleted);
    connect(m_deletions, &TokenDeletions::failed, this, &TokensPage::notDeleted);
    connect(m_deletions, &TokenDeletions::reported, this, &TokensPage::reported);
    connect(m_deletions, &TokenDeletions::lookUpRequested, this, &TokensPage::lookUp);
    connect(m_panel, &TokenPanel::cardImagesAllowed, this, [this] {
        m_table->thumbnails().reload();
        m_table->viewport()->update();
        Q_EMIT cardImagesAllowed();
    });
    connect(m_panel, &TokenPanel::tagsChanged, &m_filterBar->tags(), &TagFilterBox::reload);
    connect(&m_pause, &QTimer::timeout, this, [this] { ask(m_current); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TokensPage::followSelection);
    connect(m_table, &TokenTableView::entered, this, [this] { m_panel->setFocus(Qt::OtherFocusReason); });
    connect(m_filterBar, &FilterBar::left, this, [this] { m_table->setFocus(Qt::TabFocusReason); });
    connect(&m_table->emptyPlace(), &EmptyPlace::pressed, this, &TokensPage::beginInEmptyPlace);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &TokensPage::updateEmptyPlace);
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, &TokensPage::updateEmptyPlace);
    connect(m_filter, &QAbstractItemModel::layoutChanged, this, [this] {
        updateEmptyPlace();
        if (!m_table->currentIndex().isValid())
            select(m_current); // a filter had hidden it
    });
}

void TokensPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    updateActions();
}

void TokensPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    updateActions();
}

QAction *TokensPage::refreshAction() const
{
    return m_actions->refresh();
}

QAction *TokensPage::suspendAction() const
{
    return m_actions->suspend();
}

QAction *TokensPage::resumeAction() const
{
    return m_actions->resume();
}

QAction *TokensPage::updateSeveralAction() const
{
    return m_actions->updateSeveral();
}

QAction *TokensPage::deleteAction() const
{
    return m_actions->erase();
}

QAction *TokensPage::copyIdAction() const
{
    return m_actions->copyId();
}

QAction *TokensPage::copyCurlAction() const
{
    return m_actions->copyCurl();
}

QAction *TokensPage::reportAction() const
{
    return m_actions->report();
}

QAction *TokensPage::credentialsAction() const
{
    return m_offers->credentials();
}

QAction *TokensPage::moreAction() const
{
    return m_offers->menu()->menuAction();
}

void TokensPage::updateActions()
{
    const std::optional<TokenReading> &reading = m_panel->reading();
    QList<TokenState> selected;
    for (const Token &token : selectedTokens())
        selected.append(token.state);
    m_actions->update({.capabilities = m_session ? &m_session->operations->capabilities() : nullptr,
                       .token = m_current,
                       .state = reading ? std::optional(reading->token.state) : std::nullopt,
                       .isBeingDeleted = m_deletions->isUnderWay(m_current),
                       .isOnScreen = isVisible(),
                       .isBeingChanged = m_changes->isUnderWay(m_current),
                       .selected = selected,
                       .areTooMany = selectedCount() > TokenActions::mostAtOnce});
    m_offers->update(selectedCount() > 1 ? std::nullopt : reading, isVisible());
}

int TokensPage::selectedCount() const
{
    int count = 0;
    for (const QItemSelectionRange &range : m_table->selectionModel()->selection())
        count += range.height();
    return count;
}

QList<Token> TokensPage::selectedTokens() const
{
    QList<Token> tokens;
    const int count = selectedCount();
    if (count > TokenActions::mostAtOnce)
        return tokens;
    if (count > 1) {
        for (const QModelIndex &row : m_table->selectionModel()->selectedRows())
            tokens.append(m_filter->reading(row.row()).token);
    } else if (m_panel->reading()) {
        tokens.append(m_panel->reading()->token);
    }
    return tokens;
}

void TokensPage::updateEmptyPlace()
{
    EmptyPlace &place = m_table->emptyPlace();
    if (m_filter->rowCount() > 0 || m_isLoading)
        place.say({}, {});
    else if (m_filter->isFiltering() && m_tokens->rowCount() > 0)
        place.say(tr("No token matches the filter"), {}, tr("Clear the filter"));
    else if (!m_session)
        place.say(tr("No connection is open"), tr("Choose a connection to see the tokens that this desk has seen there."));
    else if (m_loadError) {
        const ErrorText text = describe(*m_loadError, &m_session->operations->capabilities(), std::nullopt);
        place.say(tr("The list of tokens could not be read"), text.meaning + u' ' + text.nextStep, tr("Try again"));
    } else {
        const bool canCreate = !m_session->operations->capabilities().creates.isEmpty();
        place.say(tr("No tokens yet"),
                  tr("Every token that is looked up or created on this desk is listed here. Paste a token id into the look-up "
                     "box and press Enter to begin."),
                  canCreate ? tr("Create a token…") : QString());
    }
}

void TokensPage::beginInEmptyPlace()
{
    if (m_tokens->rowCount() > 0)
        m_filterBar->clear();
    else if (m_loadError)
        loadSeen();
    else
        Q_EMIT createRequested();
}

void TokensPage::setSession(std::shared_ptr<const Session> session)
{
    m_session = std::move(session);
    m_pause.stop();
    m_current = {};
    m_asking.clear();
    m_deletions->setSession(m_session);
    m_changes->setSession(m_session);
    m_updates->setSession(m_session);
    m_offers->setSession(m_session);
    m_loadError.reset();
    m_isLoading = false;
    m_panel->setSession(m_session);
    m_filterBar->tags().setSession(m_session);
    m_table->thumbnails().setPictures(m_session ? m_session->pictures : nullptr);
    m_tokens->setReadings({});
    if (m_session)
        loadSeen();
    updateActions();
}

void TokensPage::loadSeen()
{
    m_isLoading = true;
    m_loadError.reset();
    updateEmptyPlace();
    observe<QList<TokenReading>>(this, m_session->operations->seenTokens(),
                                 [this, asked = m_session](const Result<QList<TokenReading>> &seen) {
                                     if (asked != m_session)
                                         return;
                                     m_isLoading = false;
                                     if (seen)
                                         return take(*seen);
                                     m_loadError = seen.error();
                                     updateEmptyPlace();
                                 });
}

void TokensPage::take(const QList<TokenReading> &seen)
{
    QList<TokenReading> quicker; // a look-up may have been answered before the list was read
    for (int row = 0; row < m_tokens->rowCount(); ++row)
        quicker.append(m_tokens->reading(row));
    m_tokens->setReadings(seen);
    for (const TokenReading &reading : std::as_const(quicker))
        m_tokens->upsert(reading);
    select(m_current);
}

void TokensPage::followSelection()
{
    const QModelIndex row = m_table->currentIndex();
    if (!m_isFollowing || !row.isValid())
        return;
    const TokenReading &reading = m_filter->reading(row.row());
    m_current = reading.token.id;
    m_panel->showReading(reading);
    m_panel->setAsking(m_asking.contains(m_current));
    updateActions();
    m_pause.start();
}

void TokensPage::select(const TokenId &token)
{
    const QScopedValueRollback guard(m_isFollowing, false);
    const int row = m_filter->rowOf(token);
    if (row < 0)
        return m_table->selectionModel()->clear();
    const QModelIndex index = m_filter->index(row, TokenTableModel::TokenColumn);
    // Several that are selected stay so while one of them is read again.
    if (m_table->currentIndex().row() != row || !m_table->selectionModel()->isRowSelected(row))
        m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
}

void TokensPage::lookUp(const TokenId &token)
{
    if (!m_session || token.isEmpty())
        return;
    m_current = token;
    if (const int row = m_tokens->rowOf(token); row >= 0)
        m_panel->showReading(m_tokens->reading(row));
    else
        m_panel->showUnread(token);
    select(token);
    updateActions();
    ask(token);
}

void TokensPage::show(const TokenReading &reading)
{
    if (!m_session)
        return;
    m_pause.stop();
    m_current = reading.token.id;
    m_tokens->upsert(reading);
    m_panel->showReading(reading);
    m_panel->reloadActivity();
    select(m_current);
    updateActions();
}

void TokensPage::follow(const QList<TokenReading> &readings)
{
    if (!m_session)
        return;
    for (const TokenReading &reading : readings) {
        keep(reading);
        if (reading.token.id == m_current)
            m_panel->reloadActivity();
    }
    updateEmptyPlace();
}

void TokensPage::ask(const TokenId &token)
{
    m_pause.stop();
    if (!m_session || token.isEmpty())
        return;
    m_panel->setAsking(token == m_current);
    if (m_asking.contains(token))
        return;
    m_asking.insert(token);
    report(OutcomeLine::Kind::Busy, tr("Reading token %1…").arg(shown(token.value)));
    observe<TokenReading>(this, m_session->operations->lookUp(token),
                          [this, token, asked = m_session, began = m_clock.monotonic()](const Result<TokenReading> &answer) {
                              if (asked == m_session)
                                  answered(token, answer, (m_clock.monotonic() - began).count());
                          });
}

void TokensPage::answered(const TokenId &token, const Result<TokenReading> &answer, qint64 elapsedMs)
{
    m_asking.remove(token);
    if (token == m_current)
        m_panel->setAsking(false);
    if (!answer)
        return refused(token, answer.error());
    keep(*answer);
    if (token != m_current)
        return;
    select(token);
    report(OutcomeLine::Kind::Succeeded, tr("Token read in %1 ms").arg(QLocale().toString(elapsedMs)), answer->correlationId);
}

void TokensPage::refused(const TokenId &token, const Error &error)
{
    if (error.kind == Error::Kind::NotFound)
        keepGone(token, TokenState::Unknown, u"NOT FOUND"_s, error.correlationId);
    if (token != m_current)
        return;
    const ErrorText text = describe(error, &m_session->operations->capabilities(), Operation::LookUp);
    if (!m_panel->reading())
        m_panel->showUnread(token);
    m_panel->showNotice(text, true);
    m_panel->showExchange(error.correlationId);
    updateActions();
    report(OutcomeLine::Kind::Refused, text.headline, error.correlationId);
}

// The row keeps its place and the panel its token: nothing jumps because an answer has come.
void TokensPage::keep(const TokenReading &reading)
{
    m_tokens->upsert(reading);
    if (reading.token.id != m_current)
        return;
    m_panel->showReading(reading);
    updateActions();
}

void TokensPage::keepGone(const TokenId &token, TokenState state, const QString &stateWord, const QString &correlationId)
{
    const int row = m_tokens->rowOf(token);
    if (row < 0)
        return;
    TokenReading reading = m_tokens->reading(row);
    reading.token.state = state;
    reading.token.stateWord = stateWord;
    reading.readAt = m_clock.nowUtc();
    reading.correlationId = correlationId;
    keep(reading);
}

void TokensPage::askToChange(Operation operation)
{
    m_pause.stop(); // a look-up that is answered late would show the state of before
    m_changes->ask(operation, selectedTokens());
}

void TokensPage::askToUpdate()
{
    m_pause.stop();
    QList<Token> tokens;
    for (const QModelIndex &row : m_table->selectionModel()->selectedRows()) {
        const Token &token = m_filter->reading(row.row()).token;
        if (isLegal(Operation::Update, token.state))
            tokens.append(token);
    }
    m_updates->ask(tokens);
}

void TokensPage::stateChanged(const TokenId &token, const StateChange &change)
{
    if (change.reading)
        keep(*change.reading);
    else if (change.couldReread)
        keepGone(token, TokenState::Unknown, u"NOT FOUND"_s, change.correlationId);
    updateActions();
    if (token != m_current)
        return;
    m_panel->reloadActivity();
    if (const std::optional<ErrorText> text = StateChangeText::remark(change, m_session->operations->capabilities()))
        m_panel->showNotice(*text, false);
}

// A refusal may say that the token is not in the state that is shown here: the server is asked.
void TokensPage::stateNotChanged(const TokenId &token, Operation operation, const Error &error)
{
    updateActions();
    if (error.kind == Error::Kind::NotFound)
        keepGone(token, TokenState::Unknown, u"NOT FOUND"_s, error.correlationId);
    if (error.kind != Error::Kind::Rejected)
        return explain(token, operation, error);
    observe<TokenReading>(this, m_session->operations->lookUp(token),
                          [this, token, operation, error, asked = m_session](const Result<TokenReading> &read) {
                              if (asked != m_session)
                                  return;
                              if (read)
                                  keep(*read);
                              explain(token, operation, error);
                          });
}

void TokensPage::explain(const TokenId &token, Operation operation, const Error &error)
{
    updateActions();
    if (token != m_current)
        return;
    m_panel->showNotice(describe(error, &m_session->operations->capabilities(), operation),
                        error.kind != Error::Kind::OutcomeUnknown);
    m_panel->showExchange(error.correlationId);
    m_panel->reloadActivity();
}

void TokensPage::acted(const TokenId &token, Operation operation, const ActionDone &done)
{
    if (done.reading)
        keep(*done.reading);
    if (token != m_current)
        return;
    m_panel->reloadActivity();
    if (!done.isRecorded || !done.reading)
        m_panel->showNotice(remarkOn(done, operation), false);
}

void TokensPage::deleted(const TokenId &token, const Deletion &deletion)
{
    if (deletion.reading)
        keep(*deletion.reading);
    else if (deletion.couldReread)
        keepGone(token, TokenState::Deleted, u"DELETED"_s, deletion.correlationId);
    updateActions();
    if (token != m_current)
        return;
    m_panel->reloadActivity();
    if (const std::optional<ErrorText> remark = remarkOn(deletion, m_session->operations->capabilities()))
        m_panel->showNotice(*remark, false);
}

void TokensPage::notDeleted(const TokenId &token, const Error &error)
{
    explain(token, Operation::Delete, error);
}

void TokensPage::report(OutcomeLine::Kind kind, const QString &text, const QString &correlationId)
{
    Q_EMIT reported({kind, text, correlationId});
}

void TokensPage::reloadArt()
{
    m_panel->reloadArt();
    m_table->thumbnails().reload();
    m_table->viewport()->update();
}

void TokensPage::setCompact(bool isCompact)
{
    m_table->setCompact(isCompact);
}

QByteArray TokensPage::saveLayout() const
{
    QByteArray layout;
    QDataStream stream(&layout, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << layoutVersion << m_splitter->saveState() << m_table->horizontalHeader()->saveState() << m_filterBar->choices();
    return layout;
}

void TokensPage::restoreLayout(const QByteArray &layout)
{
    QDataStream stream(layout);
    stream.setVersion(QDataStream::Qt_6_4);
    quint32 version = 0;
    QByteArray splitter;
    QByteArray header;
    stream >> version >> splitter >> header;
    if (stream.status() != QDataStream::Ok || version != layoutVersion)
        return;
    m_splitter->restoreState(splitter);
    if (m_table->horizontalHeader()->restoreState(header))
        m_filter->sort(m_table->horizontalHeader()->sortIndicatorSection(), m_table->horizontalHeader()->sortIndicatorOrder());
    QList<int> choices;
    stream >> choices; // nothing in layouts of before
    m_filterBar->choose(choices);
}
