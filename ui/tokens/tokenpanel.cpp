// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/tokenpanel.h"

#include "app/core/observe.h"
#include "ui/cardart/cardview.h"
#include "ui/errortext.h"
#include "ui/forms/notice.h"
#include "ui/theme/theme.h"
#include "ui/tokens/activityview.h"
#include "ui/tokens/detailsview.h"
#include "ui/tokens/exchangeview.h"
#include "ui/tokens/readingage.h"
#include "ui/tokens/statechip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto ageStep = 15s;
constexpr qint64 staleAfterSeconds = 10 * 60;
} // namespace

TokenPanel::TokenPanel(const ExchangeLog &exchanges, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_exchanges(exchanges), m_clock(clock)
{
    setObjectName(u"tokenPanel"_s);
    setAccessibleName(tr("Token"));
    setAttribute(Qt::WA_StyledBackground);
    setRole(this, "panel");
    build();
    m_ageTimer.setInterval(ageStep);
    connect(&m_ageTimer, &QTimer::timeout, this, &TokenPanel::updateAge);
    m_ageTimer.start();
    showNothing();
}

void TokenPanel::build()
{
    m_notice = new Notice(this);
    m_hint = new QLabel(this);
    m_hint->setObjectName(u"panelHint"_s);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    setRole(m_hint, "muted");

    m_body = new QWidget(this);
    m_card = new CardView(m_body);
    m_chip = new StateChip(m_body);
    m_chip->setObjectName(u"stateChip"_s);
    m_age = new QLabel(m_body);
    m_age->setObjectName(u"readingAge"_s);
    m_age->setTextFormat(Qt::PlainText);
    m_age->setWordWrap(true);
    setRole(m_age, "muted");
    m_refreshButton = new QPushButton(tr("Refresh"), m_body);
    m_refreshButton->setObjectName(u"refreshButton"_s);
    m_refreshButton->setAccessibleName(tr("Refresh: ask the server again"));
    m_refreshButton->setToolTip(tr("Ask the server again (F5)"));
    m_deleteButton = new QPushButton(tr("Delete…"), m_body);
    m_deleteButton->setObjectName(u"deleteButton"_s);
    m_deleteButton->setAccessibleName(tr("Delete this token"));
    setRole(m_deleteButton, "danger");
    connect(m_refreshButton, &QPushButton::clicked, this, &TokenPanel::refreshRequested);
    connect(m_deleteButton, &QPushButton::clicked, this, &TokenPanel::deleteRequested);

    m_tabs = new QTabWidget(m_body);
    m_tabs->setObjectName(u"tokenTabs"_s);
    m_tabs->setAccessibleName(tr("About the token"));
    m_tabs->tabBar()->setObjectName(u"tokenTabBar"_s);
    m_tabs->tabBar()->setAccessibleName(tr("About the token"));
    m_details = new DetailsView(m_tabs);
    m_activity = new ActivityView(m_tabs);
    m_exchange = new ExchangeView(m_tabs);
    m_tabs->addTab(m_details, tr("Details"));
    m_tabs->addTab(m_activity, tr("Activity"));
    m_tabs->addTab(m_exchange, tr("Raw"));

    constexpr int side = 16;
    auto *state = new QHBoxLayout;
    state->setSpacing(10);
    state->addWidget(m_chip);
    state->addWidget(m_age, 1);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(Metrics::spacing);
    actions->addWidget(m_refreshButton);
    actions->addWidget(m_deleteButton);
    actions->addStretch(1);
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(side, 0, side, 0);
    inner->setSpacing(Metrics::gap);
    inner->addLayout(state);
    inner->addLayout(actions);
    inner->addWidget(m_tabs, 1);
    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(Metrics::unit);
    auto *cardRow = new QVBoxLayout;
    cardRow->setContentsMargins(side - CardView::shadowMargin, side - CardView::shadowMargin, side - CardView::shadowMargin, 0);
    cardRow->addWidget(m_card);
    body->addLayout(cardRow);
    body->addLayout(inner, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    auto *noticeRow = new QVBoxLayout;
    noticeRow->setContentsMargins(side, side, side, 0);
    noticeRow->addWidget(m_notice);
    column->addLayout(noticeRow);
    column->addWidget(m_hint, 1);
    column->addWidget(m_body, 1);
}

void TokenPanel::setSession(std::shared_ptr<const Session> session)
{
    m_session = std::move(session);
    showNothing();
}

void TokenPanel::showNothing()
{
    m_reading.reset();
    m_notice->dismiss();
    m_body->hide();
    m_hint->setText(m_session ? tr("Select a token, or paste a token id into the look-up box above.") : QString());
    m_hint->show();
    updateActions();
}

void TokenPanel::showProblem(const ErrorText &text, const QString &)
{
    showNothing();
    m_hint->setText({});
    m_notice->show(Notice::Kind::Error, text);
}

void TokenPanel::showReading(const TokenReading &reading)
{
    const bool isAnother = !m_reading || m_reading->token.id != reading.token.id;
    const bool isChanged = isAnother || m_reading->token != reading.token;
    m_reading = reading;
    m_notice->dismiss();
    m_hint->hide();
    m_body->show();
    if (isChanged) {
        m_card->setToken(reading.token);
        m_chip->setState(reading.token.state, reading.token.stateWord);
        m_details->setToken(reading.token);
    }
    m_exchange->setExchange(m_exchanges.find(reading.correlationId));
    if (isAnother)
        reloadActivity();
    updateAge();
    updateActions();
}

void TokenPanel::note(const ErrorText &text, bool isError, const QString &correlationId)
{
    m_notice->show(isError ? Notice::Kind::Error : Notice::Kind::Warning, text);
    if (const auto exchange = m_exchanges.find(correlationId))
        m_exchange->setExchange(exchange);
    updateAge();
}

void TokenPanel::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    updateActions();
}

void TokenPanel::reloadActivity()
{
    if (!m_session || !m_reading)
        return;
    observe<QList<JournalEntry>>(this, m_session->operations->activity(m_reading->token.id),
                                 [this, id = m_reading->token.id](const auto &entries) {
                                     if (!m_reading || m_reading->token.id != id)
                                         return;
                                     if (entries)
                                         m_activity->setEntries(*entries);
                                     else
                                         m_activity->setMessage(describe(entries.error(), nullptr, std::nullopt).headline);
                                 });
}

void TokenPanel::copyCurl() const
{
    m_exchange->copyAsCurl();
}

void TokenPanel::updateActions()
{
    const bool hasToken = m_session && m_reading;
    const Capabilities *offered = m_session ? &m_session->operations->capabilities() : nullptr;
    QString why;
    if (hasToken)
        why = illegalBecause(Operation::Delete, m_reading->token.state);
    m_deleteButton->setVisible(offered && offered->offers(Operation::Delete));
    m_deleteButton->setEnabled(hasToken && !m_isBusy && why.isEmpty());
    m_deleteButton->setToolTip(why.isEmpty() ? tr("Delete this token for good") : why);
    m_deleteButton->setAccessibleDescription(m_deleteButton->toolTip());
    m_refreshButton->setEnabled(hasToken && !m_isBusy);
    Q_EMIT deletable(m_deleteButton->isEnabled(), why);
}

void TokenPanel::updateAge()
{
    if (!m_reading)
        return;
    const QDateTime now = m_clock.nowUtc();
    const Token &token = m_reading->token;
    const QDateTime since = token.updatedAt.isValid() ? token.updatedAt : token.createdAt;
    const QString read = tr("read %1").arg(spokenAge(m_reading->readAt, now));
    const bool isStale = m_reading->readAt.secsTo(now) > staleAfterSeconds;
    const QString age = isStale ? tr("%1, may have changed since").arg(read) : read;
    m_age->setText(since.isValid() ? tr("since %1 · %2").arg(localTime(since), age) : age);
    m_age->setToolTip(tr("Read %1").arg(localTime(m_reading->readAt)));
    setRole(m_age, isStale ? "warning" : "muted");
}

void TokenPanel::changeEvent(QEvent *event)
{
    // Chips and notes of the timeline carry colours of the palette they were made under.
    if (event->type() == QEvent::PaletteChange)
        reloadActivity();
    QWidget::changeEvent(event);
}
