// SPDX-License-Identifier: Apache-2.0
#include "app/net/httpconnection.h"

#include "app/net/tlspolicy.h"

#include <QAuthenticator>
#include <QSslCipher>

using namespace Qt::StringLiterals;
using Cause = ExchangeFailure::Cause;

namespace {
constexpr qint64 readBufferSize = 256 * 1024;
constexpr std::chrono::minutes longestAge{5};

QString joinedErrors(const QList<QSslError> &errors)
{
    QStringList texts;
    for (const QSslError &error : errors)
        texts << error.errorString();
    return texts.join(u"; "_s);
}

//! Where to connect. "localhost" is this machine even where no hosts file and no server says so (RFC 6761, 6.3).
QString addressOf(const QString &host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0 ? u"127.0.0.1"_s : host;
}
} // namespace

HttpConnection::HttpConnection(const ConnectionTarget &target, QObject *parent) : QObject(parent), m_target(target)
{
    for (QTimer *timer : {&m_connectTimer, &m_idleTimer, &m_totalTimer})
        timer->setSingleShot(true);
    m_socket.setSslConfiguration(target.tls);
    m_socket.setReadBufferSize(readBufferSize);
    connectSignals();
    m_age.start();
}

void HttpConnection::connectSignals()
{
    connect(&m_socket, &QSslSocket::encrypted, this, [this] {
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        sendRequest();
    });
    connect(&m_socket, &QSslSocket::proxyAuthenticationRequired, this,
            [this](const QNetworkProxy &, QAuthenticator *authenticator) { authenticateToProxy(authenticator); });
    connect(&m_socket, &QSslSocket::readyRead, this, &HttpConnection::receive);
    connect(&m_socket, &QSslSocket::alertReceived, this, &HttpConnection::handleAlert);
    connect(&m_socket, &QSslSocket::errorOccurred, this, &HttpConnection::handleError);
    connect(&m_socket, &QSslSocket::encryptedBytesWritten, this, &HttpConnection::restartIdleTimer);
    connect(&m_connectTimer, &QTimer::timeout, this, [this] {
        fail(Cause::TimedOut, u"no secure connection within %1 ms"_s.arg(m_target.connectTimeout.count()));
    });
    connect(&m_idleTimer, &QTimer::timeout, this, &HttpConnection::idledOut);
    connect(&m_totalTimer, &QTimer::timeout, this,
            [this] { fail(Cause::TimedOut, u"the reply was not complete in the time allowed"_s); });
}

void HttpConnection::start(OutgoingRequest request, Conclusion conclude)
{
    ++m_exchanges;
    m_wasSent = m_isInStep = false;
    m_request = std::move(request);
    m_conclude = std::move(conclude);
    m_parser.emplace(m_request.isHead, m_request.replyLimit);
    m_exchangeTime.start();
    m_totalTimer.start(std::chrono::milliseconds(m_request.deadline.remainingTime()));
    if (m_socket.isEncrypted())
        return sendRequest();
    m_connectTimer.start(m_target.connectTimeout);
    m_socket.setProxy(proxyFor(m_target.proxy, m_target.host, m_target.port));
    m_socket.connectToHostEncrypted(addressOf(m_target.host), m_target.port, m_target.host);
}

// A proxy that asks again did not accept the answer: without another one Qt gives up.
void HttpConnection::authenticateToProxy(QAuthenticator *authenticator)
{
    const ProxySettings &proxy = m_target.proxy;
    if (proxy.user.isEmpty() || std::exchange(m_wasProxyAnswered, true))
        return;
    // Qt writes Latin-1, so what is to go out as UTF-8 (RFC 7617 section 2.1) is given to it byte for byte. Its copy of
    // the password lives as long as the socket; there is none where the proxy does not ask.
    authenticator->setUser(QString::fromLatin1(proxy.user.toUtf8()));
    if (proxy.password)
        authenticator->setPassword(QString::fromLatin1(proxy.password->bytes()));
}

std::optional<ExchangeFailure> HttpConnection::proxyProblem(QAbstractSocket::SocketError error) const
{
    const QNetworkProxy proxy = m_socket.proxy();
    if (proxy.type() == QNetworkProxy::NoProxy)
        return std::nullopt;
    const QString at = u"%1:%2"_s.arg(proxy.hostName()).arg(proxy.port());
    switch (error) {
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        return ExchangeFailure{.cause = Cause::ProxyUnauthorized,
                               .detail = m_wasProxyAnswered
                                             ? u"the proxy %1 did not accept the name and the password (407)"_s.arg(at)
                                             : u"the proxy %1 asks for a name and a password (407)"_s.arg(at)};
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
        return ExchangeFailure{
            .cause = Cause::ProxyNotReached,
            .detail = u"the proxy %1 could not be reached: %2"_s.arg(at, m_socket.errorString())};
    case QAbstractSocket::ProxyProtocolError:
        return ExchangeFailure{
            .cause = Cause::ProxyNotReached,
            .detail = u"what answers at %1 is no HTTP proxy, or made no connection to the server"_s.arg(at)};
    case QAbstractSocket::SocketAccessError:
        return ExchangeFailure{.cause = Cause::ProxyNotReached,
                               .detail = u"the proxy %1 refuses to connect to %2"_s.arg(at, m_target.host)};
    default:
        return std::nullopt;
    }
}

void HttpConnection::sendRequest()
{
    if (!m_conclude)
        return;
    m_connectTimer.stop();
    m_wasSent = true;
    // Qt copies it into the socket's buffer, which cannot be wiped; flushed, that buffer is reused or freed soon.
    m_socket.write(m_request.head.bytes().data(), m_request.head.bytes().size());
    m_request.head.clear();
    if (m_request.secretBody)
        m_socket.write(m_request.secretBody->bytes().data(), m_request.secretBody->bytes().size());
    else if (!m_request.body.isEmpty())
        m_socket.write(m_request.body);
    m_request.secretBody.reset();
    m_socket.flush();
    restartIdleTimer();
}

void HttpConnection::receive()
{
    if (!m_conclude) { // bytes that nobody asked for
        m_isInStep = false;
        Q_EMIT lapsed();
        return;
    }
    restartIdleTimer();
    m_parser->feed(m_socket.readAll());
    concludeParsed();
}

void HttpConnection::concludeParsed()
{
    if (m_parser->problem() == ReplyParser::Problem::TooLarge)
        return fail(Cause::TooLarge, m_parser->problemDetail());
    if (m_parser->problem() == ReplyParser::Problem::Malformed)
        return fail(Cause::Malformed, m_parser->problemDetail());
    if (!m_parser->isComplete())
        return;
    m_isInStep = m_parser->keepsAlive();
    HttpReply reply = m_parser->takeReply();
    reply.elapsed = std::chrono::milliseconds(m_exchangeTime.elapsed());
    conclude(reply);
}

void HttpConnection::handleAlert(QSsl::AlertLevel level, QSsl::AlertType type, const QString &description)
{
    m_wasClosedOrderly = type == QSsl::AlertType::CloseNotify;
    if (level != QSsl::AlertLevel::Fatal)
        return;
    m_alert = u" (TLS alert: %1)"_s.arg(description);
    // In TLS 1.3 the server looks at our certificate after our side of the handshake has ended, so its refusal may come
    // when the first request has left already. A fatal alert in place of any reply still means: not processed.
    const bool isFirstAnswer = m_exchanges == 1 && !(m_parser && m_parser->hasBegun());
    const bool wasHelloAnswered = !m_socket.sessionCipher().isNull();
    m_wasClientRefused = isFirstAnswer && refusesClientCertificate(type, wasHelloAnswered);
}

void HttpConnection::handleError(QAbstractSocket::SocketError error)
{
    if (!m_conclude) {
        m_isInStep = false;
        Q_EMIT lapsed();
        return;
    }
    if (m_socket.bytesAvailable() > 0)
        receive();
    if (!m_conclude)
        return;
    if (m_wasClientRefused)
        return fail(Cause::ClientRefused, u"the server did not accept the client certificate"_s + m_alert);
    if (!m_wasSent && error == QAbstractSocket::SslInvalidUserDataError)
        return fail(Cause::BadConfiguration, m_socket.errorString());
    if (!m_wasSent && !m_socket.sslHandshakeErrors().isEmpty())
        return fail(Cause::ServerUntrusted, joinedErrors(m_socket.sslHandshakeErrors()));
    if (const auto problem = m_wasSent ? std::nullopt : proxyProblem(error))
        return fail(problem->cause, problem->detail);
    if (!m_wasSent)
        return fail(Cause::NotReached, connectProblem(error));
    if (!m_parser->hasBegun())
        return fail(Cause::Closed, u"the connection ended before the reply began"_s + m_alert);
    m_parser->end(m_wasClosedOrderly);
    concludeParsed();
}

QString HttpConnection::connectProblem(QAbstractSocket::SocketError error) const
{
    const bool isTls = error == QAbstractSocket::SslHandshakeFailedError ||
                       error == QAbstractSocket::RemoteHostClosedError || error == QAbstractSocket::SslInternalError;
    return (isTls ? u"the TLS handshake failed: "_s : QString()) + m_socket.errorString() + m_alert;
}

void HttpConnection::restartIdleTimer()
{
    if (m_conclude && m_wasSent)
        m_idleTimer.start(m_target.idleTimeout);
}

void HttpConnection::idledOut()
{
    if (m_conclude)
        fail(Cause::TimedOut, u"nothing came for %1 ms"_s.arg(m_target.idleTimeout.count()));
    else
        Q_EMIT lapsed();
}

void HttpConnection::fail(Cause cause, const QString &detail)
{
    const int status = m_parser ? m_parser->status() : 0;
    conclude(
        std::unexpected(ExchangeFailure{.cause = cause, .detail = detail, .wasSent = m_wasSent, .status = status}));
}

void HttpConnection::conclude(const ExchangeOutcome &outcome)
{
    for (QTimer *timer : {&m_connectTimer, &m_idleTimer, &m_totalTimer})
        timer->stop();
    m_request = {};
    if (const Conclusion conclude = std::exchange(m_conclude, nullptr))
        conclude(outcome);
}

void HttpConnection::rest(std::chrono::milliseconds lifetime)
{
    m_idleTimer.start(lifetime);
}

void HttpConnection::stop()
{
    if (m_conclude)
        fail(Cause::Stopped, u"the connection was closed here"_s);
}

void HttpConnection::retire()
{
    m_socket.disconnect(this);
    m_isInStep = false;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_socket.disconnectFromHost();
            deleteLater();
        },
        Qt::QueuedConnection);
}

bool HttpConnection::isReusable() const
{
    return m_isInStep && m_socket.isEncrypted() && m_socket.state() == QAbstractSocket::ConnectedState &&
           !m_age.hasExpired(std::chrono::milliseconds(longestAge).count());
}
