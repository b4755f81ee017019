// SPDX-License-Identifier: Apache-2.0
#include "app/operations/openitem.h"

Finding findingOf(Operation operation, const Result<TokenReading> &reading)
{
    const TokenState aim = stateAfter(operation);
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
