// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/testcards.h"
#include "tests/program/canarysweep.h"
#include "ui/tour/tourcards.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringEncoder>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
struct Run {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

QProcessEnvironment environmentIn(const QString &home)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const std::pair<QString, QString> folders[] = {{u"HOME"_s, u""_s},
                                                   {u"XDG_DATA_HOME"_s, u"/data"_s},
                                                   {u"XDG_CONFIG_HOME"_s, u"/config"_s},
                                                   {u"XDG_CACHE_HOME"_s, u"/cache"_s},
                                                   {u"XDG_STATE_HOME"_s, u"/state"_s},
                                                   {u"TMPDIR"_s, u"/tmp"_s}};
    for (const auto &[name, folder] : folders) {
        QDir().mkpath(home + folder);
        environment.insert(name, home + folder);
    }
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
    // The most talkative that Qt can be made: bodies and keys must not appear even then.
    environment.insert(u"QT_LOGGING_RULES"_s, u"*.debug=true;qt.text.*=false;qt.qpa.*=false;qt.widgets.*=false;qt.accessibility.*=false"_s);
    environment.insert(u"SSLKEYLOGFILE"_s, home + "/tls-keys.log"_L1);
    return environment;
}

Run run(const QString &program, const QStringList &arguments, const QString &home, int timeoutMs = 20'000)
{
    QProcess process;
    process.setProcessEnvironment(environmentIn(home));
    process.start(program, arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished();
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

QByteArray utf16(const QByteArray &value)
{
    QStringEncoder encoder(QStringConverter::Utf16LE);
    return encoder(QString::fromUtf8(value));
}

CanarySweep tourSweep()
{
    CanarySweep sweep;
    sweep.add(u"Visa number"_s, QByteArray(TourCards::visa.data()));
    sweep.add(u"Mastercard number"_s, QByteArray(TourCards::mastercard.data()));
    sweep.add(u"mistyped number"_s, QByteArray(TourCards::mistyped.data()));
    sweep.add(u"Amex number"_s, QByteArray(TourCards::amex.data()));
    sweep.add(u"number of a card without a token"_s, QByteArray(TourCards::withoutToken.data()));
    sweep.add(u"card holder"_s, QByteArray(TourCards::holder.data()));
    sweep.add(u"family name"_s, QByteArray(TourCards::familyName.data()));
    sweep.add(u"e-mail address"_s, QByteArray(TourCards::email.data()));
    sweep.addBounded(u"security code"_s, QByteArray(TourCards::securityCode.data()));
    return sweep;
}
} // namespace

class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void helpAndVersion_needNoDisplay();
    void wrongUsage_exitsWithTwo_data();
    void wrongUsage_exitsWithTwo();
    void jweCommand_refusesRubbish();
    void sweep_findsWhatIsPlanted_data();
    void sweep_findsWhatIsPlanted();
    void sweep_passesOverOrdinaryText();
    void tour_succeedsAndLeavesNoCardDataBehind();
    void tour_onADeskWithAPassphraseIsRefused();

private:
    const QString m_console = QStringLiteral(CONSOLE_PROGRAM);
    const QString m_sandbox = QStringLiteral(SANDBOX_PROGRAM);
    QTemporaryDir m_home;
};

void TestProgram::helpAndVersion_needNoDisplay()
{
    QProcess process;
    QProcessEnvironment environment = environmentIn(m_home.path());
    environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
    environment.remove(u"DISPLAY"_s);
    process.setProcessEnvironment(environment);
    process.start(m_console, {u"--help"_s});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    const QByteArray help = process.readAllStandardOutput();
    for (const char *word : {"--connection", "--open", "--tour", "--version", "jwe"})
        QVERIFY2(help.contains(word), word);
    process.start(m_console, {u"--version"_s});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(process.readAllStandardOutput().trimmed(), "tokendesk " TOKENDESK_VERSION);
}

void TestProgram::wrongUsage_exitsWithTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown option") << QStringList{u"--frobnicate"_s};
    QTest::newRow("unknown command") << QStringList{u"frobnicate"_s};
    QTest::newRow("missing value") << QStringList{u"--tour"_s};
    QTest::newRow("jwe alone") << QStringList{u"jwe"_s};
    QTest::newRow("jwe with an unknown verb") << QStringList{u"jwe"_s, u"frobnicate"_s};
}

void TestProgram::wrongUsage_exitsWithTwo()
{
    QFETCH(const QStringList, arguments);
    const Run result = run(m_console, arguments, m_home.path());
    QCOMPARE(result.exitCode, 2);
    QVERIFY(!result.err.isEmpty());
    QVERIFY(result.out.isEmpty());
}

void TestProgram::jweCommand_refusesRubbish()
{
    const QString file = m_home.filePath(u"rubbish.jwe"_s);
    QFile rubbish(file);
    QVERIFY(rubbish.open(QIODevice::WriteOnly) && rubbish.write("not.a.jwe") > 0);
    rubbish.close();
    const Run result = run(m_console, {u"jwe"_s, u"inspect"_s, file}, m_home.path());
    QCOMPARE(result.exitCode, 1);
    QVERIFY(!result.err.isEmpty());
}

void TestProgram::sweep_findsWhatIsPlanted_data()
{
    QTest::addColumn<QByteArray>("leak");
    const QByteArray number(TourCards::visa.data());
    QTest::newRow("UTF-8") << number;
    QTest::newRow("UTF-16") << utf16(number);
    QTest::newRow("hexadecimal") << number.toHex();
    for (int offset = 0; offset < 3; ++offset) {
        QTest::addRow("base64 at %d", offset) << (QByteArray(offset, 'x') + number + "tail").toBase64();
        QTest::addRow("UTF-16 in base64 at %d", offset) << (QByteArray(offset, 'x') + utf16(number) + "tail").toBase64();
    }
    QTest::newRow("security code") << QByteArray("code: ") + TourCards::securityCode.data() + '.';
}

void TestProgram::sweep_findsWhatIsPlanted()
{
    QFETCH(const QByteArray, leak);
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(u".hidden/deep"_s));
    QFile file(folder.filePath(u".hidden/deep/.leak"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, '\1') + leak + QByteArray(5000, '\2'));
    file.close();
    QCOMPARE(tourSweep().findBelow(folder.path()).size(), 1);
}

void TestProgram::sweep_passesOverOrdinaryText()
{
    QCOMPARE(tourSweep().findIn("token tk_9f3c2a71e4, 411111••••••1111, id 84620, at 2026-11-02T14:20:00.846Z"), QStringList());
}

void TestProgram::tour_succeedsAndLeavesNoCardDataBehind()
{
    const QTemporaryDir home;
    const QString pictures = home.filePath(u"pictures"_s);
    const Run tour = run(m_console, {u"--tour"_s, pictures}, home.path(), 240'000);
    QVERIFY2(tour.exitCode == 0, (tour.out + tour.err.right(4000)).constData());
    QVERIFY2(QDir(pictures).entryList({u"*.png"_s}).size() >= 11, tour.out.constData());
    QVERIFY(!QFile::exists(home.filePath(u"tls-keys.log"_s)));

    const Run config = run(m_sandbox, {u"--data"_s, home.filePath(u"data/tokendesk/sandbox"_s), u"--print-config"_s}, home.path());
    const QByteArray apiKey = QJsonDocument::fromJson(config.out)[u"apiKey"_s].toString().toUtf8();
    QVERIFY2(apiKey.size() >= 16, (config.out + config.err).constData());
    CanarySweep sweep = tourSweep();
    sweep.add(u"API key"_s, apiKey);
    for (const SandboxTestCard &card : sandboxTestCards())
        sweep.add(u"test card"_s, card.number.toUtf8());
    const QStringList found = sweep.findBelow(home.path()) + sweep.findIn(tour.out) + sweep.findIn(tour.err);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    QVERIFY2(sweep.filesRead() > 15, "the sweep did not see the program's files");
}

void TestProgram::tour_onADeskWithAPassphraseIsRefused()
{
    const QTemporaryDir home;
    QVERIFY(QDir(home.path()).mkpath(u"config/tokendesk"_s));
    QFile preferences(home.filePath(u"config/tokendesk/preferences.json"_s));
    QVERIFY(preferences.open(QIODevice::WriteOnly));
    preferences.write("{\"deskPassphrase\":true}");
    preferences.close();
    const Run tour = run(m_console, {u"--tour"_s, home.filePath(u"pictures"_s)}, home.path());
    QCOMPARE(tour.exitCode, 1);
    QVERIFY2(tour.err.contains("this desk has a passphrase"), tour.err.constData());
    QVERIFY(!QFile::exists(home.filePath(u"data/tokendesk/desk.sqlite"_s)));
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
