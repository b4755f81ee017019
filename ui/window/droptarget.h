// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/droppedthing.h"

#include <QObject>

class QWidget;

//! Takes what is let fall on a window, wherever no field of the window takes it. It accepts everything, so that the
//! window can say why something is of no use.
class DropTarget : public QObject
{
    Q_OBJECT
public:
    explicit DropTarget(QWidget *window);
    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void dropped(const DroppedThing &thing);
};
