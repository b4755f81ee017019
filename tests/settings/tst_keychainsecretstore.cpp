// SPDX-License-Identifier: Apache-2.0
#include "app/settings/keychainsecretstore.h"
#include "tests/storage/await.h"
#include "tests/support/keyringsession.h"
#include "tests/support/settling.h"

#include <QDir>
#include <QLocalServer>
#include <QLocalSocket>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

//! What the keychain does is asked in other processes (keychainprobe), each with a session bus of its own or none.
class TestKeychainSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noBus_choosesMemoryAtOnce();
    void noBusAddressAtAll_choosesMemoryAtOnce();
    void busThatNeverAnswers_choosesMemoryAfterAWhile();
    void busWithoutAKeychain_choosesMemory();
    void keychainThatFails_isAStorageErrorNotAFile();
    void storeGoneWhileAsking_isHarmless();
    void keychain_keepsSecretsOverProcesses();

private:
    [[nodiscard]] QStringList probe(const QProcessEnvironment &environment, const QString &what, int patienceMs,
                                    const QStringList &wrapper = {});
    [[nodiscard]] QProcessEnvironment homeless() const;

    QTemporaryDir m_home;
};

QProcessEnvironment TestKeychainSecretStore::homeless() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *variable : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(QString::fromLatin1(variable), m_home.path());
    environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
    environment.remove(u"DISPLAY"_s); // an old way to find a bus
    return environment;
}

QStringList TestKeychainSecretStore::probe(const QProcessEnvironment &environment, const QString &what, int patienceMs,
                                           const QStringList &wrapper)
{
    const QStringList command = wrapper + QStringList{QStringLiteral(KEYCHAINPROBE), what, QString::number(patienceMs)};
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setStandardErrorFile(QProcess::nullDevice()); // the bus and the keychain talk a lot
    process.start(command.first(), command.mid(1));
    if (!process.waitForFinished(90'000)) {
        process.kill();
        process.waitForFinished();
        return {u"did not end"_s};
    }
    return QString::fromUtf8(process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
}

namespace {
const QStringList memoryInstead{u"returned within a second: yes"_s,
                                u"missing: nothing"_s,
                                u"for this run"_s,
                                u"write: done"_s,
                                u"read: the same"_s,
                                u"remove: done"_s,
                                u"read: nothing"_s,
                                u"remove again: done"_s,
                                u"loop went on: yes"_s};
constexpr int longPatienceMs = 50'000; // so long that a test which waits for it fails
} // namespace

void TestKeychainSecretStore::noBus_choosesMemoryAtOnce()
{
    QProcessEnvironment environment = homeless();
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(probe(environment, u"choose"_s, longPatienceMs), memoryInstead);
    QVERIFY(timer.elapsed() < longPatienceMs);
}

void TestKeychainSecretStore::noBusAddressAtAll_choosesMemoryAtOnce()
{
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(probe(homeless(), u"choose"_s, longPatienceMs), memoryInstead);
    QVERIFY(timer.elapsed() < longPatienceMs);
}

void TestKeychainSecretStore::busThatNeverAnswers_choosesMemoryAfterAWhile()
{
    // Takes connections, as the kernel does for whoever listens, and never says a word.
    QLocalServer silent;
    const QString socket = m_home.filePath(u"silent"_s);
    QVERIFY(silent.listen(socket));
    QProcessEnvironment environment = homeless();
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path="_s + socket);
    QCOMPARE(probe(environment, u"choose"_s, 500), memoryInstead);
}

void TestKeychainSecretStore::busWithoutAKeychain_choosesMemory()
{
    const QString session = QStandardPaths::findExecutable(u"dbus-run-session"_s);
    if (session.isEmpty())
        QSKIP("dbus-run-session is not installed");
    // A bus that can start no service: without a folder that describes any.
    QFile config(m_home.filePath(u"session.conf"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>"
                 "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
                 "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
    config.close();
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(
        probe(homeless(), u"choose"_s, longPatienceMs, {session, u"--config-file="_s + config.fileName(), u"--"_s}),
        memoryInstead);
    QVERIFY(timer.elapsed() < longPatienceMs);
}

void TestKeychainSecretStore::keychainThatFails_isAStorageErrorNotAFile()
{
    QTemporaryDir home;
    QProcessEnvironment environment = homeless();
    for (const char *variable : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(QString::fromLatin1(variable), home.path());
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
    QCOMPARE(probe(environment, u"keychain"_s, 0),
             QStringList({u"returned within a second: yes"_s, u"missing: Storage"_s, u"persistent"_s,
                          u"write: Storage"_s, u"read: Storage"_s, u"remove: Storage"_s, u"read: Storage"_s,
                          u"remove again: Storage"_s, u"loop went on: yes"_s}));
    QCOMPARE(QDir(home.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
}

void TestKeychainSecretStore::storeGoneWhileAsking_isHarmless()
{
    // The keychain's library still holds the job when its answer comes.
    auto store = std::make_unique<KeychainSecretStore>();
    const auto reading = store->read(u"c-1"_s, u"apiKey"_s);
    QCoreApplication::processEvents(); // the job exists now, and is under way
    store.reset();
    QCOMPARE(kindOf(settledWithin(reading)), u"Storage"_s);
}

void TestKeychainSecretStore::keychain_keepsSecretsOverProcesses()
{
    const QStringList unlocked = keyringSession();
    if (unlocked.isEmpty())
        QSKIP("dbus-run-session or gnome-keyring-daemon is not installed");
    QCOMPARE(probe(homeless(), u"choose"_s, longPatienceMs, unlocked),
             QStringList({u"returned within a second: yes"_s, u"missing: nothing"_s, u"persistent"_s, u"write: done"_s,
                          u"read: the same"_s, u"remove: done"_s, u"read: nothing"_s, u"remove again: done"_s,
                          u"loop went on: yes"_s}));
    QVERIFY(probe(homeless(), u"keep"_s, longPatienceMs, unlocked).contains(u"write: done"_s));
    QVERIFY(probe(homeless(), u"recall"_s, longPatienceMs, unlocked).contains(u"read: the same"_s));
}

QTEST_GUILESS_MAIN(TestKeychainSecretStore)
#include "tst_keychainsecretstore.moc"
