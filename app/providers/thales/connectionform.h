// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/form.h"

namespace thales {

//! What describes a connection to a Thales ETP server; the keys are those of names.h.
[[nodiscard]] Form connectionForm();

} // namespace thales
