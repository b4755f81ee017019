// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"

namespace fiserv {

//! What the payment-tokens API offers: create, look up, delete, and the update of up to a thousand tokens.
[[nodiscard]] Capabilities capabilities();

//! Whether `id` can be a token's value: visible ASCII that is no path of its own, and no card number.
[[nodiscard]] bool isTokenId(const QString &id);

} // namespace fiserv
