// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/notifications/notificationinbox.h"
#include "ui/outcomeline.h"

#include <QObject>
#include <QTimer>

//! Tells the window what notifications did, a few at a time however many there are, and the desktop once for all that
//! came together.
class NotificationCentre : public QObject
{
    Q_OBJECT
public:
    //! The inbox outlives it.
    explicit NotificationCentre(NotificationInbox &inbox, QObject *parent = nullptr);

Q_SIGNALS:
    void tokensChanged(const QString &connectionId, const QList<TokenReading> &readings);
    //! A creation that was awaited made this token: what is known of it is only what the notification said.
    void tokenCreated(const QString &connectionId, const TokenId &token);
    void pendingChanged();
    void reported(const OutcomeLine &line);
    void desktopTold(const QString &text);

private:
    void take(const QList<NotificationResult> &results);
    void tellSome();
    void tell(const NotificationResult &result);
    void tellDesktop(const QList<NotificationResult> &results);

    QList<NotificationResult> m_waiting;
    QTimer m_timer;
};
