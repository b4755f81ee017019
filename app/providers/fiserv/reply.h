// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/net/transport.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>

namespace fiserv {

//! What was asked.
struct Call {
    bool isMutation = false;
    QString correlationId = {}; //!< the Client-Request-Id
};

//! Why the answer is no success; nothing when it is one, which takes both the status 200 and a requestStatus that says
//! so. Where the documents are silent:
//!
//! - 401 and 403 are Unauthorized; 404 NotFound; 429 Throttled; every other 4xx Rejected, 408 excepted, and so is a 200
//!   with FAILED, DECLINED or VALIDATION_FAILED. None of them leaves anything done.
//! - 5xx to a read is ServerFault (503 Unavailable). To a mutation it is OutcomeUnknown: nobody says that nothing was
//!   done. 408 is TimedOut and OutcomeUnknown.
//! - Any other status is BadReply to a read and OutcomeUnknown to a mutation.
//!
//! `now` is compared with the server's Date, because a clock that is five minutes off makes every call a 401.
[[nodiscard]] std::optional<Error> errorOf(const HttpReply &reply, const Call &call, const QDateTime &now);

//! A successful answer that cannot be understood: BadReply to a read, OutcomeUnknown to a mutation.
[[nodiscard]] Error unreadable(const HttpReply &reply, const Call &call, const QString &why);

//! The JSON object of an answer, at most 64 levels deep; `unreadable` otherwise.
[[nodiscard]] Result<QJsonObject> bodyOf(const HttpReply &reply, const Call &call);

//! An error of the transport as an error of the call: with the correlation id, and OutcomeUnknown when a mutation may
//! have reached the server.
[[nodiscard]] Error transportError(Error error, const Call &call);

//! A member as text: the vendor's schema and examples disagree on what is a number and what a string. Cut to 4096
//! characters; empty for anything else.
[[nodiscard]] QString textIn(const QJsonObject &object, QLatin1StringView key);

//! What the server says about its refusals, one text each, unredacted: `errors` or `error` as an array of errors or as
//! a single one, each with `details` or a message of its own.
[[nodiscard]] QStringList errorTexts(const QJsonObject &body);

} // namespace fiserv
