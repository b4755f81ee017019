// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"
#include "app/core/secretbytes.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QStringList>

#include <chrono>
#include <memory>

//! One request below a connection's base address. Holds no credential: the transport adds that itself.
struct HttpRequest {
    QByteArray method;                            //!< GET, POST, PUT, PATCH, DELETE
    QString path;                                 //!< starts with '/', percent-encoded
    QList<QPair<QByteArray, QByteArray>> headers; //!< besides host, content-length and the credential
    QByteArray body;                              //!< no secret in the clear
    QString correlationId;                        //!< names the exchange in logs and errors; not sent by itself
    QStringList visibleKeys;                      //!< JSON members whose values may be shown and logged; others never
    qsizetype responseLimit = 8 * 1024 * 1024;    //!< bytes after decompression; more is TooLarge
    //! In place of `body` where an API wants card data in the clear, inside TLS: sent as it is, and never recorded.
    std::shared_ptr<const SecretBytes> secretBody = {};

    //! What is sent.
    [[nodiscard]] QByteArrayView content() const { return secretBody ? secretBody->bytes() : QByteArrayView(body); }
};

struct HttpReply {
    int status = 0;
    QList<QPair<QByteArray, QByteArray>> headers; //!< names in lower case
    QByteArray body;
    std::chrono::milliseconds retryAfter{0}; //!< how long the server asks to wait; 0: it did not say
    std::chrono::milliseconds elapsed{0};    //!< of the attempt that was answered, connecting included

    [[nodiscard]] QByteArray header(const QByteArray &lowerCaseName) const;
};

//! Carries requests of one connection to its server. Every status is a reply (also 401, 404, 500), but for a redirect,
//! which is Error::Redirected; an Error is what kept a reply from coming.
//!
//! GET and HEAD are repeated on 429 and 503 only, honouring Retry-After. Any other method reaches the server at most
//! once: when it was sent, even in part, and no complete answer came, the error is OutcomeUnknown.
//! Thread-safe; settles in the transport's own thread.
class Transport
{
public:
    virtual ~Transport() = default;
    [[nodiscard]] virtual Pending<HttpReply> send(const HttpRequest &request) = 0;
};
