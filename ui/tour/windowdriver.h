// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QWidget>

//! Uses the program as a person does: finds what is on the screen by object name, types, chooses, clicks. Every function
//! says whether the thing was there and could be used.
class WindowDriver
{
public:
    //! The visible, enabled widget with this object name in any window of the program; null when there is none.
    [[nodiscard]] static QWidget *find(const QString &name);
    template <typename Widget>
    [[nodiscard]] static Widget *find(const QString &name)
    {
        return qobject_cast<Widget *>(find(name));
    }

    //! Replaces the content of a line or text edit by key presses, then leaves the field as Tab does.
    static bool type(const QString &name, const QString &text);
    //! Selects a combo box's item by its data.
    static bool choose(const QString &name, const QString &data);
    //! Brings the page of this name to the front of a tab widget.
    static bool showTab(const QString &tabs, const QString &page);
    static bool click(const QString &name);
    //! Runs the action of this name, which a menu or a shortcut would.
    static bool trigger(const QString &name);
    static bool press(QWidget *widget, int key, const QString &text = {});
};
