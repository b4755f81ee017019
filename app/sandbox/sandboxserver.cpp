// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxserver.h"

#include "app/core/httpdate.h"
#include "app/core/quietlogging.h"

#include <QHttpServerRequest>
#include <QSslCertificate>
#include <QSslServer>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace {
//! Set on a connection whose client is never to hear from us again.
constexpr char silencedProperty[] = "sandboxSilenced";

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 302:
        return "Found";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 413:
        return "Content Too Large";
    case 422:
        return "Unprocessable Content";
    case 415:
        return "Unsupported Media Type";
    case 424:
        return "Failed Dependency";
    case 429:
        return "Too Many Requests";
    case 500:
        return "Internal Server Error";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    default:
        return "Other";
    }
}

QByteArray methodName(QHttpServerRequest::Method method)
{
    using Method = QHttpServerRequest::Method;
    switch (method) {
    case Method::Get:
        return "GET";
    case Method::Put:
        return "PUT";
    case Method::Delete:
        return "DELETE";
    case Method::Post:
        return "POST";
    case Method::Head:
        return "HEAD";
    case Method::Options:
        return "OPTIONS";
    case Method::Patch:
        return "PATCH";
    case Method::Connect:
        return "CONNECT";
    case Method::Trace:
        return "TRACE";
    default:
        return {};
    }
}

QList<QByteArray> decodedSegments(const QUrl &url)
{
    QList<QByteArray> segments = url.path(QUrl::FullyEncoded).toLatin1().split('/');
    segments.removeFirst(); // what stands before the leading slash
    for (QByteArray &segment : segments)
        segment = QByteArray::fromPercentEncoding(segment);
    return segments;
}

QByteArray encodedTarget(const QUrl &url)
{
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    return url.hasQuery() ? path + '?' + url.query(QUrl::FullyEncoded).toLatin1() : path;
}

SandboxRequest converted(const QHttpServerRequest &request, const QTcpSocket *socket)
{
    const auto *tls = qobject_cast<const QSslSocket *>(socket);
    return {.method = methodName(request.method()),
            .segments = decodedSegments(request.url()),
            .headers = request.headers(),
            .body = request.body(),
            .hasClientCertificate = tls && !tls->peerCertificate().isNull(),
            .target = encodedTarget(request.url())};
}

bool hasHeader(const SandboxRequest &request, QByteArrayView name)
{
    return std::any_of(request.headers.cbegin(), request.headers.cend(),
                       [name](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
}

//! RFC 9112: one Host, and one unambiguous way to tell where the body ends.
bool isWellFramed(const SandboxRequest &request)
{
    if (!request.header("host"))
        return false;
    if (!hasHeader(request, "content-length"))
        return true;
    bool isNumber = false;
    const qlonglong length = request.header("content-length").value_or(QByteArray()).toLongLong(&isNumber);
    return isNumber && length == request.body.size() && !hasHeader(request, "transfer-encoding");
}

bool asksToClose(const SandboxRequest &request)
{
    return request.header("connection").value_or(QByteArray()).toLower() == "close";
}
} // namespace

SandboxServer::SandboxServer(Handler handler, std::chrono::milliseconds latency, std::shared_ptr<const Clock> clock)
    : m_handler(std::move(handler)), m_latency(latency), m_clock(std::move(clock))
{
    keepBodiesOutOfLogs();
}

Result<quint16> SandboxServer::start(quint16 port, const QSslConfiguration &tls)
{
    auto *server = new QSslServer(this);
    server->setSslConfiguration(tls);
    if (!server->listen(QHostAddress::LocalHost, port))
        return Failure({.kind = Error::Kind::Unreachable,
                        .detail = u"The sandbox cannot listen on port %1: %2"_s.arg(QString::number(port),
                                                                                    server->errorString())});
    bind(server);
    return server->serverPort();
}

bool SandboxServer::handleRequest(const QHttpServerRequest &received, QTcpSocket *socket)
{
    // Otherwise the first answer on a connection waits 40 ms for the client's acknowledgement of TLS session tickets.
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    const SandboxRequest request = converted(received, socket);
    if (!isWellFramed(request)) {
        deliver(socket, {{.status = 400}}, true);
        return true;
    }
    const SandboxReply reply = m_handler(request);
    const bool mustClose = asksToClose(request);
    // The socket as context: a client that hung up is not waited for.
    QTimer::singleShot(m_latency + reply.delay, Qt::PreciseTimer, socket,
                       [this, socket, reply, mustClose] { deliver(socket, reply, mustClose); });
    return true;
}

void SandboxServer::missingHandler(const QHttpServerRequest &, QTcpSocket *)
{
    // Every request has been handled above.
}

void SandboxServer::deliver(QTcpSocket *socket, const SandboxReply &reply, bool mustClose) const
{
    using Delivery = SandboxReply::Delivery;
    if (socket->property(silencedProperty).toBool())
        return;
    if (reply.delivery == Delivery::Never) {
        socket->setProperty(silencedProperty, true);
        return;
    }
    const QByteArray bytes = serialized(reply.answer, mustClose);
    if (reply.delivery == Delivery::Whole)
        socket->write(bytes);
    else if (reply.delivery == Delivery::Cut)
        socket->write(bytes.first(bytes.size() / 2));
    if (reply.delivery != Delivery::Whole || mustClose)
        socket->disconnectFromHost();
}

QByteArray SandboxServer::serialized(const SandboxAnswer &answer, bool mustClose) const
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reasonPhrase(answer.status) + "\r\n";
    const auto addHeader = [&head](const QByteArray &name, const QByteArray &value) {
        head += name + ": " + value + "\r\n";
    };
    addHeader("Date", httpDate(m_clock->nowUtc()));
    addHeader("Server", "tokendesk-sandbox/" TOKENDESK_VERSION);
    if (!answer.body.isEmpty())
        addHeader("Content-Type", answer.contentType);
    if (answer.status != 204)
        addHeader("Content-Length", QByteArray::number(answer.body.size()));
    if (mustClose)
        addHeader("Connection", "close");
    for (const auto &[name, value] : answer.headers)
        addHeader(name, value);
    return head + "\r\n" + answer.body;
}
