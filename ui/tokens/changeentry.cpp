// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/changeentry.h"

#include "app/domain/observedchange.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/quoterow.h"
#include "ui/tokens/readingage.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostFieldsShown = 12;

QString fieldName(const FieldChange &field)
{
    if (!field.label.isEmpty())
        return shown(field.label);
    if (field.key == "art.foregroundColor"_L1)
        return ChangeEntry::tr("Text colour of the card");
    if (field.key == "art.backgroundColor"_L1)
        return ChangeEntry::tr("Colour of the card");
    return field.key.startsWith("art."_L1) ? ChangeEntry::tr("Card art") : shown(field.key);
}

QString valueText(const QString &value)
{
    return value.isEmpty() ? u"—"_s : shown(value);
}

//! For people who hear it: a dash says nothing.
QString spokenChange(const FieldChange &field)
{
    const QString name = fieldName(field);
    if (field.from.isEmpty())
        return ChangeEntry::tr("%1: now %2, not there before").arg(name, shown(field.to));
    if (field.to.isEmpty())
        return ChangeEntry::tr("%1: gone, was %2").arg(name, shown(field.from));
    return ChangeEntry::tr("%1: from %2 to %3").arg(name, shown(field.from), shown(field.to));
}

void addChangeRow(QGridLayout &grid, const FieldChange &field, QWidget *parent)
{
    const int row = grid.rowCount();
    auto *name = new QLabel(parent);
    name->setObjectName(u"changedField"_s);
    auto *values = new QLabel(parent);
    values->setObjectName(u"changedValues"_s);
    for (QLabel *label : {name, values}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignLeading | Qt::AlignTop);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    name->setText(fieldName(field));
    setRole(name, "muted");
    values->setText(u"%1 → %2"_s.arg(valueText(field.from), valueText(field.to)));
    values->setAccessibleName(spokenChange(field));
    grid.addWidget(name, row, 0);
    grid.addWidget(values, row, 1);
}
} // namespace

ChangeEntry::ChangeEntry(const ObservedChange &change, bool isLast, QWidget *parent)
    : TimelineRow(Dot::Filled, isLast, parent)
{
    setObjectName(u"changeEntry"_s);
    addLine(u"entryOperation"_s, tr("Observed change"))->setFont(headingFont(0));
    setRole(addLine(u"entryTime"_s, change.operatorId.isEmpty()
                                        ? tr("Seen %1").arg(localTime(change.laterAt))
                                        : tr("Seen %1 by %2").arg(localTime(change.laterAt), shown(change.operatorId))),
            "muted");

    auto *grid = new QGridLayout;
    grid->setContentsMargins(0, Metrics::unit, 0, Metrics::unit);
    grid->setHorizontalSpacing(Metrics::gap);
    grid->setVerticalSpacing(Metrics::unit);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 5);
    const qsizetype count = std::min(change.fields.size(), mostFieldsShown);
    for (qsizetype i = 0; i < count; ++i)
        addChangeRow(*grid, change.fields.at(i), this);
    column()->addLayout(grid);
    if (count < change.fields.size())
        setRole(
            addLine(u"moreFields"_s, tr("and %1 more fields").arg(QLocale().toString(change.fields.size() - count))),
            "muted");

    const auto addReading = [this](const QString &words, const QDateTime &at, const QString &correlationId) {
        QWidget *row = quoteRow(words.arg(localTime(at)), correlationId, this);
        column()->addWidget(row);
    };
    addReading(tr("Earlier reading: %1"), change.earlierAt, change.earlierCorrelationId);
    addReading(tr("Later reading: %1"), change.laterAt, change.laterCorrelationId);
}
