// SPDX-License-Identifier: Apache-2.0
#include "app/storage/sql.h"

#include <QDeadlineTimer>

#include <chrono>

using namespace Qt::StringLiterals;

Error storageError(const QString &doing, const QSqlError &error)
{
    const QString reason = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return {.kind = Error::Kind::Storage, .detail = u"%1: %2"_s.arg(doing, reason)};
}

Result<QSqlQuery> executed(QSqlDatabase &connection, const QString &sql, const QVariantList &values)
{
    QSqlQuery query(connection);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return Failure(storageError(u"could not prepare a database statement"_s, query.lastError()));
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return Failure(storageError(u"could not execute a database statement"_s, query.lastError()));
    return query;
}

Result<QVariant> firstValue(QSqlDatabase &connection, const QString &sql, const QVariantList &values)
{
    Result<QSqlQuery> query = executed(connection, sql, values);
    if (!query)
        return Failure(query.error());
    if (!query->next())
        return Failure({.kind = Error::Kind::Storage, .detail = u"a database statement returned no row"_s});
    return query->value(0);
}

namespace {
constexpr std::chrono::milliseconds longestWait{5000}; // also of opening.cpp, for everything else
constexpr std::chrono::milliseconds shortWait{15};
const QString busyCode = u"5"_s; // SQLITE_BUSY

Result<Done> control(QSqlDatabase &connection, const QString &sql, const QString &doing)
{
    QSqlQuery query(connection);
    if (!query.exec(sql))
        return Failure(storageError(doing, query.lastError()));
    return Done{};
}
} // namespace

// SQLite waits ever longer between its tries, up to 100 ms: whoever waits for a console that writes row after row seldom
// meets the moment in which the lock is free. Many short waits do.
Result<Done> beginImmediate(QSqlDatabase &connection)
{
    const QDeadlineTimer patience(longestWait);
    QSqlQuery(connection).exec(u"PRAGMA busy_timeout=%1"_s.arg(shortWait.count()));
    QSqlQuery begin(connection);
    bool isBegun = begin.exec(u"BEGIN IMMEDIATE"_s);
    while (!isBegun && begin.lastError().nativeErrorCode() == busyCode && !patience.hasExpired())
        isBegun = begin.exec(u"BEGIN IMMEDIATE"_s);
    QSqlQuery(connection).exec(u"PRAGMA busy_timeout=%1"_s.arg(longestWait.count()));
    if (!isBegun)
        return Failure(storageError(u"could not lock the database for writing"_s, begin.lastError()));
    return Done{};
}

Result<Done> commit(QSqlDatabase &connection)
{
    return control(connection, u"COMMIT"_s, u"could not commit to the database"_s);
}

void rollBack(QSqlDatabase &connection)
{
    // Fails when SQLite has undone the transaction by itself after an I/O error, which is what is wanted here.
    QSqlQuery(connection).exec(u"ROLLBACK"_s);
}
