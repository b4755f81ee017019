// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"

#include <QString>

//! "Delete", "Create", ...
[[nodiscard]] QString operationText(Operation operation);
//! As part of a sentence: "the deletion", "the creation", ...
[[nodiscard]] QString operationNoun(Operation operation);
//! "Succeeded", "Outcome unknown", ...
[[nodiscard]] QString outcomeText(JournalOutcome::Kind outcome);
//! Of several tokens some were refused: its detail names them.
[[nodiscard]] bool succeededInPart(const JournalEntry &entry);
//! The same, which says so.
[[nodiscard]] QString outcomeText(const JournalEntry &entry);
//! "It happened", "It did not happen", "Still unknown"; empty for None.
[[nodiscard]] QString settlementText(JournalSettlement::Kind settlement);
