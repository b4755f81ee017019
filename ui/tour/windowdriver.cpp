// SPDX-License-Identifier: Apache-2.0
#include "ui/tour/windowdriver.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabWidget>

QWidget *WindowDriver::find(const QString &name)
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        if (!window->isVisible())
            continue;
        for (QWidget *widget : window->findChildren<QWidget *>(name)) {
            if (widget->isVisible() && widget->isEnabled())
                return widget;
        }
    }
    return nullptr;
}

bool WindowDriver::press(QWidget *widget, int key, const QString &text)
{
    QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, text);
    QKeyEvent up(QEvent::KeyRelease, key, Qt::NoModifier, text);
    const bool accepted = QApplication::sendEvent(widget, &down);
    QApplication::sendEvent(widget, &up);
    return accepted;
}

bool WindowDriver::type(const QString &name, const QString &text)
{
    QWidget *widget = find(name);
    if (!widget)
        return false;
    widget->setFocus(Qt::TabFocusReason);
    if (auto *line = qobject_cast<QLineEdit *>(widget))
        line->selectAll();
    else if (auto *edit = qobject_cast<QPlainTextEdit *>(widget))
        edit->selectAll();
    else
        return false;
    press(widget, Qt::Key_Delete);
    for (const QChar character : text)
        press(widget, Qt::Key_unknown, QString(character));
    // Leaving the field is what masks a card number.
    QFocusEvent leave(QEvent::FocusOut, Qt::TabFocusReason);
    widget->clearFocus();
    QApplication::sendEvent(widget, &leave);
    return true;
}

bool WindowDriver::choose(const QString &name, const QString &data)
{
    auto *combo = find<QComboBox>(name);
    const int index = combo ? combo->findData(data) : -1;
    if (index < 0)
        return false;
    combo->setFocus(Qt::TabFocusReason);
    combo->setCurrentIndex(index);
    Q_EMIT combo->activated(index);
    return true;
}

bool WindowDriver::showTab(const QString &tabs, const QString &page)
{
    auto *tabWidget = find<QTabWidget>(tabs);
    auto *wanted = tabWidget ? tabWidget->findChild<QWidget *>(page) : nullptr;
    if (!wanted || tabWidget->indexOf(wanted) < 0)
        return false;
    tabWidget->setCurrentWidget(wanted);
    return true;
}

bool WindowDriver::click(const QString &name)
{
    auto *button = find<QAbstractButton>(name);
    if (!button)
        return false;
    button->click();
    return true;
}

bool WindowDriver::trigger(const QString &name)
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        auto *action = window->findChild<QAction *>(name);
        if (action && action->isEnabled()) {
            action->trigger();
            return true;
        }
    }
    return false;
}
