// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <type_traits>

//! An Error of kind Storage that says what was being done and what the database answered.
[[nodiscard]] Error storageError(const QString &doing, const QSqlError &error);

//! One statement, executed with `values` bound in order. The query is at the place before its first row and reads
//! forward only.
[[nodiscard]] Result<QSqlQuery> executed(QSqlDatabase &connection, const QString &sql, const QVariantList &values = {});

//! The first column of the first row. Storage when there is no row.
[[nodiscard]] Result<QVariant> firstValue(QSqlDatabase &connection, const QString &sql,
                                          const QVariantList &values = {});

[[nodiscard]] Result<Done> beginImmediate(QSqlDatabase &connection);
[[nodiscard]] Result<Done> commit(QSqlDatabase &connection);
void rollBack(QSqlDatabase &connection);

//! Runs `fn()`, which returns a Result, in one write transaction: committed and durable when it succeeds, undone when
//! it or the commit fails. The write lock is taken first (BEGIN IMMEDIATE), because a transaction that begins by
//! reading cannot wait for another console's writes: SQLite refuses it at once.
template <typename Fn>
[[nodiscard]] auto inTransaction(QSqlDatabase &connection, Fn fn) -> std::invoke_result_t<Fn>
{
    if (const Result<Done> begun = beginImmediate(connection); !begun)
        return Failure(begun.error());
    auto outcome = fn();
    if (!outcome) {
        rollBack(connection);
        return outcome;
    }
    if (const Result<Done> committed = commit(connection); !committed) {
        rollBack(connection);
        return Failure(committed.error());
    }
    return outcome;
}
