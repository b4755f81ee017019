// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <span>

//! What the redactor takes for a card number (the rules are in redact.h). Domain code asks app/domain/cardnumber.h.

inline constexpr qsizetype shortestCardNumber = 12;
inline constexpr qsizetype longestCardNumber = 19;

//! A decimal digit found in a text.
struct FoundDigit {
    qsizetype at;
    qint8 length; //!< of the digit as written: a surrogate pair, a \u0034
    qint8 value;
};

//! Digits that stand together.
struct DigitGroup {
    qsizetype first; //!< index of its first digit
    qsizetype size;
    bool isWeaklyJoined; //!< the gap before it has a comma, a colon or the like: joins groups as cards are printed only
};

//! Whether the first 13 to 19 of the digits begin and measure like a scheme's number and pass the Luhn check.
[[nodiscard]] bool beginsWithCardNumber(std::span<const FoundDigit> digits);
//! `groups` is not empty; `digits` are those of the groups, in order.
[[nodiscard]] bool mayBeCardNumber(std::span<const DigitGroup> groups, std::span<const FoundDigit> digits);
