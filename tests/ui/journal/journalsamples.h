// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"

//! Made-up rows of a journal.
namespace JournalSamples {
inline JournalEntry entry(qint64 id, Operation operation = Operation::Delete,
                          JournalOutcome::Kind outcome = JournalOutcome::Kind::Succeeded)
{
    JournalEntry made;
    made.id = id;
    made.intent.operatorId = id % 3 ? QStringLiteral("ann") : QStringLiteral("m.ruiz");
    made.intent.operation = operation;
    made.intent.connectionId = QStringLiteral("shop");
    made.intent.connectionName = QStringLiteral("Shop");
    made.intent.environment = QStringLiteral("test");
    made.intent.token = {operation == Operation::Create ? QString() : QStringLiteral("tk_%1").arg(id)};
    made.intent.reason = QStringLiteral("customer-request");
    made.intent.comment = QStringLiteral("lost the card");
    made.intent.ticket = QStringLiteral("T-%1").arg(id);
    made.intent.correlationId = QStringLiteral("2f1e0c4a-0000-4000-8000-%1").arg(id, 12, 10, QLatin1Char('0'));
    made.intent.request = QStringLiteral("DELETE /v1/tokens/tk_%1").arg(id);
    made.openedAt = QDateTime(QDate(2026, 2, 1), QTime(7, 8), Qt::UTC).addSecs(id * 600);
    made.outcome.kind = outcome;
    if (operation == Operation::Create && outcome == JournalOutcome::Kind::Succeeded)
        made.outcome.token = {QStringLiteral("tk_made%1").arg(id)};
    made.outcome.httpStatus = outcome == JournalOutcome::Kind::Succeeded ? 204 : 0;
    made.closedAt = made.openedAt.addSecs(1);
    made.host = QStringLiteral("desk-3");
    return made;
}

inline RecordedEvent event(qint64 id, JournalEvent::Kind kind = JournalEvent::Kind::Exported)
{
    RecordedEvent made;
    made.id = id;
    made.event.kind = kind;
    made.event.operatorId = QStringLiteral("ann");
    made.event.affectedItem = QStringLiteral("journal");
    made.event.detail = QStringLiteral("CSV, 3 records");
    made.happenedAt = QDateTime(QDate(2026, 2, 1), QTime(7, 8), Qt::UTC).addSecs(id * 60);
    made.host = QStringLiteral("desk-3");
    return made;
}

//! Newest first: ids from `count` down to 1.
inline QList<JournalEntry> entries(int count)
{
    QList<JournalEntry> made;
    made.reserve(count);
    for (int id = count; id >= 1; --id)
        made.append(entry(id));
    return made;
}
} // namespace JournalSamples
