// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/net/networktransport.h"

#include <optional>

//! What Retry-After says (RFC 9110 section 10.2.3: seconds, or a date, as of now); nothing when it is not there or
//! cannot be understood.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter(const HttpReply &reply, const Clock &clock);

//! How long to wait before a read is sent again, or nothing when `reply` is to be handed on as it is: any status but
//! 429 and 503, no attempt left, or not enough time within `remaining` to wait and take as long again. Retry-After
//! decides when the server sent one: a server that asks for more than
//! `longestBackOff` is not asked again, least of all earlier than it wishes. Otherwise `firstBackOff` doubled with each
//! attempt, between half and all of it by `jitter`, so that many desks that were turned away together do not come back
//! together.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryDelay(const HttpReply &reply, int attemptsMade,
                                                                  std::chrono::milliseconds remaining,
                                                                  const TransportSettings &settings);
