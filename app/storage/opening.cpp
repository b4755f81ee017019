// SPDX-License-Identifier: Apache-2.0
#include "app/storage/opening.h"

#include "app/storage/privatefile.h"
#include "app/storage/sql.h"

#include <QDir>
#include <QFileInfo>
#include <QThread>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace {
Failure storageFailure(const QString &detail)
{
    return Failure(Error{.kind = Error::Kind::Storage, .detail = detail});
}

Result<int> version(QSqlDatabase &connection)
{
    const Result<QVariant> value = firstValue(connection, u"PRAGMA user_version"_s);
    if (!value)
        return Failure(value.error());
    return value->toInt();
}

Result<Done> connectTo(QSqlDatabase &connection, const QString &file)
{
    connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, QUuid::createUuid().toString(QUuid::WithoutBraces));
    connection.setDatabaseName(file);
    connection.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!connection.open())
        return Failure(storageError(u"the database %1 could not be opened"_s.arg(file), connection.lastError()));
    return Done{};
}

struct Found {
    int version = 0;
    int objects = 0; //!< tables, indexes and so on
};

//! Both facts as of one moment: another console may be creating the file just now.
Result<Found> whatIsThere(QSqlDatabase &connection)
{
    if (const auto begun = executed(connection, u"BEGIN"_s); !begun)
        return Failure(begun.error());
    const Result<int> found = version(connection);
    const Result<QVariant> objects = firstValue(connection, u"SELECT count(*) FROM sqlite_schema"_s);
    rollBack(connection);
    if (!found || !objects)
        return Failure(found ? objects.error() : found.error());
    return Found{*found, objects->toInt()};
}

//! Reads only: a file that is refused stays as it was.
Result<Done> checkFile(QSqlDatabase &connection, const QString &file, const SchemaHistory &history)
{
    const Result<Found> found = whatIsThere(connection);
    if (!found)
        return storageFailure(u"%1 is not a usable database: %2"_s.arg(file, found.error().detail));
    if (found->version > history.size())
        return storageFailure(u"%1 was written by a newer version of this program (its format is %2, this version "
                              "knows up to %3); it was left unchanged"_s.arg(file, QString::number(found->version),
                                                                             QString::number(history.size())));
    if (found->version == 0 && found->objects > 0)
        return storageFailure(u"%1 is the database of another program; it was left unchanged"_s.arg(file));
    return Done{};
}

//! The companions too: SQLite made them like the file, perhaps just now.
Result<Done> closeToOthers(const QString &file)
{
    for (const QString &name : {file, file + "-wal"_L1, file + "-shm"_L1}) {
        if (const auto closed = makePrivate(name); !closed)
            return closed;
    }
    return Done{};
}

Result<Done> switchToWal(QSqlDatabase &connection)
{
    // While another console switches the same new file, SQLite answers "locked" at once, whatever the busy timeout.
    Result<QVariant> mode;
    for (int attempt = 0; attempt < 50; ++attempt) {
        mode = firstValue(connection, u"PRAGMA journal_mode=WAL"_s);
        if (mode)
            break;
        QThread::msleep(20);
    }
    if (!mode)
        return Failure(mode.error());
    if (mode->toString() != "wal"_L1)
        return storageFailure(u"the file system does not support a write-ahead log"_s);
    return Done{};
}

Result<Done> configure(QSqlDatabase &connection)
{
    if (const auto switched = switchToWal(connection); !switched)
        return switched;
    for (const QString &pragma : {u"PRAGMA synchronous=FULL"_s, u"PRAGMA secure_delete=ON"_s,
                                  u"PRAGMA cache_size=-16384"_s, // KiB: the indexes that a search walks stay in memory
                                  u"PRAGMA foreign_keys=ON"_s, u"PRAGMA trusted_schema=OFF"_s}) {
        if (const auto set = executed(connection, pragma); !set)
            return Failure(set.error());
    }
    return Done{};
}

Result<Done> backUp(QSqlDatabase &connection, const QString &file, int fromVersion)
{
    const Result<QString> copy = createPrivateFileBeside(u"%1.version-%2.backup"_s.arg(file).arg(fromVersion));
    if (!copy)
        return Failure(copy.error());
    if (const auto copied = executed(connection, u"VACUUM INTO ?"_s, {*copy}); !copied)
        return Failure(copied.error());
    return flushToDisk(*copy);
}

//! One step. Another console may have made it since the version was read: then there is nothing to do.
Result<Done> migrateFrom(QSqlDatabase &connection, int from, const SchemaStep &step)
{
    return inTransaction(connection, [&]() -> Result<Done> {
        const Result<int> found = version(connection);
        if (!found)
            return Failure(found.error());
        if (*found != from)
            return Done{};
        for (const QString &statement : step.statements) {
            if (const auto changed = executed(connection, statement); !changed)
                return Failure(changed.error());
        }
        if (const auto changed = step.then ? step.then(connection) : Result<Done>(Done{}); !changed)
            return changed;
        if (const auto set = executed(connection, u"PRAGMA user_version=%1"_s.arg(from + 1)); !set)
            return Failure(set.error());
        return Done{};
    });
}

Result<Done> migrate(QSqlDatabase &connection, const QString &file, const SchemaHistory &history)
{
    const Result<int> found = version(connection);
    if (!found)
        return Failure(found.error());
    const int newest = static_cast<int>(history.size());
    if (*found > 0 && *found < newest) {
        if (const auto saved = backUp(connection, file, *found); !saved)
            return storageFailure(u"%1 was not brought up to date, because no copy of it could be made: %2"_s.arg(
                file, saved.error().detail));
    }
    for (int from = *found; from < newest; ++from) {
        if (const auto migrated = migrateFrom(connection, from, history.at(from)); !migrated)
            return storageFailure(u"%1 could not be brought from version %2 to %3: %4"_s.arg(
                file, QString::number(from), QString::number(from + 1), migrated.error().detail));
    }
    return Done{};
}
} // namespace

Result<Done> openConnection(QSqlDatabase &connection, const QString &file, const SchemaHistory &history)
{
    if (const auto there = ensurePrivateFile(file); !there)
        return there;
    if (const auto connected = connectTo(connection, file); !connected)
        return connected;
    if (const auto usable = checkFile(connection, file, history); !usable)
        return usable;
    if (const auto closed = closeToOthers(file); !closed)
        return closed;
    if (const auto configured = configure(connection); !configured)
        return configured;
    return migrate(connection, file, history);
}

Result<Done> removeBackups(const QString &file)
{
    const QFileInfo database(file);
    QDir folder = database.dir();
    for (const QString &name :
         folder.entryList({database.fileName() + ".version-*.backup*"_L1}, QDir::Files | QDir::Hidden)) {
        if (!folder.remove(name))
            return storageFailure(u"%1 could not be removed"_s.arg(folder.filePath(name)));
    }
    return Done{};
}

void closeConnection(QSqlDatabase &connection)
{
    const QString name = connection.connectionName();
    connection = QSqlDatabase();
    QSqlDatabase::removeDatabase(name);
}
