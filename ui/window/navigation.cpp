// SPDX-License-Identifier: Apache-2.0
#include "ui/window/navigation.h"

#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

Navigation::Navigation(QWidget *parent)
    : QWidget(parent), m_buttons(new QButtonGroup(this)), m_upper(new QVBoxLayout), m_lower(new QVBoxLayout)
{
    setObjectName(u"navigation"_s);
    setAccessibleName(tr("Pages"));
    setFixedWidth(148);
    setAttribute(Qt::WA_StyledBackground);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Metrics::spacing, Metrics::spacing, Metrics::spacing, Metrics::spacing);
    column->setSpacing(2);
    m_upper->setSpacing(2);
    m_lower->setSpacing(2);
    column->addLayout(m_upper);
    column->addStretch(1);
    column->addLayout(m_lower);
    connect(m_buttons, &QButtonGroup::idClicked, this, [this](int id) { Q_EMIT chosen(m_pages.at(id)); });
    restyle();
}

void Navigation::addPage(const QString &text, QWidget *page)
{
    add(m_upper, text, page);
}

void Navigation::addLowerPage(const QString &text, QWidget *page)
{
    add(m_lower, text, page);
}

void Navigation::add(QVBoxLayout *column, const QString &text, QWidget *page)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(page->objectName() + "Button"_L1);
    button->setAccessibleName(tr("%1 page").arg(text));
    button->setCheckable(true);
    button->setFlat(true);
    m_buttons->addButton(button, static_cast<int>(m_pages.size()));
    m_pages << page;
    auto *badge = new QLabel(button);
    badge->setObjectName(page->objectName() + "Badge"_L1);
    badge->setTextFormat(Qt::PlainText);
    badge->setAlignment(Qt::AlignCenter);
    badge->setAttribute(Qt::WA_TransparentForMouseEvents);
    badge->hide();
    m_badges << badge;
    auto *row = new QHBoxLayout(button);
    row->setContentsMargins(0, 0, Metrics::spacing, 0);
    row->addWidget(badge, 0, Qt::AlignRight | Qt::AlignVCenter);
    column->addWidget(button);
}

void Navigation::setCurrent(QWidget *page)
{
    if (QAbstractButton *button = m_buttons->button(static_cast<int>(m_pages.indexOf(page))))
        button->setChecked(true);
}

void Navigation::setCount(QWidget *page, int count)
{
    const int index = static_cast<int>(m_pages.indexOf(page));
    QAbstractButton *button = m_buttons->button(index);
    if (!button)
        return;
    QLabel *badge = m_badges.at(index);
    badge->setText(QLocale().toString(count));
    badge->setVisible(count > 0);
    const QString spoken = tr("%1 page").arg(button->text());
    button->setAccessibleName(count == 0 ? spoken : tr("%1, %2 waiting").arg(spoken, badge->text()));
}

void Navigation::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down)
        focusNextChild();
    else if (event->key() == Qt::Key_Up)
        focusPreviousChild();
    else
        QWidget::keyPressEvent(event);
}

void Navigation::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        restyle();
    QWidget::changeEvent(event);
}

void Navigation::restyle()
{
    const QString sheet =
        u"Navigation { background: %1; border-right: 1px solid %2; }"
        "QPushButton { text-align: left; border: 1px solid transparent; border-radius: 6px; padding: 0 10px;"
        " min-height: 30px; background: transparent; color: %3; }"
        "QPushButton:hover { background: %4; }"
        "QPushButton:focus { border-color: %5; }"
        "QPushButton:checked { background: %6; color: %5; font-weight: 600; }"
        "QLabel { background: %7; color: %8; border-radius: 9px; padding: 1px 7px; font-weight: 700; }"_s.arg(
            colors().window.name(), colors().border.name(), colors().text.name(), colors().alternate.name(),
            colors().accent.name(), colors().selection.name(), colors().suspendedChip.name(), colors().suspendedChipText.name());
    if (styleSheet() != sheet)
        setStyleSheet(sheet);
}
