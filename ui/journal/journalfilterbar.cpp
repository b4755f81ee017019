// SPDX-License-Identifier: Apache-2.0
#include "ui/journal/journalfilterbar.h"

#include "ui/journal/journaltext.h"
#include "ui/operationtext.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto typingPause = 250ms;

QComboBox *choice(const QString &objectName, const QString &spoken, QWidget *parent)
{
    auto *combo = new QComboBox(parent);
    combo->setObjectName(objectName);
    combo->setAccessibleName(spoken);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return combo;
}

QDateEdit *dateEdit(const QString &objectName, const QString &spoken, QWidget *parent)
{
    auto *edit = new QDateEdit(parent);
    edit->setObjectName(objectName);
    edit->setAccessibleName(spoken);
    edit->setDisplayFormat(u"d MMM yyyy"_s);
    edit->setCalendarPopup(true);
    edit->hide();
    return edit;
}

QDateTime startOfDay(const QDate &date)
{
    return date.startOfDay(Qt::LocalTime).toUTC();
}
} // namespace

JournalFilterBar::JournalFilterBar(const Clock &clock, QWidget *parent)
    : QWidget(parent), m_clock(clock), m_content(choice(u"journalContentComboBox"_s, tr("What to show"), this)),
      m_span(choice(u"journalSpanComboBox"_s, tr("Span of time"), this)),
      m_from(dateEdit(u"journalFromDateEdit"_s, tr("From this day on"), this)),
      m_until(dateEdit(u"journalUntilDateEdit"_s, tr("Until this day"), this)),
      m_operation(choice(u"journalOperationComboBox"_s, tr("Show this operation"), this)),
      m_outcome(choice(u"journalOutcomeComboBox"_s, tr("Show this outcome"), this)),
      m_event(choice(u"journalEventComboBox"_s, tr("Show this kind of event"), this))
{
    setObjectName(u"journalFilterBar"_s);
    fill();
    build();
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &JournalFilterBar::changed);
    for (const QComboBox *combo : {m_content, m_span, m_operation, m_outcome, m_event})
        connect(combo, &QComboBox::currentIndexChanged, this, &JournalFilterBar::update);
    for (const QDateEdit *edit : {m_from, m_until})
        connect(edit, &QDateEdit::dateChanged, this, [this] { m_pause.start(); });
}

void JournalFilterBar::fill()
{
    m_content->addItem(tr("Operations"), static_cast<int>(JournalModel::Content::Operations));
    m_content->addItem(tr("Other events"), static_cast<int>(JournalModel::Content::Events));
    m_span->addItem(tr("Time: any"), static_cast<int>(Span::Any));
    m_span->addItem(tr("Today"), static_cast<int>(Span::Today));
    m_span->addItem(tr("Last 7 days"), static_cast<int>(Span::Week));
    m_span->addItem(tr("Last 30 days"), static_cast<int>(Span::Month));
    m_span->addItem(tr("Between…"), static_cast<int>(Span::Between));
    m_operation->addItem(tr("Operation: any"));
    for (const Operation operation :
         {Operation::Create, Operation::Suspend, Operation::Resume, Operation::Update, Operation::Delete,
          Operation::Reverse, Operation::Simulate})
        m_operation->addItem(operationText(operation), static_cast<int>(operation));
    m_outcome->addItem(tr("Outcome: any"));
    for (const auto outcome :
         {JournalOutcome::Kind::Succeeded, JournalOutcome::Kind::Accepted, JournalOutcome::Kind::Refused,
          JournalOutcome::Kind::Unknown, JournalOutcome::Kind::Open})
        m_outcome->addItem(outcomeText(outcome), static_cast<int>(outcome));
    m_event->addItem(tr("Event: any"));
    for (const auto event :
         {JournalEvent::Kind::CardDataShown, JournalEvent::Kind::Revealed, JournalEvent::Kind::Exported,
          JournalEvent::Kind::ConnectionChanged, JournalEvent::Kind::KeyChanged, JournalEvent::Kind::UnlockFailed,
          JournalEvent::Kind::JournalOpened, JournalEvent::Kind::JournalClosed, JournalEvent::Kind::JournalVerified,
          JournalEvent::Kind::JournalPurged, JournalEvent::Kind::SchemaChanged, JournalEvent::Kind::ClockChanged,
          JournalEvent::Kind::NotificationReceived})
        m_event->addItem(eventText(event), static_cast<int>(event));
    m_event->hide();
    const QDate today = m_clock.nowUtc().toLocalTime().date();
    m_from->setDate(today.addDays(-7));
    m_until->setDate(today);
}

QLineEdit *JournalFilterBar::addLine(QHBoxLayout &row, const QString &objectName, const QString &text,
                                     const QString &spoken, int stretch)
{
    auto *edit = new QLineEdit(this);
    edit->setObjectName(objectName);
    edit->setPlaceholderText(text);
    edit->setAccessibleName(spoken);
    edit->setClearButtonEnabled(true);
    edit->installEventFilter(this);
    connect(edit, &QLineEdit::textChanged, this, [this] { m_pause.start(); });
    row.addWidget(edit, stretch);
    return edit;
}

void JournalFilterBar::build()
{
    auto *upper = new QHBoxLayout;
    upper->setSpacing(Metrics::spacing);
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_content, m_span, m_from, m_until, m_operation, m_outcome, m_event})
        upper->addWidget(part);
    m_text = addLine(*upper, u"journalTextLineEdit"_s, tr("Filter by reason, comment, correlation id, code…"),
                     tr("Show rows with this text"), 1);
    m_lower = new QHBoxLayout;
    m_lower->setSpacing(Metrics::spacing);
    m_operator = addLine(*m_lower, u"journalOperatorLineEdit"_s, tr("Operator"), tr("Show rows of this operator"), 2);
    m_token = addLine(*m_lower, u"journalTokenLineEdit"_s, tr("Token id, whole"), tr("Show rows about this token"), 3);
    m_ticket = addLine(*m_lower, u"journalTicketLineEdit"_s, tr("Ticket, whole"), tr("Show rows for this ticket"), 2);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(Metrics::gap, Metrics::spacing, Metrics::gap, Metrics::spacing);
    rows->setSpacing(Metrics::spacing);
    rows->addLayout(upper);
    rows->addLayout(m_lower);
}

QList<int> JournalFilterBar::choices() const
{
    QList<int> chosen;
    for (const QComboBox *combo : {m_content, m_span, m_operation, m_outcome, m_event}) {
        const QVariant value = combo->currentData();
        const bool isKept = value.isValid() && !(combo == m_span && span() == Span::Between);
        chosen << (isKept ? value.toInt() : -1);
    }
    return chosen;
}

void JournalFilterBar::choose(const QList<int> &choices)
{
    const QList<QComboBox *> combos{m_content, m_span, m_operation, m_outcome, m_event};
    for (qsizetype i = 0; i < combos.size(); ++i)
        combos.at(i)->setCurrentIndex(std::max(combos.at(i)->findData(choices.value(i, -1)), 0));
}

void JournalFilterBar::addButtons(const QList<QWidget *> &buttons)
{
    QWidget *before = m_ticket;
    for (QWidget *button : buttons) {
        m_lower->addWidget(button);
        if (button->focusPolicy() == Qt::NoFocus)
            continue;
        setTabOrder(before, button);
        before = button;
    }
}

JournalFilterBar::Span JournalFilterBar::span() const
{
    return static_cast<Span>(m_span->currentData().toInt());
}

void JournalFilterBar::update()
{
    const bool isEvents = content() == JournalModel::Content::Events;
    m_from->setVisible(span() == Span::Between);
    m_until->setVisible(span() == Span::Between);
    // Events have neither; a choice made for operations is kept for when they come back.
    m_operation->setVisible(!isEvents);
    m_outcome->setVisible(!isEvents);
    m_event->setVisible(isEvents);
    m_ticket->setEnabled(!isEvents);
    m_pause.stop();
    Q_EMIT changed();
}

JournalModel::Content JournalFilterBar::content() const
{
    return static_cast<JournalModel::Content>(m_content->currentData().toInt());
}

JournalFilter JournalFilterBar::filter() const
{
    JournalFilter filter;
    const QDate today = m_clock.nowUtc().toLocalTime().date();
    switch (span()) {
    case Span::Any:
        break;
    case Span::Today:
        filter.from = startOfDay(today);
        break;
    case Span::Week:
        filter.from = startOfDay(today.addDays(-6));
        break;
    case Span::Month:
        filter.from = startOfDay(today.addDays(-29));
        break;
    case Span::Between:
        filter.from = startOfDay(m_from->date());
        filter.until = startOfDay(m_until->date().addDays(1));
        break;
    }
    filter.operatorId = m_operator->text().trimmed();
    filter.token = m_token->text().trimmed();
    filter.text = m_text->text().trimmed();
    if (content() == JournalModel::Content::Events) {
        if (const QVariant event = m_event->currentData(); event.isValid())
            filter.event = static_cast<JournalEvent::Kind>(event.toInt());
        return filter;
    }
    filter.ticket = m_ticket->text().trimmed();
    if (const QVariant operation = m_operation->currentData(); operation.isValid())
        filter.operation = static_cast<Operation>(operation.toInt());
    if (const QVariant outcome = m_outcome->currentData(); outcome.isValid())
        filter.outcome = static_cast<JournalOutcome::Kind>(outcome.toInt());
    return filter;
}

bool JournalFilterBar::isFiltering() const
{
    const JournalFilter now = filter();
    return now.from.isValid() || now.until.isValid() || !now.operatorId.isEmpty() || !now.token.isEmpty() ||
           !now.ticket.isEmpty() || !now.text.isEmpty() || now.operation || now.outcome || now.event;
}

void JournalFilterBar::clear()
{
    for (QComboBox *combo : {m_span, m_operation, m_outcome, m_event})
        combo->setCurrentIndex(0);
    for (QLineEdit *edit : {m_text, m_operator, m_token, m_ticket})
        edit->clear();
    m_pause.stop();
    Q_EMIT changed();
}

bool JournalFilterBar::eventFilter(QObject *watched, QEvent *event)
{
    auto *edit = qobject_cast<QLineEdit *>(watched);
    if (edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape && !edit->text().isEmpty()) {
            edit->clear();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            Q_EMIT left();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}
