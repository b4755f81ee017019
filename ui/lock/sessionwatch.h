// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class QDBusConnection;

//! Says when the person leaves the computer: their session's screen is locked, or the computer goes to sleep. Where
//! there is no bus, or nobody on it who says so, it is silent.
class SessionWatch : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    //! Follows, without waiting, the screen savers of desktops on `session` and logind on `system`.
    void follow(const QDBusConnection &session, const QDBusConnection &system);

Q_SIGNALS:
    void left();

private Q_SLOTS:
    void leave(bool isLeaving);
};
