// SPDX-License-Identifier: Apache-2.0
#include "tests/program/canarysweep.h"
#include "tests/program/programrun.h"
#include "ui/tour/tourcards.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStringEncoder>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
QByteArray utf16(const QByteArray &value)
{
    QStringEncoder encoder(QStringConverter::Utf16LE);
    return encoder(QString::fromUtf8(value));
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
    void tour_onADeskWithAPassphraseIsRefused();

private:
    const QString m_console = QStringLiteral(CONSOLE_PROGRAM);
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
    QTest::newRow("pause that is no number") << QStringList{u"--watch-tour"_s, u"--pause"_s, u"long"_s};
    QTest::newRow("pause that is none") << QStringList{u"--watch-tour"_s, u"--pause"_s, u"nan"_s};
    QTest::newRow("pause below nothing") << QStringList{u"--watch-tour"_s, u"--pause"_s, u"-1"_s};
    QTest::newRow("pause without end") << QStringList{u"--watch-tour"_s, u"--pause"_s, u"61"_s};
    QTest::newRow("pause of nothing") << QStringList{u"--pause"_s, u"1"_s};
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
        QTest::addRow("UTF-16 in base64 at %d", offset)
            << (QByteArray(offset, 'x') + utf16(number) + "tail").toBase64();
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
    QCOMPARE(tourSweep().findIn("token tk_9f3c2a71e4, 411111••••••1111, id 84620, at 2026-11-02T14:20:00.846Z"),
             QStringList());
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
