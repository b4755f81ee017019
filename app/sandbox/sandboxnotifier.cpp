// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxnotifier.h"

#include <QSslSocket>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto lookInterval = 200ms;
constexpr int mostAtOnce = 4;
constexpr int answerPatienceMs = 10'000;
constexpr std::chrono::milliseconds firstPause = 1s;
constexpr std::chrono::milliseconds longestPause = 10min;

//! One POST, whose answer's status is reported once; 0 when none came.
class NotificationPost final : public QObject
{
public:
    NotificationPost(const QUrl &url, const QSslConfiguration &tls, const QByteArray &request,
                     std::function<void(int)> conclude, QObject *parent)
        : QObject(parent), m_conclude(std::move(conclude))
    {
        m_socket.setSslConfiguration(tls);
        connect(&m_socket, &QSslSocket::encrypted, this, [this, request] { m_socket.write(request); });
        connect(&m_socket, &QSslSocket::readyRead, this, [this] { read(); });
        connect(&m_socket, &QSslSocket::disconnected, this, [this] { finish(0); });
        connect(&m_socket, &QSslSocket::errorOccurred, this, [this] { finish(0); });
        QTimer::singleShot(answerPatienceMs, this, [this] { finish(0); });
        m_socket.connectToHostEncrypted(url.host(), static_cast<quint16>(url.port(443)));
    }

private:
    void read()
    {
        m_answer += m_socket.readAll();
        if (m_answer.contains("\r\n\r\n") || m_answer.size() > 64 * 1024)
            finish(m_answer.startsWith("HTTP/1.1 ") ? m_answer.mid(9, 3).toInt() : 0);
    }

    void finish(int status)
    {
        if (m_isFinished)
            return;
        m_isFinished = true;
        deleteLater();
        m_conclude(status);
    }

    QSslSocket m_socket;
    QByteArray m_answer;
    std::function<void(int)> m_conclude;
    bool m_isFinished = false;
};
} // namespace

SandboxNotifier::SandboxNotifier(const QSqlDatabase &connection, std::shared_ptr<const Clock> clock, double scale)
    : m_owed(connection), m_clock(std::move(clock)), m_scale(scale)
{
    m_timer.setInterval(lookInterval);
    connect(&m_timer, &QTimer::timeout, this, &SandboxNotifier::deliverDue);
}

void SandboxNotifier::setTarget(const SandboxNotificationTarget &target)
{
    m_target = target;
    wake();
}

void SandboxNotifier::wake()
{
    if (m_target.url.isValid() && !m_target.url.isEmpty())
        m_timer.start();
    else
        m_timer.stop();
}

void SandboxNotifier::deliverDue()
{
    const auto due = m_owed.due(m_clock->nowUtc(), mostAtOnce + static_cast<int>(m_underWay.size()));
    if (!due)
        return;
    for (const SandboxThalesNotification &notification : *due) {
        if (m_underWay.contains(notification.id) || m_underWay.size() >= mostAtOnce)
            continue;
        if (const auto delay = std::exchange(m_delay, 0ms); delay > 0ms) {
            static_cast<void>(
                m_owed.putOff(notification.id, m_clock->nowUtc().addDuration(delay), notification.attempts));
            continue;
        }
        deliver(notification);
    }
}

void SandboxNotifier::deliver(const SandboxThalesNotification &notification)
{
    m_underWay.insert(notification.id);
    const QByteArray request = "POST " + (m_target.url.path() + notification.path).toUtf8() +
                               " HTTP/1.1\r\nHost: " + m_target.url.authority().toUtf8() +
                               "\r\nAuthorization: " + m_target.authorization +
                               "\r\nX-Correlation-Id: " + notification.correlationId.toUtf8() +
                               "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " +
                               QByteArray::number(notification.body.size()) + "\r\n\r\n" + notification.body;
    new NotificationPost(
        m_target.url, m_tls, request, [this, notification](int status) { conclude(notification, status); }, this);
    if (m_repeats > 0) {
        --m_repeats;
        new NotificationPost(m_target.url, m_tls, request, [](int) {}, this);
    }
}

void SandboxNotifier::conclude(const SandboxThalesNotification &notification, int status)
{
    m_underWay.remove(notification.id);
    const int attempts = notification.attempts + 1;
    const bool isDelivered = status >= 200 && status < 300;
    const bool isWorthAnotherTry = status == 0 || status == 429 || status == 500 || status == 503;
    if (isDelivered)
        static_cast<void>(m_owed.end(notification.id, u"delivered"_s, attempts));
    else if (!isWorthAnotherTry)
        static_cast<void>(m_owed.end(notification.id, u"refused %1"_s.arg(status), attempts));
    else if (attempts >= mostAttempts)
        static_cast<void>(m_owed.end(notification.id, u"given up"_s, attempts));
    else
        static_cast<void>(
            m_owed.putOff(notification.id, m_clock->nowUtc().addDuration(backOff(notification.attempts)), attempts));
    QMetaObject::invokeMethod(this, &SandboxNotifier::deliverDue, Qt::QueuedConnection);
}

std::chrono::milliseconds SandboxNotifier::backOff(int attempts) const
{
    const auto pause = std::min(longestPause, firstPause * (1 << std::min(attempts, 16)));
    return std::chrono::milliseconds(static_cast<qint64>(static_cast<double>(pause.count()) * m_scale));
}
