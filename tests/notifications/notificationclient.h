// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/net/testcertificates.h"

#include <QSslSocket>

#include <memory>

//! A peer of the receiver that shares no code with it. It says whatever a test wants and waits with the event loop
//! running.
class NotificationClient
{
public:
    //! No certificate for a null `client`.
    explicit NotificationClient(quint16 port, const IssuedCertificate *client = &TestCertificates::shared().client,
                                QSsl::SslProtocol protocol = QSsl::TlsV1_2OrLater);

    [[nodiscard]] bool isConnected() const { return m_socket->isEncrypted(); }
    //! Sends the bytes and returns the status of the answer; 0 when the connection ended or nothing came.
    [[nodiscard]] int send(const QByteArray &bytes, int milliseconds = 5'000);
    void write(const QByteArray &bytes);
    [[nodiscard]] bool waitUntilClosed(int milliseconds = 5'000);
    [[nodiscard]] const QByteArray &received() const { return m_received; }
    [[nodiscard]] QSslSocket &socket() { return *m_socket; }

    //! A POST with the usual headers; `more` are further header lines, each with its end.
    [[nodiscard]] static QByteArray post(const QByteArray &path, const QByteArray &body,
                                         const QByteArray &authorization, const QByteArray &correlationId,
                                         const QByteArray &more = {});

private:
    std::unique_ptr<QSslSocket> m_socket;
    QByteArray m_received;
};
