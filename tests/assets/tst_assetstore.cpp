// SPDX-License-Identifier: Apache-2.0
#include "app/assets/assetfile.h"
#include "app/assets/assetstore.h"
#include "tests/support/fakeclock.h"
#include "tests/support/settling.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QString connection = u"c-1"_s;

AssetKey idKey(const QString &id)
{
    return {AssetKey::Kind::Id, id};
}

Asset assetOf(const QString &id, const QByteArray &bytes)
{
    return {.id = id, .mediaType = u"image/png"_s, .bytes = bytes, .width = u"512"_s, .height = u"323"_s};
}

QString kindName(const Result<Asset> &outcome)
{
    return outcome ? u"found"_s : toString(outcome.error().kind);
}
} // namespace

class TestAssetStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatWasKept_isFoundByTheNextConsole();
    void whatWasNeverKept_isNotFound();
    void keys_areKeptApart();
    void anAddressLikeAnId_isAnotherAsset();
    void names_sayNothingOfTheServer();
    void folderAndFiles_areTheOwnersAlone();
    void anOpenFolder_isClosed();
    void damage_anywhere_isRemovedAndMissing_data();
    void damage_anywhere_isRemovedAndMissing();
    void aFileUnderAnotherName_isMissing();
    void limit_dropsTheLeastRecentlyUsed();
    void limit_countsWhatAnotherConsoleWrote();
    void anAssetBeyondTheLimit_isNotKeptAndDropsNothing();
    void keeping_leavesNoPartBehind();
    void abandonedParts_areRemovedAfterAnHour();
    void foreignFiles_stay();
    void aFolderThatCannotBe_isAStorageError();
    void keptAgain_replacesTheFile();
    void twoConsoles_keepingTheSameAtOnce_leaveItWhole();
    void lastOwnerInTheStoresThread_endsWithoutHanging();

private:
    [[nodiscard]] std::shared_ptr<AssetStore> store(qint64 limit = 64 * 1024 * 1024) const
    {
        return std::make_shared<AssetStore>(AssetStore::Settings{.folder = m_folder, .limit = limit, .clock = m_clock});
    }
    [[nodiscard]] QString fileOf(const QString &id) const
    {
        return m_folder + u'/' + assetFileName(connection, idKey(id));
    }
    [[nodiscard]] QStringList files() const { return QDir(m_folder).entryList(QDir::Files | QDir::Hidden); }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_folder;
    std::shared_ptr<FakeClock> m_clock;
};

void TestAssetStore::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_folder = m_dir->path() + u"/cache/assets"_s;
    m_clock = std::make_shared<FakeClock>();
}

void TestAssetStore::whatWasKept_isFoundByTheNextConsole()
{
    const Asset kept = assetOf(u"a-1"_s, QByteArray("\0\1\2picture", 10));
    QVERIFY(settledWithin(store()->keep(connection, idKey(u"a-1"_s), kept)));
    m_clock->advance(24h * 4000);
    const auto found = settledWithin(store()->find(connection, idKey(u"a-1"_s)));
    QVERIFY2(found, failureText(found).constData());
    QCOMPARE(found->id, kept.id);
    QCOMPARE(found->mediaType, kept.mediaType);
    QCOMPARE(found->width, kept.width);
    QCOMPARE(found->height, kept.height);
    QCOMPARE(found->bytes, kept.bytes);
}

void TestAssetStore::whatWasNeverKept_isNotFound()
{
    QCOMPARE(kindName(settledWithin(store()->find(connection, idKey(u"a-1"_s)))), u"NotFound"_s);
}

void TestAssetStore::keys_areKeptApart()
{
    const auto one = store();
    (void)one->keep(u"ab"_s, idKey(u"c"_s), assetOf(u"c"_s, "first"));
    (void)one->keep(u"a"_s, idKey(u"bc"_s), assetOf(u"bc"_s, "second"));
    QCOMPARE(settledWithin(one->find(u"ab"_s, idKey(u"c"_s)))->bytes, QByteArray("first"));
    QCOMPARE(settledWithin(one->find(u"a"_s, idKey(u"bc"_s)))->bytes, QByteArray("second"));
    QCOMPARE(kindName(settledWithin(one->find(u"abc"_s, idKey({})))), u"NotFound"_s);
}

void TestAssetStore::anAddressLikeAnId_isAnotherAsset()
{
    const auto one = store();
    const QString text = u"https://art.example.test/1.png"_s;
    (void)one->keep(connection, {AssetKey::Kind::Address, text}, assetOf(text, "address"));
    QCOMPARE(kindName(settledWithin(one->find(connection, idKey(text)))), u"NotFound"_s);
}

void TestAssetStore::names_sayNothingOfTheServer()
{
    const auto one = store();
    QVERIFY(settledWithin(one->keep(u"../c"_s, idKey(u"../../etc/passwd"_s), assetOf({}, "x"))));
    QCOMPARE(files().size(), 1);
    QVERIFY(isAssetFileName(files().first()));
    QVERIFY(!isAssetFileName(u"../"_s + QString(61, u'a')));
    QVERIFY(!isAssetFileName(QString(64, u'A')));
}

void TestAssetStore::folderAndFiles_areTheOwnersAlone()
{
    QVERIFY(settledWithin(store()->keep(connection, idKey(u"a-1"_s), assetOf(u"a-1"_s, "x"))));
    constexpr auto file = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    constexpr auto user = QFileDevice::ReadUser | QFileDevice::WriteUser | QFileDevice::ExeUser;
    QCOMPARE(QFile::permissions(fileOf(u"a-1"_s)) & ~user, QFileDevice::Permissions(file));
    QCOMPARE(QFile::permissions(m_folder) & ~user, file | QFileDevice::ExeOwner);
}

void TestAssetStore::anOpenFolder_isClosed()
{
    QVERIFY(QDir().mkpath(m_folder));
    QFile::setPermissions(m_folder, QFile::permissions(m_folder) | QFileDevice::ReadOther | QFileDevice::ExeOther);
    QVERIFY(settledWithin(store()->keep(connection, idKey(u"a-1"_s), assetOf(u"a-1"_s, "x"))));
    QVERIFY((QFile::permissions(m_folder) & (QFileDevice::ReadOther | QFileDevice::ExeOther)) == 0);
}

void TestAssetStore::damage_anywhere_isRemovedAndMissing_data()
{
    QTest::addColumn<int>("at"); // negative: from the end
    QTest::newRow("mark") << 0;
    QTest::newRow("digest") << 30;
    QTest::newRow("media type") << 60;
    QTest::newRow("content") << -1;
    QTest::newRow("cut short") << 1000;
    QTest::newRow("empty") << 1001;
}

void TestAssetStore::damage_anywhere_isRemovedAndMissing()
{
    QFETCH(int, at);
    const auto one = store();
    QVERIFY(settledWithin(one->keep(connection, idKey(u"a-1"_s), assetOf(u"a-1"_s, "picture"))));
    QFile file(fileOf(u"a-1"_s));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray content = file.readAll();
    if (at >= 1000) {
        content.truncate(at == 1000 ? content.size() - 1 : 0);
    } else {
        const qsizetype index = at < 0 ? content.size() + at : at;
        content[index] = static_cast<char>(content.at(index) ^ 1);
    }
    file.resize(0);
    file.seek(0);
    file.write(content);
    file.close();
    QCOMPARE(kindName(settledWithin(one->find(connection, idKey(u"a-1"_s)))), u"NotFound"_s);
    QVERIFY(files().isEmpty());
    QVERIFY(settledWithin(one->keep(connection, idKey(u"a-1"_s), assetOf(u"a-1"_s, "picture"))));
    QCOMPARE(kindName(settledWithin(one->find(connection, idKey(u"a-1"_s)))), u"found"_s);
}

void TestAssetStore::aFileUnderAnotherName_isMissing()
{
    const auto one = store();
    QVERIFY(settledWithin(one->keep(connection, idKey(u"a-1"_s), assetOf(u"a-1"_s, "picture"))));
    QVERIFY(QFile::rename(fileOf(u"a-1"_s), fileOf(u"a-2"_s)));
    QCOMPARE(kindName(settledWithin(one->find(connection, idKey(u"a-2"_s)))), u"NotFound"_s);
}

void TestAssetStore::limit_dropsTheLeastRecentlyUsed()
{
    const auto one = store(3500);
    for (const QString &id : {u"a-1"_s, u"a-2"_s, u"a-3"_s}) {
        QVERIFY(settledWithin(one->keep(connection, idKey(id), assetOf(id, QByteArray(1000, 'x')))));
        m_clock->advance(1s);
    }
    QVERIFY(settledWithin(one->find(connection, idKey(u"a-1"_s)))); // used again
    m_clock->advance(1s);
    QVERIFY(settledWithin(one->keep(connection, idKey(u"a-4"_s), assetOf(u"a-4"_s, QByteArray(1000, 'x')))));
    QCOMPARE(kindName(settledWithin(one->find(connection, idKey(u"a-1"_s)))), u"found"_s);
    QCOMPARE(kindName(settledWithin(one->find(connection, idKey(u"a-2"_s)))), u"NotFound"_s);
    QCOMPARE(kindName(settledWithin(one->find(connection, idKey(u"a-3"_s)))), u"found"_s);
    QCOMPARE(kindName(settledWithin(one->find(connection, idKey(u"a-4"_s)))), u"found"_s);
}

void TestAssetStore::limit_countsWhatAnotherConsoleWrote()
{
    const auto one = store(2500);
    const auto other = store(2500);
    QVERIFY(settledWithin(one->keep(connection, idKey(u"a-1"_s), assetOf(u"a-1"_s, QByteArray(1000, 'x')))));
    m_clock->advance(1s);
    QVERIFY(settledWithin(other->keep(connection, idKey(u"a-2"_s), assetOf(u"a-2"_s, QByteArray(1000, 'x')))));
    m_clock->advance(1s);
    QVERIFY(settledWithin(one->keep(connection, idKey(u"a-3"_s), assetOf(u"a-3"_s, QByteArray(1000, 'x')))));
    QCOMPARE(files().size(), 2);
    QCOMPARE(kindName(settledWithin(other->find(connection, idKey(u"a-1"_s)))), u"NotFound"_s);
    QCOMPARE(kindName(settledWithin(other->find(connection, idKey(u"a-3"_s)))), u"found"_s);
}

void TestAssetStore::anAssetBeyondTheLimit_isNotKeptAndDropsNothing()
{
    const auto one = store(2000);
    QVERIFY(settledWithin(one->keep(connection, idKey(u"a-1"_s), assetOf(u"a-1"_s, QByteArray(1000, 'x')))));
    const auto kept = settledWithin(one->keep(connection, idKey(u"a-2"_s), assetOf(u"a-2"_s, QByteArray(5000, 'x'))));
    QVERIFY(!kept);
    QCOMPARE(toString(kept.error().kind), u"Storage"_s);
    QCOMPARE(files().size(), 1);
}

void TestAssetStore::keeping_leavesNoPartBehind()
{
    QVERIFY(settledWithin(store()->keep(connection, idKey(u"a-1"_s), assetOf(u"a-1"_s, "x"))));
    QCOMPARE(files(), QStringList{assetFileName(connection, idKey(u"a-1"_s))});
    // Where a folder stands in the way, the rename fails.
    QVERIFY(QDir().mkpath(fileOf(u"a-2"_s) + u"/in the way"_s));
    QVERIFY(!settledWithin(store()->keep(connection, idKey(u"a-2"_s), assetOf(u"a-2"_s, "x"))));
    QCOMPARE(files().size(), 1);
}

void TestAssetStore::abandonedParts_areRemovedAfterAnHour()
{
    QVERIFY(QDir().mkpath(m_folder));
    const auto makePart = [this](const QString &name, std::chrono::seconds age) {
        QFile part(m_folder + u'/' + name);
        QVERIFY(part.open(QIODevice::WriteOnly));
        part.write("half");
        part.flush();
        QVERIFY(part.setFileTime(m_clock->nowUtc().addSecs(-age.count()), QFileDevice::FileModificationTime));
    };
    makePart(u"old.part"_s, 2h);
    makePart(u"young.part"_s, 10min);
    QVERIFY(settledWithin(store()->keep(connection, idKey(u"a-1"_s), assetOf(u"a-1"_s, "x"))));
    QVERIFY(!files().contains(u"old.part"_s));
    QVERIFY(files().contains(u"young.part"_s));
}

void TestAssetStore::foreignFiles_stay()
{
    QVERIFY(QDir().mkpath(m_folder));
    QFile foreign(m_folder + u"/notes.txt"_s);
    QVERIFY(foreign.open(QIODevice::WriteOnly));
    foreign.write(QByteArray(5000, 'n'));
    foreign.close();
    for (const QString &id : {u"a-1"_s, u"a-2"_s})
        QVERIFY(settledWithin(store(3000)->keep(connection, idKey(id), assetOf(id, QByteArray(1000, 'x')))));
    QCOMPARE(files().size(), 3); // and it takes no room from the others
}

void TestAssetStore::aFolderThatCannotBe_isAStorageError()
{
    QFile inTheWay(m_dir->path() + u"/cache"_s);
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const auto kept = settledWithin(store()->keep(connection, idKey(u"a-1"_s), assetOf(u"a-1"_s, "x")));
    QVERIFY(!kept);
    QCOMPARE(toString(kept.error().kind), u"Storage"_s);
}

void TestAssetStore::keptAgain_replacesTheFile()
{
    const auto one = store();
    QVERIFY(settledWithin(one->keep(connection, idKey(u"a-1"_s), assetOf(u"a-1"_s, "old"))));
    QVERIFY(settledWithin(one->keep(connection, idKey(u"a-1"_s), assetOf(u"a-1"_s, "new"))));
    QCOMPARE(settledWithin(one->find(connection, idKey(u"a-1"_s)))->bytes, QByteArray("new"));
    QCOMPARE(files().size(), 1);
}

void TestAssetStore::twoConsoles_keepingTheSameAtOnce_leaveItWhole()
{
    const auto one = store();
    const auto other = store();
    QList<Pending<Done>> kept;
    QList<Pending<Asset>> found;
    QVERIFY(settledWithin(one->keep(connection, idKey(u"a-1"_s), assetOf(u"a-1"_s, QByteArray(100'000, 'x')))));
    for (int i = 0; i < 50; ++i) {
        kept << one->keep(connection, idKey(u"a-1"_s), assetOf(u"a-1"_s, QByteArray(100'000, 'x')));
        kept << other->keep(connection, idKey(u"a-1"_s), assetOf(u"a-1"_s, QByteArray(100'000, 'x')));
        found << one->find(connection, idKey(u"a-1"_s)) << other->find(connection, idKey(u"a-1"_s));
    }
    for (const auto &one2 : kept)
        QVERIFY(settledWithin(one2));
    for (const auto &asset : found)
        QCOMPARE(kindName(settledWithin(asset)), u"found"_s);
}

void TestAssetStore::lastOwnerInTheStoresThread_endsWithoutHanging()
{
    auto one = store();
    const Settler<Done> ended;
    whenSettled<Asset>(one->find(connection, idKey(u"a-1"_s)), [held = one, ended](const Result<Asset> &) mutable {
        held.reset();
        ended.settle(Done{});
    });
    one.reset();
    QVERIFY(settledWithin(ended.pending()));
}

QTEST_GUILESS_MAIN(TestAssetStore)
#include "tst_assetstore.moc"
