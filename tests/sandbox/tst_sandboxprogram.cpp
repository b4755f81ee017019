// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/sandboxpracticeassets.h"
#include "tests/sandbox/sandboxclient.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

//! The program tokendesk-sandbox, from outside.
class TestSandboxProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void help_namesEveryOption();
    void version_isPrinted();
    void mistakes_areUsageErrors_data();
    void mistakes_areUsageErrors();
    void printConfig_saysPathsAndNothingSecretButTheApiKey();
    void signal_stopsItCleanly_data();
    void signal_stopsItCleanly();
    void signalWhileStarting_stopsItCleanly();
    void killed_itStartsAgainWithItsTokens();
    void secondOneOnTheSameDirectory_saysSo();
    void session_printsNothingButTheReadyLine();

private:
    void run(const QStringList &arguments);
    [[nodiscard]] bool startAndWaitUntilReady(const QStringList &arguments);

    QProcess m_program;
    QTemporaryDir m_directory;
};

namespace {
constexpr int patienceMs = 60'000;
} // namespace

void TestSandboxProgram::run(const QStringList &arguments)
{
    m_program.start(QStringLiteral(SANDBOX_PROGRAM), arguments);
    QVERIFY2(m_program.waitForFinished(patienceMs), qPrintable(m_program.errorString()));
    QCOMPARE(m_program.exitStatus(), QProcess::NormalExit);
}

bool TestSandboxProgram::startAndWaitUntilReady(const QStringList &arguments)
{
    m_program.start(QStringLiteral(SANDBOX_PROGRAM), arguments);
    return m_program.waitForReadyRead(patienceMs) && m_program.canReadLine();
}

void TestSandboxProgram::help_namesEveryOption()
{
    run({u"--help"_s});
    QCOMPARE(m_program.exitCode(), 0);
    const QByteArray output = m_program.readAllStandardOutput();
    for (const char *option :
         {"--port", "--image-port", "--control-port", "--cybersource-port", "--data", "--latency", "--fault", "--print-config", "--help", "--version"})
        QVERIFY2(output.contains(option), option);
    for (const SandboxPracticeAsset &asset : sandboxPracticeAssets())
        QVERIFY2(output.contains("tk_practice-" + asset.name.toLatin1() + ' '), qPrintable(asset.name));
}

void TestSandboxProgram::version_isPrinted()
{
    run({u"--version"_s});
    QCOMPARE(m_program.exitCode(), 0);
    QCOMPARE(m_program.readAllStandardOutput().trimmed(), QByteArray("tokendesk-sandbox " TOKENDESK_VERSION));
}

void TestSandboxProgram::mistakes_areUsageErrors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("port") << QStringList{u"--port"_s, u"65536"_s};
    QTest::newRow("image port") << QStringList{u"--image-port"_s, u"-1"_s};
    QTest::newRow("Cybersource port") << QStringList{u"--cybersource-port"_s, u"x"_s};
    QTest::newRow("latency") << QStringList{u"--latency"_s, u"-1"_s};
    QTest::newRow("fault") << QStringList{u"--fault"_s, u"500:2"_s};
    QTest::newRow("argument") << QStringList{u"start"_s};
    QTest::newRow("directory") << QStringList{u"--data"_s, u""_s};
}

void TestSandboxProgram::mistakes_areUsageErrors()
{
    QFETCH(QStringList, arguments);
    if (!arguments.contains(u"--data"_s))
        arguments << u"--data"_s << m_directory.path();
    run(arguments);
    QCOMPARE(m_program.exitCode(), 2);
    QCOMPARE(m_program.readAllStandardOutput(), QByteArray());
    QVERIFY(!m_program.readAllStandardError().isEmpty());
}

void TestSandboxProgram::printConfig_saysPathsAndNothingSecretButTheApiKey()
{
    run({u"--data"_s, m_directory.path(), u"--port"_s, u"4711"_s, u"--image-port"_s, u"4712"_s, u"--print-config"_s});
    QCOMPARE(m_program.exitCode(), 0);
    const QByteArray output = m_program.readAllStandardOutput();
    const QJsonObject config = QJsonDocument::fromJson(output).object();
    QCOMPARE(config.value(u"baseUrl"_s).toString(), u"https://127.0.0.1:4711/tsh-cof"_s);
    QCOMPARE(config.value(u"port"_s).toInt(), 4711);
    QCOMPARE(config.value(u"cardImageBaseUrl"_s).toString(), u"https://127.0.0.1:4712/card-images"_s);
    QVERIFY(!config.value(u"apiKey"_s).toString().isEmpty());
    QVERIFY(QFile::exists(config.value(u"clientKeyFile"_s).toString()));
    QVERIFY(!output.contains("PRIVATE KEY"));
    QVERIFY(!output.contains("parKey"));
}

void TestSandboxProgram::signal_stopsItCleanly_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestSandboxProgram::signal_stopsItCleanly()
{
    QFETCH(int, number);
    QVERIFY(startAndWaitUntilReady({u"--data"_s, m_directory.path()}));
    ::kill(static_cast<pid_t>(m_program.processId()), number);
    QVERIFY(m_program.waitForFinished(patienceMs));
    QCOMPARE(m_program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_program.exitCode(), 0);
    // A clean end leaves neither lock nor write-ahead log.
    QVERIFY(!QFile::exists(m_directory.filePath(u"lock"_s)));
    QVERIFY(!QFile::exists(m_directory.filePath(u"sandbox.sqlite-wal"_s)));
}

void TestSandboxProgram::signalWhileStarting_stopsItCleanly()
{
    const QTemporaryDir directory;
    m_program.start(QStringLiteral(SANDBOX_PROGRAM), {u"--data"_s, directory.path()});
    // The lock is there long before the keys are.
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(directory.filePath(u"lock"_s)), patienceMs);
    m_program.terminate();
    QVERIFY(m_program.waitForFinished(patienceMs));
    QCOMPARE(m_program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_program.exitCode(), 0);
    QVERIFY(!QFile::exists(directory.filePath(u"lock"_s)));
}

void TestSandboxProgram::killed_itStartsAgainWithItsTokens()
{
    const QStringList arguments{u"--data"_s, m_directory.path()};
    QVERIFY(startAndWaitUntilReady(arguments));
    m_program.kill();
    QVERIFY(m_program.waitForFinished(patienceMs));
    QVERIFY(startAndWaitUntilReady(arguments));
    m_program.terminate();
    QVERIFY(m_program.waitForFinished(patienceMs));
    QCOMPARE(m_program.exitCode(), 0);
}

void TestSandboxProgram::secondOneOnTheSameDirectory_saysSo()
{
    QVERIFY(startAndWaitUntilReady({u"--data"_s, m_directory.path()}));
    QProcess second;
    second.start(QStringLiteral(SANDBOX_PROGRAM), {u"--data"_s, m_directory.path()});
    QVERIFY(second.waitForFinished(patienceMs));
    QCOMPARE(second.exitCode(), 1);
    const QByteArray said = second.readAllStandardError();
    QVERIFY2(said.contains("used by another sandbox"), said.constData());
    QVERIFY(said.contains(QByteArray::number(m_program.processId())));

    // What it wants to know from the first one it can ask for.
    second.start(QStringLiteral(SANDBOX_PROGRAM), {u"--data"_s, m_directory.path(), u"--print-config"_s});
    QVERIFY(second.waitForFinished(patienceMs));
    const QJsonObject config = QJsonDocument::fromJson(second.readAllStandardOutput()).object();
    const QByteArray url = config.value(u"baseUrl"_s).toString().toLatin1();
    const QString images = config.value(u"cardImageBaseUrl"_s).toString();
    QVERIFY(m_program.readAllStandardOutput().contains(url));
    QVERIFY(!images.isEmpty() && !images.contains(u":0/"_s));
    m_program.terminate();
    QVERIFY(m_program.waitForFinished(patienceMs));
}

void TestSandboxProgram::session_printsNothingButTheReadyLine()
{
    SandboxClient client;
    if (!client.missing().isEmpty())
        QSKIP(qPrintable(client.missing()));
    m_program.setProcessEnvironment([] {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_LOGGING_RULES"_s, u"*=true;qt.core.*=false"_s);
        return environment;
    }());
    QVERIFY(startAndWaitUntilReady({u"--data"_s, m_directory.path(), u"--fault"_s, u"500:next 1"_s}));
    const auto connection = Sandbox::describe({.dataDir = m_directory.path()});
    QVERIFY(connection.has_value());
    QVERIFY(client.connectTo(*connection));
    QCOMPARE(statusOf(client.get(u"/tokens/tk_9f3c2a71e4"_s)), 500);
    for (const QString &number : {u"4111111111111111"_s, u"4000000000000002"_s})
        QVERIFY(statusOf(client.post(u"/tokens"_s, SandboxClient::cardBody(), SandboxClient::card(number))) != 0);
    m_program.terminate();
    QVERIFY(m_program.waitForFinished(patienceMs));
    m_program.setProcessEnvironment(QProcessEnvironment::systemEnvironment());

    const QByteArray output = m_program.readAllStandardOutput();
    QCOMPARE(output.count('\n'), 1);
    QVERIFY(output.startsWith("tokendesk-sandbox " TOKENDESK_VERSION " ready at https://127.0.0.1:"));
    const QByteArray errors = m_program.readAllStandardError();
    for (const char *secret : {"4111111111111111", "4000000000000002", "JOHN", "john@doe", "eyJ"})
        QVERIFY2(!errors.contains(secret), errors.constData());
    QVERIFY(!errors.contains(connection->apiKey.toLatin1()));
}

QTEST_GUILESS_MAIN(TestSandboxProgram)
#include "tst_sandboxprogram.moc"
