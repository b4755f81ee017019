// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/domain/journal.h"
#include "app/journal/programrun.h"

#include <QSqlDatabase>

//! The journal's rows, as they are read: the contracts are those of the interface Journal. All functions run in the
//! database's thread.

[[nodiscard]] Result<QList<JournalEntry>> entriesOf(QSqlDatabase &connection, const QString &connectionId,
                                                    const TokenId &token);
[[nodiscard]] Result<QList<JournalEntry>> openEntries(QSqlDatabase &connection, const ProgramRun &current);
[[nodiscard]] Result<QList<JournalEntry>> queriedEntries(QSqlDatabase &connection, const JournalFilter &filter,
                                                         qint64 before, int limit);
[[nodiscard]] Result<QList<RecordedEvent>> queriedEvents(QSqlDatabase &connection, const JournalFilter &filter,
                                                         qint64 before, int limit);
