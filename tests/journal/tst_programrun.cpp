// SPDX-License-Identifier: Apache-2.0
#include "app/journal/programrun.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {
ProgramRun runOf(qint64 processId)
{
    ProgramRun run = currentRun();
    run.processId = processId;
    run.processStart = processStartOf(processId);
    return run;
}
} // namespace

class TestProgramRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thisRun_isTheSameEachTimeAndRunning();
    void otherProcess_isRunningUntilItEnds();
    void processThatEndedUncollected_isOver();
    void anotherMachine_countsAsOver();
    void unknownStart_countsAsOver();
    void programWithAWeirdName_isStillFound();
};

void TestProgramRun::thisRun_isTheSameEachTimeAndRunning()
{
    QCOMPARE(currentRun(), currentRun());
    QCOMPARE(currentRun().processId, QCoreApplication::applicationPid());
    QCOMPARE(currentRun().id.size(), 36);
    QVERIFY(!currentRun().host.isEmpty());
    QVERIFY(!currentRun().processStart.isEmpty());
    QVERIFY(isStillRunning(currentRun()));
}

void TestProgramRun::otherProcess_isRunningUntilItEnds()
{
    QProcess process;
    process.start(u"cat"_s, {});
    QVERIFY(process.waitForStarted());
    const ProgramRun run = runOf(process.processId());
    const auto ticks = [](const ProgramRun &of) { return of.processStart.section(u'/', 1).toLongLong(); };
    QVERIFY(ticks(currentRun()) > 0);
    QVERIFY(ticks(run) >= ticks(currentRun()));
    QVERIFY(isStillRunning(run));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QVERIFY(!isStillRunning(run));
    QCOMPARE(processStartOf(run.processId), QString());
}

void TestProgramRun::processThatEndedUncollected_isOver()
{
    int gate[2];
    QCOMPARE(::pipe(gate), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        char wait = 0;
        ::close(gate[1]);
        ::_exit(::read(gate[0], &wait, 1) < 0 ? 1 : 0);
    }
    QVERIFY(child > 0);
    const ProgramRun run = runOf(child);
    QVERIFY(isStillRunning(run));
    ::close(gate[0]);
    ::close(gate[1]);
    QTRY_VERIFY(!isStillRunning(run));
    QCOMPARE(::waitpid(child, nullptr, 0), child);
}

void TestProgramRun::anotherMachine_countsAsOver()
{
    ProgramRun run = currentRun();
    run.host = u"another-desk"_s;
    QVERIFY(!isStillRunning(run));
}

void TestProgramRun::unknownStart_countsAsOver()
{
    ProgramRun run = currentRun();
    run.processStart.clear();
    QVERIFY(!isStillRunning(run));
    run.processId = 0x7fff'fff0; // no process has it, so its start is empty as well
    QVERIFY(!isStillRunning(run));
}

void TestProgramRun::programWithAWeirdName_isStillFound()
{
    // The name stands unquoted before the numbers in /proc/PID/stat.
    QProcess process;
    process.start(u"sh"_s, {u"-c"_s, u"printf ') Z 1 (' > /proc/self/comm; echo named; cat > /dev/null"_s});
    QVERIFY(process.waitForStarted());
    QVERIFY(process.waitForReadyRead());
    const ProgramRun run = runOf(process.processId());
    QVERIFY(!run.processStart.isEmpty());
    QVERIFY(isStillRunning(run));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
}

QTEST_GUILESS_MAIN(TestProgramRun)
#include "tst_programrun.moc"
