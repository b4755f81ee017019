// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"

class QIODevice;

//! How exported records are written.
enum class ExportFormat { Csv, Json };

//! One cell of a CSV file (RFC 4180): always quoted. A text that a spreadsheet would take for a formula (it begins with
//! = + - @, a tab or a line end) gets an apostrophe before it.
[[nodiscard]] QByteArray csvCell(const QString &text);

//! Writes all entries and events that pass the filter to `out`, page by page, newest first, entries before events.
//! Events are left out when the filter asks for what only entries have. `out` must outlive the Pending, which settles
//! with the number of records. Storage when `out` takes no more.
[[nodiscard]] Pending<qint64> exportJournal(const std::shared_ptr<Journal> &journal, const JournalFilter &filter,
                                            ExportFormat format, QIODevice &out);
