// SPDX-License-Identifier: Apache-2.0
#include "ui/notifications/desktopnotice.h"

#ifdef Q_OS_LINUX
#include <QDBusConnection>
#include <QDBusMessage>
#include <QThreadPool>
#endif

using namespace Qt::StringLiterals;

void showDesktopNotice(const QString &summary, const QString &body)
{
#ifdef Q_OS_LINUX
    // The first use of the bus connects to it, which may take its time.
    QThreadPool::globalInstance()->start([summary, body] {
        QDBusMessage call =
            QDBusMessage::createMethodCall(u"org.freedesktop.Notifications"_s, u"/org/freedesktop/Notifications"_s,
                                           u"org.freedesktop.Notifications"_s, u"Notify"_s);
        // A service that takes the body for markup finds none in it.
        call << u"Tokendesk"_s << 0u << u"tokendesk"_s << summary << body.toHtmlEscaped() << QStringList()
             << QVariantMap{{u"desktop-entry"_s, u"tokendesk"_s}} << -1;
        const QDBusConnection bus = QDBusConnection::sessionBus();
        if (bus.isConnected())
            bus.send(call);
    });
#else
    Q_UNUSED(summary)
    Q_UNUSED(body)
#endif
}
