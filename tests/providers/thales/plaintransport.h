// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/net/transport.h"

#include <QNetworkAccessManager>
#include <QUrl>

//! A transport over plain HTTP on this machine, for servers that speak no TLS. It adds the credential, as transports
//! do.
class PlainTransport final : public Transport
{
public:
    explicit PlainTransport(const QUrl &baseUrl) : m_baseUrl(baseUrl) {}

    [[nodiscard]] Pending<HttpReply> send(const HttpRequest &request) override;

    //! Replaces the credential; empty sends none.
    void setAuthorization(const QByteArray &value) { m_authorization = value; }
    //! Asks the mock server for the answer with this status; 0: for the success.
    void prefer(int status) { m_preferred = status; }
    //! What the mock server found wrong with the last request or with its own answer; empty when nothing.
    [[nodiscard]] QByteArray violations() const { return m_violations; }
    [[nodiscard]] int lastStatus() const { return m_lastStatus; }

private:
    QUrl m_baseUrl;
    QByteArray m_authorization = "APIKEY c03f88fe-01ba-11e8-ba89-0ed5f89f718b";
    int m_preferred = 0;
    QByteArray m_violations;
    int m_lastStatus = 0;
    QNetworkAccessManager m_network;
};
