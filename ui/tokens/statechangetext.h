// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/stateseries.h"
#include "ui/errortext.h"
#include "ui/outcomeline.h"

#include <optional>

//! What is said about suspending and resuming; `operation` is one of the two.
namespace StateChangeText {
//! "Suspend this token?", "Resume 5 tokens?"
[[nodiscard]] QString question(Operation operation, qsizetype count);
//! What it means for payments.
[[nodiscard]] QString consequence(Operation operation, qsizetype count);
//! "Suspend token", "Suspend 5 tokens"
[[nodiscard]] QString confirmation(Operation operation, qsizetype count);
//! While it is under way: "Suspending 2 of 5…"
[[nodiscard]] QString progress(Operation operation, qsizetype index, qsizetype count);
//! That the request is no part of the API.
[[nodiscard]] QString contractNote(const Capabilities &capabilities);

//! One outcome in a table's cell.
[[nodiscard]] QString outcome(const Result<StateChange> &outcome, Operation operation,
                              const Capabilities &capabilities);
//! What is to be said about a change that the server confirmed, when not all is as it was asked for.
[[nodiscard]] std::optional<ErrorText> remark(const StateChange &change, const Capabilities &capabilities);
//! The line about a series that has ended: of the one token, or how many of them fared how.
[[nodiscard]] OutcomeLine line(const QList<SeriesItem> &items, Operation operation, const Capabilities &capabilities);
//! The same as a sentence, for several.
[[nodiscard]] QString summary(const QList<SeriesItem> &items, Operation operation);
} // namespace StateChangeText
