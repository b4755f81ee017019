// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"
#include "app/sandbox/sandboxreply.h"

#include <QSslConfiguration>

#include <QAbstractHttpServer>

#include <chrono>
#include <functional>
#include <memory>

//! HTTP/1.1 over TLS on 127.0.0.1. It frames, checks the framing and delivers; what a request means is the
//! handler's business. Lives in one thread.
//!
//! QHttpServer 6.4 parses. It drops every header of a request when one of them is not as RFC 9112 wants it, or when the
//! headers exceed its limits; such a request has no Host and is refused for that. It reads bodies of any length.
class SandboxServer final : public QAbstractHttpServer
{
public:
    using Handler = std::function<SandboxReply(const SandboxRequest &)>;

    //! Every whole answer waits for `latency` first.
    SandboxServer(Handler handler, std::chrono::milliseconds latency, std::shared_ptr<const Clock> clock);

    //! Listens on the port, any free one for 0, and returns it. Unreachable when it is taken.
    [[nodiscard]] Result<quint16> start(quint16 port, const QSslConfiguration &tls);

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;

private:
    void deliver(QTcpSocket *socket, const SandboxReply &reply, bool mustClose) const;
    [[nodiscard]] QByteArray serialized(const SandboxAnswer &answer, bool mustClose) const;

    const Handler m_handler;
    const std::chrono::milliseconds m_latency;
    const std::shared_ptr<const Clock> m_clock;
};
