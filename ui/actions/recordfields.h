// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/tokenoperations.h"

//! Why somebody does it, asked in the same form: fields of the desk itself, which no provider ever sees.
namespace RecordFields {
enum class Reason {
    NotAsked,
    Typed, //!< in the agent's own words, required
    Chosen //!< one of those that the capabilities name, required
};

//! The form with the fields added under a heading of their own. `reasons`: for Reason::Chosen.
[[nodiscard]] Form added(Form form, Reason reason, const QList<Choice> &reasons = {});
//! What was typed into them, taken out of the values.
[[nodiscard]] OperationReason takenFrom(FormValues &values);
//! The field that holds what looks like a card number, which must not be kept; empty when none does.
[[nodiscard]] QString fieldWithCardNumber(const FormValues &values);
} // namespace RecordFields
