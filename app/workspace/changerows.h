// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/domain/observedchange.h"

#include <QList>
#include <QSqlDatabase>

//! How many changes of one token are kept.
inline constexpr qsizetype mostChanges = 200;

//! Keeps the change, and drops the oldest ones beyond the limit. Within the caller's write transaction.
[[nodiscard]] Result<Done> keepChange(QSqlDatabase &connection, const QString &connectionId, const TokenId &token,
                                      const ObservedChange &change);
//! Newest first.
[[nodiscard]] Result<QList<ObservedChange>> changesOf(QSqlDatabase &connection, const QString &connectionId,
                                                      const TokenId &token);
