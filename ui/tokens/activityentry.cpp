// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/activityentry.h"

#include "app/domain/journal.h"
#include "app/domain/tokenprovider.h"
#include "ui/operationtext.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/quoterow.h"
#include "ui/tokens/readingage.h"
#include "ui/tokens/statechip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
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
    if (!entry.intent.tokens.isEmpty())
        lines << ActivityEntry::tr("One of %1 tokens in one request").arg(entry.intent.tokens.size());
    if (!entry.intent.tokens.isEmpty() && !entry.outcome.detail.isEmpty())
        lines << shown(entry.outcome.detail, Lines::Kept);
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
} // namespace

ActivityEntry::ActivityEntry(const JournalEntry &entry, const Capabilities *capabilities, bool isLast, QWidget *parent)
    : TimelineRow(Dot::Hollow, isLast, parent)
{
    setObjectName(u"activityEntry"_s);
    auto *what = new QLabel(operationText(entry.intent.operation), this);
    what->setObjectName(u"entryOperation"_s);
    what->setTextFormat(Qt::PlainText);
    what->setFont(headingFont(0));
    auto *outcome = new StateChip(this);
    outcome->setObjectName(u"entryOutcome"_s);
    if (succeededInPart(entry))
        outcome->setPartialOutcome(outcomeText(entry));
    else
        outcome->setOutcome(entry.outcome.kind);
    auto *heading = new QHBoxLayout;
    heading->setSpacing(Metrics::spacing);
    heading->addWidget(what);
    heading->addWidget(outcome);
    heading->addStretch(1);
    column()->addLayout(heading);

    setRole(addLine(u"entryTime"_s, tr("%1 by %2").arg(localTime(entry.openedAt), shown(entry.intent.operatorId))), "muted");
    if (const QStringList remarks = remarksOf(entry, capabilities); !remarks.isEmpty())
        addLine(u"entryRemarks"_s, remarks.join(u'\n'));
    if (!entry.intent.correlationId.isEmpty())
        column()->addWidget(quoteRow({}, entry.intent.correlationId, this));
}
