// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/tokenprovider.h"
#include "app/providers/fiserv/reply.h"

//! What successful answers say. What cannot be understood is `unreadable`.
namespace fiserv {

//! The 200 of a look-up.
[[nodiscard]] Result<TokenReading> lookedUpAnswer(const HttpReply &reply, const Call &call, const TokenId &asked,
                                                  const Clock &clock);
//! The 200 of a create. WAITING means that the token comes later.
[[nodiscard]] Result<MutationAnswer> createdAnswer(const HttpReply &reply, const Call &call, const Clock &clock);
//! The 200 of a delete. Its body describes the token as it was, so only a look-up can tell what there is now. A 200
//! without a body, or with one that says nothing, is taken at its word.
[[nodiscard]] MutationAnswer deletedAnswer(const HttpReply &reply, const Call &call);
//! The 200 of an update: SUCCESS and PARTIAL_SUCCESS, with an outcome for each row.
[[nodiscard]] Result<MutationAnswer> updatedAnswer(const HttpReply &reply, const Call &call,
                                                   const QList<PreparedRow> &rows);

} // namespace fiserv
