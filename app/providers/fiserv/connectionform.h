// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/form.h"

namespace fiserv {

//! What describes a connection to a First Data or Fiserv gateway; the keys are those of names.h.
[[nodiscard]] Form connectionForm();

} // namespace fiserv
