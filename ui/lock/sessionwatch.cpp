// SPDX-License-Identifier: Apache-2.0
#include "ui/lock/sessionwatch.h"

#include <QDBusConnection>

using namespace Qt::StringLiterals;

void SessionWatch::follow(const QDBusConnection &session, const QDBusConnection &system)
{
    QDBusConnection desktop = session;
    // From whoever says so, and from any object: desktops differ in both, and a false alarm only locks.
    for (const QString &saver : {u"org.freedesktop.ScreenSaver"_s, u"org.gnome.ScreenSaver"_s})
        desktop.connect(QString(), QString(), saver, u"ActiveChanged"_s, this, SLOT(leave(bool)));
    QDBusConnection logind = system;
    logind.connect(QString(), u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s,
                   this, SLOT(leave(bool)));
}

void SessionWatch::leave(bool isLeaving)
{
    if (isLeaving)
        Q_EMIT left();
}
