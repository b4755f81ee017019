// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"

#include <QDialog>

class DeskLock;
class FormView;
class Notice;
class QPushButton;
struct Error;

//! Sets, changes or removes the desk's passphrase. If it is closed meanwhile, that goes on.
class PassphraseDialog : public QDialog
{
    Q_OBJECT
public:
    enum class Task { Set, Change, Remove };
    //! `lock` and `clock` outlive it.
    PassphraseDialog(Task task, DeskLock &lock, const Clock &clock, QWidget *parent);

    void done(int result) override;

private:
    void build(const QString &text, const Clock &clock);
    void submit();
    void fail(const Error &error);

    const Task m_task;
    DeskLock &m_lock;
    Notice *m_notice;
    FormView *m_form;
    QPushButton *m_submit;
    QPushButton *m_cancel;
};
