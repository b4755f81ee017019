// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"

namespace thales {

//! What the Server API offers a merchant (sections 4, 5 and 7), and what the connection's contract adds to it: suspend
//! and resume, which the API does not have. `visaVces` as for createForms.
[[nodiscard]] Capabilities capabilities(bool visaVces, const LifecycleExtension &lifecycle = {});

//! Whether `id` can be a token id: 1 to 128 of letters, digits, '-' and '_' (section 4.1).
[[nodiscard]] bool isTokenId(const QString &id);

} // namespace thales
