// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journalrecord.h"
#include "app/journal/journalkeys.h"
#include "app/storage/journalchain.h"

#include <QSqlDatabase>

//! Checks the whole journal, some rows at a time: every row against its link, every link against the one before, every
//! signed head against the chain and its key, every table for rows that the chain does not know, and the end against
//! the anchor. Stops at the first flaw. What is added meanwhile is not looked at. All functions run in the database's
//! thread.
class JournalVerification
{
public:
    JournalVerification(HeadKey key, std::optional<HeadAnchor> anchor);

    //! First; fixes where the journal ends.
    [[nodiscard]] Result<Done> begin(QSqlDatabase &connection);
    //! Then, while it returns true.
    [[nodiscard]] Result<bool> checkMore(QSqlDatabase &connection, int rows);

    [[nodiscard]] qint64 total() const { return m_end - m_start.position; }
    [[nodiscard]] const JournalVerdict &verdict() const { return m_verdict; }

private:
    [[nodiscard]] Result<Done> checkLinks(QSqlDatabase &connection, int rows);
    [[nodiscard]] Result<Done> checkForStrangers(QSqlDatabase &connection);
    //! Another console may purge meanwhile: then all begins anew.
    [[nodiscard]] Result<bool> hasMoved(QSqlDatabase &connection) const;
    [[nodiscard]] Result<bool> checkStep(QSqlDatabase &connection, int rows);
    void checkCheckpoint(const std::optional<PurgedRows> &purged);
    void checkHeads();
    void checkAnchor();
    void say(JournalVerdict::Flaw flaw, qint64 position, const QString &row, const QString &explanation);
    void sayWhatEndsShow();

    HeadKey m_key;
    std::optional<HeadAnchor> m_anchor;
    QList<SignedHead> m_heads;                //!< by id
    QHash<qint64, QByteArray> m_wantedHashes; //!< of the chain, where heads and the anchor point; filled on the way
    ChainLink m_start = chainStart(); //!< where the chain begins: later, when rows were purged
    ChainLink m_last = m_start;
    qint64 m_first = 0; //!< position of the first row
    qint64 m_end = 0;
    qsizetype m_table = 0; //!< whose strangers are looked for
    JournalVerdict m_verdict;
};

//! Whether a record is what its hash says, given the hash before it. Needs no database.
[[nodiscard]] bool isConsistent(const ChainedRecord &record);

//! All records that concern the token, and the newest signed head.
[[nodiscard]] Result<JournalEvidence> evidenceOf(QSqlDatabase &connection, const QString &connectionId,
                                                 const TokenId &token);

//! The link at this place and the record under it; nothing when the chain does not go that far.
[[nodiscard]] Result<std::optional<ChainedRecord>> recordAt(QSqlDatabase &connection, qint64 position);

//! The hash of the chain at this place; empty when it does not go that far.
[[nodiscard]] Result<QByteArray> hashAt(QSqlDatabase &connection, qint64 position);
//! By id. Also those that are damaged.
[[nodiscard]] Result<QList<SignedHead>> signedHeads(QSqlDatabase &connection);
