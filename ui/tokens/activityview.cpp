// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/activityview.h"

#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/readingage.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QString operationName(Operation operation)
{
    switch (operation) {
    case Operation::LookUp:
        return ActivityView::tr("Looked up");
    case Operation::Create:
        return ActivityView::tr("Create");
    case Operation::Suspend:
        return ActivityView::tr("Suspend");
    case Operation::Resume:
        return ActivityView::tr("Resume");
    case Operation::Update:
        return ActivityView::tr("Update");
    case Operation::Delete:
        return ActivityView::tr("Delete");
    }
    return {};
}

//! Symbol and word, and the colours of the chip of the same meaning.
std::tuple<QString, QColor, QColor> outcomeLook(JournalOutcome::Kind kind)
{
    const ThemeColors &theme = colors();
    switch (kind) {
    case JournalOutcome::Kind::Succeeded:
        return {ActivityView::tr("✓ Succeeded"), theme.activeChip, theme.activeChipText};
    case JournalOutcome::Kind::Accepted:
        return {ActivityView::tr("◷ Accepted"), theme.pendingChip, theme.pendingChipText};
    case JournalOutcome::Kind::Refused:
        return {ActivityView::tr("✕ Refused"), theme.suspendedChip, theme.suspendedChipText};
    case JournalOutcome::Kind::Unknown:
        return {ActivityView::tr("? Outcome unknown"), theme.unknownChip, theme.unknownChipText};
    case JournalOutcome::Kind::Open:
        break;
    }
    return {ActivityView::tr("… No outcome yet"), theme.pendingChip, theme.pendingChipText};
}

QLabel *outcomeChip(JournalOutcome::Kind kind, QWidget *parent)
{
    const auto [text, ground, color] = outcomeLook(kind);
    auto *chip = new QLabel(parent);
    chip->setTextFormat(Qt::PlainText);
    chip->setText(text);
    chip->setFont(headingFont(-1));
    chip->setStyleSheet(u"background: %1; color: %2; border-radius: 9px; padding: 2px 8px;"_s.arg(ground.name(), color.name()));
    return chip;
}

//! Why, and what the server said, as far as there is anything to say.
QString remarks(const JournalEntry &entry)
{
    QStringList lines;
    if (!entry.intent.reason.isEmpty())
        lines << ActivityView::tr("Reason: %1").arg(shown(entry.intent.reason));
    if (!entry.intent.ticket.isEmpty())
        lines << ActivityView::tr("Ticket: %1").arg(shown(entry.intent.ticket));
    if (!entry.intent.comment.isEmpty())
        lines << shown(entry.intent.comment);
    if (!entry.outcome.errorCode.isEmpty())
        lines << ActivityView::tr("The server said: %1").arg(shown(entry.outcome.errorCode));
    return lines.join(u'\n');
}
} // namespace

ActivityView::ActivityView(QWidget *parent) : QScrollArea(parent)
{
    setObjectName(u"activityView"_s);
    setAccessibleName(tr("What this desk did with the token"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void ActivityView::setMessage(const QString &text)
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, Metrics::gap, Metrics::spacing, 0);
    QLabel *label = plainLabel(text, content);
    label->setObjectName(u"activityMessage"_s);
    setRole(label, "muted");
    column->addWidget(label);
    column->addStretch(1);
    setWidget(content);
}

void ActivityView::setEntries(const QList<JournalEntry> &entries)
{
    if (entries.isEmpty())
        return setMessage(tr("This desk has not changed this token. What you create, suspend or delete here is listed, with the "
                             "reason, the outcome and the correlation id to quote."));
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, Metrics::gap, Metrics::spacing, Metrics::gap);
    column->setSpacing(Metrics::gap);
    for (const JournalEntry &entry : entries)
        column->addWidget(entryWidget(entry, content));
    column->addStretch(1);
    setWidget(content);
}

QWidget *ActivityView::entryWidget(const JournalEntry &entry, QWidget *parent) const
{
    auto *widget = new QWidget(parent);
    widget->setObjectName(u"activityEntry"_s);
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    auto *heading = new QHBoxLayout;
    QLabel *what = plainLabel(operationName(entry.intent.operation), widget);
    what->setFont(headingFont(0));
    heading->addWidget(what, 1);
    heading->addWidget(outcomeChip(entry.outcome.kind, widget));
    column->addLayout(heading);
    QLabel *when = plainLabel(tr("%1 by %2").arg(localTime(entry.openedAt), shown(entry.intent.operatorId)), widget);
    setRole(when, "muted");
    column->addWidget(when);
    if (const QString text = remarks(entry); !text.isEmpty())
        column->addWidget(plainLabel(text, widget));
    QLabel *correlationId = plainLabel(shown(entry.intent.correlationId), widget);
    correlationId->setFont(identifierFont());
    correlationId->setToolTip(tr("Correlation id"));
    correlationId->setAccessibleName(tr("Correlation id %1").arg(correlationId->text()));
    setRole(correlationId, "muted");
    auto *copy = new QAction(tr("Copy correlation id"), correlationId);
    connect(copy, &QAction::triggered, correlationId,
            [id = entry.intent.correlationId] { QGuiApplication::clipboard()->setText(id); });
    correlationId->addAction(copy);
    correlationId->setContextMenuPolicy(Qt::ActionsContextMenu);
    column->addWidget(correlationId);
    return widget;
}
