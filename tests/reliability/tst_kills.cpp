// SPDX-License-Identifier: Apache-2.0
#include "app/journal/sqlitejournal.h"
#include "app/storage/sql.h"
#include "tests/reliability/runningsandbox.h"
#include "tests/storage/await.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>
#include <QThread>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {
struct Row {
    QString openedAt;
    QString outcome;
    QString madeToken;
};

struct Ack {
    QString what;
    QString correlationId;
    QString token;
};

int countFrom(const char *variable, int otherwise)
{
    return qEnvironmentVariableIsSet(variable) ? qEnvironmentVariableIntValue(variable) : otherwise;
}
} // namespace

//! The console, killed at random moments while it performs operations against the sandbox. TOKENDESK_KILLS says how
//! often.
class TestKills : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAtRandom_losesNothing();

private:
    QList<Ack> driveAndKill(QRandomGenerator &random);

    RunningSandbox m_sandbox;
    int m_ready = 0;
};

//! Starts the driver, kills it at some moment after it is ready, and returns what it was told until then.
QList<Ack> TestKills::driveAndKill(QRandomGenerator &random)
{
    QProcess driver;
    driver.start(QStringLiteral(DRIVER_PROGRAM),
                 {u"--config"_s, m_sandbox.configFile(), u"--database"_s, m_sandbox.filePath(u"desk/desk.sqlite"_s)});
    QByteArray said;
    while (!said.contains("ready\n") && driver.waitForReadyRead(20'000))
        said += driver.readAllStandardOutput();
    m_ready += said.contains("ready\n") ? 1 : 0;
    QThread::usleep(static_cast<unsigned long>(random.bounded(250'000)));
    ::kill(static_cast<pid_t>(driver.processId()), SIGKILL);
    driver.waitForFinished();
    said += driver.readAllStandardOutput();
    QList<Ack> acks;
    for (const QString &line : QString::fromUtf8(said).split(u'\n')) {
        const QStringList words = line.split(u' ');
        if (words.first() == "ack"_L1)
            acks.append({words.value(1), words.value(2), words.value(3)});
        else if (words.first() == "failed"_L1 || words.first() == "unrecorded"_L1)
            qWarning() << line;
    }
    return acks;
}

void TestKills::killedAtRandom_losesNothing()
{
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.failure()));
    const int kills = countFrom("TOKENDESK_KILLS", 50);
    const auto seed = static_cast<quint32>(
        countFrom("TOKENDESK_SEED", static_cast<int>(QRandomGenerator::global()->generate() >> 1)));
    QRandomGenerator random(seed);
    QElapsedTimer timer;
    timer.start();
    QList<Ack> acks;
    for (int i = 0; i < kills; ++i)
        acks += driveAndKill(random);
    QCOMPARE(m_ready, kills);

    const auto database = await(Database::open(m_sandbox.filePath(u"desk/desk.sqlite"_s)));
    QVERIFY2(database, detailOf(database).constData());
    QHash<QString, Row> rows;
    QSet<qint64> open;
    const auto read = await((*database)->run([&](QSqlDatabase &connection) -> Result<Done> {
        auto query =
            executed(connection, u"SELECT correlation_id, opened_at, outcome, made_token, id FROM journal_entry"_s);
        if (!query)
            return Failure(query.error());
        while (query->next()) {
            rows.insert(query->value(0).toString(),
                        {query->value(1).toString(), query->value(2).toString(), query->value(3).toString()});
            if (query->value(2).toString() == "open"_L1)
                open.insert(query->value(4).toLongLong());
        }
        const auto integrity = firstValue(connection, u"PRAGMA integrity_check"_s);
        return integrity && integrity->toString() == "ok"_L1 ? Result<Done>(Done{})
                                                             : Failure(Error{.detail = u"the file is damaged"_s});
    }));
    QVERIFY2(read, detailOf(read).constData());

    const QList<LedgerRow> ledger = m_sandbox.ledger();
    QSet<QString> received;
    for (const LedgerRow &request : ledger) {
        const auto row = rows.constFind(request.correlationId);
        QVERIFY2(row != rows.constEnd(), qPrintable(u"received without an intent: "_s + request.correlationId));
        QVERIFY2(row->openedAt <= request.receivedAt, qPrintable(row->openedAt + u" > "_s + request.receivedAt));
        QVERIFY2(!received.contains(request.correlationId), qPrintable(u"received twice: "_s + request.correlationId));
        received.insert(request.correlationId);
    }
    for (const Ack &ack : acks) {
        const auto row = rows.constFind(ack.correlationId);
        QVERIFY2(row != rows.constEnd(), qPrintable(u"acknowledged and lost: "_s + ack.correlationId));
        QCOMPARE(row->outcome, u"succeeded"_s);
        if (ack.what == "create"_L1)
            QCOMPARE(row->madeToken, ack.token);
    }
    SqliteJournal journal(*database, std::make_shared<SystemClock>());
    const auto verdict = await(journal.verify({}));
    QVERIFY2(verdict && verdict->isSound(),
             qPrintable(verdict ? verdict->row + verdict->explanation : verdict.error().detail));
    const auto items = await(journal.openItems());
    QVERIFY2(items, detailOf(items).constData());
    QSet<qint64> listed;
    for (const JournalEntry &item : *items) {
        if (item.outcome.kind == JournalOutcome::Kind::Open)
            listed.insert(item.id);
    }
    QCOMPARE(listed, open);
    qInfo() << kills << "kills, seed" << seed << "in" << timer.elapsed() << "ms:" << ledger.size() << "requests,"
            << rows.size() << "intents," << acks.size() << "acknowledged," << open.size() << "left open";
    QVERIFY(acks.size() > 0);
}

QTEST_GUILESS_MAIN(TestKills)
#include "tst_kills.moc"
