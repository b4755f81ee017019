// SPDX-License-Identifier: Apache-2.0
#include "app/assets/assetcache.h"
#include "tests/assets/assetfakes.h"
#include "tests/support/fakeclock.h"
#include "tests/support/settling.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const AssetKey key{AssetKey::Kind::Id, u"a-1"_s};
const QString address = u"https://art.example.test/card.png"_s;
constexpr QSize cardSize{400, 252};

template <typename T>
QString kindName(const std::expected<T, Error> &outcome)
{
    return outcome ? u"succeeded"_s : toString(outcome.error().kind);
}
} // namespace

class TestAssetCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void manyAskAtOnce_oneRequest();
    void askedAgain_comesFromMemory();
    void nextRun_comesFromTheDisk();
    void withoutADisk_isAskedOncePerRun();
    void aDiskThatFails_costsNoPicture();
    void aDamagedFile_isFetchedAgain();
    void notFound_isRememberedForFiveMinutes();
    void otherFailures_areRememberedForTwentySeconds();
    void aFailure_isToldToEveryoneWhoWaits();
    void abandonedRequest_isToldAndAskedAgainLater();
    void decodedTwice_decodesOnce();
    void decodedByManyAtOnce_decodesOnce();
    void anotherSize_decodesAgainButAsksNobody();
    void memoryOfPictures_isBounded();
    void aProblemOfTheBytes_isNotTriedAgain();
    void aProblemOfTheDecoder_isTriedAgainLater();
    void withoutADecoder_isNoDecoder();
    void sizes_areBroughtToSense();
    void anAddress_goesToTheDownloadAndNeverToTheProvider();
    void anAddressWithoutADownload_isRefused();
    void cacheGoneWhilePending_stillSettles();

private:
    void make(bool withDisk = true);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<HeldSource> m_server;
    std::unique_ptr<HeldSource> m_web;
    std::shared_ptr<PngDecoder> m_decoder;
    std::shared_ptr<FakeClock> m_clock;
    std::shared_ptr<AssetCache> m_cache;
    AssetCache::Settings m_settings;
};

void TestAssetCache::init()
{
    m_cache.reset();
    m_settings = {};
    m_dir = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<HeldSource>();
    m_web = std::make_unique<HeldSource>();
    m_decoder = std::make_shared<PngDecoder>();
    m_clock = std::make_shared<FakeClock>();
    m_settings = {.connectionId = u"c-1"_s,
                  .source = m_server->source(),
                  .download = m_web->download(),
                  .store = {},
                  .decoder = m_decoder,
                  .clock = m_clock};
    make();
}

void TestAssetCache::make(bool withDisk)
{
    m_settings.store = withDisk ? std::make_shared<AssetStore>(
                                      AssetStore::Settings{.folder = m_dir->path() + u"/assets"_s, .clock = m_clock})
                                : nullptr;
    m_cache = std::make_shared<AssetCache>(m_settings);
}

void TestAssetCache::manyAskAtOnce_oneRequest()
{
    QList<Pending<FetchedAsset>> pendings;
    for (int i = 0; i < 100; ++i)
        pendings << m_cache->fetch(key);
    QTRY_COMPARE(m_server->asked(), 1);
    m_server->answer(u"a-1"_s, pngAsset(u"a-1"_s, plainImage({4, 4}, Qt::red)));
    for (const auto &pending : pendings) {
        const auto fetched = settledWithin(pending);
        QVERIFY2(fetched, failureText(fetched).constData());
        QVERIFY(!fetched->isFromCache);
        QCOMPARE(fetched->asset.id, u"a-1"_s);
    }
    QCOMPARE(m_server->asked(), 1);
}

void TestAssetCache::askedAgain_comesFromMemory()
{
    make(false);
    m_server->answer(u"a-1"_s, pngAsset(u"a-1"_s, plainImage({4, 4}, Qt::red)));
    QVERIFY(settledWithin(m_cache->fetch(key)));
    const auto again = settledWithin(m_cache->fetch(key));
    QVERIFY(again);
    QVERIFY(again->isFromCache);
    QCOMPARE(m_server->asked(), 1);
}

void TestAssetCache::nextRun_comesFromTheDisk()
{
    const Asset asset = pngAsset(u"a-1"_s, plainImage({4, 4}, Qt::red));
    m_server->answer(u"a-1"_s, asset);
    QVERIFY(settledWithin(m_cache->fetch(key)));
    make();
    const auto again = settledWithin(m_cache->fetch(key));
    QVERIFY(again);
    QVERIFY(again->isFromCache);
    QCOMPARE(again->asset.bytes, asset.bytes);
    QCOMPARE(m_server->asked(), 1);
}

void TestAssetCache::withoutADisk_isAskedOncePerRun()
{
    make(false);
    m_server->answer(u"a-1"_s, pngAsset(u"a-1"_s, plainImage({4, 4}, Qt::red)));
    for (int width = 10; width < 20; ++width)
        QVERIFY(settledWithin(m_cache->decoded(key, {width, 10})));
    QCOMPARE(m_server->asked(), 1);
}

void TestAssetCache::aDiskThatFails_costsNoPicture()
{
    QFile inTheWay(m_dir->path() + u"/assets"_s);
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    make();
    m_server->answer(u"a-1"_s, pngAsset(u"a-1"_s, plainImage({4, 4}, Qt::red)));
    const auto decoded = settledWithin(m_cache->decoded(key, cardSize));
    QVERIFY(decoded);
    QVERIFY(decoded->isPicture());
    // Nor a file that cannot be read.
    inTheWay.remove();
    make();
    QVERIFY(settledWithin(m_cache->fetch(key)));
    make(); // what was to be kept has been kept
    const QString folder = m_dir->path() + u"/assets/"_s;
    const QString file = folder + QDir(folder).entryList(QDir::Files).value(0);
    QVERIFY(QFile::remove(file));
    QVERIFY(QDir().mkpath(file));
    QVERIFY(settledWithin(m_cache->decoded(key, cardSize))->isPicture());
}

void TestAssetCache::aDamagedFile_isFetchedAgain()
{
    m_server->answer(u"a-1"_s, pngAsset(u"a-1"_s, plainImage({4, 4}, Qt::red)));
    QVERIFY(settledWithin(m_cache->fetch(key)));
    make();
    const QString folder = m_dir->path() + u"/assets/"_s;
    QFile file(folder + QDir(folder).entryList(QDir::Files).value(0));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.resize(file.size() - 1);
    file.close();
    QVERIFY(settledWithin(m_cache->decoded(key, cardSize))->isPicture());
    QCOMPARE(m_server->asked(), 2);
}

void TestAssetCache::notFound_isRememberedForFiveMinutes()
{
    m_server->answer(u"a-1"_s, Failure({.kind = Error::Kind::NotFound}));
    QCOMPARE(kindName(settledWithin(m_cache->fetch(key))), u"NotFound"_s);
    m_clock->advance(4min + 59s);
    QCOMPARE(kindName(settledWithin(m_cache->decoded(key, cardSize))), u"NotFound"_s);
    QCOMPARE(m_server->asked(), 1);
    m_clock->advance(2s);
    m_server->answer(u"a-1"_s, pngAsset(u"a-1"_s, plainImage({4, 4}, Qt::red)));
    QVERIFY(settledWithin(m_cache->fetch(key)));
    QCOMPARE(m_server->asked(), 2);
}

void TestAssetCache::otherFailures_areRememberedForTwentySeconds()
{
    m_server->answer(u"a-1"_s, Failure({.kind = Error::Kind::Unavailable}));
    QCOMPARE(kindName(settledWithin(m_cache->fetch(key))), u"Unavailable"_s);
    m_clock->advance(19s);
    m_clock->setNowUtc(m_clock->nowUtc().addDays(1)); // someone sets the clock
    QCOMPARE(kindName(settledWithin(m_cache->fetch(key))), u"Unavailable"_s);
    QCOMPARE(m_server->asked(), 1);
    m_clock->advance(2s);
    QCOMPARE(kindName(settledWithin(m_cache->fetch(key))), u"Unavailable"_s);
    QCOMPARE(m_server->asked(), 2);
}

void TestAssetCache::aFailure_isToldToEveryoneWhoWaits()
{
    const auto first = m_cache->fetch(key);
    const auto second = m_cache->fetch(key);
    m_server->answer(u"a-1"_s, Failure({.kind = Error::Kind::Unauthorized}));
    QCOMPARE(kindName(settledWithin(first)), u"Unauthorized"_s);
    QCOMPARE(kindName(settledWithin(second)), u"Unauthorized"_s);
    QCOMPARE(m_server->asked(), 1);
}

void TestAssetCache::abandonedRequest_isToldAndAskedAgainLater()
{
    int asked = 0;
    m_settings.source = [&](const QString &) {
        ++asked;
        return Settler<Asset>().pending(); // nobody will settle it
    };
    make(false);
    QCOMPARE(kindName(settledWithin(m_cache->fetch(key))), u"OutcomeUnknown"_s);
    m_clock->advance(21s);
    QCOMPARE(kindName(settledWithin(m_cache->fetch(key))), u"OutcomeUnknown"_s);
    QCOMPARE(asked, 2);
}

void TestAssetCache::decodedTwice_decodesOnce()
{
    m_server->answer(u"a-1"_s, pngAsset(u"a-1"_s, plainImage({800, 504}, Qt::red)));
    QVERIFY(settledWithin(m_cache->decoded(key, cardSize)));
    const auto again = settledWithin(m_cache->decoded(key, cardSize));
    QCOMPARE(again->image.size(), cardSize);
    QCOMPARE(m_decoder->count.load(), 1);
}

void TestAssetCache::decodedByManyAtOnce_decodesOnce()
{
    QList<Pending<DecodedAsset>> pendings;
    for (int i = 0; i < 100; ++i)
        pendings << m_cache->decoded(key, cardSize);
    m_server->answer(u"a-1"_s, pngAsset(u"a-1"_s, plainImage({800, 504}, Qt::red)));
    for (const auto &pending : pendings)
        QVERIFY(settledWithin(pending)->isPicture());
    QCOMPARE(m_decoder->count.load(), 1);
    QCOMPARE(m_server->asked(), 1);
}

void TestAssetCache::anotherSize_decodesAgainButAsksNobody()
{
    m_server->answer(u"a-1"_s, pngAsset(u"a-1"_s, plainImage({800, 504}, Qt::red)));
    QVERIFY(settledWithin(m_cache->decoded(key, cardSize)));
    QCOMPARE(settledWithin(m_cache->decoded(key, {200, 126}))->image.size(), QSize(200, 126));
    QCOMPARE(m_decoder->count.load(), 2);
    QCOMPARE(m_server->asked(), 1);
}

void TestAssetCache::memoryOfPictures_isBounded()
{
    m_settings.decodedLimit = 3 * (100 * 100 * 4 + 256);
    make();
    for (int i = 0; i < 4; ++i) {
        const QString id = QString::number(i);
        m_server->answer(id, pngAsset(id, plainImage({100, 100}, Qt::red)));
        QVERIFY(settledWithin(m_cache->decoded({AssetKey::Kind::Id, id}, cardSize)));
    }
    QCOMPARE(m_decoder->count.load(), 4);
    QVERIFY(settledWithin(m_cache->decoded({AssetKey::Kind::Id, u"3"_s}, cardSize)));
    QCOMPARE(m_decoder->count.load(), 4);
    QVERIFY(settledWithin(m_cache->decoded({AssetKey::Kind::Id, u"0"_s}, cardSize))); // dropped for the fourth
    QCOMPARE(m_decoder->count.load(), 5);
    QCOMPARE(m_server->asked(), 4);
}

void TestAssetCache::aProblemOfTheBytes_isNotTriedAgain()
{
    m_server->answer(u"a-1"_s, Asset{.id = u"a-1"_s, .mediaType = {}, .bytes = "rubbish", .width = {}, .height = {}});
    QCOMPARE(settledWithin(m_cache->decoded(key, cardSize))->problem, AssetProblem::Malformed);
    m_clock->advance(1h);
    QCOMPARE(settledWithin(m_cache->decoded(key, cardSize))->problem, AssetProblem::Malformed);
    QCOMPARE(m_decoder->count.load(), 1);
}

void TestAssetCache::aProblemOfTheDecoder_isTriedAgainLater()
{
    m_server->answer(u"a-1"_s, pngAsset(u"a-1"_s, plainImage({4, 4}, Qt::red)));
    m_decoder->problem = AssetProblem::TooSlow;
    QCOMPARE(settledWithin(m_cache->decoded(key, cardSize))->problem, AssetProblem::TooSlow);
    m_clock->advance(19s);
    QCOMPARE(settledWithin(m_cache->decoded(key, cardSize))->problem, AssetProblem::TooSlow);
    QCOMPARE(m_decoder->count.load(), 1);
    m_decoder->problem = AssetProblem::None;
    m_clock->advance(2s);
    QVERIFY(settledWithin(m_cache->decoded(key, cardSize))->isPicture());
}

void TestAssetCache::withoutADecoder_isNoDecoder()
{
    m_settings.decoder = nullptr;
    make();
    m_server->answer(u"a-1"_s, pngAsset(u"a-1"_s, plainImage({4, 4}, Qt::red)));
    QCOMPARE(settledWithin(m_cache->decoded(key, cardSize))->problem, AssetProblem::NoDecoder);
}

void TestAssetCache::sizes_areBroughtToSense()
{
    m_server->answer(u"a-1"_s, pngAsset(u"a-1"_s, plainImage({40, 40}, Qt::red)));
    QCOMPARE(settledWithin(m_cache->decoded(key, {-5, 0}))->image.size(), QSize(1, 1));
    QVERIFY(settledWithin(m_cache->decoded(key, {1'000'000'000, 1'000'000'000}))->isPicture());
    QVERIFY(settledWithin(m_cache->decoded(key, {AssetLimit::side, AssetLimit::side}))->isPicture());
    QCOMPARE(m_decoder->count.load(), 2); // the last two are one size
}

void TestAssetCache::anAddress_goesToTheDownloadAndNeverToTheProvider()
{
    m_web->answer(address, pngAsset(address, plainImage({4, 4}, Qt::red)));
    QVERIFY(settledWithin(m_cache->decoded({AssetKey::Kind::Address, address}, cardSize))->isPicture());
    QCOMPARE(m_web->asked(), 1);
    QCOMPARE(m_server->asked(), 0);
    m_server->answer(address, Failure({.kind = Error::Kind::NotFound}));
    QCOMPARE(kindName(settledWithin(m_cache->fetch({AssetKey::Kind::Id, address}))), u"NotFound"_s);
    QCOMPARE(m_server->asked(), 1);
    QCOMPARE(m_web->asked(), 1);
}

void TestAssetCache::anAddressWithoutADownload_isRefused()
{
    m_settings.download = {};
    make();
    QCOMPARE(kindName(settledWithin(m_cache->fetch({AssetKey::Kind::Address, address}))), u"InvalidInput"_s);
}

void TestAssetCache::cacheGoneWhilePending_stillSettles()
{
    const auto pending = m_cache->decoded(key, cardSize);
    m_cache.reset();
    m_settings.store.reset();
    QTRY_COMPARE(m_server->asked(), 1);
    m_server->answer(u"a-1"_s, pngAsset(u"a-1"_s, plainImage({4, 4}, Qt::red)));
    QVERIFY(settledWithin(pending)->isPicture());
}

QTEST_GUILESS_MAIN(TestAssetCache)
#include "tst_assetcache.moc"
