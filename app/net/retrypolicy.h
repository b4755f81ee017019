// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/net/networktransport.h"

#include <optional>

//! How long to wait before a read is sent again, or nothing when `reply` is to be handed on as it is: any status but
//! 429 and 503, no attempt left, or not enough time within `remaining` to wait and take as long again. Retry-After (RFC
//! 9110 section 10.2.3: seconds, or a date) decides when the server sent one, up to `longestBackOff`; otherwise
//! `firstBackOff` doubled with each attempt, between half and all of it by `jitter`, so that many desks that were
//! turned away together do not come back together.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryDelay(const HttpReply &reply, int attemptsMade,
                                                                  std::chrono::milliseconds remaining,
                                                                  const TransportSettings &settings);
