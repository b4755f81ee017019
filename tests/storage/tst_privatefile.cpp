// SPDX-License-Identifier: Apache-2.0
#include "app/storage/privatefile.h"
#include "tests/storage/await.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace {
mode_t modeOf(const QString &file)
{
    struct stat facts = {};
    return ::stat(QFile::encodeName(file).constData(), &facts) == 0 ? facts.st_mode & 0777u : 0;
}
} // namespace

//! All with an umask of 0, which would leave everything open to everyone.
class TestPrivateFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_umask = ::umask(0); }
    void cleanupTestCase() { ::umask(m_umask); }
    void newFileAndFolder_arePrivateFromTheStart();
    void existingFile_isLeftAsItIs();
    void existingFile_isMadePrivateOnRequest();
    void missingFile_isNotMadeByMakingItPrivate();
    void fileBeside_takesTheNextFreeName();

private:
    mode_t m_umask = 0;
};

void TestPrivateFile::newFileAndFolder_arePrivateFromTheStart()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"a/b/c.sqlite"_s);
    QVERIFY(ensurePrivateFile(file));
    QCOMPARE(modeOf(file), mode_t(0600));
    QCOMPARE(modeOf(folder.filePath(u"a/b"_s)), mode_t(0700));
}

void TestPrivateFile::existingFile_isLeftAsItIs()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write("content") == 7);
    file.close();
    QVERIFY(ensurePrivateFile(file.fileName()));
    QCOMPARE(file.size(), 7);
    QCOMPARE(modeOf(file.fileName()), mode_t(0666));
}

void TestPrivateFile::existingFile_isMadePrivateOnRequest()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"file"_s);
    QVERIFY(QFile(file).open(QIODevice::WriteOnly));
    QVERIFY(makePrivate(file));
    QCOMPARE(modeOf(file), mode_t(0600));
}

void TestPrivateFile::missingFile_isNotMadeByMakingItPrivate()
{
    const QTemporaryDir folder;
    QVERIFY(makePrivate(folder.filePath(u"file"_s)));
    QVERIFY(!QFile::exists(folder.filePath(u"file"_s)));
}

void TestPrivateFile::fileBeside_takesTheNextFreeName()
{
    const QTemporaryDir folder;
    const QString wanted = folder.filePath(u"copy"_s);
    QCOMPARE(createPrivateFileBeside(wanted), wanted);
    QCOMPARE(createPrivateFileBeside(wanted), wanted + "-2"_L1);
    QCOMPARE(createPrivateFileBeside(wanted), wanted + "-3"_L1);
    QCOMPARE(modeOf(wanted), mode_t(0600));
    QCOMPARE(kindOf(createPrivateFileBeside(folder.filePath(u"no/such/folder"_s))), u"Storage"_s);
}

QTEST_GUILESS_MAIN(TestPrivateFile)
#include "tst_privatefile.moc"
