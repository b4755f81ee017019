// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/notifications/notificationinbox.h"
#include "app/notifications/notificationreceiver.h"
#include "app/operations/desk.h"

#include <QObject>

#include <map>
#include <memory>

//! The receivers that the connections of this desk ask for, running as long as they do.
class Receivers : public QObject
{
    Q_OBJECT
public:
    //! Both outlive it.
    Receivers(Desk &desk, NotificationInbox &inbox, QObject *parent = nullptr);
    ~Receivers() override;

    //! Starts what is asked for now and stops what is no longer; what has not changed stays.
    void follow(const QList<ConnectionProfile> &profiles);
    //! Starts the connection's receiver anew, as with other secrets.
    void restart(const ConnectionProfile &profile);

Q_SIGNALS:
    void started(const QString &connectionId, quint16 port);
    void failed(const ConnectionProfile &profile, const Error &error);

private:
    struct Running {
        QMap<QString, QString> values;                  //!< that it was started with
        std::unique_ptr<NotificationReceiver> receiver; //!< null until its settings have been read
    };
    void start(const ConnectionProfile &profile);
    void listen(const ConnectionProfile &profile, const ReceiverSettings &settings);

    Desk &m_desk;
    NotificationInbox &m_inbox;
    std::map<QString, Running> m_running; //!< by connection
};
