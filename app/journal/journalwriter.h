// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/journal.h"
#include "app/journal/journalkeys.h"
#include "app/journal/journalpurge.h"
#include "app/journal/programrun.h"
#include "app/storage/journalchain.h"
#include "app/storage/sql.h"

#include <QSqlQuery>

#include <map>

//! Adds rows to the journal, each with its link of the chain, in a transaction of its own. Lives and dies in the
//! database's thread, because it keeps its statements prepared.
class JournalWriter
{
public:
    //! After so many rows of the chain a head is signed along with the row.
    static constexpr qint64 rowsPerHead = 256;

    JournalWriter(std::shared_ptr<const Clock> clock, ProgramRun run);

    //! Heads are signed with this from now on.
    void useKey(const HeadKey &key) { m_key = key; }
    [[nodiscard]] const HeadKey &key() const { return m_key; }

    [[nodiscard]] Result<qint64> open(QSqlDatabase &connection, const JournalIntent &intent);
    [[nodiscard]] Result<Done> close(QSqlDatabase &connection, qint64 entry, const JournalOutcome &outcome);
    //! Whether the entry may be settled is checked in the same transaction.
    [[nodiscard]] Result<Done> settle(QSqlDatabase &connection, qint64 entry, const JournalSettlement &settlement);
    [[nodiscard]] Result<Done> record(QSqlDatabase &connection, const JournalEvent &event);
    //! Deletes what `planPurge` names, records that with a signed checkpoint, and signs the new end; all of it or nothing.
    //! Without rows to purge it does nothing.
    [[nodiscard]] Result<PurgePlan> purge(QSqlDatabase &connection, const QDateTime &before, const QString &operatorId);

    //! One transaction of the caller's with rows of the journal in it: `fn()` returns a Result, and adds them by the two
    //! functions that follow. Texts are to be redacted before.
    template <typename Fn>
    [[nodiscard]] auto inOwnTransaction(QSqlDatabase &connection, Fn fn) -> std::invoke_result_t<Fn>
    {
        const bool wasRunKnown = m_isRunKnown;
        auto outcome = inTransaction(connection, [&]() -> std::invoke_result_t<Fn> {
            if (const auto there = ensureRun(connection); !there)
                return Failure(there.error());
            if (const auto noted = noteClock(connection); !noted)
                return Failure(noted.error());
            return fn();
        });
        if (!outcome)
            m_isRunKnown = wasRunKnown; // its row went with the transaction
        return outcome;
    }
    //! Whatever the entry's outcome is, also when it has none yet: a notification may come before the answer does.
    [[nodiscard]] Result<Done> addSettlement(QSqlDatabase &connection, qint64 entry,
                                             const JournalSettlement &settlement);
    [[nodiscard]] Result<Done> addEvent(QSqlDatabase &connection, const JournalEvent &event);
    //! Signs the chain's end, unless that was done already: then the head that is there. Of an empty chain there is
    //! none (id 0).
    [[nodiscard]] Result<SignedHead> signHead(QSqlDatabase &connection);

private:
    [[nodiscard]] Result<QSqlQuery *> run(QSqlDatabase &connection, const QString &sql, const QVariantList &values);
    [[nodiscard]] Result<ChainLink> lastLink(QSqlDatabase &connection);
    //! Adds the row and its link. `values` are the columns in the table's order; the first may be null where the
    //! database numbers the rows. Returns the row's key, 0 for a text.
    [[nodiscard]] Result<qint64> add(QSqlDatabase &connection, const QString &record, QVariantList values);
    [[nodiscard]] Result<SignedHead> addHead(QSqlDatabase &connection, const ChainLink &end);
    [[nodiscard]] Result<Done> nameSubjects(QSqlDatabase &connection, qint64 entry, const QList<TokenId> &tokens);
    [[nodiscard]] Result<Done> await(QSqlDatabase &connection, qint64 entry, const JournalIntent &intent);
    [[nodiscard]] Result<Done> endAwaiting(QSqlDatabase &connection, qint64 entry, bool isOver);
    [[nodiscard]] Result<Done> ensureRun(QSqlDatabase &connection);
    //! Records it when the time of day went on by other than this computer counted since the last row of this run.
    [[nodiscard]] Result<Done> noteClock(QSqlDatabase &connection);

    std::shared_ptr<const Clock> m_clock;
    ProgramRun m_run;
    HeadKey m_key;
    std::map<QString, QSqlQuery> m_statements;
    bool m_isRunKnown = false;
    QDateTime m_lastTime; //!< UTC; null before the first row of this run
    std::chrono::milliseconds m_lastMonotonic{0};
};
