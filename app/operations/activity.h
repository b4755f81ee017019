// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"
#include "app/domain/workspace.h"

#include <QList>

#include <memory>
#include <variant>

//! One thing on a token's timeline: what this desk did, or a change that it found when it read the token.
using ActivityItem = std::variant<JournalEntry, ObservedChange>;

//! When it was begun, or seen.
[[nodiscard]] QDateTime timeOf(const ActivityItem &item);

//! Both lists as one, newest first. At the same moment the change comes before the entry: it was seen after.
[[nodiscard]] QList<ActivityItem> mergedActivity(const QList<JournalEntry> &entries,
                                                 const QList<ObservedChange> &changes);

//! All that is known of what happened to the token, newest first.
[[nodiscard]] Pending<QList<ActivityItem>> activityOf(const std::shared_ptr<Journal> &journal,
                                                      const std::shared_ptr<Workspace> &workspace,
                                                      const QString &connectionId, const TokenId &token);
