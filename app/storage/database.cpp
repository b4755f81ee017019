// SPDX-License-Identifier: Apache-2.0
#include "app/storage/database.h"

#include "app/storage/deskschema.h"
#include "app/storage/opening.h"

#include <QStandardPaths>
#include <QThreadPool>

#include <condition_variable>
#include <mutex>

using namespace Qt::StringLiterals;

namespace {
//! The databases whose threads have not ended.
struct LiveDatabases {
    std::mutex mutex;
    std::condition_variable changed;
    int count = 0;

    void add(int difference)
    {
        const std::scoped_lock lock(mutex);
        count += difference;
        changed.notify_all();
    }
};

LiveDatabases &liveDatabases()
{
    static auto *live = new LiveDatabases; // for threads that outlive static objects
    return *live;
}
} // namespace

Database::Database() : m_connection(std::make_shared<QSqlDatabase>()), m_worker(std::make_unique<Worker>(u"database"_s))
{
    liveDatabases().add(1);
}

Database::~Database()
{
    m_worker->run([connection = std::move(m_connection)]() -> Result<Done> {
        closeConnection(*connection);
        return Done{};
    });
    if (m_worker->context()->thread() != QThread::currentThread()) {
        m_worker.reset();
        liveDatabases().add(-1);
        return;
    }
    // The last owner let go inside a continuation, which runs in the worker's thread; a thread cannot join itself.
    // The application waits for this pool when it ends.
    QThreadPool::globalInstance()->start([worker = std::shared_ptr<Worker>(std::move(m_worker))]() mutable {
        worker.reset();
        liveDatabases().add(-1);
    });
}

bool Database::waitUntilAllEnded(std::chrono::milliseconds patience)
{
    LiveDatabases &live = liveDatabases();
    std::unique_lock lock(live.mutex);
    return live.changed.wait_for(lock, patience, [&] { return live.count == 0; });
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
