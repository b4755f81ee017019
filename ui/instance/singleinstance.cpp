// SPDX-License-Identifier: Apache-2.0
#include "ui/instance/singleinstance.h"

#include "ui/instance/socketpeer.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto betweenAttempts = 50ms;
constexpr auto longestCall = 2s;
constexpr int mostWaitingCalls = 16;
constexpr QByteArrayView understood = "understood\n";

QString nameFor(const QString &runtimeFolder, const QString &dataFolder)
{
    const QByteArray path = QDir(dataFolder).absolutePath().toUtf8();
    const QByteArray hash = QCryptographicHash::hash(path, QCryptographicHash::Sha256).first(8).toHex();
    return u"%1/tokendesk-%2"_s.arg(runtimeFolder, QString::fromLatin1(hash));
}
} // namespace

SingleInstance::SingleInstance(Settings settings, QObject *parent)
    : QObject(parent), m_settings(std::move(settings)),
      m_name(nameFor(m_settings.runtimeFolder, m_settings.dataFolder)), m_lock(m_name + ".lock"_L1)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_server.setMaxPendingConnections(mostWaitingCalls);
    m_again.setSingleShot(true);
    m_again.setInterval(betweenAttempts);
    m_deadline.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &SingleInstance::attempt);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        m_isDecided = true;
        m_again.stop();
        Q_EMIT unanswered();
    });
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection())
            answer(socket);
    });
}

SingleInstance::~SingleInstance()
{
    stop();
}

QString SingleInstance::defaultRuntimeFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
}

void SingleInstance::start(const WindowCall &call)
{
    m_message = toMessage(call).value_or(toMessage({}).value_or(QByteArray()));
    m_deadline.start(m_settings.patience);
    attempt();
}

void SingleInstance::stop()
{
    m_again.stop();
    m_deadline.stop();
    m_server.close(); // before the lock goes: the next one to hold it makes a socket of this name
    m_lock.release();
}

// The first may have begun to listen meanwhile, or have ended: both are tried until one succeeds.
void SingleInstance::attempt()
{
    if (m_isDecided)
        return;
    if (m_lock.take() == ProcessLock::Outcome::HeldByAnother)
        return ask();
    m_isDecided = true;
    m_deadline.stop();
    listen();
    Q_EMIT becameFirst();
}

void SingleInstance::listen()
{
    const QString socket = m_name + ".socket"_L1;
    QLocalServer::removeServer(socket); // whoever made it has ended: the lock says so
    if (!m_server.listen(socket))
        qWarning("Another start of Tokendesk will not find this window: %s", qPrintable(m_server.errorString()));
}

void SingleInstance::ask()
{
    auto *socket = new QLocalSocket(this);
    connect(socket, &QLocalSocket::connected, this, [this, socket] {
        if (isOfSameUser(*socket))
            socket->write(m_message);
        else
            socket->abort();
    });
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
        if (m_isDecided || socket->bytesAvailable() < understood.size())
            return;
        m_isDecided = true;
        m_deadline.stop();
        Q_EMIT handedOver();
    });
    const auto tryAgain = [this, socket] {
        socket->deleteLater();
        if (!m_isDecided)
            m_again.start();
    };
    connect(socket, &QLocalSocket::errorOccurred, this, tryAgain);
    connect(socket, &QLocalSocket::disconnected, this, tryAgain);
    socket->connectToServer(m_name + ".socket"_L1);
}

void SingleInstance::answer(QLocalSocket *socket)
{
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    if (!isOfSameUser(*socket))
        return drop(socket);
    socket->setReadBufferSize(longestWindowCall + 1);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
    QTimer::singleShot(longestCall, socket, [this, socket] { drop(socket); });
    read(socket);
}

void SingleInstance::read(QLocalSocket *socket)
{
    if (socket->state() != QLocalSocket::ConnectedState)
        return;
    const QByteArray bytes = socket->peek(longestWindowCall + 1);
    const WindowCallReading reading = readWindowCall(bytes);
    if (reading.state == WindowCallReading::State::Wrong || bytes.size() > longestWindowCall)
        return drop(socket);
    if (reading.state == WindowCallReading::State::Incomplete)
        return;
    socket->readAll();
    socket->write(understood.data(), understood.size());
    socket->disconnectFromServer(); // once that is written
    Q_EMIT called(reading.call);
}

void SingleInstance::drop(QLocalSocket *socket)
{
    socket->abort();
    socket->deleteLater();
}
