// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/settings/preferences.h"

#include <QObject>

class QDialog;

//! Gives every dialog of the program the size that a person gave it the last time, under the dialog's object name.
//! Watches the application, so a dialog has nothing to do for it but to have a name. Message boxes size themselves.
class DialogSizes : public QObject
{
    Q_OBJECT
public:
    //! The preferences outlive it. Whoever owns them saves them.
    DialogSizes(Preferences &preferences, QObject *parent);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void restore(QDialog &dialog) const;

    Preferences &m_preferences;
};
