// SPDX-License-Identifier: Apache-2.0
#include "app/domain/tokenjson.h"
#include "app/storage/deskschema.h"
#include "app/storage/sql.h"
#include "app/workspace/sqliteworkspace.h"
#include "tests/storage/await.h"
#include "tests/workspace/manyreadings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
//! As the first version wrote it.
Result<Done> insertFirstVersionRow(QSqlDatabase &connection, const TokenReading &reading, const QByteArray &json)
{
    const auto kept = executed(
        connection,
        u"INSERT INTO token_reading (connection_id, token_id, read_at, last_digits, par, state, scheme, reading) "
        "VALUES ('c-1', ?, ?, ?, ?, 'ACTIVE', 'Visa', ?)"_s,
        {reading.token.id.value, reading.readAt.toMSecsSinceEpoch(), reading.token.cardLastDigits, reading.token.par,
         json});
    return kept ? Result<Done>(Done{}) : Failure(kept.error());
}
} // namespace

class TestWorkspaceMigration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readings_areKeptWhole();
    void oldReadings_areFoundByEndingAndCorrelationId();
    void unreadableRow_isNoObstacle();
    void copyOfTheOldFile_isLeftBeside();
    void migratedFile_isRefusedByTheOlderProgram();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

void TestWorkspaceMigration::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(u"desk.sqlite"_s);
    const auto old = await(Database::open(m_file, deskSchema().first(1)));
    QVERIFY(old);
    for (int i = 0; i < 50; ++i) {
        const TokenReading reading = typicalReading(i);
        QVERIFY(await((*old)->run([=](QSqlDatabase &connection) {
            return insertFirstVersionRow(connection, reading, i == 13 ? "rubbish"_ba : toJson(reading));
        })));
    }
}

void TestWorkspaceMigration::readings_areKeptWhole()
{
    SqliteWorkspace workspace(await(Database::open(m_file)).value_or(nullptr));
    const auto tokens = await(workspace.tokens(u"c-1"_s));
    QVERIFY2(tokens, detailOf(tokens).constData());
    QCOMPARE(tokens->size(), 49);
    QVERIFY(tokens->first() == typicalReading(49));
    QVERIFY(tokens->last() == typicalReading(0));
}

void TestWorkspaceMigration::oldReadings_areFoundByEndingAndCorrelationId()
{
    const auto database = await(Database::open(m_file)).value_or(nullptr);
    QVERIFY(database);
    const auto row = await(database->run([](QSqlDatabase &connection) {
        return firstValue(connection,
                          u"SELECT id_backwards || '|' || par_backwards || '|' || correlation_id FROM token_reading "
                          "WHERE token_id = ?"_s,
                          {typicalReading(27).token.id.value});
    }));
    QVERIFY2(row, detailOf(row).constData());
    QCOMPARE(row->toString(),
             u"72000000b9e0d48e5b2c71a9f3_kot|72000000105310203100100V|"_s + typicalReading(27).correlationId);
    SqliteWorkspace workspace(database);
    const auto found = await(workspace.search(u"c-1"_s, typicalReading(27).correlationId, 5));
    QVERIFY(found);
    QCOMPARE(found->size(), 1);
}

void TestWorkspaceMigration::unreadableRow_isNoObstacle()
{
    const auto database = await(Database::open(m_file)).value_or(nullptr);
    QVERIFY(database);
    const auto rows = await(database->run(
        [](QSqlDatabase &connection) { return firstValue(connection, u"SELECT count(*) FROM token_reading"_s); }));
    QCOMPARE(rows->toInt(), 50);
}

void TestWorkspaceMigration::copyOfTheOldFile_isLeftBeside()
{
    QVERIFY(await(Database::open(m_file)));
    const auto copy = await(Database::open(m_file + ".version-1.backup"_L1, deskSchema().first(1)));
    QVERIFY2(copy, detailOf(copy).constData());
    const auto rows = await((*copy)->run(
        [](QSqlDatabase &connection) { return firstValue(connection, u"SELECT count(*) FROM token_reading"_s); }));
    QCOMPARE(rows->toInt(), 50);
}

void TestWorkspaceMigration::migratedFile_isRefusedByTheOlderProgram()
{
    QVERIFY(await(Database::open(m_file)));
    const auto refused = await(Database::open(m_file, deskSchema().first(1)));
    QCOMPARE(kindOf(refused), u"Storage"_s);
    QVERIFY(refused.error().detail.contains(u"newer version"_s));
}

QTEST_GUILESS_MAIN(TestWorkspaceMigration)
#include "tst_workspacemigration.moc"
