// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/journal.h"
#include "app/journal/journalkeys.h"
#include "app/journal/journalwriter.h"
#include "app/journal/programrun.h"
#include "app/journal/reportcheck.h"
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

//! The journal in the desk's database. Rows are only ever added, each with its link in one hash chain over all of them
//! (app/storage/journalchain.h); the database itself refuses to change or delete any. Free text passes the redactor
//! once more on its way in.
//!
//! The chain's head is signed when the keys have been read, every JournalWriter::rowsPerHead rows, by `signHead`, and
//! when the journal goes. Without `keys` it is signed with a key that lasts as long as this run.
//!
//! An entry was left open when it has no outcome, was written by another run of the program, and that run is over
//! (`isStillRunning`): what a second console is doing just now is not reported.
class SqliteJournal final : public Journal
{
public:
    SqliteJournal(std::shared_ptr<Database> database, std::shared_ptr<const Clock> clock, ProgramRun run = currentRun(),
                  std::shared_ptr<const JournalKeys> keys = {});
    ~SqliteJournal() override;

    [[nodiscard]] Pending<qint64> open(const JournalIntent &intent) override;
    //! InvalidInput for an outcome that is none (Open). Storage for an entry that does not exist or has one already:
    //! the first outcome stands.
    [[nodiscard]] Pending<Done> close(qint64 entry, const JournalOutcome &outcome) override;
    [[nodiscard]] Pending<QList<JournalEntry>> entriesFor(const QString &connectionId, const TokenId &token) override;
    [[nodiscard]] Pending<QList<JournalEntry>> openItems() override;
    [[nodiscard]] Pending<Done> settle(qint64 entry, const JournalSettlement &settlement) override;
    [[nodiscard]] Pending<Done> record(const JournalEvent &event) override;
    [[nodiscard]] Pending<QList<JournalEntry>> query(const JournalFilter &filter, qint64 before, int limit) override;
    [[nodiscard]] Pending<QList<RecordedEvent>> events(const JournalFilter &filter, qint64 before, int limit) override;
    [[nodiscard]] Pending<JournalEvidence> evidence(const QString &connectionId, const TokenId &token) override;
    [[nodiscard]] Pending<JournalVerdict> verify(const VerificationWatch &watch) override;

    //! Records that a console opened the journal, and that the database was made, or brought to another version, since
    //! the last one did.
    [[nodiscard]] Pending<Done> recordOpening(const QString &operatorId);
    //! Signs the chain's end and lets the keychain remember it, unless what the keychain remembers already is not in
    //! this chain any more: that must not be forgotten.
    [[nodiscard]] Pending<SignedHead> signHead();
    //! What `purge` would do.
    [[nodiscard]] Pending<PurgePlan> planPurge(const QDateTime &before) const;
    //! Removes what is older for good, overwritten in the file and its log, and leaves a signed checkpoint from which the
    //! rest can be verified (journalpurge.h, journalcheckpoint.h): where there is a keychain, only one that was signed
    //! with its key. Checks the whole journal first. InvalidInput without
    //! an operator, for a time to come, and when an operation among these rows is not settled; Rejected when the journal
    //! is not sound: what is wrong with it must not be purged with it.
    [[nodiscard]] Pending<PurgePlan> purge(const QDateTime &before, const QString &operatorId);
    //! See reportcheck.h.
    [[nodiscard]] Pending<ReportFinding> compare(const EvidenceReport &report);
    //! Runs `fn(JournalWriter &, QSqlDatabase &)`, which returns a Result, in the database's thread and in one
    //! transaction: what it changes and what it records are there together or not at all.
    template <typename Fn>
    [[nodiscard]] auto together(Fn fn)
    {
        return m_database->run([writer = m_writer, fn = std::move(fn)](QSqlDatabase &connection) {
            return writer->inOwnTransaction(connection, [&] { return fn(*writer, connection); });
        });
    }
    //! Settles once the key from the keychain is in use, or is known not to come.
    [[nodiscard]] Pending<Done> ready() const { return m_ready; }

private:
    template <typename Fn>
    [[nodiscard]] auto write(Fn fn);

    std::shared_ptr<Database> m_database;
    std::shared_ptr<const Clock> m_clock;
    ProgramRun m_run;
    std::shared_ptr<const JournalKeys> m_keys; //!< may be null
    std::shared_ptr<JournalWriter> m_writer;   //!< used and destroyed in the database's thread only
    Pending<Done> m_ready;
};
