// SPDX-License-Identifier: Apache-2.0
#include "ui/window/droptarget.h"

#include <QDropEvent>
#include <QWidget>

DropTarget::DropTarget(QWidget *window) : QObject(window)
{
    window->setAcceptDrops(true);
    window->installEventFilter(this);
}

bool DropTarget::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop: {
        auto *drop = static_cast<QDropEvent *>(event);
        drop->setDropAction(Qt::CopyAction); // what is dragged stays where it was
        drop->accept();
        if (event->type() == QEvent::Drop)
            Q_EMIT dropped(droppedThing(*drop->mimeData()));
        return true;
    }
    default:
        return QObject::eventFilter(watched, event);
    }
}
