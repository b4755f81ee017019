// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/quoterow.h"

#include "ui/shown.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace {
struct QuoteWords {
    Q_DECLARE_TR_FUNCTIONS(QuoteRow)
};

QPushButton *copyButton(const QString &correlationId, QWidget *parent)
{
    auto *copy = new QPushButton(QuoteWords::tr("Copy"), parent);
    copy->setObjectName(u"copyEntryCorrelationIdButton"_s);
    copy->setAccessibleName(QuoteWords::tr("Copy the correlation id %1").arg(shown(correlationId)));
    copy->setToolTip(QuoteWords::tr("Copy the correlation id"));
    setRole(copy, "quiet");
    QObject::connect(copy, &QPushButton::clicked, copy,
                     [correlationId] { QGuiApplication::clipboard()->setText(correlationId); });
    return copy;
}
} // namespace

QWidget *quoteRow(const QString &words, const QString &correlationId, QWidget *parent)
{
    auto *row = new QWidget(parent);
    auto *label = new QLabel(row);
    label->setObjectName(u"entryCorrelationId"_s);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setText(words.isEmpty() ? shown(correlationId) : words);
    if (words.isEmpty())
        label->setFont(identifierFont());
    setRole(label, "muted");
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(Metrics::unit);
    layout->addWidget(label, 1);
    if (correlationId.isEmpty())
        return row;
    const QString spoken = QuoteWords::tr("Correlation id %1").arg(shown(correlationId));
    label->setToolTip(words.isEmpty() ? QuoteWords::tr("Correlation id, to quote to the vendor") : spoken);
    label->setAccessibleName(words.isEmpty() ? spoken : words + u", "_s + spoken);
    layout->addWidget(copyButton(correlationId, row));
    return row;
}
