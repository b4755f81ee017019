// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/form.h"

//! Forms such as token services declare them, with every kind of field and rule.
namespace SampleForms {
//! A network token from card details: scheme rules, a source that swaps card number and token number.
[[nodiscard]] Form network();
//! The same as `network`, to be answered later.
[[nodiscard]] Form later();
//! A pasted payload and no card.
[[nodiscard]] Form push();
//! What a connection needs: address, files, secrets.
[[nodiscard]] Form connection();
} // namespace SampleForms
