// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/actionbutton.h"

#include <QAction>
#include <QMenu>

using namespace Qt::StringLiterals;

ActionButton::ActionButton(QAction *action, QWidget *parent) : QPushButton(parent), m_action(action)
{
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, this, &ActionButton::follow);
    follow();
}

void ActionButton::follow()
{
    setText(m_action->iconText()); // without the menu's mnemonic, which would be taken twice
    setAccessibleName(text());
    if (m_action->menu())
        setText(text() + u"  ▾"_s); // the theme draws no arrow of its own
    setEnabled(m_action->isEnabled());
    setVisible(m_action->isVisible());
    const QString shortcut = m_action->shortcut().toString(QKeySequence::NativeText);
    const bool namesShortcut = isEnabled() && !shortcut.isEmpty();
    setToolTip(namesShortcut ? tr("%1 (%2)").arg(m_action->toolTip(), shortcut) : m_action->toolTip());
    setAccessibleDescription(m_action->toolTip());
}
