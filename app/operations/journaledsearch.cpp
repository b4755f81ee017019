// SPDX-License-Identifier: Apache-2.0
#include "app/operations/journaledsearch.h"

#include <algorithm>

namespace {
constexpr qsizetype shortestId = 20;
constexpr int mostEntries = 20;

//! The id of the operation that begins with the text; empty when none does.
QString matchingId(const JournalEntry &entry, const QString &text)
{
    for (const QString &id : {entry.intent.correlationId, entry.outcome.schemeCorrelationId}) {
        if (id.startsWith(text, Qt::CaseInsensitive))
            return id;
    }
    return {};
}

TokenId tokenOf(const JournalEntry &entry)
{
    if (!entry.intent.tokens.isEmpty())
        return entry.intent.tokens.first();
    return entry.intent.token.isEmpty() ? entry.outcome.token : entry.intent.token;
}

Pending<QList<FoundToken>> knownAs(const std::shared_ptr<Workspace> &workspace, const QString &connectionId,
                                   const TokenId &token, const QString &correlationId)
{
    return transformed<QList<FoundToken>>(
        workspace->search(connectionId, token.value, mostEntries), [token, correlationId](QList<FoundToken> found) {
            found.removeIf([&token](const FoundToken &known) { return known.reading.token.id != token; });
            for (FoundToken &known : found) {
                known.by = FoundToken::By::CorrelationId;
                known.text = correlationId;
            }
            return Result<QList<FoundToken>>(found);
        });
}

Pending<QList<FoundToken>> foundInJournal(const std::shared_ptr<Workspace> &workspace,
                                          const std::shared_ptr<Journal> &journal, const QString &connectionId,
                                          const QString &text)
{
    const Pending<QList<JournalEntry>> entries =
        journal->query({.connectionId = connectionId, .text = text}, 0, mostEntries);
    return chain<QList<JournalEntry>>(entries, [=](const QList<JournalEntry> &newest) {
        const auto entry = std::find_if(newest.cbegin(), newest.cend(), [&text](const JournalEntry &candidate) {
            return !tokenOf(candidate).isEmpty() && !matchingId(candidate, text).isEmpty();
        });
        return entry == newest.cend() ? settled<QList<FoundToken>>(QList<FoundToken>())
                                      : knownAs(workspace, connectionId, tokenOf(*entry), matchingId(*entry, text));
    });
}
} // namespace

Pending<QList<FoundToken>> searchWithJournal(const std::shared_ptr<Workspace> &workspace,
                                             const std::shared_ptr<Journal> &journal, const QString &connectionId,
                                             const QString &text, int limit)
{
    const Pending<QList<FoundToken>> found = workspace->search(connectionId, text, limit);
    if (text.size() < shortestId)
        return found;
    return chain<QList<FoundToken>>(found, [=](const QList<FoundToken> &known) {
        return known.isEmpty() ? foundInJournal(workspace, journal, connectionId, text)
                               : settled<QList<FoundToken>>(known);
    });
}
