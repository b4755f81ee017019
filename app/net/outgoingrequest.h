// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/net/networktransport.h"

#include <QDeadlineTimer>

//! A request as it goes onto one connection.
struct OutgoingRequest {
    SecretBytes head; //!< request line and header fields with the credential; wiped when written
    QByteArray body;
    std::shared_ptr<const SecretBytes> secretBody = {}; //!< in place of `body`
    bool isHead = false;
    qsizetype replyLimit = 0; //!< bytes of the body
    QDeadlineTimer deadline;
};

//! GET and HEAD: may be repeated, and share connections. Everything else changes something.
[[nodiscard]] bool isRead(const HttpRequest &request);

//! The header fields that go out with `request`, in order, but for the credential's.
[[nodiscard]] QList<QPair<QByteArray, QByteArray>> outgoingHeaders(const HttpRequest &request,
                                                                   const TransportSettings &settings);

//! Path and query on the wire: the base address's path and the request's.
[[nodiscard]] QByteArray requestTarget(const HttpRequest &request, const TransportSettings &settings);

//! Request line, header fields and empty line (RFC 9112 section 3). Both have passed their check.
[[nodiscard]] SecretBytes requestHead(const HttpRequest &request, const TransportSettings &settings);
