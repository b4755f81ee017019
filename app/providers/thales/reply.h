// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/net/transport.h"

#include <QJsonObject>

#include <optional>

namespace thales {

//! What was asked: decides which status is success, and what an answer that is none of the documented ones means.
struct Call {
    bool isMutation = false;
    int successStatus = 200;
    QString correlationId = {};
};

//! Why the answer is not the success that the call wants; nothing when it is. Section 5, and where it is silent:
//!
//! - 400 is Rejected with or without a readable body; 401 and 403 Unauthorized; 404 NotFound; 429 Throttled; 503
//!   Unavailable; any other 4xx Rejected. None of them leaves anything done: Thales declares 429 and 503 retryable also
//!   for creates, which have no idempotency key, so it answers them before it acts.
//! - 500 and every other 5xx to a read is ServerFault, which is final. To a mutation it is OutcomeUnknown: Thales says
//! that
//!   it must not be retried, not that nothing was done, and a gateway's 502 or 504 can hide a success.
//! - 408 is TimedOut to a read and OutcomeUnknown to a mutation, because it does not say how far the request came.
//! - Any other status is BadReply to a read and OutcomeUnknown to a mutation.
[[nodiscard]] std::optional<Error> errorOf(const HttpReply &reply, const Call &call);

//! A successful answer that cannot be understood: BadReply to a read, OutcomeUnknown to a mutation, since that went
//! through.
[[nodiscard]] Error unreadable(const HttpReply &reply, const Call &call, const QString &why);

//! The JSON object of a successful answer, at most 64 levels deep; `unreadable` otherwise.
[[nodiscard]] Result<QJsonObject> bodyOf(const HttpReply &reply, const Call &call);

//! An error of the transport as an error of the call: with the correlation id, and OutcomeUnknown when a mutation may
//! have reached the server.
[[nodiscard]] Error transportError(Error error, const Call &call);

} // namespace thales
