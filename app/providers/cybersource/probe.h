// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/tokenprovider.h"
#include "app/providers/cybersource/connection.h"
#include "app/providers/cybersource/reply.h"

namespace cybersource {

//! A token that cannot exist.
inline constexpr QLatin1StringView probedToken{"0000000000000000000"};

//! What the answer to a probe says: a sentence, which also compares the clocks, or an error with the setting to look
//! at.
[[nodiscard]] Result<QString> probeResult(const Result<HttpReply> &outcome, const Call &call,
                                          const Connection &connection, const QDateTime &now);

//! The refusal of a delete, with the payment instruments that still refer to the token where the server tells them.
[[nodiscard]] Pending<MutationAnswer> withReferringInstruments(const Error &refusal, const QString &id,
                                                               const QString &correlationId,
                                                               const std::shared_ptr<Transport> &transport,
                                                               const std::shared_ptr<const Connection> &connection,
                                                               const std::shared_ptr<const Clock> &clock);

} // namespace cybersource
