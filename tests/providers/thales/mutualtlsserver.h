// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSslCertificate>
#include <QSslServer>
#include <QUrl>

//! A server on this machine that demands a client certificate of the test authority and answers every request with 404,
//! as Thales does for a token that it does not know.
class MutualTlsServer : public QObject
{
    Q_OBJECT

public:
    MutualTlsServer();

    [[nodiscard]] QUrl baseUrl() const;
    //! Heads of the requests that came, newest last.
    [[nodiscard]] const QList<QByteArray> &requests() const { return m_requests; }
    //! Common name of the certificate that the last client showed.
    [[nodiscard]] QString lastClient() const { return m_lastClient; }

private:
    void serve(QTcpSocket *socket);

    QSslServer m_server;
    QList<QByteArray> m_requests;
    QString m_lastClient;
};
