// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/activityview.h"

#include "ui/theme/theme.h"
#include "ui/tokens/activityentry.h"

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
} // namespace

ActivityView::ActivityView(QWidget *parent) : QScrollArea(parent)
{
    setObjectName(u"activityView"_s);
    setAccessibleName(tr("What this desk did with the token"));
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

void ActivityView::setEntries(const QList<JournalEntry> &entries, const Capabilities *capabilities)
{
    if (entries.isEmpty()) {
        setMessage(tr("This desk has not changed this token. Whatever is created, suspended or deleted here is listed with "
                      "its reason, its outcome and the correlation id to quote."));
        return;
    }
    auto *content = new QWidget;
    QVBoxLayout *column = columnOf(content);
    const qsizetype count = std::min(entries.size(), mostEntries);
    for (qsizetype i = 0; i < count; ++i)
        column->addWidget(new ActivityEntry(entries.at(i), capabilities, i + 1 == count, content));
    if (count < entries.size())
        column->addWidget(messageLabel(tr("Older entries stand in the journal: %1.").arg(QLocale().toString(entries.size() - count)),
                                       content));
    column->addStretch(1);
    setWidget(content);
}
