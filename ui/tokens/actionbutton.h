// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPushButton>

class QAction;

//! A button that is its action: same words, enabled and visible together, and the action's tool tip, which says why when it
//! is disabled, also for assistive technology.
class ActionButton : public QPushButton
{
    Q_OBJECT
public:
    //! `action` outlives the button.
    ActionButton(QAction *action, QWidget *parent);

private:
    void follow();

    QAction *m_action;
};
