// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/testcards.h"
#include "tests/program/canarysweep.h"
#include "tests/program/programrun.h"
#include "tests/support/keyringsession.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
constexpr int tourMs = 240'000;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
}

//! Path and digest of every file below a home but those that programs have only while they run.
QStringList filesOf(const QString &home)
{
    QStringList files;
    QDirIterator all(home, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString path = all.next();
        if (path.startsWith(home + "/run/"_L1) || path.startsWith(home + "/tmp/"_L1))
            continue;
        const QByteArray digest = QCryptographicHash::hash(contentOf(path), QCryptographicHash::Sha256);
        files << path.mid(home.size()) + u' ' + QString::fromLatin1(digest.toHex());
    }
    files.sort();
    return files;
}

QStringList passingFolders(const QString &home)
{
    return QDir(home + "/tmp"_L1).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

QString preferencesIn(const QString &home)
{
    return home + "/config/tokendesk/preferences.json"_L1;
}

//! A connection of the person's own, whose server is on nobody's network.
void writeOwnConnection(const QString &home)
{
    write(home + "/config/tokendesk/connections.json"_L1,
          "{\"version\": 1, \"connections\": [{\"id\": \"kept\", \"name\": \"Kept\", \"kind\": \"thales-etp\", "
          "\"environment\": \"test\", \"values\": {\"baseUrl\": \"https://server.invalid/tsh-cof\", "
          "\"merchantId\": \"m-1\"}}]}");
    write(preferencesIn(home), "{\"operatorId\": \"clerk\", \"lastConnection\": \"kept\", \"welcomed\": true}");
}
} // namespace

//! The built console's guided tours. The desk of most of these tests has had three: one that was killed on its way, and
//! two to the end.
class TestTours : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyTour_succeeds();
    void noTour_leavesCardDataBehind();
    void everyTour_isInTheDesksJournal();
    void tours_leaveTheDesksConnectionsAndSandboxAlone();
    void watchedTour_leavesNothingAndChangesNothing();
    void withoutASandbox_nothingElseIsUsed();

private:
    void breakTourOff();
    [[nodiscard]] Run tour(const QString &name);
    [[nodiscard]] QByteArray apiKeyOfPassingSandbox(const QStringList &foldersBefore) const;
    [[nodiscard]] QStringList journalRows() const;

    const QString m_console = QStringLiteral(CONSOLE_PROGRAM);
    const QString m_sandbox = QStringLiteral(SANDBOX_PROGRAM);
    QTemporaryDir m_home;
    QStringList m_leftByTheKilled;
    QList<QByteArray> m_apiKeys;
    Run m_first;
    Run m_second;
    QStringList m_rowsOfTheFirst;
    QStringList m_rowsOfBoth;
};

void TestTours::initTestCase()
{
    writeOwnConnection(m_home.path());
    breakTourOff();
    m_leftByTheKilled = passingFolders(m_home.path());
    m_first = tour(u"first"_s);
    m_rowsOfTheFirst = journalRows();
    m_second = tour(u"second"_s);
    m_rowsOfBoth = journalRows();
}

//! Kills a tour that has asked for a token which has yet to come: something stays open at the desk.
void TestTours::breakTourOff()
{
    QProcess broken;
    broken.setProcessEnvironment(environmentIn(m_home.path()));
    broken.start(m_console, {u"--tour"_s, m_home.filePath(u"broken"_s)});
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT((said += broken.readAllStandardOutput()).contains("Create it later"), tourMs);
    broken.kill();
    QVERIFY(broken.waitForFinished());
}

QByteArray TestTours::apiKeyOfPassingSandbox(const QStringList &foldersBefore) const
{
    for (const QString &folder : passingFolders(m_home.path())) {
        const QString path = m_home.filePath(u"tmp/"_s + folder);
        if (foldersBefore.contains(folder) || !QFile::exists(path + "/connection.json"_L1))
            continue;
        const Run config = run(m_sandbox, {u"--data"_s, path, u"--print-config"_s}, m_home.path());
        return QJsonDocument::fromJson(config.out)[u"apiKey"_s].toString().toUtf8();
    }
    return {};
}

Run TestTours::tour(const QString &name)
{
    QProcess process;
    process.setProcessEnvironment(environmentIn(m_home.path()));
    const QStringList before = passingFolders(m_home.path());
    process.start(m_console, {u"--tour"_s, m_home.filePath(name)});
    QByteArray said;
    // Its sandbox is there as long as the tour is, and its key in no file.
    const bool hasBegun = QTest::qWaitFor(
        [&] { return (said += process.readAllStandardOutput()).contains("Tour of the console on"); }, tourMs);
    if (hasBegun)
        m_apiKeys << apiKeyOfPassingSandbox(before);
    if (!process.waitForFinished(tourMs)) {
        process.kill();
        process.waitForFinished();
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            said + process.readAllStandardOutput(), process.readAllStandardError()};
}

QStringList TestTours::journalRows() const
{
    const Run exported = run(m_console, {u"journal"_s, u"export"_s, u"--format"_s, u"csv"_s}, m_home.path());
    return QString::fromUtf8(exported.out).split(u'\n', Qt::SkipEmptyParts);
}

void TestTours::everyTour_succeeds()
{
    for (const Run &ended : {m_first, m_second}) {
        QVERIFY2(ended.exitCode == 0, (ended.out + ended.err.right(4000)).constData());
        QVERIFY2(!ended.out.contains("FAILED"), ended.out.constData());
    }
    for (const QString &pictures : {u"first"_s, u"second"_s})
        QVERIFY2(QDir(m_home.filePath(pictures)).entryList({u"*.png"_s}).size() >= 11, m_second.out.constData());
}

void TestTours::noTour_leavesCardDataBehind()
{
    QVERIFY(!QFile::exists(m_home.filePath(u"tls-keys.log"_s)));
    QCOMPARE(m_apiKeys.size(), 2);
    CanarySweep sweep = tourSweep();
    for (const SandboxTestCard &card : sandboxTestCards())
        sweep.add(u"test card"_s, card.number.toUtf8());
    for (const QByteArray &apiKey : m_apiKeys) {
        QVERIFY2(apiKey.size() >= 16, apiKey.constData());
        sweep.add(u"API key"_s, apiKey);
    }
    QStringList found = sweep.findBelow(m_home.path());
    for (const Run &ended : {m_first, m_second})
        found += sweep.findIn(ended.out) + sweep.findIn(ended.err);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    QVERIFY2(sweep.filesRead() > 15, "the sweep did not see the program's files");
}

void TestTours::everyTour_isInTheDesksJournal()
{
    const auto deletes = [](const QStringList &rows) { return rows.filter(u"TICKET-4711"_s).size(); };
    QCOMPARE(deletes(m_rowsOfTheFirst), 1);
    QCOMPARE(deletes(m_rowsOfBoth), 2);
    for (const QString &row : m_rowsOfTheFirst)
        QVERIFY2(m_rowsOfBoth.contains(row), qPrintable(row));
    QCOMPARE(run(m_console, {u"journal"_s, u"verify"_s}, m_home.path()).exitCode, 0);
}

void TestTours::tours_leaveTheDesksConnectionsAndSandboxAlone()
{
    QCOMPARE(passingFolders(m_home.path()), m_leftByTheKilled);
    QVERIFY(!QFile::exists(m_home.filePath(u"data/tokendesk/sandbox"_s)));
    const QJsonObject preferences = QJsonDocument::fromJson(contentOf(preferencesIn(m_home.path()))).object();
    QVERIFY(preferences.contains("windowGeometry"_L1)); // the tours did write it
    QCOMPARE(preferences["lastConnection"_L1].toString(), u"kept"_s);
}

void TestTours::watchedTour_leavesNothingAndChangesNothing()
{
    const QStringList keyring = keyringSession();
    if (keyring.isEmpty())
        qWarning("without a keychain: dbus-run-session or gnome-keyring-daemon is not installed");
    const QTemporaryDir home;
    writeOwnConnection(home.path());
    // What somebody has who has worked here: records, a sandbox, and keys in the keychain.
    const Run before =
        run(m_console, {u"--contact-sheet"_s, home.filePath(u"sheet.png"_s)}, home.path(), tourMs, keyring);
    QVERIFY2(before.exitCode == 0, before.err.right(4000).constData());
    const QStringList files = filesOf(home.path());
    for (const QString &needed : {u"/data/tokendesk/desk.sqlite "_s, u"/data/tokendesk/sandbox/sandbox.sqlite "_s,
                                  u"/config/tokendesk/connections.json "_s, u"/config/tokendesk/preferences.json "_s})
        QVERIFY2(!files.filter(needed).isEmpty(), qPrintable(needed + files.join(u'\n')));
    QCOMPARE(files.filter(u"/data/keyrings/login.keyring "_s).isEmpty(), keyring.isEmpty());
    QCOMPARE(passingFolders(home.path()), QStringList());

    const Run watched = run(m_console, {u"--watch-tour"_s, u"--pause"_s, u"0"_s}, home.path(), tourMs, keyring);
    QVERIFY2(watched.exitCode == 0, (watched.out + watched.err.right(4000)).constData());
    QVERIFY2(watched.out.contains("steps as expected") && !watched.out.contains("FAILED"), watched.out.constData());
    QCOMPARE(filesOf(home.path()), files);
    QCOMPARE(passingFolders(home.path()), QStringList());
}

void TestTours::withoutASandbox_nothingElseIsUsed()
{
    const QTemporaryDir home;
    writeOwnConnection(home.path());
    QProcess other; // uses the folder of this desk's sandbox
    other.setProcessEnvironment(environmentIn(home.path()));
    other.start(m_sandbox, {u"--data"_s, home.filePath(u"data/tokendesk/sandbox"_s)});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(home.filePath(u"data/tokendesk/sandbox/connection.json"_s)), 60'000);
    const Run sheet = run(m_console, {u"--contact-sheet"_s, home.filePath(u"sheet.png"_s)}, home.path(), 60'000);
    QCOMPARE(sheet.exitCode, 1);
    QVERIFY2(sheet.err.contains("tokendesk: "), sheet.err.right(4000).constData());
    QVERIFY(!sheet.err.contains("server.invalid") && !QFile::exists(home.filePath(u"sheet.png"_s)));
    other.kill();
    other.waitForFinished();
}

QTEST_GUILESS_MAIN(TestTours)
#include "tst_tours.moc"
