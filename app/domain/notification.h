// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/domain/token.h"

#include <QByteArray>

#include <optional>

//! What a token service told the desk of its own accord. Free of card data: a provider redacts what it reads.
struct Notification {
    enum class Kind {
        CreationSucceeded, //!< of an asynchronous creation; `correlationId` is that of its request
        CreationFailed,    //!< the same
        TokenUpdated,      //!< something about a token changed; `token.updatedAt` says when, if the service did
    };
    Kind kind = Kind::TokenUpdated;
    QString correlationId = {};
    QString merchantId = {};          //!< whom the service meant
    Token token = {};                 //!< only what was said: the rest is empty; no id for a creation that failed
    QString errorCode = {};           //!< the service's word, for a creation that failed
    QString errorDetails = {};        //!< redacted
    QString schemeCorrelationId = {}; //!< the card scheme's support reference
    friend bool operator==(const Notification &, const Notification &) = default;
};

[[nodiscard]] QString toWord(Notification::Kind kind); //!< "creation.succeeded", "creation.failed", "token.updated"

//! A notification as JSON for the desk's own database, and back. Empty when it is none.
[[nodiscard]] QByteArray toJson(const Notification &notification);
[[nodiscard]] std::optional<Notification> notificationFromJson(const QByteArray &json);

//! `known` with everything that `said` says in its place; what it does not say stays.
[[nodiscard]] Token merged(const Token &known, const Token &said);

//! A notification as it arrived.
struct NotificationMessage {
    QByteArray path;       //!< as it was posted to; empty: not known, the body decides what it is
    QString correlationId; //!< of the header; may be empty
    QByteArray body;
};

//! How one kind of token service writes its notifications. Thread-safe.
class NotificationFormat
{
public:
    virtual ~NotificationFormat() = default;
    //! Whether the service posts notifications to this path.
    [[nodiscard]] virtual bool isPath(QByteArrayView path) const = 0;
    //! InvalidInput, with `field` naming the member where there is one, for everything that leaves a doubt about what
    //! is meant.
    [[nodiscard]] virtual Result<Notification> read(const NotificationMessage &message) const = 0;
};
