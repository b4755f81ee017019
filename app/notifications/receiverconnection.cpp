// SPDX-License-Identifier: Apache-2.0
#include "app/notifications/receiverconnection.h"

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype readSize = 16 * 1024;
constexpr qint64 mostUnsent = 64 * 1024;
//! What a refused peer may still send, and for how long, so that it gets to read its answer: closing on unread bytes
//! would reset the connection.
constexpr qsizetype mostDiscarded = 1024 * 1024;
constexpr std::chrono::milliseconds lingering{1'000};

QByteArray phraseOf(int status)
{
    switch (status) {
    case 204:
        return "No Content";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 413:
        return "Content Too Large";
    case 417:
        return "Expectation Failed";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    default:
        return "Other";
    }
}
} // namespace

ReceiverConnection::ReceiverConnection(qintptr descriptor, const QSslConfiguration &tls, Limits limits,
                                       Handlers handlers, QObject *parent)
    : QObject(parent), m_limits(limits), m_handlers(std::move(handlers)), m_parser(limits.head, limits.body)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &ReceiverConnection::cutOff);
    m_socket.setSslConfiguration(tls);
    m_socket.setReadBufferSize(readSize);
    connect(&m_socket, &QSslSocket::encrypted, this, [this] {
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_deadline.start(m_limits.idle);
    });
    connect(&m_socket, &QSslSocket::readyRead, this, &ReceiverConnection::read);
    connect(&m_socket, &QSslSocket::disconnected, this, [this] { finish(false); });
    connect(&m_socket, &QSslSocket::errorOccurred, this,
            [this](QAbstractSocket::SocketError error) { finish(error != QAbstractSocket::RemoteHostClosedError); });
    m_deadline.start(m_limits.handshake);
    if (m_socket.setSocketDescriptor(descriptor))
        m_socket.startServerEncryption();
    else
        QTimer::singleShot(0, this, [this] { finish(true); });
}

ReceiverConnection::~ReceiverConnection()
{
    // The socket reports that it disconnects while it is destroyed, when nothing here is left to hear it.
    m_socket.disconnect(this);
}

void ReceiverConnection::read()
{
    if (m_isClosing)
        return discard();
    while (!m_isAnswering && !m_isClosing && !m_hasEnded) {
        if (m_unread.isEmpty())
            m_unread = m_socket.read(readSize);
        if (m_unread.isEmpty())
            return;
        const bool hadBegun = m_parser.hasBegun();
        m_unread.remove(0, m_parser.feed(m_unread));
        if (!hadBegun)
            m_deadline.start(m_limits.request);
        if (m_parser.problem() != RequestParser::Problem::None)
            return answer(answerTo(m_parser.problem()));
        if (m_parser.hasHead() && !m_isHeadJudged)
            followHead();
        if (!m_isAnswering && !m_isClosing && m_parser.isComplete()) {
            m_isAnswering = true;
            m_deadline.stop(); // what the request waits for now is not the peer's doing
            m_handlers.handle(m_parser.request(), this);
        }
    }
}

void ReceiverConnection::discard()
{
    m_discarded += m_socket.readAll().size();
    if (m_discarded > mostDiscarded)
        cutOff();
}

void ReceiverConnection::followHead()
{
    m_isHeadJudged = true;
    if (const auto objection = m_handlers.judgeHead(m_parser.request()))
        return answer(*objection);
    if (!m_parser.request().has("expect") || m_parser.isComplete())
        return;
    if (m_parser.request().header("expect").value_or(QByteArray()).toLower() != "100-continue")
        return answer({.status = 417, .closes = true});
    m_socket.write("HTTP/1.1 100 Continue\r\n\r\n");
}

void ReceiverConnection::answer(const ReceiverAnswer &answer)
{
    if (m_hasEnded)
        return;
    // Of a request that was refused before its end the rest would be taken for the next one.
    const QByteArray wish = m_parser.request().header("connection").value_or(QByteArray()).toLower();
    const bool closes = answer.closes || !m_parser.isComplete() || wish == "close";
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + phraseOf(answer.status) + "\r\n";
    if (answer.status != 204)
        head += "Content-Length: 0\r\n";
    if (!answer.header.isEmpty())
        head += answer.header + "\r\n";
    if (closes)
        head += "Connection: close\r\n";
    m_socket.write(head + "\r\n");
    Q_EMIT answered(answer.status);
    m_isAnswering = false;
    m_isHeadJudged = false;
    if (closes || m_socket.bytesToWrite() > mostUnsent) {
        m_isClosing = true;
        m_deadline.start(lingering);
        if (m_parser.isComplete())
            m_socket.disconnectFromHost();
        else
            discard();
        return;
    }
    m_deadline.start(m_limits.idle);
    m_parser.reset();
    if (!m_unread.isEmpty() || m_socket.bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &ReceiverConnection::read, Qt::QueuedConnection);
}

ReceiverAnswer ReceiverConnection::answerTo(RequestParser::Problem problem)
{
    switch (problem) {
    case RequestParser::Problem::HeadTooLarge:
        return {.status = 431, .closes = true};
    case RequestParser::Problem::BodyTooLarge:
        return {.status = 413, .closes = true};
    default:
        return {.status = 400, .closes = true};
    }
}

void ReceiverConnection::cutOff()
{
    finish(true);
    m_socket.abort();
}

void ReceiverConnection::finish(bool wasCutOff)
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_deadline.stop();
    Q_EMIT ended(wasCutOff);
    deleteLater();
}
