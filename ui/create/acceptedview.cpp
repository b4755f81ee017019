// SPDX-License-Identifier: Apache-2.0
#include "ui/create/acceptedview.h"

#include "ui/forms/notice.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int columnWidth = 560;
constexpr int pageMargin = 28;

QLabel *paragraph(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}
} // namespace

AcceptedView::AcceptedView(QWidget *parent)
    : QWidget(parent), m_correlationId(new QLabel), m_unrecorded(new Notice), m_done(new QPushButton(tr("Done")))
{
    setObjectName(u"acceptedView"_s);
    auto *title = paragraph(tr("Accepted: the token arrives later"));
    title->setFont(headingFont(4));
    setRole(title, "heading");
    auto *meaning = paragraph(tr("The service has taken the request and makes the token in its own time. Its notification "
                                 "carries this correlation id:"));
    m_correlationId->setObjectName(u"acceptedCorrelationId"_s);
    m_correlationId->setTextFormat(Qt::PlainText);
    m_correlationId->setFont(identifierFont());
    m_correlationId->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *copy = new QPushButton(tr("Copy"));
    copy->setObjectName(u"copyAcceptedIdButton"_s);
    copy->setAccessibleName(tr("Copy the correlation id"));
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_correlationId->text()); });
    auto *next = paragraph(tr("Until then there is no token to look up. Do not send the card again: it would make a second "
                              "token. If no notification comes, quote the correlation id to the vendor. The journal keeps it."));
    setRole(next, "muted");
    m_done->setObjectName(u"acceptedDoneButton"_s);
    m_done->setAccessibleName(m_done->text());
    setRole(m_done, "primary");
    auto *another = new QPushButton(tr("Create another"));
    another->setObjectName(u"createAnotherButton"_s);
    another->setAccessibleName(another->text());
    for (QPushButton *button : {copy, another, m_done})
        button->setAutoDefault(true);
    connect(m_done, &QPushButton::clicked, this, &AcceptedView::done);
    connect(another, &QPushButton::clicked, this, &AcceptedView::another);

    auto *quote = new QHBoxLayout;
    quote->addWidget(m_correlationId);
    quote->addWidget(copy);
    quote->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(another);
    buttons->addWidget(m_done);
    buttons->addStretch(1);

    auto *column = new QWidget(this);
    column->setMaximumWidth(columnWidth + 2 * pageMargin);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(pageMargin, 18, pageMargin, pageMargin);
    layout->setSpacing(Metrics::gap);
    layout->addWidget(title);
    layout->addWidget(meaning);
    layout->addLayout(quote);
    layout->addWidget(next);
    layout->addWidget(m_unrecorded);
    layout->addLayout(buttons);
    layout->addStretch(1);
    auto *outer = new QHBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(column, 1);
    outer->addStretch();
}

void AcceptedView::show(const QString &correlationId, bool isRecorded)
{
    m_correlationId->setText(shown(correlationId));
    if (isRecorded)
        m_unrecorded->dismiss();
    else
        m_unrecorded->show(Notice::Kind::Warning, tr("The journal could not be written"),
                           tr("The request was accepted, but its entry still says “open”. Note the correlation id."));
    setVisible(true);
    m_done->setFocus();
}
