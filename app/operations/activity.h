// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"
#include "app/domain/observedchange.h"

#include <QList>

#include <variant>

//! One thing on a token's timeline: what this desk did, or a change that it found when it read the token.
using ActivityItem = std::variant<JournalEntry, ObservedChange>;

//! When it was begun, or seen.
[[nodiscard]] QDateTime timeOf(const ActivityItem &item);

//! Both lists as one, newest first. At the same moment the change comes before the entry: it was seen after.
[[nodiscard]] QList<ActivityItem> mergedActivity(const QList<JournalEntry> &entries,
                                                 const QList<ObservedChange> &changes);
