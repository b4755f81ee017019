// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/crypto/certificateauthority.h"

#include <QByteArrayList>
#include <QUrl>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

class TlsServer;

//! One connection of a TlsServer, as its script sees it. Calls block, and end soon once the server stops.
class Peer
{
public:
    //! The next complete request, head and body, which the server counts. Nothing when no more comes.
    [[nodiscard]] std::optional<QByteArray> readRequest();
    void write(QByteArrayView bytes);
    //! Ends the way TLS wants it: close_notify, then FIN.
    void finish();
    //! FIN alone.
    void cut();
    //! RST.
    void reset();
    //! On TLS 1.2: asks for the client's certificate now, and refuses it with the alert that goes with this
    //! X509_V_ERR_.
    void refuseCertificateLate(int reason);
    //! Lets time pass, less when the server stops.
    void wait(std::chrono::milliseconds time);
    //! Which connection of the server this is: 1 for the first.
    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] bool hasEnded() const { return m_descriptor < 0; }

private:
    friend class TlsServer;
    [[nodiscard]] bool fill();
    void close();

    TlsServer *m_server = nullptr;
    void *m_tls = nullptr; // SSL
    int m_descriptor = -1;
    int m_number = 0;
    QByteArray m_buffer;
};

struct TlsServerSettings {
    IssuedCertificate identity;
    QByteArray clientAuthority = {}; //!< PEM; a client certificate from it is required; empty: none is asked for
    int lowestVersion = 0;           //!< TLS1_2_VERSION and its like; 0: any
    int highestVersion = 0;
    QByteArray ciphers = {}; //!< of TLS 1.2 and before, OpenSSL's syntax
};

//! A TLS server on 127.0.0.1 that plays a script on every connection and counts what reaches it. It is plain OpenSSL
//! and sockets, so that it can break the rules and shares no code with what it tests.
class TlsServer
{
public:
    using Script = std::function<void(Peer &)>;

    TlsServer(TlsServerSettings settings, Script script);
    ~TlsServer();
    TlsServer(const TlsServer &) = delete;
    TlsServer &operator=(const TlsServer &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QUrl url(const QString &host = QStringLiteral("127.0.0.1")) const;
    //! Connections accepted, whether or not TLS came to be.
    [[nodiscard]] int connections() const { return m_connections; }
    //! Complete requests, over all connections.
    [[nodiscard]] int requests() const;
    [[nodiscard]] QByteArrayList received() const;
    //! Bytes that came after the handshake, over all connections.
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    //! The most requests that were being answered at one time.
    [[nodiscard]] int mostAtOnce() const { return m_mostAtOnce; }
    //! OpenSSL's names of the ciphers that the last client offered.
    [[nodiscard]] QByteArrayList offeredCiphers() const;

    //! Answers every request of a connection with what `answer` returns.
    [[nodiscard]] static Script answering(std::function<QByteArray(const QByteArray &request)> answer);

private:
    friend class Peer;
    void acceptAll();
    void serve(int descriptor, int number);
    void count(const QByteArray &request);
    void forget(int descriptor);

    const TlsServerSettings m_settings;
    const Script m_script;
    void *m_context = nullptr; // SSL_CTX
    int m_listener = -1;
    quint16 m_port = 0;
    std::atomic<int> m_connections = 0;
    std::atomic<qint64> m_bytes = 0;
    std::atomic<int> m_atOnce = 0;
    std::atomic<int> m_mostAtOnce = 0;
    mutable std::mutex m_mutex; // guards what follows
    std::condition_variable m_stopping;
    bool m_isStopping = false;
    std::set<int> m_open;
    QByteArrayList m_received;
    QByteArrayList m_offered;
    std::vector<std::thread> m_threads;
    std::thread m_acceptor;
};
