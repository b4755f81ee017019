// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/journal.h"
#include "app/journal/programrun.h"
#include "app/storage/database.h"

#include <memory>

//! The longest texts that the journal takes, in UTF-16 units. Longer intents are refused (InvalidInput, with the
//! member's name as field), because nobody's reason is cut silently; what the program or a server wrote (`request`, and
//! every text of an outcome) is cut, because an outcome must never go unrecorded.
namespace JournalLimit {
inline constexpr qsizetype name = 256; //!< operator, connection, reason code, ids
inline constexpr qsizetype ticket = 128;
inline constexpr qsizetype comment = 2000;
inline constexpr qsizetype request = 16'384;
inline constexpr qsizetype detail = 4000;
} // namespace JournalLimit

//! The journal in the desk's database. Rows are only ever added: an intent, later its outcome; the database itself
//! refuses to change or delete either. Free text passes the redactor once more on its way in.
//!
//! An entry was left open when it has no outcome, was written by another run of the program, and that run is over
//! (`isStillRunning`): what a second console is doing just now is not reported.
class SqliteJournal final : public Journal
{
public:
    SqliteJournal(std::shared_ptr<Database> database, std::shared_ptr<const Clock> clock,
                  ProgramRun run = currentRun());

    [[nodiscard]] Pending<qint64> open(const JournalIntent &intent) override;
    //! InvalidInput for an outcome that is none (Open). Storage for an entry that does not exist or has one already:
    //! the first outcome stands.
    [[nodiscard]] Pending<Done> close(qint64 entry, const JournalOutcome &outcome) override;
    [[nodiscard]] Pending<QList<JournalEntry>> entriesFor(const QString &connectionId, const TokenId &token) override;
    //! Newest first.
    [[nodiscard]] Pending<QList<JournalEntry>> leftOpen() override;

private:
    std::shared_ptr<Database> m_database;
    std::shared_ptr<const Clock> m_clock;
    ProgramRun m_run;
};
