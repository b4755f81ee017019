// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/journal/evidencereport.h"
#include "app/journal/journalkeys.h"

#include <QSqlDatabase>

//! What comparing an evidence report with a journal found.
struct ReportFinding {
    enum class Fault {
        None,
        ReportChanged,  //!< the report is not what it was when it was made
        JournalChanged, //!< the report is right, and the journal is no longer what it was then
        OtherJournal,   //!< the report was made from another desk's journal
    };
    Fault fault = Fault::None;
    QString explanation = {}; //!< English, no full stop; empty when nothing is wrong
    qsizetype purged = 0;     //!< rows of the report that were purged from the journal since, and cannot be compared
};
[[nodiscard]] QString
toWord(ReportFinding::Fault fault); //!< "none", "report-changed", "journal-changed", "other-journal"

//! Whether every row of the report is in this journal, unchanged, its signed head too, and whether no row is left out
//! that the journal had when that head was signed. Which of the two was changed follows from the hashes around a row
//! that differs and from the signed head that the chain leads to; `key` is this desk's, for heads that the journal
//! lost. Storage when the journal cannot be read. Runs in the database's thread.
[[nodiscard]] Result<ReportFinding> compareWithJournal(QSqlDatabase &connection, const EvidenceReport &report,
                                                       const HeadKey &key);
