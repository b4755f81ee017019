// SPDX-License-Identifier: Apache-2.0
#include "tests/support/connectproxy.h"

#include <QTcpSocket>

#include <memory>

ConnectProxy::ConnectProxy(QObject *parent) : QTcpServer(parent)
{
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *client = nextPendingConnection())
            serve(client);
    });
    listen(QHostAddress::LocalHost);
}

void ConnectProxy::serve(QTcpSocket *client)
{
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    const auto head = std::make_shared<QByteArray>();
    connect(client, &QTcpSocket::readyRead, this, [this, client, head] {
        *head += client->readAll();
        if (!head->endsWith("\r\n\r\n"))
            return;
        client->disconnect(this);
        answer(client, *head);
    });
}

void ConnectProxy::answer(QTcpSocket *client, const QByteArray &head)
{
    const QByteArray target = head.split(' ').value(1);
    m_targets << target;
    QByteArray authorization;
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith("proxy-authorization:"))
            authorization = line.mid(line.indexOf(':') + 1).trimmed();
    }
    if (!authorization.isEmpty())
        m_authorizations << authorization;
    if (!wants.isEmpty() && authorization != "Basic " + wants.toBase64()) {
        client->write("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"desk\"\r\n"
                      "Content-Length: 0\r\nConnection: close\r\n\r\n");
        client->disconnectFromHost();
    } else if (!refusal.isEmpty()) {
        client->write(refusal);
        client->disconnectFromHost();
    } else {
        openTunnel(client, target.split(':').value(1).toUShort());
    }
}

void ConnectProxy::openTunnel(QTcpSocket *client, quint16 port)
{
    auto *server = new QTcpSocket(client);
    connect(server, &QTcpSocket::connected, client,
            [client] { client->write("HTTP/1.1 200 Connection established\r\n\r\n"); });
    connect(client, &QTcpSocket::readyRead, server, [this, client, server] {
        const QByteArray bytes = client->readAll();
        m_passedOn += bytes;
        if (breaksTunnels)
            client->abort();
        else
            server->write(bytes);
    });
    connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    server->connectToHost(QHostAddress::LocalHost, port);
}
