// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRectF>

//! Where things stand on a card, as fractions of its width and height. No two areas that are used together meet, and
//! all keep clear of the edge.
namespace CardLayout {

inline constexpr QRectF issuerLogo{0.06, 0.09, 0.44, 0.20};  //!< at its top left
inline constexpr QRectF cobrandLogo{0.60, 0.09, 0.34, 0.20}; //!< at its top right
inline constexpr QRectF brandLogo{0.66, 0.69, 0.28, 0.22};   //!< at its bottom right

//! What the view writes: last digits and expiry, left-aligned. The ink is chosen for these two areas.
inline constexpr QRectF digits{0.06, 0.6898, 0.56, 0.1189};
inline constexpr QRectF expiry{0.06, 0.8286, 0.352, 0.0951};
//! Names that the view writes when the picture has no mark for them.
inline constexpr QRectF issuerName{0.06, 0.0714, 0.88, 0.1189};
inline constexpr QRectF schemeName{0.412, 0.8048, 0.528, 0.1269};

//! The area on a card that fills `card`.
[[nodiscard]] constexpr QRectF on(const QRectF &card, const QRectF &area)
{
    return {card.x() + area.x() * card.width(), card.y() + area.y() * card.height(), area.width() * card.width(),
            area.height() * card.height()};
}

} // namespace CardLayout
