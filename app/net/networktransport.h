// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/core/exchange.h"
#include "app/core/secretbytes.h"
#include "app/net/proxysettings.h"
#include "app/net/transport.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QUrl>

#include <functional>
#include <memory>

//! A header that authenticates every request, bound to the host names it may be sent to (security.md N6).
struct Credential {
    QByteArray header;                         //!< "authorization"
    QByteArray prefix;                         //!< "APIKEY "
    std::shared_ptr<const SecretBytes> secret; //!< printable ASCII
    QStringList hosts;                         //!< exact host names; never sent elsewhere
};

struct TransportSettings {
    QUrl baseUrl;                       //!< https only
    QList<QSslCertificate> authorities; //!< trusted roots; empty: the system's
    QList<QSslCertificate> clientChain; //!< leaf first; empty: no client certificate
    QSslKey clientKey;
    Credential credential;                            //!< without header and secret: none is sent
    Credential secondCredential = {};                 //!< for servers that want two, likewise
    ProxySettings proxy = {};
    std::chrono::milliseconds connectTimeout{10'000}; //!< name look-up, TCP and TLS together
    std::chrono::milliseconds idleTimeout{30'000};    //!< no byte in either direction
    std::chrono::milliseconds totalTimeout{60'000};   //!< of a whole send: every attempt and the waiting between them
    int readAttempts = 4;                             //!< of a GET that meets 429 or 503
    std::chrono::milliseconds firstBackOff{500};      //!< doubles, with jitter, up to `longestBackOff`
    std::chrono::milliseconds longestBackOff{
        20'000}; //!< also the longest Retry-After that is waited for; a longer one ends the attempts
    std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>();
    bool tellsTime = true; //!< the server's Date is compared with the clock: not where caches and strangers answer
    std::function<double()> jitter; //!< in [0, 1), called in the transport's thread; empty: random
};

//! Transport over TLS connections of its own, in a thread of its own: HTTP/1.1, reads on connections that are kept
//! open, every other method on a connection that carries this one request and nothing else.
//!
//! Not QNetworkAccessManager, as of Qt 6.4.2: it sends a buffered POST or DELETE up to four times when the server
//! closes early (security.md F1), takes a damaged chunk for the end of a body and hands out the half of it as a
//! success, and keeps the TLS alerts to itself that tell a refused client certificate from a lost answer.
//!
//! It may be destroyed in any thread, also in its own (by whoever waits on a Pending and holds the last reference).
//! What is under way then settles: a request that was sent, even in part, as OutcomeUnknown (a read as Unreachable).
class NetworkTransport final : public Transport
{
public:
    //! Configuration when the settings cannot work (not https, no host, credential not bound to the host, ...).
    [[nodiscard]] static Result<std::shared_ptr<NetworkTransport>> create(TransportSettings settings,
                                                                          std::shared_ptr<ExchangeLog> exchanges);
    ~NetworkTransport() override;

    //! InvalidInput, with nothing sent, for a request that cannot be written as HTTP: an unknown method, a path that
    //! does not start with '/', control characters, or a header that is the transport's own business.
    [[nodiscard]] Pending<HttpReply> send(const HttpRequest &request) override;

private:
    class Engine;
    explicit NetworkTransport(std::unique_ptr<Engine> engine);
    std::unique_ptr<Engine> m_engine;
};
