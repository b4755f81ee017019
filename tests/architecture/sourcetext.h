// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

//! C++ source with its comments blanked out, and its string and character literals too unless they are to be kept.
//! Lines stay where they are.
enum class Literals { Kept, Blanked };
[[nodiscard]] QString withoutComments(const QString &source, Literals literals);
