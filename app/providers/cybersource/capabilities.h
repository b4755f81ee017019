// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"
#include "app/providers/cybersource/connection.h"

namespace cybersource {

//! What the service offers on this connection.
[[nodiscard]] Capabilities capabilities(const Connection &connection);

//! The codes that a delete may send as its reason.
[[nodiscard]] QStringList apiDeleteReasons();

} // namespace cybersource
