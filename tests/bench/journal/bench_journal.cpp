// SPDX-License-Identifier: Apache-2.0
// Durable intents per second: the journal, with its hash chain, redactor and thread, against SQLite alone that inserts
// rows with the same columns, with the same settings, one transaction each, by a prepared statement: once into a table
// of columns only, and once into one with the journal's key and index, because every page more is more to write.

#include "app/journal/sqlitejournal.h"
#include "app/storage/sql.h"
#include "tests/storage/await.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {
const QString request = u"POST /tokens\n{\n    \"merchantId\": \"merchant-demo-1\",\n    \"source\": \"MANUAL\",\n    "
                        "\"encryptedData\": \"JWE, 742 characters, kid 1234\"\n}"_s;

JournalIntent intent()
{
    return {.operatorId = u"m.ruiz"_s,
            .operation = Operation::Create,
            .formId = u"createToken"_s,
            .connectionId = u"0c5a0b52-6f6e-4b57-9a5e-0a9c4a7e9a11"_s,
            .connectionName = u"Thales ETP"_s,
            .environment = u"test"_s,
            .token = {},
            .reason = u"customer-request"_s,
            .comment = u"Called at nine"_s,
            .ticket = u"T-1042"_s,
            .correlationId = u"5a1c2f0e-7d3b-4c55-9a66-0123456789ab"_s,
            .request = request};
}

//! Rows a second through the journal, asked for like this many at a time.
double journaled(SqliteJournal &journal, int rows, int atATime)
{
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < rows; i += atATime) {
        QList<Pending<qint64>> opening;
        for (int k = 0; k < atATime; ++k)
            opening << journal.open(intent());
        for (const Pending<qint64> &pending : opening) {
            if (const auto opened = await(pending); !opened)
                qFatal("%s", qPrintable(opened.error().detail));
        }
    }
    return rows * 1e9 / static_cast<double>(timer.nsecsElapsed());
}

Result<double> bare(QSqlDatabase &connection, int rows, bool isIndexed)
{
    const QString name = isIndexed ? u"indexed"_s : u"plain"_s;
    const ChainedTable &table = *chainedTable(u"intent"_s);
    QStringList names;
    for (const ChainedColumn &column : table.columns)
        names << column.name;
    QStringList columns;
    for (const ChainedColumn &column : table.columns)
        columns << column.name + (column.type == 'I' ? u" INTEGER NOT NULL"_s : u" TEXT NOT NULL"_s);
    columns.first() += isIndexed ? u" PRIMARY KEY AUTOINCREMENT"_s : u" PRIMARY KEY"_s;
    QStringList statements{u"CREATE TABLE IF NOT EXISTS %1 (%2) STRICT"_s.arg(name, columns.join(u", "_s))};
    if (isIndexed)
        statements << u"CREATE INDEX IF NOT EXISTS by_token ON indexed (connection_id, token)"_s;
    for (const QString &statement : statements) {
        if (const auto made = executed(connection, statement); !made)
            return Failure(made.error());
    }
    QSqlQuery insert(connection);
    const QStringList marks(names.size(), u"?"_s);
    if (!insert.prepare(u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(name, names.join(u", "_s), marks.join(u", "_s))))
        return Failure(storageError(u"prepare"_s, insert.lastError()));
    const JournalIntent row = intent();
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < rows; ++i) {
        const QVariantList values{QVariant(),
                                  u"run"_s,
                                  row.operatorId,
                                  u"token.create"_s,
                                  u"2026-02-11T09:08:24.479Z"_s,
                                  0,
                                  1000,
                                  u"desk"_s,
                                  u"new token (createToken)"_s,
                                  u"create"_s,
                                  row.formId,
                                  row.connectionId,
                                  row.connectionName,
                                  row.environment,
                                  u""_s,
                                  row.reason,
                                  row.comment,
                                  row.ticket,
                                  row.correlationId,
                                  row.request};
        if (const auto begun = beginImmediate(connection); !begun)
            return Failure(begun.error());
        for (qsizetype at = 0; at < values.size(); ++at)
            insert.bindValue(static_cast<int>(at), values.at(at));
        if (!insert.exec())
            return Failure(storageError(u"insert"_s, insert.lastError()));
        insert.finish();
        if (const auto committed = commit(connection); !committed)
            return Failure(committed.error());
    }
    return rows * 1e9 / static_cast<double>(timer.nsecsElapsed());
}

double median(QList<double> numbers)
{
    std::sort(numbers.begin(), numbers.end());
    return numbers.at(numbers.size() / 2);
}
} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int rows = argc > 1 ? QByteArray(argv[1]).toInt() : 500;
    const QTemporaryDir folder(argc > 2 ? QString::fromLocal8Bit(argv[2]) + "/bench-XXXXXX"_L1 : QString());
    const auto ours = await(Database::open(folder.filePath(u"ours.sqlite"_s)));
    const auto theirs = await(Database::open(folder.filePath(u"theirs.sqlite"_s), {{u"CREATE TABLE unused (a)"_s}}));
    if (!ours || !theirs)
        return 1;
    SqliteJournal journal(*ours, std::make_shared<SystemClock>());
    for (const int atATime : {1, 10}) {
        QList<double> chained;
        QList<double> plainRatios;
        QList<double> indexedRatios;
        for (int round = 0; round < 7; ++round) {
            chained << journaled(journal, rows, atATime);
            for (const bool isIndexed : {false, true}) {
                const auto alone = await((*theirs)->run(
                    [rows, isIndexed](QSqlDatabase &connection) { return bare(connection, rows, isIndexed); }));
                if (!alone)
                    qFatal("%s", qPrintable(alone.error().detail));
                (isIndexed ? indexedRatios : plainRatios) << chained.last() / *alone;
            }
        }
        std::printf(
            "%2d at a time: %.0f durable intents/s; ratio to SQLite alone: %.2f with the same columns, %.2f with "
            "the same columns, key and index (medians of 7 rounds of %d)\n",
            atATime, median(chained), median(plainRatios), median(indexedRatios), rows);
    }
    return 0;
}
