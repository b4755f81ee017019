// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/net/exchangefailure.h"
#include "app/net/outgoingrequest.h"
#include "app/net/proxysettings.h"
#include "app/net/replyparser.h"

#include <QElapsedTimer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

#include <functional>
#include <optional>

class QAuthenticator;

using ExchangeOutcome = std::expected<HttpReply, ExchangeFailure>;

//! Where connections go, and on which terms.
struct ConnectionTarget {
    QString host; //!< ACE or an address
    quint16 port = 443;
    QSslConfiguration tls;
    ProxySettings proxy = {};
    std::chrono::milliseconds connectTimeout{0};
    std::chrono::milliseconds idleTimeout{0};
};

//! One TLS connection with one exchange at a time on it. It writes each request once and repeats nothing, whatever
//! happens; nothing of a request leaves before the server's certificate has been accepted. Through a proxy it is the
//! same connection, inside a tunnel (CONNECT, RFC 9110 section 9.3.6).
//! Lives in one thread. Never connects a second time: when it has ended it is of no more use.
class HttpConnection final : public QObject
{
    Q_OBJECT
public:
    using Conclusion = std::function<void(const ExchangeOutcome &)>;

    explicit HttpConnection(const ConnectionTarget &target, QObject *parent);

    //! Connects when that is still to be done, and calls `conclude` exactly once, perhaps before this returns.
    void start(OutgoingRequest request, Conclusion conclude);
    //! Keeps the connection for a later exchange, no longer than `lifetime`.
    void rest(std::chrono::milliseconds lifetime);
    //! Ends the exchange under way, if any, with Cause::Stopped.
    void stop();
    //! Closes the connection and deletes this object, both from the event loop.
    void retire();

    //! Whether another exchange may follow: open, in step with the server, and young enough for names to be looked up
    //! again now and then (security.md N9).
    [[nodiscard]] bool isReusable() const;
    //! Whether an exchange before the present or last one used this connection.
    [[nodiscard]] bool wasReused() const { return m_exchanges > 1; }

Q_SIGNALS:
    //! The connection ended, went out of step or rested too long, while no exchange was under way.
    void lapsed();

private:
    void connectSignals();
    void sendRequest();
    void authenticateToProxy(QAuthenticator *authenticator);
    //! What the error of a connection that is not there yet says about the proxy, if anything.
    [[nodiscard]] std::optional<ExchangeFailure> proxyProblem(QAbstractSocket::SocketError error) const;
    void receive();
    void handleAlert(QSsl::AlertLevel level, QSsl::AlertType type, const QString &description);
    void handleError(QAbstractSocket::SocketError error);
    void restartIdleTimer();
    void idledOut();
    void conclude(const ExchangeOutcome &outcome);
    void concludeParsed();
    void fail(ExchangeFailure::Cause cause, const QString &detail);
    [[nodiscard]] QString connectProblem(QAbstractSocket::SocketError error) const;

    const ConnectionTarget m_target;
    QSslSocket m_socket;
    QTimer m_connectTimer;
    QTimer m_idleTimer;
    QTimer m_totalTimer;
    QElapsedTimer m_age;
    QElapsedTimer m_exchangeTime;
    OutgoingRequest m_request;
    Conclusion m_conclude;
    std::optional<ReplyParser> m_parser;
    int m_exchanges = 0;
    bool m_wasSent = false;
    bool m_isInStep = false; // the last exchange ended where the next may begin
    bool m_wasClosedOrderly = false;
    bool m_wasClientRefused = false;
    QString m_alert;
    bool m_wasProxyAnswered = false; //!< with name and password, which is done once
};
