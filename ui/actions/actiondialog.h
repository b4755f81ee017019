// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/actions/requestdialog.h"

//! One of the service's own actions: its form, why it is done, and what came of it. Closed while the request is under
//! way it only stops watching: the request goes on, and whoever heard `started` still learns how it ended.
class ActionDialog : public RequestDialog
{
    Q_OBJECT
public:
    //! `begin`: what the form begins with, in place of its initial values.
    ActionDialog(std::shared_ptr<const Session> session, const TokenAction &action, ActionTarget target,
                 const Subject &subject, const QMap<QString, QString> &begin, const Clock &clock, QWidget *parent);

Q_SIGNALS:
    void started(const Pending<ActionDone> &pending);

protected:
    void send(FormValues values, const OperationReason &why) override;

private:
    void settle(const Result<ActionDone> &outcome);
    void sayAmount();
    void askForConfirmation();
    [[nodiscard]] QString amountInOrder() const;

    Operation m_operation;
    ActionTarget m_target;
};
