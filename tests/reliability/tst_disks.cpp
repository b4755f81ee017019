// SPDX-License-Identifier: Apache-2.0
#include "app/storage/database.h"
#include "app/storage/sql.h"
#include "tests/reliability/runningsandbox.h"
#include "tests/storage/await.h"

#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
//! What a traced program did, as far as it matters here, in order.
enum class Step { Ready, Synced, Connecting };

QList<Step> stepsIn(const QByteArray &trace)
{
    QList<Step> steps;
    QSet<QByteArray> syncing; // threads whose fdatasync of the desk's log has not returned
    for (const QByteArray &line : trace.split('\n')) {
        const QByteArray thread = line.left(line.indexOf(' '));
        const bool isDone = line.endsWith("= 0");
        if (line.contains("fdatasync(") && line.contains("desk.sqlite-wal")) {
            if (isDone)
                steps << Step::Synced;
            else if (line.contains("<unfinished"))
                syncing.insert(thread);
        } else if (line.contains("<... fdatasync resumed")) {
            if (syncing.remove(thread) && isDone)
                steps << Step::Synced;
        } else if (line.contains("write(1") && line.contains("\"ready\\n\"")) {
            steps << Step::Ready;
        } else if (line.contains("connect") && line.endsWith("EINPROGRESS (Operation now in progress)")) {
            // Qt calls connect twice; the second time it says that the connection is there.
            steps << Step::Connecting;
        }
    }
    return steps;
}

int numberFrom(const char *variable, int otherwise)
{
    return qEnvironmentVariableIsSet(variable) ? qEnvironmentVariableIntValue(variable) : otherwise;
}
} // namespace

//! The disk under the journal: what is written before what, and what happens when it fails. Under strace, because that
//! changes nothing in the program. TOKENDESK_DISK_FAULTS says how many places fail, TOKENDESK_ORDERED how many
//! operations are watched.
class TestDisks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void intent_isOnTheDiskBeforeAConnectionIsMade();
    void failingDisk_sendsNothingUnrecorded_data();
    void failingDisk_sendsNothingUnrecorded();

private:
    //! The driver's output; its exit is in `m_driver`.
    QString drive(const QStringList &straceOptions, const QString &database, int count);

    RunningSandbox m_sandbox;
    QProcess m_driver;
};

void TestDisks::initTestCase()
{
    QProcess strace;
    strace.start(u"strace"_s, {u"-f"_s, u"-e"_s, u"trace=none"_s, u"true"_s});
    if (!strace.waitForFinished() || strace.exitCode() != 0)
        QSKIP("strace is missing, or may not trace here");
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.failure()));
}

QString TestDisks::drive(const QStringList &straceOptions, const QString &database, int count)
{
    m_driver.setProcessChannelMode(QProcess::SeparateChannels);
    m_driver.start(u"strace"_s, QStringList{u"-f"_s, u"-qq"_s} + straceOptions +
                                    QStringList{QStringLiteral(DRIVER_PROGRAM), u"--config"_s, m_sandbox.configFile(),
                                                u"--database"_s, database, u"--count"_s, QString::number(count),
                                                u"--only-create"_s});
    if (!m_driver.waitForFinished(20'000)) {
        m_driver.kill();
        m_driver.waitForFinished();
        return u"did not end: "_s + QString::fromUtf8(m_driver.readAllStandardOutput());
    }
    return QString::fromUtf8(m_driver.readAllStandardOutput());
}

void TestDisks::intent_isOnTheDiskBeforeAConnectionIsMade()
{
    // Every create has a connection of its own, and three commits: intent, outcome, reading. The log is too short for a
    // checkpoint, which would sync it once more.
    const int count = numberFrom("TOKENDESK_ORDERED", 20);
    const QString trace = m_sandbox.filePath(u"trace"_s);
    const QString file = m_sandbox.filePath(u"order/desk.sqlite"_s);
    for (int done = 0; done < count; done += 20) {
        QFile::remove(file);
        QVERIFY(await(Database::open(file)));
        const QString said = drive({u"-y"_s, u"-o"_s, trace, u"-e"_s, u"trace=fdatasync,connect,write"_s}, file, 20);
        QVERIFY2(said.endsWith("done\n"_L1), qPrintable(said));
        QFile traced(trace);
        QVERIFY(traced.open(QIODevice::ReadOnly));
        QList<Step> steps = stepsIn(traced.readAll());
        const auto ready = steps.indexOf(Step::Ready);
        QVERIFY(ready >= 0);
        int syncs = 0;
        int connections = 0;
        int first = 0; // the log's beginning is synced once by itself
        for (const Step step : steps.mid(ready)) {
            syncs += step == Step::Synced ? 1 : 0;
            if (step != Step::Connecting)
                continue;
            ++connections;
            first = connections == 1 ? syncs : first;
            QVERIFY2(first >= 1 && syncs == first + 3 * (connections - 1),
                     qPrintable(u"connection %1 after %2 syncs"_s.arg(connections).arg(syncs)));
        }
        QCOMPARE(connections, 20);
    }
}

void TestDisks::failingDisk_sendsNothingUnrecorded_data()
{
    QTest::addColumn<QString>("injection");
    const int most = numberFrom("TOKENDESK_DISK_FAULTS", 3);
    for (const char *call : {"fdatasync", "pwrite64"}) {
        for (const char *error : {"EIO", "ENOSPC"}) {
            for (int i = 1; i <= most; ++i) {
                const int nth = most >= 10 ? i : i * 7 - 6;
                for (const char *often : {"", "+"}) {
                    const QString injection =
                        u"inject=%1:error=%2:when=%3%4"_s.arg(QLatin1StringView(call), QLatin1StringView(error),
                                                              QString::number(nth), QLatin1StringView(often));
                    QTest::newRow(qPrintable(injection)) << injection;
                }
            }
        }
    }
}

void TestDisks::failingDisk_sendsNothingUnrecorded()
{
    QFETCH(const QString, injection);
    const QString file = m_sandbox.filePath(u"fault-%1/desk.sqlite"_s.arg(QString::number(qHash(injection))));
    QVERIFY(await(Database::open(file)));
    const qsizetype before = m_sandbox.ledger().size();
    const QString said = drive({u"-o"_s, u"/dev/null"_s, u"-P"_s, file, u"-P"_s, file + "-wal"_L1, u"-e"_s,
                                u"trace=fdatasync,pwrite64"_s, u"-e"_s, injection},
                               file, 6);
    QVERIFY2(m_driver.exitStatus() == QProcess::NormalExit, qPrintable(said));
    QVERIFY2(said.endsWith("done\n"_L1) || said.contains("no database"_L1), qPrintable(said));

    // The disk works again.
    const auto database = await(Database::open(file));
    QVERIFY2(database, detailOf(database).constData());
    QSet<QString> intents;
    const auto read = await((*database)->run([&](QSqlDatabase &connection) -> Result<Done> {
        auto rows = executed(connection, u"SELECT correlation_id FROM journal_intent"_s);
        if (!rows)
            return Failure(rows.error());
        while (rows->next())
            intents.insert(rows->value(0).toString());
        const auto integrity = firstValue(connection, u"PRAGMA integrity_check"_s);
        return integrity && integrity->toString() == "ok"_L1 ? Result<Done>(Done{})
                                                             : Failure(Error{.detail = u"the file is damaged"_s});
    }));
    QVERIFY2(read, detailOf(read).constData());
    const QList<LedgerRow> received = m_sandbox.ledger().mid(before);
    for (const LedgerRow &request : received)
        QVERIFY2(intents.contains(request.correlationId), qPrintable(said));
    // What failed for want of a record was not sent; everything else was.
    QCOMPARE(received.size(), said.contains("no database"_L1) ? 0 : 6 - said.count("failed create Storage"_L1));
    for (const QString &line : said.split(u'\n')) {
        if (line.startsWith("ack "_L1))
            QVERIFY(intents.contains(line.section(u' ', 2, 2)));
    }
}

QTEST_GUILESS_MAIN(TestDisks)
#include "tst_disks.moc"
