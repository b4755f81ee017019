// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"
#include "app/domain/journal.h"
#include "app/journal/programrun.h"

#include <QSqlDatabase>

//! The journal's tables, as rows go in and come out. All functions run in the database's thread; those that write
//! expect to be inside a transaction.

[[nodiscard]] Result<qint64> insertIntent(QSqlDatabase &connection, const ProgramRun &run, const JournalIntent &intent,
                                          const Clock &clock);
[[nodiscard]] Result<Done> insertOutcome(QSqlDatabase &connection, qint64 entry, const JournalOutcome &outcome,
                                         const Clock &clock);

//! Newest first.
[[nodiscard]] Result<QList<JournalEntry>> entriesOf(QSqlDatabase &connection, const QString &connectionId,
                                                    const TokenId &token);

//! Entries without an outcome that were written by a run that is over; newest first.
[[nodiscard]] Result<QList<JournalEntry>> entriesLeftOpen(QSqlDatabase &connection, const ProgramRun &current);
