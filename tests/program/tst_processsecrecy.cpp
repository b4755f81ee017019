// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <memory>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;

namespace {
constexpr uid_t nobody = 65534;

//! Starts `arguments` in `folder`, as nobody when this runs as root (for whom nothing is out of reach), with core dumps
//! as large as they like.
pid_t start(const QStringList &arguments, const QTemporaryDir &folder)
{
    QList<QByteArray> words;
    std::vector<char *> argv;
    for (const QString &argument : arguments)
        words << argument.toLocal8Bit();
    for (QByteArray &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    const QByteArray here = folder.path().toLocal8Bit();
    if (geteuid() == 0 && ::chown(here.constData(), nobody, nobody) != 0)
        return -1;
    const pid_t pid = fork();
    if (pid != 0)
        return pid;

    const rlimit endless{.rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY};
    setrlimit(RLIMIT_CORE, &endless);
    const bool isNobody = geteuid() != 0 || (setgid(nobody) == 0 && setuid(nobody) == 0);
    for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
        setenv(name, here.constData(), 1);
    setenv("QT_QPA_PLATFORM", "offscreen", 1);
    setenv("ASAN_OPTIONS", "handle_segv=0", 1); // a sanitizer would turn the signal into a report
    setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", 1);
    const bool isReady = isNobody && ::chdir(here.constData()) == 0 && freopen("output", "w", stdout);
    if (isReady)
        execv(argv.front(), argv.data());
    _exit(127);
}

int statusAfter(int signal, pid_t pid)
{
    if (pid <= 0) // to kill(2) these are groups, and -1 is everybody
        return -1;
    ::kill(pid, signal);
    int status = 0;
    return ::waitpid(pid, &status, 0) == pid ? status : -1;
}

//! Whether another process of nobody's, or of this user's, may open a file of the process below /proc.
bool canOpen(pid_t pid, const char *file)
{
    const QByteArray path = "/proc/" + QByteArray::number(pid) + '/' + file;
    const pid_t reader = fork();
    if (reader == 0) {
        const bool isNobody = geteuid() != 0 || (setgid(nobody) == 0 && setuid(nobody) == 0);
        QFile content(QString::fromLatin1(path));
        _exit(isNobody && content.open(QIODevice::ReadOnly | QIODevice::Unbuffered) ? 0 : 1);
    }
    int status = 0;
    return ::waitpid(reader, &status, 0) == reader && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
} // namespace

//! The running programs, as another program of the same user sees them (security.md C9, F12).
class TestProcessSecrecy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void runningProgram_hidesItsMemory_data();
    void runningProgram_hidesItsMemory();
    void crash_leavesNoCore_data();
    void crash_leavesNoCore();

private:
    void addPrograms();
    void startProgram();

    std::unique_ptr<QTemporaryDir> m_folder;
    pid_t m_program = -1;
};

void TestProcessSecrecy::addPrograms()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("console") << QStringList{QStringLiteral(CONSOLE_PROGRAM)};
    QTest::newRow("sandbox") << QStringList{QStringLiteral(SANDBOX_PROGRAM), u"--data"_s, u"tokens"_s};
}

void TestProcessSecrecy::cleanup()
{
    if (m_program > 0)
        statusAfter(SIGKILL, m_program);
    m_program = -1;
}

//! Both keep their files in folders of their own: once one is there, the program is past the beginning of `main`.
void TestProcessSecrecy::startProgram()
{
    QFETCH(const QStringList, command);
    m_folder = std::make_unique<QTemporaryDir>();
    m_program = start(command, *m_folder);
    QVERIFY(m_program > 0);
    const QStringList made{m_folder->filePath(u"tokendesk"_s), m_folder->filePath(u"tokens"_s)};
    const auto isThere = [](const QString &folder) { return QFileInfo::exists(folder); };
    int status = 0;
    bool isOver = false; // the end of a process is told once only, and the condition is looked at again
    const auto hasBegun = [&] {
        isOver = isOver || ::waitpid(m_program, &status, WNOHANG) == m_program;
        return isOver || std::any_of(made.begin(), made.end(), isThere);
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasBegun(), 60'000);
    if (isOver && WIFEXITED(status) && WEXITSTATUS(status) == 127) {
        m_program = -1;
        QSKIP("an ordinary user may not run programs of this folder");
    }
}

void TestProcessSecrecy::runningProgram_hidesItsMemory_data()
{
    addPrograms();
}

void TestProcessSecrecy::runningProgram_hidesItsMemory()
{
    const QTemporaryDir folder;
    const pid_t other = start({u"/usr/bin/sleep"_s, u"1000"_s}, folder);
    QTRY_VERIFY2(canOpen(other, "environ"), "an ordinary program can be read, or this test would prove nothing");
    statusAfter(SIGKILL, other);

    startProgram();
    if (m_program <= 0) // skipped
        return;
    for (const char *file : {"mem", "environ", "maps", "fd/0"})
        QVERIFY2(!canOpen(m_program, file), file);
}

void TestProcessSecrecy::crash_leavesNoCore_data()
{
    addPrograms();
}

void TestProcessSecrecy::crash_leavesNoCore()
{
    const QTemporaryDir folder;
    const pid_t other = start({u"/usr/bin/sleep"_s, u"1000"_s}, folder);
    QTRY_VERIFY(canOpen(other, "environ"));
    if (!WCOREDUMP(statusAfter(SIGSEGV, other)))
        QSKIP("this system writes no core of any program");

    startProgram();
    if (m_program <= 0) // skipped
        return;
    const int status = statusAfter(SIGSEGV, m_program);
    m_program = -1;
    QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
    QVERIFY(!WCOREDUMP(status));
    QCOMPARE(QDir(m_folder->path()).entryList({u"*core*"_s}, QDir::Files), QStringList());
}

QTEST_GUILESS_MAIN(TestProcessSecrecy)
#include "tst_processsecrecy.moc"
