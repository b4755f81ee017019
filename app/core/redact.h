// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

//! The one redactor (security.md C5): text from anywhere, made fit for a screen, a journal or a log.

//! `text` with everything that may be a card number reduced to first six and last four digits: runs of 12 to 19 digits,
//! also glued to letters, spaced, dashed or in full-width digits, that pass the Luhn check or begin and measure like a
//! scheme's number. Ordinary identifiers and timestamps stay as they are.
[[nodiscard]] QString redacted(const QString &text);

//! JSON pretty-printed with only the values of `visibleKeys` (at any depth), themselves redacted; other scalars are
//! replaced by their kind and length, a compact JWE by its length and key id. What is not JSON becomes a note of its length.
[[nodiscard]] QString redactedJson(const QByteArray &json, const QStringList &visibleKeys);
