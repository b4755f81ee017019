// SPDX-License-Identifier: Apache-2.0
#include "ui/lock/windowcover.h"

#include "ui/actions/secretsgrid.h"
#include "ui/forms/formview.h"
#include "ui/several/severalrows.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QMainWindow>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace {
QString coveredTitle()
{
    return WindowCover::tr("Tokendesk — locked");
}

bool isWithin(const QWidget *widget, const QWidget *ancestor)
{
    while (widget && widget != ancestor)
        widget = widget->parentWidget(); // also from a window to the one that it belongs to
    return widget != nullptr;
}

int depth(const QWidget *widget)
{
    int parents = 0;
    while ((widget = widget->parentWidget()))
        ++parents;
    return parents;
}

//! Card numbers and security codes, of forms and of rows that wait to be sent.
void wipeCardData(QWidget &window)
{
    for (FormView *form : window.findChildren<FormView *>())
        form->wipeSecrets();
    for (SeveralRows *rows : window.findChildren<SeveralRows *>())
        rows->wipe();
}
} // namespace

WindowCover::WindowCover(QMainWindow &window, QWidget *page) : QObject(&window), m_window(window), m_page(page)
{
    page->setParent(&window);
    page->hide();
}

void WindowCover::cover()
{
    if (std::exchange(m_isCovered, true))
        return;
    m_focus = m_window.focusWidget();
    coverContent();
    m_title = m_window.windowTitle();
    m_window.setWindowTitle(coveredTitle());
    QList<QWidget *> others;
    for (QWidget *other : QApplication::topLevelWidgets()) {
        if (other->isVisible() && isForeign(other))
            others << other;
    }
    // A dialog over a dialog comes back after the one below it.
    std::stable_sort(others.begin(), others.end(), [](QWidget *a, QWidget *b) { return depth(a) < depth(b); });
    for (QWidget *other : std::as_const(others))
        putAway(other);
    QCoreApplication::instance()->installEventFilter(this);
    m_page->setFocus();
}

//! Pages that are hidden wipe what must not stay and withdraw their questions.
void WindowCover::coverContent()
{
    if (!m_stack) {
        m_stack = new QStackedWidget;
        m_content = m_window.takeCentralWidget();
        m_stack->addWidget(m_content);
        m_stack->addWidget(m_page);
        m_window.setCentralWidget(m_stack);
        m_stack->show(); // now, and not when the event loop comes to it
    }
    m_stack->setCurrentWidget(m_page);
    showBars(false);
}

void WindowCover::showBars(bool on)
{
    // Some desktops show a window's menus elsewhere, whether its bar is hidden or not.
    for (QAction *menu : m_window.menuBar()->actions())
        menu->setEnabled(on);
    m_window.menuBar()->setVisible(on);
    m_window.statusBar()->setVisible(on);
}

void WindowCover::uncover()
{
    if (!std::exchange(m_isCovered, false))
        return;
    QCoreApplication::instance()->removeEventFilter(this);
    m_window.setWindowTitle(m_title);
    showBars(true);
    m_stack->setCurrentWidget(m_content);
    if (m_focus)
        m_focus->setFocus();
    for (const QPointer<QWidget> &other : std::exchange(m_away, {})) {
        if (!other)
            continue;
        disconnect(other, nullptr, this, nullptr);
        other->show();
    }
}

bool WindowCover::isForeign(const QWidget *other) const
{
    return other != &m_window && other->windowType() != Qt::ToolTip && !isWithin(other, m_page);
}

void WindowCover::putAway(QWidget *other)
{
    if (other->windowType() == Qt::Popup) {
        other->close();
        return;
    }
    wipeCardData(*other);
    auto *dialog = qobject_cast<QDialog *>(other);
    // Payment credentials that a service has sent: closing is what forgets them.
    if (dialog && dialog->findChild<SecretsGrid *>())
        return dialog->reject();
    m_away.removeAll(other);
    m_away << other;
    other->hide();
    if (dialog) // what comes to its end meanwhile does not come back
        connect(dialog, &QDialog::finished, this, [this, dialog] { m_away.removeAll(dialog); });
}

void WindowCover::keepTitle()
{
    if (m_window.windowTitle() == coveredTitle())
        return;
    m_title = m_window.windowTitle();
    m_window.setWindowTitle(coveredTitle());
}

bool WindowCover::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Show:
        // What the program opens by itself, such as an answer that has come, waits as well. Not from within its own
        // show.
        if (auto *other = qobject_cast<QWidget *>(watched); other && other->isWindow() && isForeign(other)) {
            QMetaObject::invokeMethod(
                this,
                [this, opened = QPointer<QWidget>(other)] {
                    if (m_isCovered && opened && opened->isVisible())
                        putAway(opened);
                },
                Qt::QueuedConnection);
        }
        return false;
    case QEvent::WindowTitleChange:
        if (watched == &m_window)
            keepTitle();
        return false;
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop:
        event->ignore();
        return true;
    default:
        return false;
    }
}
