// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/form.h"

namespace fiserv {

//! A token from a card: every member that an agent fills in, with what it means.
[[nodiscard]] Form createForm();
//! One row of an update of several: the card that the token is to stand for, and its settings.
[[nodiscard]] Form updateRowForm();

} // namespace fiserv
