// SPDX-License-Identifier: Apache-2.0
#include "ui/window/shortcutlist.h"

#include <QAction>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace {
struct ShortcutWords {
    Q_DECLARE_TR_FUNCTIONS(Shortcuts)
};

//! An action's text as a sentence: without the mark of its mnemonic and the dots that announce a dialog.
QString spoken(QString text)
{
    text.replace("&&"_L1, "\n"_L1);
    text.remove(u'&');
    text.replace(u'\n', u'&');
    while (text.endsWith(u'…') || text.endsWith(u'.'))
        text.chop(1);
    return text;
}

void collect(const QMenu &menu, QList<ShortcutGroup> &groups)
{
    const qsizetype own = groups.size();
    groups.append({spoken(menu.title()), {}});
    for (const QAction *action : menu.actions()) {
        if (action->menu())
            collect(*action->menu(), groups);
        const QList<QKeySequence> keys = action->shortcuts();
        if (keys.isEmpty() || action->text().isEmpty() || !action->isVisible())
            continue;
        ShortcutRow row{spoken(action->text()), {}};
        for (const QKeySequence &key : keys)
            row.keys << key.toString(QKeySequence::NativeText);
        groups[own].rows << row;
    }
}

ShortcutGroup shortcutsOutsideMenus(const QMainWindow &window)
{
    ShortcutGroup group{ShortcutWords::tr("In forms"), {}};
    for (const QShortcut *shortcut : window.findChildren<QShortcut *>()) {
        const QString text = shortcut->whatsThis();
        const QString key = shortcut->key().toString(QKeySequence::NativeText);
        const auto same = std::find_if(group.rows.begin(), group.rows.end(),
                                       [&text](const ShortcutRow &row) { return row.text == text; });
        if (same == group.rows.end())
            group.rows.append({text, {key}});
        else if (!same->keys.contains(key))
            same->keys << key;
    }
    return group;
}
} // namespace

QList<ShortcutGroup> shortcutsOf(const QMainWindow &window)
{
    QList<ShortcutGroup> groups;
    const auto *bar = window.findChild<QMenuBar *>(QString(), Qt::FindDirectChildrenOnly);
    for (const QAction *action : bar ? bar->actions() : QList<QAction *>()) {
        if (action->menu())
            collect(*action->menu(), groups);
    }
    groups << shortcutsOutsideMenus(window);
    groups.removeIf([](const ShortcutGroup &group) { return group.rows.isEmpty(); });
    return groups;
}
