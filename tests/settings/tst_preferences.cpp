// SPDX-License-Identifier: Apache-2.0
#include "app/settings/preferences.h"
#include "tests/storage/await.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestPreferences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void missingFile_givesDefaults();
    void everything_comesBack();
    void appearances_comeBack_data();
    void appearances_comeBack();
    void operatorId_losesTheBlanksAroundIt();
    void wrongTypes_giveDefaults();
    void idleMinutes_areAQuarterOfAnHourAtMost();
    void damagedFile_isPutAside();
    void secondDamagedFile_doesNotReplaceTheFirst();
    void unknownMembers_areKept();
    void dialogSizes_thatAreNone_areIgnored();
    void permissions_areTheOwnersAlone();
    void folderThatCannotBeWritten_isAStorageError();

private:
    [[nodiscard]] QString file() const { return m_folder->filePath(u"config/preferences.json"_s); }
    void write(const QByteArray &content) const;
    [[nodiscard]] static QByteArray bytesOf(const QString &name);
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(bytesOf(file())).object(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestPreferences::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestPreferences::write(const QByteArray &content) const
{
    QVERIFY(QDir().mkpath(QFileInfo(file()).path()));
    QFile target(file());
    QVERIFY(target.open(QIODevice::WriteOnly));
    target.write(content);
}

QByteArray TestPreferences::bytesOf(const QString &name)
{
    QFile source(name);
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}

void TestPreferences::missingFile_givesDefaults()
{
    const Preferences preferences = Preferences::load(file());
    QVERIFY(!preferences.operatorId().isEmpty()); // who is logged in
    QVERIFY(preferences.appearance() == Preferences::Appearance::System);
    QVERIFY(!preferences.compactRows());
    QCOMPARE(preferences.lastConnectionId(), QString());
    QCOMPARE(preferences.windowGeometry(), QByteArray());
    QCOMPARE(preferences.layout(u"tokens"_s), QByteArray());
    QVERIFY(!preferences.dialogSize(u"aboutDialog"_s).isValid());
    QVERIFY(!preferences.hasDeskPassphrase());
    QCOMPARE(preferences.idleMinutes(), 10);
    QVERIFY(!QFile::exists(file()));
}

void TestPreferences::everything_comesBack()
{
    Preferences preferences = Preferences::load(file());
    preferences.setOperatorId(u"m.ruiz"_s);
    preferences.setCompactRows(true);
    preferences.setLastConnectionId(u"c-1"_s);
    preferences.setWindowGeometry(QByteArray("\x01\x00\xff", 3));
    preferences.setLayout(u"tokens"_s, QByteArray("\x00\x02", 2));
    preferences.setDialogSize(u"aboutDialog"_s, {640, 480});
    preferences.setHasDeskPassphrase(true);
    preferences.setIdleMinutes(3);
    const auto saved = preferences.save();
    QVERIFY2(saved, detailOf(saved).constData());
    const Preferences read = Preferences::load(file());
    QCOMPARE(read.operatorId(), u"m.ruiz"_s);
    QVERIFY(read.compactRows());
    QCOMPARE(read.lastConnectionId(), u"c-1"_s);
    QCOMPARE(read.windowGeometry(), QByteArray("\x01\x00\xff", 3));
    QCOMPARE(read.layout(u"tokens"_s), QByteArray("\x00\x02", 2));
    QCOMPARE(read.dialogSize(u"aboutDialog"_s), QSize(640, 480));
    QVERIFY(read.hasDeskPassphrase());
    QCOMPARE(read.idleMinutes(), 3);
}

void TestPreferences::appearances_comeBack_data()
{
    QTest::addColumn<int>("appearance");
    QTest::newRow("system") << static_cast<int>(Preferences::Appearance::System);
    QTest::newRow("light") << static_cast<int>(Preferences::Appearance::Light);
    QTest::newRow("dark") << static_cast<int>(Preferences::Appearance::Dark);
}

void TestPreferences::appearances_comeBack()
{
    QFETCH(int, appearance);
    Preferences preferences = Preferences::load(file());
    preferences.setAppearance(static_cast<Preferences::Appearance>(appearance));
    QVERIFY(preferences.save());
    QCOMPARE(static_cast<int>(Preferences::load(file()).appearance()), appearance);
}

void TestPreferences::operatorId_losesTheBlanksAroundIt()
{
    write("{\"operatorId\":\"  m.ruiz \"}");
    QCOMPARE(Preferences::load(file()).operatorId(), u"m.ruiz"_s);
}

void TestPreferences::wrongTypes_giveDefaults()
{
    write("{\"operatorId\":7,\"appearance\":[],\"compactRows\":\"yes\",\"lastConnection\":{},\"windowGeometry\":1,"
          "\"layouts\":\"x\",\"dialogSizes\":[],\"deskPassphrase\":1,\"idleMinutes\":\"never\"}");
    const Preferences read = Preferences::load(file());
    const Preferences defaults = Preferences::load(m_folder->filePath(u"none.json"_s));
    QCOMPARE(read.operatorId(), defaults.operatorId());
    QVERIFY(read.appearance() == defaults.appearance());
    QVERIFY(!read.compactRows());
    QCOMPARE(read.lastConnectionId(), QString());
    QCOMPARE(read.windowGeometry(), QByteArray());
    QVERIFY(!read.hasDeskPassphrase());
    QCOMPARE(read.idleMinutes(), 10);
}

void TestPreferences::idleMinutes_areAQuarterOfAnHourAtMost()
{
    write("{\"idleMinutes\":100000}");
    QCOMPARE(Preferences::load(file()).idleMinutes(), 15);
    write("{\"idleMinutes\":-1}");
    QCOMPARE(Preferences::load(file()).idleMinutes(), 1);
}

void TestPreferences::damagedFile_isPutAside()
{
    write("{\"operatorId\":");
    (void)Preferences::load(file());
    QVERIFY(!QFile::exists(file()));
    QCOMPARE(bytesOf(file() + u".damaged"_s), QByteArray("{\"operatorId\":"));
}

void TestPreferences::secondDamagedFile_doesNotReplaceTheFirst()
{
    write("first");
    (void)Preferences::load(file());
    write("second");
    QVERIFY(Preferences::load(file()).save());
    QCOMPARE(bytesOf(file() + u".damaged"_s), QByteArray("first"));
    QCOMPARE(bytesOf(file() + u".damaged-2"_s), QByteArray("second"));
}

void TestPreferences::unknownMembers_areKept()
{
    write("{\"idleLock\":{\"minutes\":5},\"compactRows\":true}");
    Preferences preferences = Preferences::load(file());
    preferences.setCompactRows(false);
    QVERIFY(preferences.save());
    QCOMPARE(json()[u"idleLock"_s][u"minutes"_s].toInt(), 5);
    QVERIFY(!Preferences::load(file()).compactRows());
}

void TestPreferences::dialogSizes_thatAreNone_areIgnored()
{
    write("{\"dialogSizes\":{\"a\":[0,7],\"b\":[-4,7],\"c\":\"x\",\"d\":[7],\"e\":[7,8]}}");
    const Preferences read = Preferences::load(file());
    for (const QString &none : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
        QVERIFY2(!read.dialogSize(none).isValid(), qPrintable(none));
    QCOMPARE(read.dialogSize(u"e"_s), QSize(7, 8));
}

void TestPreferences::permissions_areTheOwnersAlone()
{
    QVERIFY(Preferences::load(file()).save());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QCOMPARE(QFileInfo(file()).permissions() & others, QFile::Permissions());
    QCOMPARE(QFileInfo(QFileInfo(file()).path()).permissions() & others, QFile::Permissions());
}

void TestPreferences::folderThatCannotBeWritten_isAStorageError()
{
    QFile inTheWay(QFileInfo(file()).path());
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    QCOMPARE(kindOf(Preferences::load(file()).save()), u"Storage"_s);
}

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_preferences.moc"
