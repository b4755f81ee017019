// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/desk.h"

#include <QDialog>

#include <memory>

namespace Ui {
class DeleteDialog;
}

//! Asks why a token is to be deleted and for a typed confirmation, starts the deletion, and says what came of it. Closed
//! while the request is under way it only stops watching: the request goes on, and whoever heard `started` still learns
//! how it ended.
class DeleteDialog : public QDialog
{
    Q_OBJECT
public:
    DeleteDialog(std::shared_ptr<const Session> session, const Token &token, QWidget *parent);
    ~DeleteDialog() override;

Q_SIGNALS:
    void started(const Pending<Deletion> &deletion);
    //! The outcome is unknown, and the agent wants to see what the server says.
    void lookUpRequested(const TokenId &token);

private:
    void nameTheToken();
    void offerReasons();
    void connectParts();
    [[nodiscard]] QString problemWithReason() const;
    [[nodiscard]] QString problemWithComment() const;
    void judge();
    void confirm();
    void setUnderWay(bool isUnderWay);
    void showFailure(const Error &error);

    std::unique_ptr<Ui::DeleteDialog> m_ui;
    std::shared_ptr<const Session> m_session;
    Token m_token;
    bool m_isUnderWay = false;
    bool m_isOutcomeUnknown = false;
};
