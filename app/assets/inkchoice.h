// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QImage>

#include <optional>

//! Six hexadecimal digits without '#', as card art has them; nothing for anything else.
[[nodiscard]] std::optional<QColor> cardColor(const QString &sixDigits);

//! Relative luminance, 0 to 1 (WCAG 2.1).
[[nodiscard]] double luminance(const QColor &color);
//! Contrast of two luminances, 1 to 21 (WCAG 2.1).
[[nodiscard]] double contrast(double luminance, double other);
inline constexpr double readableContrast = 4.5;

struct InkChoice {
    QColor ink;
    bool needsScrim = false;
};

//! The ink for the areas of `face` that are written on (CardLayout): `wanted` when it is a colour and readable on every
//! spot there, however small, that is as wide as the stroke of a digit; else white or near-black, whichever is. When
//! none is, the better of the two on the average, and it needs a scrim.
[[nodiscard]] InkChoice chooseInk(const QImage &face, const QString &wanted);
