// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/crypto/key.h"
#include "app/domain/tokenprovider.h"
#include "app/providers/thales/reply.h"

//! What successful answers say (sections 4.3 and 6). What cannot be understood is `unreadable`.
namespace thales {

//! The 200 of getToken.
[[nodiscard]] Result<TokenReading> lookedUpAnswer(const HttpReply &reply, const Call &call, const TokenId &asked,
                                                  const Clock &clock);

//! The 201 of the creates. A push token's encrypted data that does not open is no failure: the token exists. When the
//! answer is unreadable, the error's detail still names the token if it can be made out.
[[nodiscard]] Result<MutationAnswer> createdAnswer(const HttpReply &reply, const Call &call, const KeyRing &keys,
                                                   const Clock &clock);

//! The 202 of createAsyncToken and the 204 of eraseToken, which have no body, and whatever a contract extension counts
//! as success; a body that comes is ignored.
[[nodiscard]] MutationAnswer bodilessAnswer(const HttpReply &reply, const Call &call);

//! The 200 of getAsset. Base64 in the standard or the URL-safe alphabet, with or without padding and line breaks: the
//! API does not say which.
[[nodiscard]] Result<Asset> assetAnswer(const HttpReply &reply, const Call &call, const QString &assetId);

} // namespace thales
