// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/journalexport.h"

#include <QString>

//! What is done with the journal as a whole, and is an event in it.

//! Writes what passes the filter to a file that only its owner can read. The file appears when it is whole and the export
//! is recorded, or not at all. Off the calling thread, but for opening the file.
[[nodiscard]] Pending<qint64> exportJournalToFile(const std::shared_ptr<Journal> &journal, const JournalFilter &filter,
                                                  ExportFormat format, const QString &file, const QString &operatorId);
//! Checks the journal, and records what was found unless the check was cancelled. The verdict stands whether that could be
//! recorded or not.
[[nodiscard]] Pending<JournalVerdict> verifyJournal(const std::shared_ptr<Journal> &journal, const VerificationWatch &watch,
                                                    const QString &operatorId);
