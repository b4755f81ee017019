// SPDX-License-Identifier: Apache-2.0
#include "app/journal/sqlitejournal.h"
#include "app/storage/sql.h"
#include "tests/program/programrun.h"
#include "tests/reliability/runningsandbox.h"
#include "tests/storage/await.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {
constexpr int startMs = 1'500; // before that no window is there, and nothing to lose
constexpr int tourMs = 20'000; // about as long as the tour performs operations

int countFrom(const char *variable, int otherwise)
{
    return qEnvironmentVariableIsSet(variable) ? qEnvironmentVariableIntValue(variable) : otherwise;
}

struct Intent {
    QString openedAt;
    bool isOpen = false;
};
} // namespace

//! The built console with its window, killed at random moments of its guided tour, which performs every kind of
//! operation on all services. TOKENDESK_CONSOLE_KILLS says how often, TOKENDESK_SEED where chance begins.
class TestConsoleKills : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAtRandom_losesNothing();

private:
    [[nodiscard]] QList<LedgerRow> tourAndKill(int afterMs);

    QTemporaryDir m_home;
};

//! What the sandbox inside the console had received until then.
QList<LedgerRow> TestConsoleKills::tourAndKill(int afterMs)
{
    QProcess console;
    console.setProcessEnvironment(environmentIn(m_home.path()));
    console.start(QStringLiteral(CONSOLE_PROGRAM), {u"--tour"_s, m_home.filePath(u"tour"_s)});
    if (!console.waitForStarted() || console.waitForFinished(afterMs))
        qWarning() << "not killed:" << console.readAll();
    ::kill(static_cast<pid_t>(console.processId()), SIGKILL);
    console.waitForFinished();

    QList<LedgerRow> received;
    QDirIterator ledgers(m_home.filePath(u"tmp"_s), {u"sandbox.sqlite"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (ledgers.hasNext())
        received += ledgerIn(ledgers.next());
    QDir(m_home.filePath(u"tmp"_s)).removeRecursively();
    QDir().mkpath(m_home.filePath(u"tmp"_s));
    return received;
}

void TestConsoleKills::killedAtRandom_losesNothing()
{
    const int kills = countFrom("TOKENDESK_CONSOLE_KILLS", 3);
    const auto seed = static_cast<quint32>(
        countFrom("TOKENDESK_SEED", static_cast<int>(QRandomGenerator::global()->generate() >> 1)));
    QRandomGenerator random(seed);
    QList<LedgerRow> received;
    for (int i = 0; i < kills; ++i) // one in every part of the tour
        received += tourAndKill(startMs + static_cast<int>((i + random.generateDouble()) * tourMs / kills));

    const auto database = await(Database::open(m_home.filePath(u"data/tokendesk/desk.sqlite"_s)));
    QVERIFY2(database, detailOf(database).constData());
    QHash<QString, Intent> intents;
    const auto read = await((*database)->run([&](QSqlDatabase &connection) -> Result<Done> {
        auto query = executed(connection, u"SELECT correlation_id, opened_at, outcome FROM journal_entry"_s);
        if (!query)
            return Failure(query.error());
        while (query->next())
            intents.insert(query->value(0).toString(),
                           {query->value(1).toString(), query->value(2).toString() == "open"_L1});
        const auto integrity = firstValue(connection, u"PRAGMA integrity_check"_s);
        return integrity && integrity->toString() == "ok"_L1 ? Result<Done>(Done{})
                                                             : Failure(Error{.detail = u"the file is damaged"_s});
    }));
    QVERIFY2(read, detailOf(read).constData());

    QSet<QString> seen;
    for (const LedgerRow &request : received) {
        const auto intent = intents.constFind(request.correlationId);
        QVERIFY2(intent != intents.constEnd(), qPrintable(u"received without an intent: "_s + request.correlationId));
        QVERIFY2(intent->openedAt <= request.receivedAt, qPrintable(intent->openedAt + u" > "_s + request.receivedAt));
        QVERIFY2(!seen.contains(request.correlationId), qPrintable(u"received twice: "_s + request.correlationId));
        seen.insert(request.correlationId);
    }
    SqliteJournal journal(*database, std::make_shared<SystemClock>());
    const auto verdict = await(journal.verify({}));
    QVERIFY2(verdict && verdict->isSound(),
             qPrintable(verdict ? verdict->row + verdict->explanation : verdict.error().detail));
    const auto items = await(journal.openItems());
    QVERIFY2(items, detailOf(items).constData());
    const auto isOpen = [](const auto &one) { return one.isOpen; };
    const auto listed = std::count_if(items->begin(), items->end(), [](const JournalEntry &item) {
        return item.outcome.kind == JournalOutcome::Kind::Open;
    });
    QCOMPARE(listed, std::count_if(intents.begin(), intents.end(), isOpen));
    qInfo() << kills << "kills, seed" << seed << ':' << received.size() << "requests," << intents.size() << "intents,"
            << listed << "left open";
    QVERIFY(!received.isEmpty());
}

QTEST_GUILESS_MAIN(TestConsoleKills)
#include "tst_consolekills.moc"
