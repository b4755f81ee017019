// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

//! Whether line breaks and tabs keep their meaning (a request's body) or are escaped like the rest (a name, an id).
enum class Lines { Escaped, Kept };

//! `text` from outside, fit to be shown as plain text: control, bidirectional, zero-width and other invisible characters
//! become visible escapes ("\u202e"), so that nothing can hide, reorder or imitate what stands on the screen.
[[nodiscard]] QString shown(const QString &text, Lines lines = Lines::Escaped);
