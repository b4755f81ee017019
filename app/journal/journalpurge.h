// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journalcheckpoint.h"
#include "app/storage/journalchain.h"

#include <QSqlDatabase>

#include <optional>

//! What a purge takes, and why it stops where it does.
struct PurgePlan {
    qint64 first = 0;      //!< positions in the chain
    qint64 last = 0;       //!< before `first`: nothing
    QString heldBack = {}; //!< what keeps rows that are old enough; empty when nothing does
    [[nodiscard]] qint64 rows() const { return last >= first ? last - first + 1 : 0; }
};

//! The rows from the beginning to the last one before the first that is as young as `before`. An operation goes whole
//! or stays, and so does everything after the start of a console that is still running, this one included. InvalidInput
//! when an operation among these rows has no settled outcome, naming the first.
[[nodiscard]] Result<PurgePlan> planPurge(QSqlDatabase &connection, const QDateTime &before);

//! Deletes the rows of the chain up to this position, and their links. Expects a transaction with foreign keys off;
//! the triggers that forbid it are put back as they were.
[[nodiscard]] Result<Done> deleteRowsUpTo(QSqlDatabase &connection, qint64 position);

//! The purge after which the journal begins where it does; nothing when it begins at the beginning, or when no event
//! tells of such a purge. Its signature is not looked at.
[[nodiscard]] Result<std::optional<PurgedRows>> purgeInForce(QSqlDatabase &connection);
