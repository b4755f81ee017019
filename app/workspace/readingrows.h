// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/domain/token.h"

#include <QList>
#include <QSqlDatabase>
#include <QVariant>

//! The table of last readings. All of it runs in the database's thread.

//! A null string would be stored as NULL, which no column takes.
[[nodiscard]] QString stored(const QString &text);

//! By code point.
[[nodiscard]] QString readBackwards(const QString &text);

//! Keeps the reading, unless a later one is there, and what it changed. Within the caller's write transaction.
[[nodiscard]] Result<Done> keepReading(QSqlDatabase &connection, const QString &connectionId,
                                       const TokenReading &reading, const QString &operatorId);

//! Readings of the rows that `condition` (from WHERE on) leaves. A row that cannot be read is left out: it is a copy of
//! what the server said, and the next look-up writes it anew.
[[nodiscard]] Result<QList<TokenReading>> readingsWhere(QSqlDatabase &connection, const QString &condition,
                                                        const QVariantList &values);
