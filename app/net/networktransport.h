// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/exchange.h"
#include "app/core/secretbytes.h"
#include "app/net/transport.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QUrl>

#include <memory>

//! A header that authenticates every request, bound to the host names it may be sent to (security.md N6).
struct Credential {
    QByteArray header;                              //!< "authorization"
    QByteArray prefix;                              //!< "APIKEY "
    std::shared_ptr<const SecretBytes> secret;      //!< printable ASCII
    QStringList hosts;                              //!< exact host names; never sent elsewhere
};

struct TransportSettings {
    QUrl baseUrl;                                   //!< https only
    QList<QSslCertificate> authorities;             //!< trusted roots; empty: the system's
    QList<QSslCertificate> clientChain;             //!< leaf first; empty: no client certificate
    QSslKey clientKey;
    Credential credential;
    std::chrono::milliseconds connectTimeout{10'000};
    std::chrono::milliseconds idleTimeout{30'000};  //!< no byte in either direction
    std::chrono::milliseconds totalTimeout{60'000};
    int readAttempts = 4;                           //!< of a GET that meets 429 or 503
    std::chrono::milliseconds firstBackOff{500};    //!< doubles, with jitter, up to `longestBackOff`
    std::chrono::milliseconds longestBackOff{20'000};
};

//! Transport over QNetworkAccessManager in a thread of its own. `exchanges` outlives it or is shared.
class NetworkTransport final : public Transport
{
public:
    //! Configuration when the settings cannot work (not https, no host, credential not bound to the host, ...).
    [[nodiscard]] static Result<std::shared_ptr<NetworkTransport>> create(TransportSettings settings,
                                                                          std::shared_ptr<ExchangeLog> exchanges);
    ~NetworkTransport() override;

    [[nodiscard]] Pending<HttpReply> send(const HttpRequest &request) override;

private:
    class Engine;
    explicit NetworkTransport(std::unique_ptr<Engine> engine);
    std::unique_ptr<Engine> m_engine;
};
