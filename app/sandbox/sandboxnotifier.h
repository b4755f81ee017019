// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/sandbox/thales/sandboxthalesnotifications.h"

#include <QObject>
#include <QSet>
#include <QSslConfiguration>
#include <QTimer>
#include <QUrl>

#include <memory>

//! Where a merchant receives notifications, and what it wants to be told with each.
struct SandboxNotificationTarget {
    QUrl url;                 //!< https, with the path before "/notify-…"
    QByteArray authorization; //!< the whole header
};

//! Delivers what the server owes: each notification when it is due, on a TLS connection of its own with the server's
//! client certificate. 429, 500, 503 and no answer are tried again with back-off, anything else but a 2xx is final.
//! Lives in the sandbox's thread.
class SandboxNotifier final : public QObject
{
    Q_OBJECT
public:
    static constexpr int mostAttempts = 12;

    //! `scale` stretches or shrinks the back-off.
    SandboxNotifier(const QSqlDatabase &connection, std::shared_ptr<const Clock> clock, double scale);

    void setTls(const QSslConfiguration &tls) { m_tls = tls; }
    //! An invalid address: nothing is delivered, everything waits.
    void setTarget(const SandboxNotificationTarget &target);
    //! The next `count` deliveries are made twice.
    void repeatNext(int count) { m_repeats += count; }
    //! The next notification that is due comes this much later: those after it overtake it.
    void delayNext(std::chrono::milliseconds by) { m_delay = by; }
    //! Something may be due.
    void wake();

private:
    void deliverDue();
    void deliver(const SandboxThalesNotification &notification);
    void conclude(const SandboxThalesNotification &notification, int status);
    [[nodiscard]] std::chrono::milliseconds backOff(int attempts) const;

    SandboxThalesNotifications m_owed;
    const std::shared_ptr<const Clock> m_clock;
    const double m_scale;
    QSslConfiguration m_tls;
    SandboxNotificationTarget m_target;
    QTimer m_timer;
    QSet<qint64> m_underWay;
    int m_repeats = 0;
    std::chrono::milliseconds m_delay{0};
};
