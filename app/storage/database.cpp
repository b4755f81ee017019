// SPDX-License-Identifier: Apache-2.0
#include "app/storage/database.h"

#include "app/storage/deskschema.h"
#include "app/storage/opening.h"

#include <QStandardPaths>
#include <QThreadPool>

using namespace Qt::StringLiterals;

Database::Database() : m_connection(std::make_shared<QSqlDatabase>()), m_worker(std::make_unique<Worker>(u"database"_s))
{
}

Database::~Database()
{
    m_worker->run([connection = std::move(m_connection)]() -> Result<Done> {
        closeConnection(*connection);
        return Done{};
    });
    if (m_worker->context()->thread() != QThread::currentThread())
        return;
    // The last owner let go inside a continuation, which runs in the worker's thread; a thread cannot join itself.
    // The application waits for this pool when it ends.
    QThreadPool::globalInstance()->start(
        [worker = std::shared_ptr<Worker>(std::move(m_worker))]() mutable { worker.reset(); });
}

Pending<std::shared_ptr<Database>> Database::open(const QString &file, const SchemaHistory &history)
{
    const std::shared_ptr<Database> database(new Database);
    const Pending<Done> opened =
        database->run([file, history](QSqlDatabase &connection) { return openConnection(connection, file, history); });
    return transformed<Done>(opened,
                             [database](const Done &) -> Result<std::shared_ptr<Database>> { return database; });
}

Pending<std::shared_ptr<Database>> Database::open(const QString &file)
{
    return open(file, deskSchema());
}

QString Database::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + "/desk.sqlite"_L1;
}
