// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/activityentry.h"

#include "app/domain/journal.h"
#include "app/domain/tokenprovider.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/readingage.h"
#include "ui/tokens/statechip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr int gutter = 20;
constexpr qreal dotRadius = 4;
constexpr qreal dotTop = 11;

QString operationName(Operation operation)
{
    switch (operation) {
    case Operation::LookUp:
        return ActivityEntry::tr("Look up");
    case Operation::Create:
        return ActivityEntry::tr("Create");
    case Operation::Suspend:
        return ActivityEntry::tr("Suspend");
    case Operation::Resume:
        return ActivityEntry::tr("Resume");
    case Operation::Update:
        return ActivityEntry::tr("Update");
    case Operation::Delete:
        break;
    }
    return ActivityEntry::tr("Delete");
}

QLabel *line(const QString &objectName, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QString reasonName(const JournalEntry &entry, const Capabilities *capabilities)
{
    const QList<Choice> reasons = capabilities ? capabilities->reasons.value(entry.intent.operation) : QList<Choice>();
    const auto found = std::find_if(reasons.cbegin(), reasons.cend(),
                                    [&entry](const Choice &choice) { return choice.value == entry.intent.reason; });
    return found == reasons.cend() ? shown(entry.intent.reason) : found->label;
}

QStringList remarksOf(const JournalEntry &entry, const Capabilities *capabilities)
{
    QStringList lines;
    if (!entry.intent.reason.isEmpty())
        lines << ActivityEntry::tr("Reason: %1").arg(reasonName(entry, capabilities));
    if (!entry.intent.ticket.isEmpty())
        lines << ActivityEntry::tr("Ticket: %1").arg(shown(entry.intent.ticket));
    if (!entry.intent.comment.isEmpty())
        lines << ActivityEntry::tr("Comment: %1").arg(shown(entry.intent.comment));
    if (!entry.outcome.errorCode.isEmpty())
        lines << ActivityEntry::tr("Server's code: %1").arg(shown(entry.outcome.errorCode));
    if (!entry.outcome.schemeCorrelationId.isEmpty())
        lines << ActivityEntry::tr("Card scheme's reference: %1").arg(shown(entry.outcome.schemeCorrelationId));
    return lines;
}

QWidget *quoteRow(const QString &correlationId, QWidget *parent)
{
    auto *row = new QWidget(parent);
    QLabel *id = line(u"entryCorrelationId"_s, shown(correlationId), row);
    id->setFont(identifierFont());
    id->setToolTip(ActivityEntry::tr("Correlation id, to quote to the vendor"));
    id->setAccessibleName(ActivityEntry::tr("Correlation id %1").arg(id->text()));
    setRole(id, "muted");
    auto *copy = new QPushButton(ActivityEntry::tr("Copy"), row);
    copy->setObjectName(u"copyEntryCorrelationIdButton"_s);
    copy->setAccessibleName(ActivityEntry::tr("Copy the correlation id %1").arg(id->text()));
    copy->setToolTip(ActivityEntry::tr("Copy the correlation id"));
    setRole(copy, "flat");
    QObject::connect(copy, &QPushButton::clicked, copy,
                     [correlationId] { QGuiApplication::clipboard()->setText(correlationId); });
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(Metrics::unit);
    layout->addWidget(id, 1);
    layout->addWidget(copy);
    return row;
}
} // namespace

ActivityEntry::ActivityEntry(const JournalEntry &entry, const Capabilities *capabilities, bool isLast, QWidget *parent)
    : QWidget(parent), m_isLast(isLast)
{
    setObjectName(u"activityEntry"_s);
    auto *what = line(u"entryOperation"_s, operationName(entry.intent.operation), this);
    what->setFont(headingFont(0));
    auto *outcome = new StateChip(this);
    outcome->setObjectName(u"entryOutcome"_s);
    outcome->setOutcome(entry.outcome.kind);
    auto *heading = new QHBoxLayout;
    heading->setSpacing(Metrics::spacing);
    heading->addWidget(what);
    heading->addWidget(outcome);
    heading->addStretch(1);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(gutter, 0, 0, Metrics::gap + Metrics::unit);
    column->setSpacing(Metrics::unit);
    column->addLayout(heading);
    QLabel *when = line(u"entryTime"_s, tr("%1 by %2").arg(localTime(entry.openedAt), shown(entry.intent.operatorId)), this);
    setRole(when, "muted");
    column->addWidget(when);
    if (const QStringList remarks = remarksOf(entry, capabilities); !remarks.isEmpty())
        column->addWidget(line(u"entryRemarks"_s, remarks.join(u'\n'), this));
    if (!entry.intent.correlationId.isEmpty())
        column->addWidget(quoteRow(entry.intent.correlationId, this));
}

void ActivityEntry::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal x = dotRadius + 1;
    painter.setPen(QPen(colors().border, 1));
    if (!m_isLast)
        painter.drawLine(QPointF(x, dotTop), QPointF(x, height() + dotTop));
    painter.setPen(QPen(colors().muted, 1.5));
    painter.setBrush(colors().window);
    painter.drawEllipse(QPointF(x, dotTop), dotRadius, dotRadius);
}
