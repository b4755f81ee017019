// SPDX-License-Identifier: Apache-2.0
#include "ui/cardart/assetsaving.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestAssetSaving : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void name_isHarmless_data();
    void name_isHarmless();
    void name_isNeverLong();
    void extension_isThatOfWhatWasFound();
    void bytes_areWrittenWhole();
    void failure_isToldAndLeavesNothing();
};

void TestAssetSaving::name_isHarmless_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << u"asset-12"_s << u"asset-12.png"_s;
    QTest::newRow("parent folders") << u"../../etc/passwd"_s << u"passwd.png"_s;
    QTest::newRow("windows folders") << u"..\\..\\boot.ini"_s << u"boot.ini.png"_s;
    QTest::newRow("drive") << u"C:evil"_s << u"C-evil.png"_s;
    QTest::newRow("hidden") << u".bashrc"_s << u"bashrc.png"_s;
    QTest::newRow("option") << u"--help"_s << u"help.png"_s;
    QTest::newRow("only dots") << u"..."_s << u"asset.png"_s;
    QTest::newRow("empty") << QString() << u"asset.png"_s;
    QTest::newRow("slash at the end") << u"a/"_s << u"asset.png"_s;
    QTest::newRow("control") << u"a\nb\0c\u0007"_s << u"a-b-c.png"_s;
    QTest::newRow("bidirectional") << u"gnp\u202Eexe.a"_s << u"gnp-exe.a.png"_s;
    QTest::newRow("reserved") << u"a:b*c?d\"e<f>g|h"_s << u"a-b-c-d-e-f-g-h.png"_s;
    QTest::newRow("device") << u"CON"_s << u"assetCON.png"_s;
    QTest::newRow("device with extension") << u"nul.txt"_s << u"assetnul.txt.png"_s;
    QTest::newRow("numbered device") << u"com1"_s << u"assetcom1.png"_s;
    QTest::newRow("same extension") << u"logo.PNG"_s << u"logo.PNG"_s;
    QTest::newRow("address") << u"https://art.example/card.jpg?x=1"_s << u"card.jpg-x-1.png"_s;
}

void TestAssetSaving::name_isHarmless()
{
    QFETCH(QString, id);
    QFETCH(QString, name);
    QCOMPARE(fileNameFor(id, AssetFormat::Png), name);
}

void TestAssetSaving::name_isNeverLong()
{
    const QString name = fileNameFor(QString(5000, u'x'), AssetFormat::Png);
    QVERIFY(name.size() <= 80);
    QVERIFY(name.endsWith(".png"_L1));
}

void TestAssetSaving::extension_isThatOfWhatWasFound()
{
    QCOMPARE(fileNameFor(u"a.png"_s, AssetFormat::Pdf), u"a.png.pdf"_s);
    QCOMPARE(fileNameFor(u"a"_s, AssetFormat::Jpeg), u"a.jpg"_s);
    QCOMPARE(fileNameFor(u"a"_s, AssetFormat::Svg), u"a.svg"_s);
    QCOMPARE(fileNameFor(u"terms.html"_s, AssetFormat::Html), u"terms.html.txt"_s);
    QCOMPARE(fileNameFor(u"run.sh"_s, AssetFormat::Unknown), u"run.sh.bin"_s);
}

void TestAssetSaving::bytes_areWrittenWhole()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"a.png"_s);
    const QByteArray bytes("\x89PNG\0rest", 9);
    const Pending<Done> pending = saveAsset(file, bytes);
    QTRY_VERIFY(pending.isFinished());
    QVERIFY(pending.result());
    QFile read(file);
    QVERIFY(read.open(QIODevice::ReadOnly));
    QCOMPARE(read.readAll(), bytes);
}

void TestAssetSaving::failure_isToldAndLeavesNothing()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"no such folder/a.png"_s);
    const Pending<Done> pending = saveAsset(file, "x");
    QTRY_VERIFY(pending.isFinished());
    QVERIFY(!pending.result());
    QVERIFY(pending.result().error().kind == Error::Kind::Storage);
    QVERIFY(!QFile::exists(file));
}

QTEST_MAIN(TestAssetSaving)
#include "tst_assetsaving.moc"
