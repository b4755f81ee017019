// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/form.h"

//! How a connection says which way it goes to its server: fields for the forms of every provider that speaks HTTPS.
namespace proxy {

inline constexpr QLatin1StringView use{"proxy.use"};           //!< "system", "none" or "own"; not stored: "system"
inline constexpr QLatin1StringView address{"proxy.address"};   //!< "host:port"
inline constexpr QLatin1StringView user{"proxy.user"};         //!< may be empty
inline constexpr QLatin1StringView password{"proxy.password"}; //!< secret

[[nodiscard]] QList<FormField> fields();

} // namespace proxy
