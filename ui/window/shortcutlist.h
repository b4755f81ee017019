// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QStringList>

class QMainWindow;

//! What one or more keys do.
struct ShortcutRow {
    QString text;
    QStringList keys; //!< as the platform writes them
};

//! Keys that stand together, as in a menu.
struct ShortcutGroup {
    QString title;
    QList<ShortcutRow> rows;
};

//! What the keys of the window do just now, read off its actions: those of the menu bar, menu by menu, then shortcuts
//! outside of menus, which say what they do by `whatsThis`. An action that is not offered is left out.
[[nodiscard]] QList<ShortcutGroup> shortcutsOf(const QMainWindow &window);
