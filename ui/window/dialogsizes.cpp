// SPDX-License-Identifier: Apache-2.0
#include "ui/window/dialogsizes.h"

#include <QCoreApplication>
#include <QDialog>
#include <QEvent>
#include <QLayout>
#include <QMessageBox>
#include <QScreen>

namespace {
QDialog *sizedDialog(QObject *watched)
{
    auto *dialog = qobject_cast<QDialog *>(watched);
    return !dialog || dialog->objectName().isEmpty() || qobject_cast<QMessageBox *>(dialog) ? nullptr : dialog;
}
} // namespace

DialogSizes::DialogSizes(Preferences &preferences, QObject *parent) : QObject(parent), m_preferences(preferences)
{
    QCoreApplication::instance()->installEventFilter(this);
}

bool DialogSizes::eventFilter(QObject *watched, QEvent *event)
{
    // What the window system says, and not the program, is spontaneous: a person showed or resized it.
    const bool isShown = event->type() == QEvent::Show && !event->spontaneous();
    const bool isResized = event->type() == QEvent::Resize && event->spontaneous();
    QDialog *dialog = isShown || isResized ? sizedDialog(watched) : nullptr;
    if (dialog && isShown)
        restore(*dialog);
    else if (dialog && dialog->windowState() == Qt::WindowNoState)
        m_preferences.setDialogSize(dialog->objectName(), dialog->size());
    return false;
}

void DialogSizes::restore(QDialog &dialog) const
{
    QSize size = m_preferences.dialogSize(dialog.objectName());
    if (!size.isValid())
        return;
    size = size.boundedTo(dialog.screen()->availableSize());
    // What it has to say this time may need more room than the last time.
    if (const QLayout *layout = dialog.layout(); layout && layout->hasHeightForWidth())
        size.setHeight(std::max(size.height(), layout->totalHeightForWidth(size.width())));
    dialog.resize(size);
}
