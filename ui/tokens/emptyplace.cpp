// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/emptyplace.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int widestText = 420;

QLabel *centeredLabel(const QString &objectName, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    label->setWordWrap(true);
    label->setMaximumWidth(widestText);
    return label;
}
} // namespace

EmptyPlace::EmptyPlace(QWidget *parent)
    : QWidget(parent), m_headline(centeredLabel(u"emptyHeadline"_s, this)), m_text(centeredLabel(u"emptyText"_s, this)),
      m_button(new QPushButton(this))
{
    setObjectName(u"emptyPlace"_s);
    m_headline->setFont(headingFont(1));
    setRole(m_text, "muted");
    m_button->setObjectName(u"emptyPlaceButton"_s);
    m_button->hide(); // until there is something to offer
    connect(m_button, &QPushButton::clicked, this, &EmptyPlace::pressed);

    // A wrapping label only gets its full width and height in a layout that does not center it.
    auto *texts = new QVBoxLayout;
    texts->setSpacing(Metrics::spacing);
    texts->addWidget(m_headline);
    texts->addWidget(m_text);
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addLayout(texts, 1000);
    middle->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(Metrics::gap);
    column->addStretch(2);
    column->addLayout(middle);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);

    parent->installEventFilter(this);
    setGeometry(parent->rect());
}

void EmptyPlace::say(const QString &headline, const QString &text, const QString &buttonText)
{
    m_headline->setText(headline);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_button->setText(buttonText);
    m_button->setAccessibleName(buttonText);
    m_button->setVisible(!buttonText.isEmpty());
    setVisible(!headline.isEmpty());
}

bool EmptyPlace::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}
