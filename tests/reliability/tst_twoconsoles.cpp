// SPDX-License-Identifier: Apache-2.0
#include "app/journal/sqlitejournal.h"
#include "app/storage/sql.h"
#include "tests/storage/await.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

//! Several consoles of one user that write to the desk's journal at once. TOKENDESK_ROWS says about how many rows.
class TestTwoConsoles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writingAtOnce_keepsOneChain();

private:
    QTemporaryDir m_folder;
};

void TestTwoConsoles::writingAtOnce_keepsOneChain()
{
    constexpr int consoles = 2;
    const int rows = qEnvironmentVariableIsSet("TOKENDESK_ROWS") ? qEnvironmentVariableIntValue("TOKENDESK_ROWS") : 10'000;
    const int each = rows * 10 / (consoles * 25); // an operation makes 2.53 rows
    const QString file = m_folder.filePath(u"desk.sqlite"_s);
    QElapsedTimer timer;
    timer.start();
    std::vector<std::unique_ptr<QProcess>> running;
    for (int i = 0; i < consoles; ++i) {
        running.push_back(std::make_unique<QProcess>());
        running.back()->start(QStringLiteral(WRITER_PROGRAM), {file, u"agent-%1"_s.arg(i), QString::number(each)});
    }
    for (const auto &console : running) {
        QVERIFY(console->waitForFinished(280'000));
        QVERIFY2(console->exitStatus() == QProcess::NormalExit && console->exitCode() == 0,
                 console->readAllStandardError().constData());
    }
    const auto database = await(Database::open(file));
    QVERIFY(database);
    const auto ask = [&](const QString &sql) {
        return await((*database)->run([sql](QSqlDatabase &connection) -> Result<qint64> {
                   const auto value = firstValue(connection, sql);
                   return value ? Result<qint64>(value->toLongLong()) : Failure(value.error());
               }))
            .value_or(-1);
    };
    QCOMPARE(ask(u"SELECT count(*) FROM journal_outcome"_s), consoles * each);
    QCOMPARE(ask(u"SELECT count(DISTINCT correlation_id) FROM journal_intent"_s), consoles * each);
    QCOMPARE(ask(u"SELECT max(position) - count(*) FROM journal_chain"_s), 0);
    QVERIFY(ask(u"SELECT count(*) FROM journal_chain"_s) >= rows);
    // They took turns: neither waited for the other to end.
    QVERIFY(ask(u"SELECT count(*) FROM journal_intent AS a JOIN journal_intent AS b ON b.id = a.id + 1 AND b.user <> a.user"_s) > 10);
    SqliteJournal journal(*database, std::make_shared<SystemClock>());
    const auto verdict = await(journal.verify({}));
    QVERIFY2(verdict && verdict->isSound(), verdict ? qPrintable(verdict->row + verdict->explanation) : "no verdict");
    qInfo() << verdict->checked << "rows by" << consoles << "processes in" << timer.elapsed() << "ms";
}

QTEST_GUILESS_MAIN(TestTwoConsoles)
#include "tst_twoconsoles.moc"
