// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/form.h"

namespace cybersource {

//! What a connection consists of; its keys are those of `setting`.
[[nodiscard]] Form connectionForm();

} // namespace cybersource
