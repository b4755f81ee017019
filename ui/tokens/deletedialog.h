// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/desk.h"

#include <QDialog>

class Notice;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

//! Asks why a token is to be deleted and for a typed confirmation, deletes it, and says what came of it. Closed while the
//! request is under way, it only stops watching: the request goes on and its outcome is journaled.
class DeleteDialog : public QDialog
{
    Q_OBJECT
public:
    DeleteDialog(std::shared_ptr<const Session> session, const Token &token, QWidget *parent);

Q_SIGNALS:
    void deleted(const TokenId &token, const Deletion &deletion);
    void failed(const Error &error);
    //! The outcome is unknown, and the agent wants to see what the server says.
    void lookUpRequested(const TokenId &token);

private:
    void build();
    [[nodiscard]] QWidget *buildQuestion();
    void updateConfirm();
    [[nodiscard]] QString missing() const;
    void confirm();
    void setUnderWay(bool isUnderWay);
    void showFailure(const Error &error);

    std::shared_ptr<const Session> m_session;
    Token m_token;
    QString m_confirmation; //!< what has to be typed
    bool m_isUnderWay = false;
    bool m_isOutcomeUnknown = false;

    Notice *m_notice;
    QComboBox *m_reason;
    QLineEdit *m_ticket;
    QLineEdit *m_comment;
    QLineEdit *m_typed;
    QLabel *m_missing;
    QPushButton *m_lookUpButton;
    QPushButton *m_cancelButton;
    QPushButton *m_deleteButton;
};
