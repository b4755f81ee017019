// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/disclosure.h"
#include "app/providers/cybersource/reply.h"

namespace cybersource {

//! Payment credentials out of an answer that is a bare JWE, opened with the key that its kid names. Undecryptable when
//! no key opens it: the code says whether the key is not here (`providerDetail` names the one that is wanted) or the
//! message was altered.
[[nodiscard]] Result<PaymentCredentials> credentialsAnswer(const HttpReply &reply, const Call &call,
                                                           const KeyRing &keys);

} // namespace cybersource
