// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"

#include <QDialog>
#include <QTimer>

#include <atomic>
#include <memory>

class Notice;
class QLabel;
class QProgressBar;
class QPushButton;

//! Checks the whole journal, shows how far that is, and says what was found. Closing the dialog ends the check.
class VerificationDialog : public QDialog
{
    Q_OBJECT
public:
    //! `operatorId` is who checks: the journal records that.
    VerificationDialog(const std::shared_ptr<Journal> &journal, const QString &operatorId, QWidget *parent);
    ~VerificationDialog() override;

Q_SIGNALS:
    void verified(const JournalVerdict &verdict);

private:
    //! Written by the thread that checks, which may go on after the dialog has gone.
    struct Progress {
        std::atomic<qint64> checked = 0;
        std::atomic<qint64> total = 0;
    };

    void build();
    void start(const std::shared_ptr<Journal> &journal, const QString &operatorId);
    void showProgress();
    void end(const Result<JournalVerdict> &verdict);

    std::shared_ptr<Progress> m_progress = std::make_shared<Progress>();
    std::shared_ptr<std::atomic<bool>> m_isCancelled = std::make_shared<std::atomic<bool>>(false);
    QTimer m_beat;
    QLabel *m_state;
    QProgressBar *m_bar;
    Notice *m_result;
    QPushButton *m_close;
};
