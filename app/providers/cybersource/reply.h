// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/crypto/key.h"
#include "app/net/transport.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>

namespace cybersource {

//! What was asked.
struct Call {
    bool isMutation = false;
    QString correlationId = {}; //!< this desk's
    QStringList fieldKeys = {}; //!< of the form that was sent, for an error's `field`
};

//! The answer with its message-level encryption taken off: a body that is {"encryptedResponse":"..."} is what it
//! decrypts to, every other stays. Undecryptable, and OutcomeUnknown for a mutation that was not refused, when no key
//! opens it; `detail` says which key it wants.
[[nodiscard]] Result<HttpReply> opened(HttpReply reply, const KeyRing &keys, const Call &call);

//! Why the answer is no success; nothing when its status is 200 to 299. Where the documents are silent:
//!
//! - 401 is Unauthorized, and so is 403, but for one whose type is "declined"; 404 and 410 are NotFound; 429 Throttled;
//!   every other 4xx Rejected, 408 excepted. None of them leaves anything done.
//! - 5xx to a read is ServerFault (503 Unavailable). To a mutation it is OutcomeUnknown: nobody says that nothing was
//!   done. 408 is TimedOut and OutcomeUnknown.
//! - Any other status is BadReply to a read and OutcomeUnknown to a mutation.
//!
//! `correlationId` is the server's v-c-correlation-id where it sent one. `field` is the form's field that the server
//! names first. A 401 with a clock that is more than a few seconds off says so, with its size.
[[nodiscard]] std::optional<Error> errorOf(const HttpReply &reply, const Call &call, const QDateTime &now);

//! A successful answer that cannot be understood: BadReply to a read, OutcomeUnknown to a mutation.
[[nodiscard]] Error unreadable(const HttpReply &reply, const Call &call, const QString &why);
//! The JSON object of an answer, at most 64 levels deep; `unreadable` otherwise.
[[nodiscard]] Result<QJsonObject> bodyOf(const HttpReply &reply, const Call &call);
//! An error of the transport as an error of the call: with the correlation id, and OutcomeUnknown when a mutation may
//! have reached the server.
[[nodiscard]] Error transportError(Error error, const Call &call);

//! How far this computer's clock is ahead of the server's Date, in seconds; nothing without a Date.
[[nodiscard]] std::optional<qint64> clockAheadBy(const HttpReply &reply, const QDateTime &now);
//! "37 seconds ahead of the server's"; empty when the difference is so small that nobody minds.
[[nodiscard]] QString skewText(std::optional<qint64> aheadBy);

//! A member as text; a number as it would be written. Cut to 4096 characters; empty for anything else.
[[nodiscard]] QString textIn(const QJsonObject &object, QLatin1StringView key);
//! The member of a member ...: "metadata.issuer".
[[nodiscard]] QJsonObject objectIn(const QJsonObject &object, const QString &path);

} // namespace cybersource
