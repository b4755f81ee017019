// SPDX-License-Identifier: Apache-2.0
#include "tests/notifications/notificationclient.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTest>

NotificationClient::NotificationClient(quint16 port, const IssuedCertificate *client, QSsl::SslProtocol protocol)
    : m_socket(std::make_unique<QSslSocket>())
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(protocol);
    tls.setCaCertificates({QSslCertificate(TestCertificates::shared().authority.root().certificate)});
    if (client) {
        tls.setLocalCertificate(QSslCertificate(client->certificate));
        tls.setPrivateKey(QSslKey(client->privateKey, QSsl::Ec));
    }
    m_socket->setSslConfiguration(tls);
    m_socket->connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
    static_cast<void>(QTest::qWaitFor(
        [this] { return m_socket->isEncrypted() || m_socket->state() == QAbstractSocket::UnconnectedState; }, 5'000));
}

int NotificationClient::send(const QByteArray &bytes, int milliseconds)
{
    m_received.clear();
    write(bytes);
    static_cast<void>(QTest::qWaitFor(
        [this] {
            m_received += m_socket->readAll();
            return m_received.contains("\r\n\r\n") || m_socket->state() == QAbstractSocket::UnconnectedState;
        },
        milliseconds));
    m_received += m_socket->readAll();
    return m_received.startsWith("HTTP/1.1 ") ? m_received.mid(9, 3).toInt() : 0;
}

void NotificationClient::write(const QByteArray &bytes)
{
    m_socket->write(bytes);
    m_socket->flush();
}

bool NotificationClient::waitUntilClosed(int milliseconds)
{
    return QTest::qWaitFor(
        [this] {
            m_received += m_socket->readAll();
            return m_socket->state() == QAbstractSocket::UnconnectedState;
        },
        milliseconds);
}

QByteArray NotificationClient::post(const QByteArray &path, const QByteArray &body, const QByteArray &authorization,
                                    const QByteArray &correlationId, const QByteArray &more)
{
    return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " + authorization +
           "\r\nX-Correlation-Id: " + correlationId +
           "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + more +
           "\r\n" + body;
}
