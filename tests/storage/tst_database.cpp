// SPDX-License-Identifier: Apache-2.0
#include "app/storage/database.h"
#include "app/storage/deskschema.h"
#include "app/storage/sql.h"
#include "tests/storage/await.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSemaphore>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {
const SchemaHistory oneTable{{u"CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"_s}};
const SchemaHistory twoVersions =
    oneTable + SchemaHistory{{u"ALTER TABLE note ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'"_s}};

QByteArray content(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

void write(const QString &file, const QByteArray &bytes)
{
    QFile opened(file);
    QVERIFY(opened.open(QIODevice::WriteOnly));
    QCOMPARE(opened.write(bytes), bytes.size());
}

mode_t modeOf(const QString &file)
{
    struct stat facts = {};
    return ::stat(QFile::encodeName(file).constData(), &facts) == 0 ? facts.st_mode & 0777u : 0;
}

//! Whether this process still has the file open: a database closes in its own thread, shortly after its last owner
//! went.
bool isOpenHere(const QString &file)
{
    const QString wanted = QFileInfo(file).canonicalFilePath();
    const QFileInfoList open = QDir(u"/proc/self/fd"_s).entryInfoList(QDir::Files | QDir::System);
    return std::any_of(open.cbegin(), open.cend(),
                       [&](const QFileInfo &link) { return link.symLinkTarget() == wanted; });
}

Result<QString> ask(Database &database, const QString &sql)
{
    return await(database.run([sql](QSqlDatabase &connection) -> Result<QString> {
        const Result<QVariant> value = firstValue(connection, sql);
        return value ? Result<QString>(value->toString()) : Failure(value.error());
    }));
}

Result<Done> tell(Database &database, const QString &sql, const QVariantList &values = {})
{
    return await(database.run([sql, values](QSqlDatabase &connection) {
        return inTransaction(connection, [&]() -> Result<Done> {
            const Result<QSqlQuery> query = executed(connection, sql, values);
            return query ? Result<Done>(Done{}) : Failure(query.error());
        });
    }));
}

Result<Done> addNote(Database &database, const QString &text)
{
    return tell(database, u"INSERT INTO note (text) VALUES (?)"_s, {text});
}

//! Acts as a user without privileges while it lives: folders that are closed to others are closed to the test too.
class Unprivileged
{
public:
    Unprivileged() : m_before(::geteuid())
    {
        if (m_before == 0 && ::seteuid(65534) != 0)
            qFatal("the privileges could not be dropped");
    }
    ~Unprivileged()
    {
        if (m_before == 0 && ::seteuid(0) != 0)
            qFatal("the privileges could not be taken back");
    }
    Unprivileged(const Unprivileged &) = delete;
    Unprivileged &operator=(const Unprivileged &) = delete;

private:
    uid_t m_before;
};
} // namespace

class TestDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void newFile_belongsToItsUserAlone();
    void fileOpenToOthers_isClosedToThem();
    void everyCommit_isFlushed();
    void calls_runInOrderInAThreadOfTheirOwn();
    void failedTransaction_leavesNothing();
    void deletedText_isGoneFromTheDisk();
    void existingFile_isMigratedAfterACopyWasMade();
    void secondCopyOfTheSameVersion_keepsTheFirst();
    void newFile_needsNoCopy();
    void failedMigration_leavesTheOldVersion();
    void copyImpossible_nothingIsMigrated();
    void newerFile_isRefusedUntouched();
    void damagedFile_isRefusedUntouched_data();
    void damagedFile_isRefusedUntouched();
    void anotherProgramsFile_isRefusedUntouched();
    void closedFolder_isAStorageError();
    void folderThatIsAFile_isAStorageError();
    void twoConsoles_createTheSameFileAtOnce();
    void twoConsoles_writeTheSameFile();
    void lockedByAnother_isAStorageErrorAfterAWhile();
    void fullDisk_failsTheWriteAndKeepsWhatWasThere();
    void queuedWork_isDoneBeforeItCloses();
    void letGoInsideItsOwnThread_closesToo();
    void lastHoldInItsOwnThread_isWaitedFor();
    void deskFile_liesInTheDataFolder();

private:
    [[nodiscard]] std::shared_ptr<Database> opened(const SchemaHistory &history = oneTable) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

void TestDatabase::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_file = m_folder->filePath(u"desk/desk.sqlite"_s);
}

std::shared_ptr<Database> TestDatabase::opened(const SchemaHistory &history) const
{
    const auto database = await(Database::open(m_file, history));
    if (!database)
        qWarning("%ls", qUtf16Printable(database.error().detail));
    return database.value_or(nullptr);
}

void TestDatabase::newFile_belongsToItsUserAlone()
{
    const mode_t before = ::umask(0);
    const auto database = opened();
    ::umask(before);
    QVERIFY(database);
    QVERIFY(addNote(*database, u"x"_s));

    QCOMPARE(modeOf(QFileInfo(m_file).path()), mode_t(0700));
    QCOMPARE(modeOf(m_file), mode_t(0600));
    QCOMPARE(modeOf(m_file + "-wal"_L1), mode_t(0600));
    QCOMPARE(modeOf(m_file + "-shm"_L1), mode_t(0600));
}

void TestDatabase::fileOpenToOthers_isClosedToThem()
{
    QVERIFY(opened());
    QCOMPARE(::chmod(QFile::encodeName(m_file).constData(), 0644), 0);
    const auto database = opened();
    QVERIFY(database);
    QCOMPARE(modeOf(m_file), mode_t(0600));
    QCOMPARE(modeOf(m_file + "-wal"_L1), mode_t(0600));
}

void TestDatabase::everyCommit_isFlushed()
{
    const auto database = opened();
    QVERIFY(database);
    QCOMPARE(ask(*database, u"PRAGMA journal_mode"_s), u"wal"_s);
    QCOMPARE(ask(*database, u"PRAGMA synchronous"_s), u"2"_s);
    QCOMPARE(ask(*database, u"PRAGMA secure_delete"_s), u"1"_s);
    QCOMPARE(ask(*database, u"PRAGMA foreign_keys"_s), u"1"_s);
    QCOMPARE(ask(*database, u"PRAGMA busy_timeout"_s), u"5000"_s);
}

void TestDatabase::calls_runInOrderInAThreadOfTheirOwn()
{
    const auto database = opened();
    QVERIFY(database);
    const auto seen = std::make_shared<QList<int>>();
    const auto threads = std::make_shared<QSet<QThread *>>();
    for (int i = 0; i < 100; ++i) {
        (void)database->run([=](QSqlDatabase &) -> Result<Done> {
            seen->append(i);
            threads->insert(QThread::currentThread());
            return Done{};
        });
    }
    QVERIFY(ask(*database, u"SELECT 1"_s));
    QCOMPARE(seen->size(), 100);
    QVERIFY(std::is_sorted(seen->cbegin(), seen->cend()));
    QCOMPARE(threads->size(), 1);
    QVERIFY(!threads->contains(QThread::currentThread()));
}

void TestDatabase::failedTransaction_leavesNothing()
{
    const auto database = opened();
    QVERIFY(database);
    const auto outcome = await(database->run([](QSqlDatabase &connection) {
        return inTransaction(connection, [&]() -> Result<Done> {
            if (const auto added = executed(connection, u"INSERT INTO note (text) VALUES ('half')"_s); !added)
                return Failure(added.error());
            return Failure({.kind = Error::Kind::Rejected});
        });
    }));
    QCOMPARE(kindOf(outcome), u"Rejected"_s);
    QCOMPARE(ask(*database, u"SELECT count(*) FROM note"_s), u"0"_s);
    QVERIFY(addNote(*database, u"whole"_s));
}

void TestDatabase::deletedText_isGoneFromTheDisk()
{
    auto database = opened();
    QVERIFY(database);
    QVERIFY(addNote(*database, u"canary-7f3a"_s));
    QVERIFY(ask(*database, u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
    QVERIFY(content(m_file).contains("canary-7f3a"));
    QVERIFY(tell(*database, u"DELETE FROM note"_s));
    database.reset();
    QTRY_VERIFY(!isOpenHere(m_file));
    QVERIFY(!content(m_file).contains("canary-7f3a"));
    QVERIFY(!QFileInfo::exists(m_file + "-wal"_L1));
}

void TestDatabase::existingFile_isMigratedAfterACopyWasMade()
{
    auto database = opened();
    QVERIFY(database);
    QVERIFY(addNote(*database, u"old"_s));
    database = opened(twoVersions);
    QVERIFY(database);
    QCOMPARE(ask(*database, u"PRAGMA user_version"_s), u"2"_s);
    QCOMPARE(ask(*database, u"SELECT text || colour FROM note"_s), u"oldred"_s);

    const QString copy = m_file + ".version-1.backup"_L1;
    QCOMPARE(modeOf(copy), mode_t(0600));
    const auto before = await(Database::open(copy, oneTable));
    QVERIFY(before);
    QCOMPARE(ask(**before, u"PRAGMA user_version"_s), u"1"_s);
    QCOMPARE(ask(**before, u"SELECT text FROM note"_s), u"old"_s);
}

void TestDatabase::secondCopyOfTheSameVersion_keepsTheFirst()
{
    QVERIFY(opened());
    write(m_file + ".version-1.backup"_L1, "kept");
    QVERIFY(opened(twoVersions));
    QCOMPARE(content(m_file + ".version-1.backup"_L1), "kept"_ba);
    QVERIFY(content(m_file + ".version-1.backup-2"_L1).startsWith("SQLite format 3"));
}

void TestDatabase::newFile_needsNoCopy()
{
    QVERIFY(opened(twoVersions));
    QCOMPARE(QFileInfo(m_file).dir().entryList({u"*backup*"_s}), QStringList());
}

void TestDatabase::failedMigration_leavesTheOldVersion()
{
    QVERIFY(opened());
    const SchemaHistory wrong = oneTable + SchemaHistory{{u"CREATE TABLE half (a)"_s, u"CREATE NONSENSE"_s}};
    const auto refused = await(Database::open(m_file, wrong));
    QCOMPARE(kindOf(refused), u"Storage"_s);
    QVERIFY2(refused.error().detail.contains("from version 1 to 2"_L1), detailOf(refused).constData());

    const auto database = opened();
    QVERIFY(database);
    QCOMPARE(ask(*database, u"SELECT count(*) FROM sqlite_schema WHERE name = 'half'"_s), u"0"_s);
    QVERIFY(addNote(*database, u"still works"_s));
}

void TestDatabase::copyImpossible_nothingIsMigrated()
{
    // A name that leaves room for SQLite's companions, but not for the copy's ending.
    m_file = m_folder->filePath(QString(240, u'n'));
    QVERIFY(opened());
    const auto refused = await(Database::open(m_file, twoVersions));
    QCOMPARE(kindOf(refused), u"Storage"_s);
    QVERIFY2(refused.error().detail.contains("no copy"_L1), detailOf(refused).constData());
    const auto database = opened();
    QVERIFY(database);
    QCOMPARE(ask(*database, u"PRAGMA user_version"_s), u"1"_s);
}

void TestDatabase::newerFile_isRefusedUntouched()
{
    auto database = opened(twoVersions);
    QVERIFY(database);
    QVERIFY(addNote(*database, u"from the future"_s));
    database.reset();
    QTRY_VERIFY(!isOpenHere(m_file));
    const QByteArray before = content(m_file);

    const auto refused = await(Database::open(m_file, oneTable));
    QCOMPARE(kindOf(refused), u"Storage"_s);
    QVERIFY2(refused.error().detail.contains("newer version"_L1), detailOf(refused).constData());
    QTRY_VERIFY(!isOpenHere(m_file));
    QCOMPARE(content(m_file), before);
    QCOMPARE(QFileInfo(m_file).dir().entryList(QDir::Files), QStringList{u"desk.sqlite"_s});
}

void TestDatabase::damagedFile_isRefusedUntouched_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("not a database") << QByteArray(8192, 'x');
    QTest::newRow("text") << "hello\n"_ba;
    QTest::newRow("header alone") << "SQLite format 3"_ba + QByteArray(85, '\0');

    QTemporaryDir folder;
    const QString file = folder.filePath(u"whole.sqlite"_s);
    auto whole = await(Database::open(file, deskSchema()));
    QVERIFY(whole);
    whole->reset();
    QTRY_VERIFY(!isOpenHere(file));
    QByteArray bytes = content(file);
    QTest::newRow("cut short") << bytes.first(bytes.size() / 2);
    QTest::newRow("schema overwritten") << bytes.replace(100, 3996, QByteArray(3996, 'x'));
}

void TestDatabase::damagedFile_isRefusedUntouched()
{
    QFETCH(const QByteArray, bytes);
    QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
    write(m_file, bytes);
    QCOMPARE(::chmod(QFile::encodeName(m_file).constData(), 0644), 0);

    const auto refused = await(Database::open(m_file, deskSchema()));
    QCOMPARE(kindOf(refused), u"Storage"_s);
    QVERIFY2(refused.error().detail.contains("not a usable database"_L1), detailOf(refused).constData());
    QTRY_VERIFY(!isOpenHere(m_file));
    QCOMPARE(content(m_file), bytes);
    QCOMPARE(modeOf(m_file), mode_t(0644));
}

void TestDatabase::anotherProgramsFile_isRefusedUntouched()
{
    auto database = opened();
    QVERIFY(database);
    QVERIFY(tell(*database, u"PRAGMA user_version=0"_s));
    database.reset();
    QTRY_VERIFY(!isOpenHere(m_file));
    const QByteArray before = content(m_file);
    const auto refused = await(Database::open(m_file, oneTable));
    QVERIFY(!refused);
    QVERIFY2(refused.error().detail.contains("another program"_L1), detailOf(refused).constData());
    QTRY_VERIFY(!isOpenHere(m_file));
    QCOMPARE(content(m_file), before);
}

void TestDatabase::closedFolder_isAStorageError()
{
    QTemporaryDir closed;
    QCOMPARE(::chmod(QFile::encodeName(closed.path()).constData(), 0555), 0);
    const Unprivileged unprivileged;
    const auto refused = await(Database::open(closed.filePath(u"desk.sqlite"_s), oneTable));
    QCOMPARE(kindOf(refused), u"Storage"_s);
    QVERIFY2(refused.error().detail.contains("could not be created"_L1), detailOf(refused).constData());
    const auto below = await(Database::open(closed.filePath(u"below/desk.sqlite"_s), oneTable));
    QCOMPARE(kindOf(below), u"Storage"_s);
}

void TestDatabase::folderThatIsAFile_isAStorageError()
{
    write(m_folder->filePath(u"desk"_s), "x");
    const auto refused = await(Database::open(m_file, oneTable));
    QCOMPARE(kindOf(refused), u"Storage"_s);
}

void TestDatabase::twoConsoles_createTheSameFileAtOnce()
{
    for (int round = 0; round < 20; ++round) {
        const QString file = m_folder->filePath(u"round-%1/desk.sqlite"_s.arg(round));
        QList<Pending<std::shared_ptr<Database>>> consoles;
        for (int console = 0; console < 4; ++console)
            consoles << Database::open(file, deskSchema());
        for (const auto &console : consoles) {
            const auto database = await(console);
            QVERIFY2(database, detailOf(database).constData());
            QCOMPARE(ask(**database, u"PRAGMA user_version"_s), QString::number(deskSchema().size()));
        }
    }
}

void TestDatabase::twoConsoles_writeTheSameFile()
{
    const auto first = opened();
    const auto second = opened();
    QVERIFY(first && second);
    QList<Pending<Done>> writes;
    for (int i = 0; i < 100; ++i) {
        for (const auto &console : {first, second}) {
            writes << console->run([i](QSqlDatabase &connection) {
                return inTransaction(connection, [&]() -> Result<Done> {
                    // Reads first, as a transaction that needs a snapshot does.
                    const auto last = firstValue(connection, u"SELECT count(*) FROM note"_s);
                    const auto added = executed(connection, u"INSERT INTO note (text) VALUES (?)"_s, {i});
                    return last && added ? Result<Done>(Done{}) : Failure(added.error());
                });
            });
        }
    }
    for (const auto &pending : writes) {
        const auto written = await(pending);
        QVERIFY2(written, detailOf(written).constData());
    }
    QCOMPARE(ask(*first, u"SELECT count(*) FROM note"_s), u"200"_s);
}

void TestDatabase::lockedByAnother_isAStorageErrorAfterAWhile()
{
    const auto first = opened();
    const auto second = opened();
    QVERIFY(first && second);
    QVERIFY(ask(*second, u"PRAGMA busy_timeout=50"_s));
    const auto held = std::make_shared<QSemaphore>();
    const auto holding = std::make_shared<QSemaphore>();
    const Pending<Done> holder = first->run([=](QSqlDatabase &connection) {
        return inTransaction(connection, [&]() -> Result<Done> {
            holding->release();
            held->acquire();
            return Done{};
        });
    });
    holding->acquire();
    const auto refused = addNote(*second, u"x"_s);
    held->release();
    QCOMPARE(kindOf(refused), u"Storage"_s);
    QVERIFY(await(holder));
    QVERIFY(addNote(*second, u"x"_s));
}

void TestDatabase::fullDisk_failsTheWriteAndKeepsWhatWasThere()
{
    const auto database = opened();
    QVERIFY(database);
    QVERIFY(addNote(*database, u"kept"_s));
    QVERIFY(ask(*database, u"PRAGMA max_page_count=4"_s));
    const auto refused = addNote(*database, QString(100'000, u'x'));
    QCOMPARE(kindOf(refused), u"Storage"_s);
    QVERIFY2(refused.error().detail.contains("full"_L1), detailOf(refused).constData());
    QCOMPARE(ask(*database, u"SELECT group_concat(text) FROM note"_s), u"kept"_s);
    QVERIFY(ask(*database, u"PRAGMA max_page_count=1000"_s));
    QVERIFY(addNote(*database, u"again"_s));
}

void TestDatabase::queuedWork_isDoneBeforeItCloses()
{
    auto database = opened();
    QVERIFY(database);
    Pending<Done> last;
    for (int i = 0; i < 50; ++i) {
        last = database->run([](QSqlDatabase &connection) -> Result<Done> {
            const auto added = executed(connection, u"INSERT INTO note (text) VALUES ('x')"_s);
            return added ? Result<Done>(Done{}) : Failure(added.error());
        });
    }
    database.reset();
    QVERIFY(await(last));
    QTRY_VERIFY(!isOpenHere(m_file));
    QVERIFY(!QFileInfo::exists(m_file + "-wal"_L1));
    QCOMPARE(ask(*opened(), u"SELECT count(*) FROM note"_s), u"50"_s);
}

void TestDatabase::letGoInsideItsOwnThread_closesToo()
{
    auto database = opened();
    QVERIFY(database);
    const auto started = std::make_shared<QSemaphore>();
    const auto go = std::make_shared<QSemaphore>();
    const Pending<Done> work = database->run([=](QSqlDatabase &) -> Result<Done> {
        started->release();
        go->acquire();
        return Done{};
    });
    whenSettled<Done>(work, [owner = std::move(database)](const Result<Done> &) mutable { owner.reset(); });
    started->acquire();
    go->release();
    QVERIFY(await(work));
    QTRY_VERIFY(!isOpenHere(m_file));
    QVERIFY(!QFileInfo::exists(m_file + "-wal"_L1));
    QVERIFY(addNote(*opened(), u"x"_s));
}

void TestDatabase::lastHoldInItsOwnThread_isWaitedFor()
{
    using namespace std::chrono_literals;
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"desk.sqlite"_s);
    for (int i = 0; i < 20; ++i) {
        auto database = await(Database::open(file)).value_or(nullptr);
        QVERIFY(database);
        QVERIFY2(!Database::waitUntilAllEnded(1ms), "it is held here");
        Database &unheld = *database;
        // Its own thread is the last to hold it.
        (void)unheld.run([held = std::move(database)](QSqlDatabase &) mutable -> Result<Done> {
            QThread::msleep(2);
            held.reset();
            return Done{};
        });
        QVERIFY(Database::waitUntilAllEnded(10s));
        QVERIFY2(!QFile::exists(file + "-wal"_L1), "it is closed by then");
    }
}

void TestDatabase::deskFile_liesInTheDataFolder()
{
    QVERIFY(Database::defaultFile().startsWith(qEnvironmentVariable("XDG_DATA_HOME")));
    QVERIFY(Database::defaultFile().endsWith("/desk.sqlite"_L1));
}

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
