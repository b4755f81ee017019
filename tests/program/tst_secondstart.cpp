// SPDX-License-Identifier: Apache-2.0
#include "app/storage/database.h"
#include "app/storage/sql.h"
#include "tests/storage/await.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

//! The built console, started more than once by one user. A process that goes on running has a window.
class TestSecondStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void secondStart_handsOverAndEnds();
    void killedFirst_makesRoom();
    void tenStartsAtOnce_leaveOneWindow();
    void subcommand_takesNoPart();

private:
    QProcess &start(const QStringList &arguments = {});
    [[nodiscard]] int running() const;
    [[nodiscard]] qint64 readingsOf(const QString &token) const;
    [[nodiscard]] QString desk() const { return m_home->filePath(u"data/tokendesk/desk.sqlite"_s); }

    std::unique_ptr<QTemporaryDir> m_home;
    std::vector<std::unique_ptr<QProcess>> m_processes;
};

void TestSecondStart::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    for (const char *folder : {"data", "config", "cache", "run"})
        QVERIFY(QDir(m_home->path()).mkpath(QLatin1StringView(folder)));
    QVERIFY(QFile::setPermissions(m_home->filePath(u"run"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

void TestSecondStart::cleanup()
{
    for (const auto &process : m_processes) {
        process->kill();
        process->waitForFinished();
    }
    m_processes.clear();
}

QProcess &TestSecondStart::start(const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, m_home->path());
    environment.insert(u"XDG_DATA_HOME"_s, m_home->filePath(u"data"_s));
    environment.insert(u"XDG_CONFIG_HOME"_s, m_home->filePath(u"config"_s));
    environment.insert(u"XDG_CACHE_HOME"_s, m_home->filePath(u"cache"_s));
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_home->filePath(u"run"_s));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
    environment.insert(u"QT_LOGGING_RULES"_s, u"tokendesk.start.info=true"_s);
    process->setProcessEnvironment(environment);
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->start(QStringLiteral(CONSOLE_PROGRAM), arguments);
    m_processes.push_back(std::move(process));
    return *m_processes.back();
}

int TestSecondStart::running() const
{
    return static_cast<int>(std::count_if(m_processes.begin(), m_processes.end(), [](const auto &process) {
        return process->state() != QProcess::NotRunning;
    }));
}

qint64 TestSecondStart::readingsOf(const QString &token) const
{
    if (!QFile::exists(desk()))
        return 0;
    const auto database = await(Database::open(desk()));
    if (!database)
        return -1;
    return await((*database)->run([token](QSqlDatabase &connection) -> Result<qint64> {
               const auto count =
                   firstValue(connection, u"SELECT count(*) FROM token_reading WHERE token_id = ?"_s, {token});
               return count ? Result<qint64>(count->toLongLong()) : Failure(count.error());
           }))
        .value_or(-1);
}

void TestSecondStart::secondStart_handsOverAndEnds()
{
    QProcess &first = start();
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT((said += first.readAll()).contains("window usable"), 60'000);
    QProcess &second = start({u"--open"_s, u"tk_9f3c2a71e4"_s});
    QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, 30'000);
    QCOMPARE(second.exitStatus(), QProcess::NormalExit);
    QCOMPARE(second.exitCode(), 0);
    QVERIFY(!second.readAll().contains("window painted"));
    QTRY_COMPARE_WITH_TIMEOUT(readingsOf(u"tk_9f3c2a71e4"_s), 1, 30'000);
    QCOMPARE(first.state(), QProcess::Running);

    QProcess &third = start({u"--connection"_s, u"Thales ETP · built-in"_s, u"--open"_s, u"tk_77ab01c9d2"_s});
    QTRY_COMPARE_WITH_TIMEOUT(third.state(), QProcess::NotRunning, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(readingsOf(u"tk_77ab01c9d2"_s), 1, 30'000);
}

void TestSecondStart::killedFirst_makesRoom()
{
    QProcess &first = start();
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT((said += first.readAll()).contains("window painted"), 60'000);
    ::kill(static_cast<pid_t>(first.processId()), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(first.state(), QProcess::NotRunning, 10'000);
    QProcess &second = start();
    said.clear();
    QTRY_VERIFY_WITH_TIMEOUT((said += second.readAll()).contains("window painted"), 60'000);
    QCOMPARE(second.state(), QProcess::Running);
}

void TestSecondStart::tenStartsAtOnce_leaveOneWindow()
{
    for (int i = 0; i < 10; ++i)
        start();
    QTRY_COMPARE_WITH_TIMEOUT(running(), 1, 90'000);
    QByteArray said;
    int windows = 0;
    for (const auto &process : m_processes) {
        if (process->state() == QProcess::NotRunning) {
            const QByteArray words = process->readAll();
            QVERIFY2(process->exitStatus() == QProcess::NormalExit && process->exitCode() == 0, words.constData());
            QVERIFY2(!words.contains("window painted"), words.constData());
            continue;
        }
        QTRY_VERIFY_WITH_TIMEOUT((said += process->readAll()).contains("window painted"), 60'000);
        ++windows;
    }
    QCOMPARE(windows, 1);
    QCOMPARE(running(), 1);
}

void TestSecondStart::subcommand_takesNoPart()
{
    QProcess &first = start();
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT((said += first.readAll()).contains("window painted"), 60'000);
    QProcess &check = start({u"journal"_s, u"verify"_s});
    QTRY_COMPARE_WITH_TIMEOUT(check.state(), QProcess::NotRunning, 30'000);
    QVERIFY(check.readAll().contains("The journal is sound"));
}

QTEST_GUILESS_MAIN(TestSecondStart)
#include "tst_secondstart.moc"
