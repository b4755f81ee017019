// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

#include <QString>

//! What an agent can do with a token. Reading is not journaled as a mutation; everything else is.
enum class Operation {
    LookUp,
    Create,
    Suspend,
    Resume,
    Update,
    Delete,
    Reverse, //!< gives back an amount that a create authorised
    Simulate //!< plays the card's issuer in a service's test environment
};

//! Stable lower-case word ("delete"), for the journal and for object names.
[[nodiscard]] QString toWord(Operation operation);
[[nodiscard]] Operation operationFromWord(QStringView word); //!< LookUp for an unknown word

//! The state that the operation leads to; Unknown when it leads to none.
[[nodiscard]] TokenState stateAfter(Operation operation);

//! Whether a token in this state may undergo the operation: the one table of the program. A provider narrows it by
//! what it offers, never widens it.
[[nodiscard]] bool isLegal(Operation operation, TokenState state);
//! Why not, as a sentence; empty when it is legal.
[[nodiscard]] QString illegalBecause(Operation operation, TokenState state);
