// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"

//! Made-up operations whose outcome is unknown.
namespace OpenItems {
inline JournalEntry erasing(qint64 id, const QString &token = QStringLiteral("tk_9f3c2a71e4"))
{
    JournalEntry entry;
    entry.id = id;
    JournalIntent &intent = entry.intent;
    intent.operatorId = QStringLiteral("ann");
    intent.operation = Operation::Delete;
    intent.connectionId = QStringLiteral("shop");
    intent.connectionName = QStringLiteral("Shop");
    intent.environment = QStringLiteral("test");
    intent.token = {token};
    intent.reason = QStringLiteral("customer-request");
    intent.comment = QStringLiteral("lost the card");
    intent.ticket = QStringLiteral("T-7");
    intent.correlationId = QStringLiteral("2f1e0c4a-0000-4000-8000-00000000000%1").arg(id);
    intent.request = QStringLiteral("redacted request");
    entry.openedAt = QDateTime(QDate(2026, 2, 11), QTime(7, 8, 24, 479), Qt::UTC);
    entry.outcome.kind = JournalOutcome::Kind::Unknown;
    return entry;
}

inline JournalEntry creating(qint64 id)
{
    JournalEntry entry = erasing(id, {});
    entry.intent.operation = Operation::Create;
    entry.intent.formId = QStringLiteral("createToken");
    entry.intent.reason.clear();
    return entry;
}

//! Accepted: the token arrives later.
inline JournalEntry awaiting(qint64 id, Scheme scheme = Scheme::Visa)
{
    JournalEntry entry = creating(id);
    entry.intent.formId = QStringLiteral("createAsyncToken");
    entry.intent.awaited = AwaitedCreation{.scheme = scheme, .cardLastDigits = QStringLiteral("1111")};
    entry.outcome.kind = JournalOutcome::Kind::Accepted;
    return entry;
}
} // namespace OpenItems
