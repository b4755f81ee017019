// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/actions/requestdialog.h"

#include <QPointer>

#include <chrono>

class SecretsGrid;

//! Asks a service for what a payment with a token needs, and shows it: live payment data. Opened only when a person
//! asked, with a reason, which is recorded before anything is sent and again with everything that is revealed. Escape
//! hides first and closes then; closing it forgets what came.
class CredentialsDialog : public RequestDialog
{
    Q_OBJECT
public:
    //! The session offers them. `clock` outlives the dialog.
    CredentialsDialog(std::shared_ptr<const Session> session, const TokenId &token, const QString &card,
                      const Clock &clock, QWidget *parent,
                      std::chrono::milliseconds longestReveal = std::chrono::seconds(30));

    void done(int result) override;

Q_SIGNALS:
    void asked();                                //!< the request is on its way
    void answered(const QString &correlationId); //!< and was answered
    void failed(const QString &headline, const QString &correlationId);

protected:
    void send(FormValues values, const OperationReason &why) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void settle(const Result<PaymentCredentials> &outcome);
    void show(const PaymentCredentials &credentials);
    void record(int item, const QString &label);

    TokenId m_token;
    const Clock &m_clock;
    std::chrono::milliseconds m_longestReveal;
    OperationReason m_why;
    QWidget *m_answer = nullptr; //!< gone again once the dialog is closed
    QPointer<SecretsGrid> m_secrets;
    quint64 m_recording = 0; //!< number of the latest reveal: earlier ones show nothing
};
