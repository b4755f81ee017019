// SPDX-License-Identifier: Apache-2.0
#include "ui/pending/pendingpage.h"

#include "app/core/observe.h"
#include "ui/errortext.h"
#include "ui/help/helplink.h"
#include "ui/operationtext.h"
#include "ui/pending/openitemdelegate.h"
#include "ui/pending/openitempanel.h"
#include "ui/pending/openitemsmodel.h"
#include "ui/pending/openitemtext.h"
#include "ui/pending/settledialog.h"
#include "ui/theme/theme.h"
#include "ui/tokens/emptyplace.h"

#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QSplitter>
#include <QStackedLayout>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto itemAgeStep = 30s;
constexpr int listWidth = 380;
constexpr int itemPanelWidth = 752;
constexpr int narrowestItemPanel = 420;
} // namespace

PendingPage::PendingPage(const Clock &clock, QWidget *parent)
    : QWidget(parent), m_clock(clock), m_items(new OpenItemsModel(clock, this)), m_panel(new OpenItemPanel(clock, this)),
      m_splitter(new QSplitter(this)), m_emptyGround(new QWidget(this)), m_empty(new EmptyPlace(m_emptyGround))
{
    setObjectName(u"pendingPage"_s);
    setAccessibleName(tr("Pending"));
    setAttribute(Qt::WA_StyledBackground);
    setRole(this, "page");
    build();
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PendingPage::followSelection);
    connect(m_panel, &OpenItemPanel::settleRequested, this, &PendingPage::settle);
    connect(m_panel, &OpenItemPanel::connectionRequested, this, &PendingPage::connectionRequested);
    connect(m_panel, &OpenItemPanel::notificationRequested, this, &PendingPage::notificationRequested);
    connect(m_empty, &EmptyPlace::pressed, this, &PendingPage::refresh);
    auto *ages = new QTimer(this);
    connect(ages, &QTimer::timeout, this, [this] {
        m_items->refreshAges();
        m_panel->refreshAge();
    });
    ages->start(itemAgeStep);
    setSession(nullptr);
}

void PendingPage::build()
{
    m_panel->setMinimumWidth(narrowestItemPanel);
    m_splitter->setObjectName(u"pendingSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(buildList());
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({listWidth, itemPanelWidth});
    auto *stack = new QStackedLayout(this);
    stack->addWidget(m_emptyGround);
    stack->addWidget(m_splitter);
    setTabOrder(m_list, m_panel);
}

QByteArray PendingPage::saveLayout() const
{
    return m_splitter->saveState();
}

void PendingPage::restoreLayout(const QByteArray &layout)
{
    m_splitter->restoreState(layout);
}

QWidget *PendingPage::buildList()
{
    auto *side = new QWidget(m_splitter);
    m_count = new QLabel(side);
    m_count->setObjectName(u"pendingCountLabel"_s);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setContentsMargins(14, Metrics::gap, 14, Metrics::gap);
    setRole(m_count, "muted");
    auto *link = new HelpLink(tr("What to do?"), u"outcome-unknown"_s, side);
    m_list = new QListView(side);
    m_list->setObjectName(u"openItemsList"_s);
    m_list->setAccessibleName(tr("Operations whose outcome is unknown"));
    m_list->setModel(m_items);
    m_list->setItemDelegate(new OpenItemDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto *line = new QFrame(side);
    line->setFixedHeight(1);
    setRole(line, "line");
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(0, 0, Metrics::gap, 0);
    top->addWidget(m_count, 1);
    top->addWidget(link);
    column->addLayout(top);
    column->addWidget(line);
    column->addWidget(m_list, 1);
    return side;
}

void PendingPage::setSession(std::shared_ptr<const Session> session)
{
    if (m_dialog)
        m_dialog->close();
    m_session = std::move(session);
    m_panel->setSession(m_session);
    ++m_loading;
    m_loadError.reset();
    if (m_session)
        return refresh();
    m_isLoaded = false;
    take({});
}

int PendingPage::itemCount() const
{
    return m_items->rowCount();
}

void PendingPage::refresh()
{
    if (!m_session)
        return;
    observe<QList<JournalEntry>>(this, m_session->operations->openItems(),
                                 [this, asked = ++m_loading](const Result<QList<JournalEntry>> &items) {
                                     if (asked != m_loading)
                                         return;
                                     m_isLoaded = items.has_value();
                                     m_loadError = items ? std::nullopt : std::optional(items.error());
                                     take(items.value_or(QList<JournalEntry>()));
                                 });
}

void PendingPage::take(const QList<JournalEntry> &items)
{
    const int before = m_list->currentIndex().row();
    const qint64 chosen = m_panel->item() ? m_panel->item()->id : 0;
    m_items->setItems(items, m_session ? &m_session->operations->capabilities() : nullptr);
    if (!items.isEmpty()) {
        // What was chosen, or what has moved up into its place.
        const int kept = m_items->rowOf(chosen);
        const int last = m_items->rowCount() - 1;
        m_list->setCurrentIndex(m_items->index(kept >= 0 ? kept : qBound(0, before, last)));
    }
    const auto waiting = std::count_if(items.cbegin(), items.cend(), isAwaited);
    const auto unknown = items.size() - waiting;
    QStringList counts;
    if (unknown > 0 || waiting == 0)
        counts << (unknown == 1 ? tr("1 operation to settle") : tr("%1 operations to settle").arg(QLocale().toString(unknown)));
    if (waiting > 0)
        counts << (waiting == 1 ? tr("1 token to come") : tr("%1 tokens to come").arg(QLocale().toString(waiting)));
    m_count->setText(counts.join(u" · "_s));
    updatePlaces();
    Q_EMIT itemCountChanged(m_items->rowCount());
}

void PendingPage::followSelection()
{
    const QModelIndex row = m_list->currentIndex();
    if (row.isValid())
        m_panel->showItem(m_items->item(row.row()));
}

void PendingPage::updatePlaces()
{
    const bool isEmpty = m_items->rowCount() == 0;
    static_cast<QStackedLayout *>(layout())->setCurrentWidget(isEmpty ? m_emptyGround : m_splitter);
    setFocusProxy(isEmpty ? nullptr : m_list);
    if (m_loadError) {
        const ErrorText text = describe(*m_loadError, nullptr, std::nullopt);
        m_empty->say(tr("The list of open operations could not be read"), text.meaning + u' ' + text.nextStep, tr("Try again"));
    } else if (!m_session) {
        m_empty->say(tr("No connection is open"), tr("Choose a connection to see the operations that wait to be settled."));
    } else if (m_isLoaded) {
        m_empty->say(tr("Nothing is pending"),
                     tr("When a request was sent and no answer came, or the program ended in between, the operation is listed here "
                        "with the steps that find out what became of it. Nothing is ever sent again by itself."));
    } else {
        m_empty->say({}, {});
    }
}

void PendingPage::settle(JournalSettlement::Kind kind)
{
    if (!m_session || !m_panel->item() || m_dialog)
        return;
    const JournalEntry entry = *m_panel->item();
    m_dialog = new SettleDialog(m_session, entry, kind, this);
    connect(m_dialog, &SettleDialog::started, this,
            [this, entry, kind](const Pending<Done> &settling) { watch(entry, kind, settling); });
    m_dialog->open();
}

void PendingPage::watch(const JournalEntry &entry, JournalSettlement::Kind kind, const Pending<Done> &settling)
{
    observe<Done>(this, settling, [this, entry, kind](const Result<Done> &outcome) {
        if (outcome)
            Q_EMIT reported({OutcomeLine::Kind::Succeeded,
                             tr("Recorded of %1: %2").arg(operationNoun(entry.intent.operation), settlementText(kind).toLower()),
                             entry.intent.correlationId});
        else
            Q_EMIT reported({OutcomeLine::Kind::Refused, tr("The settlement could not be recorded"), entry.intent.correlationId});
        refresh();
    });
}
