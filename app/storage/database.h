// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/worker.h"

#include <QSqlDatabase>
#include <QStringList>

#include <functional>
#include <initializer_list>
#include <chrono>
#include <memory>

//! What takes a file from one version to the next: statements, and then what no statement can do. All in one
//! transaction.
struct SchemaStep {
    using Change = std::function<Result<Done>(QSqlDatabase &)>;
    SchemaStep(QStringList sql, Change change = {}) : statements(std::move(sql)), then(std::move(change)) {}
    SchemaStep(std::initializer_list<QString> sql) : statements(sql) {}
    QStringList statements;
    Change then;
};

//! The history of one file's schema: entry n takes the file from version n to version n + 1. An entry that was ever
//! released is never changed; a new version is a new entry.
using SchemaHistory = QList<SchemaStep>;

//! One SQLite file, opened in a thread of its own: whoever asks never waits. Several processes may share the file; a
//! write waits up to five seconds for another one's. Every commit is on the disk when it settles (WAL,
//! synchronous=FULL), and what is deleted is overwritten (secure_delete). The file and its companions belong to the
//! user alone (0600).
class Database
{
public:
    //! Opens or creates the file, and its folder (0700), and brings it to the newest version; before an existing file
    //! is changed, a copy is put beside it (`FILE.version-N.backup`). Storage when the file cannot be opened, is
    //! damaged, is another program's or was written by a newer version of this one: it is then left as it was.
    [[nodiscard]] static Pending<std::shared_ptr<Database>> open(const QString &file, const SchemaHistory &history);
    //! The same for the desk's file: journal and workspace.
    [[nodiscard]] static Pending<std::shared_ptr<Database>> open(const QString &file);
    //! Runs what was asked for, then closes. May be the last act of one of its own calls.
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    //! Runs `fn(QSqlDatabase &)`, which returns a Result, in the database's thread, in the order of the calls. The
    //! connection must not be kept.
    template <typename Fn>
    [[nodiscard]] auto run(Fn fn) -> QFuture<std::invoke_result_t<Fn, QSqlDatabase &>>
    {
        return m_worker->run([connection = m_connection, fn = std::move(fn)]() mutable { return fn(*connection); });
    }

    //! Waits until every database of this process has been closed and its thread has ended; false when that takes longer.
    //! To be called before the application object goes, and by nobody who still holds a database: without that object
    //! a thread that is still ending can end no more.
    [[nodiscard]] static bool waitUntilAllEnded(std::chrono::milliseconds patience);

    //! Where the desk's file lies: below the XDG data folder of the application.
    [[nodiscard]] static QString defaultFile();

private:
    Database();

    std::shared_ptr<QSqlDatabase> m_connection; //!< used and closed in the worker's thread only
    std::unique_ptr<Worker> m_worker;
};
