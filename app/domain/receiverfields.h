// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/form.h"

//! How a connection says where this desk receives its notifications: fields for the forms of providers that send any.
namespace receiver {

inline constexpr QLatin1StringView isOn{"receiver.isOn"}; //!< "yes" or "no"
inline constexpr QLatin1StringView address{"receiver.address"};
inline constexpr QLatin1StringView port{"receiver.port"}; //!< 0: any free one
inline constexpr QLatin1StringView certificateFile{"receiver.certificateFile"};
inline constexpr QLatin1StringView keyFile{"receiver.keyFile"};
inline constexpr QLatin1StringView keyPassphrase{"receiver.keyPassphrase"};
inline constexpr QLatin1StringView authorityFile{"receiver.authorityFile"};
inline constexpr QLatin1StringView scheme{"receiver.scheme"}; //!< "apikey" or "basic"
inline constexpr QLatin1StringView user{"receiver.user"};
inline constexpr QLatin1StringView secret{"receiver.secret"};

//! Off by default; everything else is hidden then.
[[nodiscard]] QList<FormField> fields();

} // namespace receiver
