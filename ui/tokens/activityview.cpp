// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/activityview.h"

#include "ui/theme/theme.h"
#include "ui/tokens/activityentry.h"
#include "ui/tokens/changeentry.h"

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostEntries = 100; // each is several widgets; the journal shows the rest

QLabel *messageLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(u"activityMessage"_s);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    setRole(label, "muted");
    return label;
}

QVBoxLayout *columnOf(QWidget *content)
{
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, Metrics::gap, Metrics::spacing, Metrics::gap);
    column->setSpacing(0);
    return column;
}

QWidget *rowOf(const ActivityItem &item, const Capabilities *capabilities, bool isLast, QWidget *parent)
{
    if (const auto *change = std::get_if<ObservedChange>(&item))
        return new ChangeEntry(*change, isLast, parent);
    return new ActivityEntry(std::get<JournalEntry>(item), capabilities, isLast, parent);
}
} // namespace

ActivityView::ActivityView(QWidget *parent) : QScrollArea(parent)
{
    setObjectName(u"activityView"_s);
    setAccessibleName(tr("What happened to the token, as this desk knows it"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus); // so that the keyboard can scroll it
    setMessage({});
}

void ActivityView::setMessage(const QString &text)
{
    auto *content = new QWidget;
    QVBoxLayout *column = columnOf(content);
    column->addWidget(messageLabel(text, content));
    column->addStretch(1);
    setWidget(content);
}

void ActivityView::setItems(const QList<ActivityItem> &items, const Capabilities *capabilities)
{
    if (items.isEmpty()) {
        setMessage(tr("This desk has not changed this token and has not seen it change. Whatever is created, suspended or "
                      "deleted here is listed with its reason, its outcome and the correlation id to quote; and what differs "
                      "from one reading to the next."));
        return;
    }
    auto *content = new QWidget;
    QVBoxLayout *column = columnOf(content);
    const qsizetype count = std::min(items.size(), mostEntries);
    for (qsizetype i = 0; i < count; ++i)
        column->addWidget(rowOf(items.at(i), capabilities, i + 1 == count, content));
    if (count < items.size())
        column->addWidget(messageLabel(tr("Older than these: %1. The journal lists every operation.")
                                           .arg(QLocale().toString(items.size() - count)),
                                       content));
    column->addStretch(1);
    setWidget(content);
}
