// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>
#include <QTcpServer>

class QTcpSocket;

//! A small HTTP proxy on 127.0.0.1: CONNECT and nothing else, then bytes both ways. Every name is of this computer for
//! it. Needs an event loop.
class ConnectProxy : public QTcpServer
{
    Q_OBJECT
public:
    explicit ConnectProxy(QObject *parent = nullptr);

    //! "user:password"; empty: it asks nobody.
    QByteArray wants;
    //! The answer to every CONNECT that is let in, in place of a tunnel; empty: it makes one.
    QByteArray refusal;
    //! Closes the tunnel as soon as something has come through it.
    bool breaksTunnels = false;

    [[nodiscard]] const QByteArrayList &targets() const { return m_targets; } //!< of each CONNECT, "host:port"
    [[nodiscard]] const QByteArrayList &authorizations() const { return m_authorizations; } //!< that were sent, as sent
    [[nodiscard]] const QByteArray &passedOn() const { return m_passedOn; } //!< from clients, in tunnels

private:
    void serve(QTcpSocket *client);
    void answer(QTcpSocket *client, const QByteArray &head);
    void openTunnel(QTcpSocket *client, quint16 port);

    QByteArrayList m_targets;
    QByteArrayList m_authorizations;
    QByteArray m_passedOn;
};
