// SPDX-License-Identifier: Apache-2.0
#include "app/operations/openitem.h"

namespace {
//! The state that the operation leads to; Unknown when it leads to none.
TokenState aimOf(Operation operation)
{
    switch (operation) {
    case Operation::Delete:
        return TokenState::Deleted;
    case Operation::Suspend:
        return TokenState::Suspended;
    case Operation::Resume:
        return TokenState::Active;
    case Operation::LookUp:
    case Operation::Create:
    case Operation::Update:
        break;
    }
    return TokenState::Unknown;
}
} // namespace

Finding findingOf(Operation operation, const Result<TokenReading> &reading)
{
    const TokenState aim = aimOf(operation);
    // Some services forget a deleted token.
    if (!reading)
        return aim == TokenState::Deleted && reading.error().kind == Error::Kind::NotFound ? Finding::Happened : Finding::Unclear;
    const TokenState state = reading->token.state;
    if (aim == TokenState::Unknown || state == TokenState::Unknown)
        return Finding::Unclear;
    if (state == aim)
        return Finding::Happened;
    // A token that someone deleted meanwhile no longer shows whether it was suspended before.
    return state == TokenState::Deleted ? Finding::Unclear : Finding::NotSoFar;
}

bool canBeRead(const JournalEntry &entry)
{
    return entry.intent.operation != Operation::Create && !entry.intent.token.isEmpty();
}
