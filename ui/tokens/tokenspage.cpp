// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/tokenspage.h"

#include "app/core/observe.h"
#include "ui/cardart/statelook.h"
#include "ui/errortext.h"
#include "ui/theme/theme.h"
#include "ui/tokens/deletedialog.h"
#include "ui/tokens/tokendelegates.h"
#include "ui/tokens/tokenfilter.h"
#include "ui/tokens/tokenpanel.h"
#include "ui/tokens/tokentablemodel.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDataStream>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto selectionPause = 250ms;
constexpr auto ageStep = 30s;
constexpr int panelWidth = 432;

OutcomeLine lineOf(const Error &error, const ErrorText &text)
{
    const bool isUnknown = error.kind == Error::Kind::OutcomeUnknown;
    return {isUnknown ? OutcomeLine::Kind::Unknown : OutcomeLine::Kind::Refused, text.headline, error.correlationId};
}
} // namespace

TokensPage::TokensPage(const ExchangeLog &exchanges, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_exchanges(exchanges), m_clock(clock), m_model(new TokenTableModel(clock, this)), m_filter(new TokenFilter(*m_model, this))
{
    setObjectName(u"tokensPage"_s);
    setAttribute(Qt::WA_StyledBackground);
    setRole(this, "page");
    build();
    buildActions();
    m_pause.setSingleShot(true);
    m_pause.setInterval(selectionPause);
    connect(&m_pause, &QTimer::timeout, this, [this] { ask(m_wanted); });
    auto *ages = new QTimer(this);
    connect(ages, &QTimer::timeout, m_model, &TokenTableModel::refreshAges);
    ages->start(ageStep);
    setSession(nullptr);
}

void TokensPage::build()
{
    buildTable();
    m_tablePlace = new QStackedWidget(this);
    m_tablePlace->addWidget(m_table);
    m_tablePlace->addWidget(buildEmptyPlace());
    m_panel = new TokenPanel(m_exchanges, m_clock, this);
    m_panel->setMinimumWidth(340);
    connect(m_panel, &TokenPanel::refreshRequested, this, [this] { ask(m_wanted); });
    connect(m_panel, &TokenPanel::deleteRequested, this, &TokensPage::askDelete);

    auto *left = new QWidget(this);
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildFilterBar());
    column->addWidget(m_tablePlace, 1);
    m_splitter = new QSplitter(this);
    m_splitter->setObjectName(u"tokensSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(left);
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({1132 - panelWidth, panelWidth});
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_splitter);
}

QWidget *TokensPage::buildFilterBar()
{
    auto *bar = new QWidget(this);
    m_stateFilter = new QComboBox(bar);
    m_stateFilter->setObjectName(u"stateFilterComboBox"_s);
    m_stateFilter->setAccessibleName(tr("Show tokens in this state"));
    m_stateFilter->addItem(tr("State: any"));
    for (const TokenState state : {TokenState::Active, TokenState::Suspended, TokenState::Pending, TokenState::Deleted, TokenState::Unknown})
        m_stateFilter->addItem(stateName(state), static_cast<int>(state));
    m_schemeFilter = new QComboBox(bar);
    m_schemeFilter->setObjectName(u"schemeFilterComboBox"_s);
    m_schemeFilter->setAccessibleName(tr("Show tokens of this scheme"));
    m_schemeFilter->addItem(tr("Scheme: any"));
    for (const Scheme scheme : {Scheme::Visa, Scheme::Mastercard, Scheme::Amex, Scheme::Discover, Scheme::Elo})
        m_schemeFilter->addItem(schemeName(scheme), static_cast<int>(scheme));
    m_textFilter = new QLineEdit(bar);
    m_textFilter->setObjectName(u"filterLineEdit"_s);
    m_textFilter->setAccessibleName(tr("Show tokens with this text"));
    m_textFilter->setPlaceholderText(tr("Filter by id, last digits, PAR, issuer…"));
    m_textFilter->setClearButtonEnabled(true);
    m_count = new QLabel(bar);
    m_count->setObjectName(u"countLabel"_s);
    m_count->setTextFormat(Qt::PlainText);
    setRole(m_count, "muted");

    const auto chosen = [](const QComboBox *combo, auto none) {
        return combo->currentIndex() == 0 ? none : decltype(none)(static_cast<typename decltype(none)::value_type>(combo->currentData().toInt()));
    };
    connect(m_stateFilter, &QComboBox::currentIndexChanged, this,
            [this, chosen] { m_filter->setState(chosen(m_stateFilter, std::optional<TokenState>())); });
    connect(m_schemeFilter, &QComboBox::currentIndexChanged, this,
            [this, chosen] { m_filter->setScheme(chosen(m_schemeFilter, std::optional<Scheme>())); });
    connect(m_textFilter, &QLineEdit::textChanged, m_filter, &TokenFilter::setText);
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, &TokensPage::updateCount);
    connect(m_filter, &QAbstractItemModel::rowsRemoved, this, &TokensPage::updateCount);
    connect(m_filter, &QAbstractItemModel::layoutChanged, this, &TokensPage::updateCount);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &TokensPage::updateCount);

    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(Metrics::gap, Metrics::spacing, Metrics::gap, Metrics::spacing);
    row->setSpacing(Metrics::spacing);
    row->addWidget(m_stateFilter);
    row->addWidget(m_schemeFilter);
    row->addWidget(m_textFilter, 1);
    row->addWidget(m_count);
    return bar;
}

QWidget *TokensPage::buildEmptyPlace()
{
    auto *place = new QWidget(this);
    m_emptyText = new QLabel(place);
    m_emptyText->setObjectName(u"emptyText"_s);
    m_emptyText->setTextFormat(Qt::PlainText);
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    setRole(m_emptyText, "muted");
    auto *create = new QPushButton(tr("Create a token…"), place);
    create->setObjectName(u"emptyCreateButton"_s);
    create->setAccessibleName(create->text());
    connect(create, &QPushButton::clicked, this, &TokensPage::createRequested);
    auto *column = new QVBoxLayout(place);
    column->setContentsMargins(48, 24, 48, 24);
    column->setSpacing(Metrics::gap);
    column->addStretch(2);
    column->addWidget(m_emptyText);
    column->addWidget(create, 0, Qt::AlignHCenter);
    column->addStretch(3);
    return place;
}

void TokensPage::buildTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(u"tokenTable"_s);
    m_table->setAccessibleName(tr("Tokens that this desk has seen"));
    m_table->setModel(m_filter);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setItemDelegateForColumn(TokenTableModel::ArtColumn, new ThumbnailDelegate(m_table));
    m_table->setItemDelegateForColumn(TokenTableModel::StateColumn, new ChipDelegate(m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    const std::pair<int, int> widths[] = {{TokenTableModel::ArtColumn, 64},   {TokenTableModel::TokenColumn, 190},
                                          {TokenTableModel::StateColumn, 130}, {TokenTableModel::CardColumn, 170},
                                          {TokenTableModel::ExpiryColumn, 80}, {TokenTableModel::SeenColumn, 64}};
    for (const auto &[column, width] : widths)
        m_table->setColumnWidth(column, width);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(TokenTableModel::SeenColumn, Qt::DescendingOrder);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TokensPage::selectionChanged);
    connect(m_table, &QTableView::activated, this, [this] { m_panel->setFocus(Qt::OtherFocusReason); });
    setCompact(false);
}

void TokensPage::buildActions()
{
    const auto add = [this](const QString &name, const QString &text, const QKeySequence &shortcut, auto slot) {
        auto *action = new QAction(text, this);
        action->setObjectName(name);
        action->setShortcut(shortcut);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
        m_table->addAction(action);
        return action;
    };
    m_refreshAction = add(u"refreshAction"_s, tr("&Refresh"), QKeySequence::Refresh, [this] { ask(m_wanted); });
    m_copyIdAction = add(u"copyIdAction"_s, tr("&Copy token id"), QKeySequence(u"Ctrl+Shift+C"_s), [this] {
        if (m_panel->reading())
            QGuiApplication::clipboard()->setText(m_panel->reading()->token.id.value);
    });
    m_copyCurlAction = add(u"copyCurlAction"_s, tr("Copy as c&url (redacted)"), {}, [this] { m_panel->copyCurl(); });
    m_deleteAction = add(u"deleteAction"_s, tr("&Delete…"), QKeySequence::Delete, [this] { askDelete(); });
    connect(m_panel, &TokenPanel::deletable, this, [this](bool isPossible, const QString &why) {
        m_deleteAction->setEnabled(isPossible);
        m_deleteAction->setToolTip(why.isEmpty() ? tr("Delete this token for good") : why);
        m_deleteAction->setStatusTip(why);
        const bool hasToken = m_panel->reading().has_value();
        for (QAction *action : {m_refreshAction, m_copyIdAction, m_copyCurlAction})
            action->setEnabled(hasToken);
    });
}

void TokensPage::setSession(std::shared_ptr<const Session> session)
{
    m_session = std::move(session);
    m_pause.stop();
    m_wanted = {};
    m_model->setReadings({});
    m_panel->setSession(m_session);
    if (m_session)
        loadSeen();
}

void TokensPage::loadSeen()
{
    observe<QList<TokenReading>>(this, m_session->operations->seenTokens(), [this, asked = m_session](const auto &seen) {
        if (asked != m_session)
            return;
        if (!seen) {
            const ErrorText text = describe(seen.error(), nullptr, std::nullopt);
            Q_EMIT reported(lineOf(seen.error(), text));
            return;
        }
        // A look-up may have been quicker than the list.
        QList<TokenReading> newer;
        for (int row = 0; row < m_model->rowCount(); ++row)
            newer << m_model->reading(row);
        m_isSelecting = true;
        m_model->setReadings(*seen);
        for (const TokenReading &reading : newer)
            m_model->upsert(reading);
        m_isSelecting = false;
        updateCount();
        if (!m_wanted.isEmpty())
            select(m_wanted);
    });
}

void TokensPage::selectionChanged()
{
    const QModelIndex current = m_table->currentIndex();
    if (m_isSelecting || !current.isValid())
        return;
    const TokenReading reading = m_filter->reading(current.row());
    m_wanted = reading.token.id;
    m_panel->showReading(reading);
    m_pause.start();
}

void TokensPage::select(const TokenId &token)
{
    const QModelIndex row = m_filter->index(m_filter->rowOf(token), TokenTableModel::TokenColumn);
    m_isSelecting = true;
    if (row.isValid()) {
        m_table->setCurrentIndex(row);
        m_table->scrollTo(row);
    } else {
        m_table->selectionModel()->clear();
    }
    m_isSelecting = false;
}

void TokensPage::lookUp(const TokenId &token)
{
    if (const int row = m_model->rowOf(token); row >= 0)
        m_panel->showReading(m_model->reading(row));
    m_wanted = token;
    select(token);
    ask(token);
}

void TokensPage::show(const TokenReading &reading)
{
    m_pause.stop();
    m_wanted = reading.token.id;
    m_model->upsert(reading);
    m_panel->showReading(reading);
    m_panel->reloadActivity();
    select(reading.token.id);
    updateCount();
}

void TokensPage::ask(const TokenId &token)
{
    m_pause.stop();
    if (!m_session || token.isEmpty())
        return;
    m_panel->setBusy(true);
    Q_EMIT reported({.kind = OutcomeLine::Kind::Busy, .text = tr("Asking the server…"), .correlationId = {}});
    QElapsedTimer timer;
    timer.start();
    observe<TokenReading>(this, m_session->operations->lookUp(token), [this, token, timer, asked = m_session](const auto &answer) {
        if (asked == m_session)
            answered(token, answer, timer.elapsed());
    });
}

void TokensPage::answered(const TokenId &token, const Result<TokenReading> &answer, qint64 elapsedMs)
{
    const bool isWanted = token == m_wanted;
    if (isWanted)
        m_panel->setBusy(false);
    if (!answer)
        return refused(token, answer.error());
    m_isSelecting = true;
    m_model->upsert(*answer);
    m_isSelecting = false;
    updateCount();
    if (!isWanted)
        return;
    m_panel->showReading(*answer);
    select(token);
    Q_EMIT reported({OutcomeLine::Kind::Succeeded, tr("Token read in %1 ms").arg(QLocale().toString(elapsedMs)), answer->correlationId});
}

void TokensPage::refused(const TokenId &token, const Error &error)
{
    const ErrorText text = describe(error, &m_session->operations->capabilities(), Operation::LookUp);
    if (error.kind == Error::Kind::NotFound)
        markGone(token, TokenState::Unknown, u"NOT FOUND"_s);
    if (token != m_wanted)
        return;
    if (const int row = m_model->rowOf(token); row >= 0) {
        m_panel->showReading(m_model->reading(row));
        m_panel->note(text, true, error.correlationId);
    } else {
        m_panel->showProblem(text, error.correlationId);
    }
    Q_EMIT reported(lineOf(error, text));
}

void TokensPage::markGone(const TokenId &token, TokenState state, const QString &stateWord)
{
    const int row = m_model->rowOf(token);
    if (row < 0)
        return;
    TokenReading reading = m_model->reading(row);
    reading.token.state = state;
    reading.token.stateWord = stateWord;
    reading.readAt = m_clock.nowUtc();
    m_isSelecting = true;
    m_model->upsert(reading);
    m_isSelecting = false;
    if (token == m_wanted)
        m_panel->showReading(reading);
}

void TokensPage::askDelete()
{
    if (!m_session || !m_panel->reading())
        return;
    auto *dialog = new DeleteDialog(m_session, m_panel->reading()->token, this);
    connect(dialog, &DeleteDialog::deleted, this, &TokensPage::deleted);
    connect(dialog, &DeleteDialog::lookUpRequested, this, &TokensPage::lookUp);
    connect(dialog, &DeleteDialog::failed, this, [this](const Error &error) {
        const ErrorText text = describe(error, m_session ? &m_session->operations->capabilities() : nullptr, Operation::Delete);
        Q_EMIT reported(lineOf(error, text));
        m_panel->reloadActivity();
    });
    dialog->open();
}

void TokensPage::deleted(const TokenId &token, const Deletion &deletion)
{
    OutcomeLine line{OutcomeLine::Kind::Succeeded, tr("The server confirmed the delete"), deletion.correlationId};
    if (deletion.reading)
        show(*deletion.reading);
    else if (deletion.couldReread)
        markGone(token, TokenState::Deleted, u"DELETED"_s);
    m_panel->reloadActivity();
    if (!deletion.couldReread) {
        ErrorText text = describe(deletion.rereadError, m_session ? &m_session->operations->capabilities() : nullptr, Operation::LookUp);
        text.headline = tr("Deleted, but it could not be read again");
        m_panel->note(text, false, deletion.rereadError.correlationId);
    } else if (!deletion.isRecorded) {
        m_panel->note({.headline = tr("Deleted, but the outcome could not be written to the journal"),
                       .meaning = tr("The server confirmed the delete. The record on this desk still says that it has no outcome."),
                       .nextStep = tr("Note the correlation id, and have the disk of this computer checked."),
                       .correlationId = deletion.correlationId},
                      false, deletion.correlationId);
        line.text = tr("Deleted; not recorded in the journal");
    }
    Q_EMIT reported(line);
}

void TokensPage::updateCount()
{
    const int shownRows = m_filter->rowCount();
    const int allRows = m_model->rowCount();
    const QLocale locale;
    m_count->setText(shownRows != allRows ? tr("%1 of %2").arg(locale.toString(shownRows), locale.toString(allRows))
                     : allRows == 1       ? tr("1 token")
                                          : tr("%1 tokens").arg(locale.toString(allRows)));
    if (allRows == 0)
        m_emptyText->setText(tr("No token yet.\nPaste a token id into the look-up box above and press Enter, or create one. Every token that "
                                "this desk has seen is listed here."));
    else
        m_emptyText->setText(tr("No token matches the filter."));
    m_tablePlace->setCurrentIndex(shownRows == 0 && m_session ? 1 : 0);
}

void TokensPage::setCompact(bool isCompact)
{
    m_table->verticalHeader()->setDefaultSectionSize(isCompact ? Metrics::compactRowHeight : Metrics::rowHeight);
}

QByteArray TokensPage::saveLayout() const
{
    QByteArray layout;
    QDataStream stream(&layout, QIODevice::WriteOnly);
    stream << m_splitter->saveState() << m_table->horizontalHeader()->saveState();
    return layout;
}

void TokensPage::restoreLayout(const QByteArray &layout)
{
    QDataStream stream(layout);
    QByteArray splitter;
    QByteArray header;
    stream >> splitter >> header;
    if (stream.status() != QDataStream::Ok)
        return;
    m_splitter->restoreState(splitter);
    m_table->horizontalHeader()->restoreState(header);
}
