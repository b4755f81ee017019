// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/storage/sql.h"
#include "app/workspace/sqliteworkspace.h"
#include "tests/storage/await.h"
#include "tests/workspace/manyreadings.h"

#include <QFile>
#include <QTemporaryDir>

//! A workspace on a file of its own, and short ways to ask it.
class WorkspaceOnFile
{
public:
    WorkspaceOnFile() : database(another()), workspace(database) {}

    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("desk.sqlite")); }
    //! Another console's connection to the same file.
    [[nodiscard]] std::shared_ptr<Database> another() const { return await(Database::open(file())).value_or(nullptr); }

    [[nodiscard]] bool remember(const TokenReading &reading, const QString &by = QStringLiteral("m.ruiz"))
    {
        return await(workspace.remember(connectionId, reading, by)).has_value();
    }
    [[nodiscard]] Result<Annotations> annotate(const QString &token, AnnotationEdit::Kind kind, const QString &text,
                                               const QString &by = QStringLiteral("m.ruiz"))
    {
        return await(workspace.annotate(connectionId, {token}, {kind, text}, by, noon));
    }
    [[nodiscard]] QList<ObservedChange> changes(const QString &token)
    {
        return await(workspace.changes(connectionId, {token})).value_or(QList<ObservedChange>());
    }
    //! What lies on the disk once everything is in the main file.
    [[nodiscard]] QByteArray bytesOnDisk()
    {
        const auto flushed = await(database->run([](QSqlDatabase &connection) {
            return firstValue(connection, QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
        }));
        QFile onDisk(file());
        return flushed && onDisk.open(QIODevice::ReadOnly) ? onDisk.readAll() : QByteArray();
    }

    static inline const QString connectionId = QStringLiteral("c-1");
    static inline const QDateTime noon{QDate(2026, 2, 11), QTime(12, 0), Qt::UTC};

private:
    QTemporaryDir m_folder;

public:
    std::shared_ptr<Database> database;
    SqliteWorkspace workspace;
};

[[nodiscard]] inline TokenReading readingNamed(const QString &token, const QDateTime &readAt = WorkspaceOnFile::noon)
{
    TokenReading reading = typicalReading(7);
    reading.token.id = {token};
    reading.readAt = readAt;
    return reading;
}
