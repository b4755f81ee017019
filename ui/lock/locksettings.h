// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"

#include <QWidget>

class DeskLock;
class HintLine;
class QLabel;
class QPushButton;
class QSpinBox;

//! The settings' section about the lock: the passphrase, and after how many minutes the desk locks by itself.
class LockSettings : public QWidget
{
    Q_OBJECT
public:
    //! Both outlive it.
    LockSettings(DeskLock &lock, const Clock &clock, QWidget *parent = nullptr);

    //! For somebody who wanted to lock the desk and cannot yet.
    void showTheWay();

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refresh();
    void ask(bool isRemoval);
    void keepMinutes(int minutes);

    DeskLock &m_lock;
    const Clock &m_clock;
    QLabel *m_text;
    QPushButton *m_set;
    QPushButton *m_remove;
    QWidget *m_idle; //!< only of use with a passphrase
    QSpinBox *m_minutes;
    HintLine *m_hint;
};
