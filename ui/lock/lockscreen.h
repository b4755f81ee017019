// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/secretbytes.h"
#include "app/lock/lockpolicy.h"
#include "ui/forms/hintline.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class Notice;
class QPushButton;
class SecretEditor;
class VeiledLineEdit;

//! What stands in the window while the desk is locked: nothing of the desk, and where the passphrase is typed.
class LockScreen : public QWidget
{
    Q_OBJECT
public:
    //! `policy`, which outlives it, says how long to wait after a wrong passphrase.
    explicit LockScreen(const LockPolicy &policy, QWidget *parent = nullptr);

    //! As somebody finds it who comes back: nothing typed, nothing said but how long there is still to wait.
    void startAfresh();
    void sayChecking();
    void sayWrong();
    //! The passphrase cannot be checked; what was typed stays.
    void sayUnreachable(const QString &detail);
    //! There is no passphrase any more that it could be checked against.
    void offerToContinue();

Q_SIGNALS:
    void unlockRequested(const std::shared_ptr<const SecretBytes> &typed);
    void continueRequested();

private:
    void submit();
    void finishChecking();
    void tick();
    void say(HintLine::Tone tone, const QString &text);
    [[nodiscard]] VeiledLineEdit *field() const;

    const LockPolicy &m_policy;
    QTimer m_ticks;
    Notice *m_notice;
    SecretEditor *m_passphrase;
    HintLine *m_hint;
    QPushButton *m_unlock;
    QPushButton *m_continue;
    bool m_isChecking = false;
    bool m_isWrong = false;
};
