// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/domain/journal.h"
#include "app/domain/token.h"

//! What a fresh look-up of its token says about an operation whose outcome is unknown.
enum class Finding {
    Happened, //!< the token is as the operation leaves it
    NotSoFar, //!< the token is as it was before: nothing was done, or nothing yet
    Unclear   //!< the look-up failed, or the state says nothing about this operation
};

//! Only a hint: whoever settles the operation decides.
[[nodiscard]] Finding findingOf(Operation operation, const Result<TokenReading> &reading);
//! Whether looking the operation's token up can say anything: never for a create, whose token has no known id.
[[nodiscard]] bool canBeRead(const JournalEntry &entry);
