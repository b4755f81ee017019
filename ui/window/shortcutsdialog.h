// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/shortcutlist.h"

#include <QDialog>

//! The keys of the window and what each does.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT
public:
    ShortcutsDialog(const QList<ShortcutGroup> &groups, QWidget *parent);
};
