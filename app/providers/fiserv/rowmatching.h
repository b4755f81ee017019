// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"

namespace fiserv {

//! What became of each row of a PATCH whose answer holds these refusals (unredacted). The vendor's texts name the card
//! and not the token, in full or as its first and last digits. A text counts for the rows whose number fits; when more
//! rows fit than texts speak of them, each of them is Unclear, and when none fits, every row that nothing else is known
//! about.
[[nodiscard]] QList<RowOutcome> rowOutcomes(const QList<PreparedRow> &rows, const QStringList &refusals);

} // namespace fiserv
