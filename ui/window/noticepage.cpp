// SPDX-License-Identifier: Apache-2.0
#include "ui/window/noticepage.h"

#include "ui/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

NoticePage::NoticePage(QWidget *parent)
    : QWidget(parent), m_headline(new QLabel(this)), m_text(new QLabel(this)),
      m_settingsButton(new QPushButton(tr("Open settings"), this))
{
    setObjectName(u"noticePage"_s);
    setAttribute(Qt::WA_StyledBackground);
    setRole(this, "page");
    m_headline->setObjectName(u"noticeHeadline"_s);
    m_headline->setFont(headingFont(4));
    m_text->setObjectName(u"noticeText"_s);
    m_text->setMaximumWidth(560);
    setRole(m_text, "muted");
    for (QLabel *label : {m_headline, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    m_settingsButton->setObjectName(u"noticeSettingsButton"_s);
    m_settingsButton->setAccessibleName(m_settingsButton->text());
    connect(m_settingsButton, &QPushButton::clicked, this, &NoticePage::settingsRequested);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(Metrics::gap);
    column->addStretch(2);
    column->addWidget(m_headline);
    column->addWidget(m_text, 0, Qt::AlignHCenter);
    column->addWidget(m_settingsButton, 0, Qt::AlignHCenter);
    column->addStretch(3);
}

void NoticePage::setText(const QString &headline, const QString &text)
{
    m_headline->setText(headline);
    m_text->setText(text);
    m_text->setMinimumWidth(text.isEmpty() ? 0 : 480);
    m_text->setVisible(!text.isEmpty());
    m_settingsButton->setVisible(!text.isEmpty());
}
