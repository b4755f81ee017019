// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

//! The one redactor (security.md C5): text from anywhere, made fit for a screen, a journal or a log.

//! `text` with everything that may be a card number reduced to its first six and last four digits; each digit between
//! them becomes one '*', and what stood between digits stays. Linear in the length of the text.
//!
//! A number may be glued to letters, use any Unicode decimal digits, JSON escapes, HTML's numeric entities or percent
//! encoding, and have up to three characters between digits: spaces, dashes, dots, underscores, slashes, invisible
//! characters, also encoded. It is masked
//! - in one piece of 14 to 19 digits, or grouped as cards are printed, when it begins and measures like a scheme's
//!   number, or passes the Luhn check and begins with a digit that cards begin with. So a 19-digit token id goes when it
//!   passes Luhn or begins like a 19-digit card, and stays otherwise;
//! - with 12 digits, when it passes Luhn and begins like a Maestro card; with 13, when it passes Luhn and begins with 4;
//! - grouped in any other way, when it has 14 digits or more, begins and measures like a scheme's number, and passes Luhn;
//! - with 13 to 19 digits that hold such a number and more, and whenever it is longer than 19 digits.
//! Version 1 to 8 UUIDs, payment account references, and times as yyyyMMddhhmmss[zzz], milli-, micro- or nanoseconds
//! since 1970 (years 2014 to 2033) stay as they are, as do numbers that begin with 0, and 22 digits that are a whole
//! segment after "/payments/" and do not begin with a scheme's number that passes Luhn: a payment's id in its path.
[[nodiscard]] QString redacted(const QString &text);

//! JSON pretty-printed with only the values of `visibleKeys` (at any depth, also as elements of an array under such a
//! key), themselves redacted; other scalars are replaced by their kind and length ("text, 12 characters"), a compact JWE
//! always by "JWE, 742 characters, kid 1234". Nothing for nothing; what is not a JSON object or array, or is nested
//! deeper than 64 levels, becomes a note of its length.
[[nodiscard]] QString redactedJson(const QByteArray &json, const QStringList &visibleKeys);
