// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/dialogbody.h"

#include <QKeyEvent>
#include <QLayout>
#include <QScreen>

#include <algorithm>

namespace {
constexpr int titleBarHeight = 48; // at most, with the frame: nobody tells before the dialog is shown
constexpr int lowestBody = 120;
} // namespace

DialogBody::DialogBody(QWidget *parent) : QScrollArea(parent)
{
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false); // the dialog's own ground shows through
}

void DialogBody::fitDialog(int usualWidth)
{
    QWidget *dialog = window();
    dialog->installEventFilter(this);
    widget()->setAutoFillBackground(false);
    const int wide = dialog->isVisible() ? dialog->width() : usualWidth;
    const QMargins around = dialog->layout()->contentsMargins();
    widget()->layout()->activate();
    const int needed = widget()->layout()->totalHeightForWidth(wide - around.left() - around.right());
    const int before = dialog->isVisible() ? dialog->height() : 0;
    setMinimumHeight(needed);
    const QLayout &all = *dialog->layout();
    const int whole = all.hasHeightForWidth() ? all.totalHeightForWidth(wide) : all.totalSizeHint().height();
    const int most = dialog->screen()->availableGeometry().height() - titleBarHeight;
    setMinimumHeight(std::max(needed - std::max(whole - most, 0), lowestBody));
    dialog->layout()->activate();
    dialog->resize(wide, std::max(before, std::min(whole, most)));
    // A bar that was there leaves less width, the text then needs more height, and the bar stays: once without it.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    if (dialog->isVisible())
        showBelow(*dialog);
}

// Grown downwards, its buttons may have left the screen.
void DialogBody::showBelow(QWidget &dialog) const
{
    const QRect room = dialog.screen()->availableGeometry();
    const int below = dialog.frameGeometry().bottom() - room.bottom();
    if (below > 0)
        dialog.move(dialog.x(), std::max(room.top(), dialog.y() - below));
}

QSize DialogBody::sizeHint() const
{
    return {QScrollArea::sizeHint().width(), minimumHeight()};
}

bool DialogBody::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != window() || event->type() != QEvent::KeyPress)
        return QScrollArea::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() != Qt::Key_PageUp && key->key() != Qt::Key_PageDown)
        return false;
    keyPressEvent(key);
    return true;
}
