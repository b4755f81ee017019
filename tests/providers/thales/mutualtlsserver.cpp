// SPDX-License-Identifier: Apache-2.0
#include "tests/providers/thales/mutualtlsserver.h"

#include "tests/providers/thales/thalesfixture.h"

#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>

using namespace Qt::StringLiterals;

MutualTlsServer::MutualTlsServer()
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(fixture::data(u"keys/server.pem"_s)));
    tls.setPrivateKey(QSslKey(fixture::data(u"keys/server.key"_s), QSsl::Ec));
    tls.setCaCertificates(QSslCertificate::fromData(fixture::data(u"keys/authority.pem"_s)));
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    m_server.setSslConfiguration(tls);
    connect(&m_server, &QSslServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection())
            serve(socket);
    });
    m_server.listen(QHostAddress::LocalHost);
}

QUrl MutualTlsServer::baseUrl() const
{
    return QUrl(u"https://127.0.0.1:%1/tsh-cof"_s.arg(m_server.serverPort()));
}

void MutualTlsServer::serve(QTcpSocket *socket)
{
    auto received = std::make_shared<QByteArray>();
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket, received] {
        *received += socket->readAll();
        if (!received->endsWith("\r\n\r\n"))
            return;
        m_lastClient = static_cast<QSslSocket *>(socket)->peerCertificate().subjectDisplayName();
        m_requests.append(std::exchange(*received, {}));
        socket->write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    });
}
