// SPDX-License-Identifier: Apache-2.0
#include "app/operations/activity.h"

#include <algorithm>

QDateTime timeOf(const ActivityItem &item)
{
    const auto *entry = std::get_if<JournalEntry>(&item);
    return entry ? entry->openedAt : std::get<ObservedChange>(item).laterAt;
}

QList<ActivityItem> mergedActivity(const QList<JournalEntry> &entries, const QList<ObservedChange> &changes)
{
    QList<ActivityItem> items;
    items.reserve(entries.size() + changes.size());
    for (const ObservedChange &change : changes)
        items.append(change);
    for (const JournalEntry &entry : entries)
        items.append(entry);
    std::stable_sort(items.begin(), items.end(),
                     [](const ActivityItem &a, const ActivityItem &b) { return timeOf(a) > timeOf(b); });
    return items;
}

Pending<QList<ActivityItem>> activityOf(const std::shared_ptr<Journal> &journal,
                                        const std::shared_ptr<Workspace> &workspace, const QString &connectionId,
                                        const TokenId &token)
{
    const Pending<QList<ObservedChange>> changes = workspace->changes(connectionId, token);
    return chain<QList<JournalEntry>>(
        journal->entriesFor(connectionId, token), [changes](const QList<JournalEntry> &entries) {
            return transformed<QList<ObservedChange>>(changes, [entries](const QList<ObservedChange> &seen) {
                return Result<QList<ActivityItem>>(mergedActivity(entries, seen));
            });
        });
}
