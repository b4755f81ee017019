// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>

//! What the tour types: test cards and a person who does not exist. The test suite searches everything that the tour
//! leaves behind for these values.
namespace TourCards {
inline constexpr QLatin1StringView visa{"4111111111111111"};
inline constexpr QLatin1StringView mastercard{"5555555555554444"};
inline constexpr QLatin1StringView mistyped{"5123456789012345"}; //!< its check digit is wrong
inline constexpr QLatin1StringView amex{"378282246310005"};
inline constexpr QLatin1StringView withoutToken{"4000000000000119"}; //!< charged, while its token cannot be made
inline constexpr QLatin1StringView expiry{"0931"};
inline constexpr QLatin1StringView securityCode{"8462"};
inline constexpr QLatin1StringView holder{"Ottilie Wandervogel"};
inline constexpr QLatin1StringView givenName{"Ottilie"};
inline constexpr QLatin1StringView familyName{"Wandervogel"};
inline constexpr QLatin1StringView email{"ottilie.wandervogel@example.org"};
inline constexpr QLatin1StringView pushPayload{"c2FuZGJveC1wdXNoLXBheWxvYWQ"};
} // namespace TourCards
