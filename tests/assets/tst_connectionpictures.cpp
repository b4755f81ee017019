// SPDX-License-Identifier: Apache-2.0
#include "app/assets/connectionpictures.h"
#include "tests/assets/assetfakes.h"
#include "tests/support/fakeclock.h"
#include "tests/support/settling.h"

#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;

namespace {
constexpr QSize cardSize{400, 252};
const QString address = u"https://art.example.test/card.png"_s;

template <typename T>
QString kindName(const std::expected<T, Error> &outcome)
{
    return outcome ? u"succeeded"_s : toString(outcome.error().kind);
}

CardArt artOf(const QMap<AssetRole, QString> &ids)
{
    CardArt art;
    art.backgroundColor = u"203060"_s;
    art.assetIds = ids;
    return art;
}

CardArt artAt(const QString &url)
{
    CardArt art;
    art.imageUrl = url;
    return art;
}

Asset textAsset(const QString &id)
{
    return {.id = id, .mediaType = u"text/plain"_s, .bytes = "text: terms", .width = {}, .height = {}};
}
} // namespace

class TestConnectionPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void completeCard_asksForNothingElse();
    void completeCardThatFails_fallsBackToTheParts();
    void completeCardThatIsText_fallsBackToTheParts();
    void parts_areAskedForAtOnce();
    void aPartThatFails_leavesTheOthers();
    void noArt_isANullPicture();
    void everythingFails_isANullPictureThatSaysWhy();
    void thumbnail_isTheIcon();
    void thumbnailWithoutIcon_isTheCard();
    void thumbnailWithBrokenIcon_isTheCard();
    void address_isNotFetchedUntilAllowed();
    void address_onceAllowed_isTheCompleteCard();
    void address_yieldsToTheCompleteCard();
    void address_allowedButBroken_fallsBack();
    void address_thatIsNotPlainHttps_isNeverFetched_data();
    void address_thatIsNotPlainHttps_isNeverFetched();
    void address_forbiddenAgain_isNotShown();
    void describe_listsAllInOrder();
    void describe_saysWhatDidNotCome();
    void describe_comparesTheDeclaredSize_data();
    void describe_comparesTheDeclaredSize();
    void describe_listsTheAddressUnfetched();
    void decoded_ofAnAddress_needsConsent();
    void decoded_ofAnIdLikeAnAddress_asksTheProvider();
    void bytes_areAsSent();
    void bytes_thatDoNotCome_areAnError();
    void closedWhilePending_stillSettles();
    void composing_isNotDoneWhereItIsAskedFor();

private:
    [[nodiscard]] Result<CardPicture> card(const CardArt &art)
    {
        return settledWithin(m_pictures->card(art, cardSize));
    }

    std::unique_ptr<HeldSource> m_server;
    std::unique_ptr<HeldSource> m_web;
    std::shared_ptr<PngDecoder> m_decoder;
    std::shared_ptr<ConnectionPictures> m_pictures;
};

void TestConnectionPictures::init()
{
    m_pictures.reset();
    m_server = std::make_unique<HeldSource>();
    m_web = std::make_unique<HeldSource>();
    m_decoder = std::make_shared<PngDecoder>();
    m_pictures = std::make_shared<ConnectionPictures>(
        std::make_shared<AssetCache>(AssetCache::Settings{.connectionId = u"c-1"_s,
                                                          .source = m_server->source(),
                                                          .download = m_web->download(),
                                                          .decoder = m_decoder,
                                                          .clock = std::make_shared<FakeClock>()}),
        u"server.example.test"_s);
    m_server->answer(u"complete"_s, pngAsset(u"complete"_s, plainImage({800, 504}, Qt::red)));
    m_server->answer(u"background"_s, pngAsset(u"background"_s, plainImage({800, 504}, Qt::green)));
    m_server->answer(u"issuer"_s, pngAsset(u"issuer"_s, plainImage({50, 50}, Qt::blue)));
    m_server->answer(u"brand"_s, pngAsset(u"brand"_s, plainImage({50, 50}, Qt::blue)));
    m_server->answer(u"icon"_s, pngAsset(u"icon"_s, plainImage({32, 32}, Qt::yellow)));
    m_server->answer(u"text"_s, textAsset(u"text"_s));
    m_server->answer(u"broken"_s, Asset{.id = u"broken"_s, .mediaType = {}, .bytes = "x", .width = {}, .height = {}});
    m_server->answer(u"missing"_s, Failure({.kind = Error::Kind::NotFound, .detail = u"no such asset"_s}));
    m_web->answer(address, pngAsset(address, plainImage({800, 504}, Qt::magenta)));
}

void TestConnectionPictures::completeCard_asksForNothingElse()
{
    const auto picture = card(artOf({{AssetRole::CompleteCard, u"complete"_s},
                                     {AssetRole::Background, u"background"_s},
                                     {AssetRole::IssuerLogo, u"issuer"_s}}));
    QVERIFY2(picture, failureText(picture).constData());
    QCOMPARE(picture->image, plainImage(cardSize, Qt::red));
    QVERIFY(picture->isComplete);
    QCOMPARE(picture->problem, AssetProblem::None);
    QCOMPARE(m_server->asked(), 1);
}

void TestConnectionPictures::completeCardThatFails_fallsBackToTheParts()
{
    const auto picture =
        card(artOf({{AssetRole::CompleteCard, u"broken"_s}, {AssetRole::Background, u"background"_s}}));
    QCOMPARE(picture->image, plainImage(cardSize, Qt::green));
    QVERIFY(!picture->isComplete);
    QCOMPARE(picture->problem, AssetProblem::Malformed);
    QCOMPARE(picture->problemAsset, u"broken"_s);
}

void TestConnectionPictures::completeCardThatIsText_fallsBackToTheParts()
{
    const auto picture = card(artOf({{AssetRole::CompleteCard, u"text"_s}, {AssetRole::Background, u"background"_s}}));
    QCOMPARE(picture->image, plainImage(cardSize, Qt::green));
    QCOMPARE(picture->problem, AssetProblem::NotAPicture);
}

void TestConnectionPictures::parts_areAskedForAtOnce()
{
    const auto pending = m_pictures->card(
        artOf({{AssetRole::Background, u"b"_s}, {AssetRole::IssuerLogo, u"i"_s}, {AssetRole::BrandLogo, u"x"_s}}),
        cardSize);
    QCOMPARE(m_server->asked(), 3);
    m_server->answer(u"x"_s, pngAsset(u"x"_s, plainImage({50, 50}, Qt::blue)));
    m_server->answer(u"i"_s, pngAsset(u"i"_s, plainImage({50, 50}, Qt::blue)));
    QVERIFY(!pending.isFinished());
    m_server->answer(u"b"_s, pngAsset(u"b"_s, plainImage({50, 50}, Qt::green)));
    const auto picture = settledWithin(pending);
    QVERIFY(picture->hasBrand);
    QVERIFY(picture->hasIssuer);
    QCOMPARE(picture->image.pixelColor(0, 0), QColor(Qt::green));
}

void TestConnectionPictures::aPartThatFails_leavesTheOthers()
{
    const auto picture = card(artOf({{AssetRole::Background, u"background"_s},
                                     {AssetRole::IssuerLogo, u"missing"_s},
                                     {AssetRole::BrandLogo, u"brand"_s}}));
    QVERIFY(picture->hasBrand);
    QVERIFY(!picture->hasIssuer);
    QCOMPARE(picture->problem, AssetProblem::Empty);
    QCOMPARE(picture->problemAsset, u"missing"_s);
}

void TestConnectionPictures::noArt_isANullPicture()
{
    const auto picture = card({});
    QVERIFY(picture);
    QVERIFY(picture->isNull());
    QCOMPARE(picture->problem, AssetProblem::None);
}

void TestConnectionPictures::everythingFails_isANullPictureThatSaysWhy()
{
    CardArt art = artOf({{AssetRole::CompleteCard, u"missing"_s}, {AssetRole::Background, u"broken"_s}});
    art.backgroundColor.clear();
    const auto picture = card(art);
    QVERIFY(picture);
    QVERIFY(picture->isNull());
    QCOMPARE(picture->problem, AssetProblem::Empty); // the first one
    QCOMPARE(picture->problemAsset, u"missing"_s);
}

void TestConnectionPictures::thumbnail_isTheIcon()
{
    const auto icon = settledWithin(m_pictures->thumbnail(
        artOf({{AssetRole::CompleteCard, u"complete"_s}, {AssetRole::Icon, u"icon"_s}}), {32, 32}));
    QCOMPARE(icon->image, plainImage({32, 32}, Qt::yellow));
    QCOMPARE(m_server->asked(), 1);
}

void TestConnectionPictures::thumbnailWithoutIcon_isTheCard()
{
    const auto icon = settledWithin(m_pictures->thumbnail(artOf({{AssetRole::CompleteCard, u"complete"_s}}), {40, 25}));
    QCOMPARE(icon->image, plainImage({40, 25}, Qt::red));
}

void TestConnectionPictures::thumbnailWithBrokenIcon_isTheCard()
{
    const auto icon = settledWithin(m_pictures->thumbnail(
        artOf({{AssetRole::CompleteCard, u"complete"_s}, {AssetRole::Icon, u"missing"_s}}), {40, 25}));
    QCOMPARE(icon->image, plainImage({40, 25}, Qt::red));
}

void TestConnectionPictures::address_isNotFetchedUntilAllowed()
{
    const auto picture = card(artAt(address));
    QVERIFY(picture->isNull());
    QCOMPARE(picture->awaitsHost, u"art.example.test"_s);
    QCOMPARE(picture->problem, AssetProblem::None);
    (void)settledWithin(m_pictures->thumbnail(artAt(address), {40, 25}));
    (void)settledWithin(m_pictures->describe(artAt(address)));
    QCOMPARE(m_web->asked(), 0);
    QCOMPARE(m_server->asked(), 0);
}

void TestConnectionPictures::address_onceAllowed_isTheCompleteCard()
{
    m_pictures->setUrlsAllowed(true);
    QVERIFY(m_pictures->urlsAllowed());
    const auto picture = card(artAt(address));
    QCOMPARE(picture->image, plainImage(cardSize, Qt::magenta));
    QVERIFY(picture->isComplete);
    QVERIFY(picture->awaitsHost.isEmpty());
    QCOMPARE(m_web->asked(), 1);
    QCOMPARE(m_server->asked(), 0);
    // Also for a thumbnail, when the icon does not do.
    CardArt art = artAt(address);
    art.assetIds.insert(AssetRole::Icon, u"missing"_s);
    QCOMPARE(settledWithin(m_pictures->thumbnail(art, {40, 25}))->image, plainImage({40, 25}, Qt::magenta));
}

void TestConnectionPictures::address_yieldsToTheCompleteCard()
{
    CardArt art = artOf({{AssetRole::CompleteCard, u"complete"_s}});
    art.imageUrl = address;
    const auto awaiting = card(art);
    QCOMPARE(awaiting->image, plainImage(cardSize, Qt::red));
    QVERIFY(awaiting->awaitsHost.isEmpty()); // nothing is gained by asking
    m_pictures->setUrlsAllowed(true);
    QCOMPARE(card(art)->image, plainImage(cardSize, Qt::red));
    QCOMPARE(m_web->asked(), 0);
}

void TestConnectionPictures::address_allowedButBroken_fallsBack()
{
    m_pictures->setUrlsAllowed(true);
    m_web->answer(address, Failure({.kind = Error::Kind::Redirected}));
    CardArt art = artOf({{AssetRole::Background, u"background"_s}});
    art.imageUrl = address;
    const auto picture = card(art);
    QCOMPARE(picture->image, plainImage(cardSize, Qt::green));
    QCOMPARE(picture->problem, AssetProblem::Empty);
    QCOMPARE(picture->problemAsset, u"art.example.test"_s);
}

void TestConnectionPictures::address_thatIsNotPlainHttps_isNeverFetched_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("http") << u"http://art.example.test/card.png"_s;
    QTest::newRow("file") << u"file:///etc/hostname"_s;
    QTest::newRow("user") << u"https://user:word@art.example.test/card.png"_s;
    QTest::newRow("no host") << u"https:///card.png"_s;
    QTest::newRow("data") << u"data:image/png;base64,AAAA"_s;
    QTest::newRow("no address") << u"not an address"_s;
    QTest::newRow("too long") << u"https://art.example.test/"_s + QString(500, u'a');
}

void TestConnectionPictures::address_thatIsNotPlainHttps_isNeverFetched()
{
    QFETCH(QString, url);
    for (const bool isAllowed : {false, true}) {
        m_pictures->setUrlsAllowed(isAllowed);
        const auto picture = card(artAt(url));
        QVERIFY(picture->isNull());
        QVERIFY(picture->awaitsHost.isEmpty());
        QCOMPARE(picture->problem, AssetProblem::Forbidden);
        QCOMPARE(settledWithin(m_pictures->describe(artAt(url)))->first().problem, AssetProblem::Forbidden);
        QCOMPARE(kindName(settledWithin(m_pictures->bytes(url))), u"InvalidInput"_s);
    }
    QCOMPARE(m_web->asked(), 0);
    QCOMPARE(m_server->asked(), 0);
}

void TestConnectionPictures::address_forbiddenAgain_isNotShown()
{
    m_pictures->setUrlsAllowed(true);
    QVERIFY(!card(artAt(address))->isNull());
    m_pictures->setUrlsAllowed(false);
    QVERIFY(card(artAt(address))->isNull());
}

void TestConnectionPictures::describe_listsAllInOrder()
{
    m_pictures->setUrlsAllowed(true);
    CardArt art = artOf({{AssetRole::Icon, u"icon"_s},
                         {AssetRole::CompleteCard, u"complete"_s},
                         {AssetRole::BrandLogo, u"broken"_s},
                         {AssetRole::Background, u"text"_s}});
    art.imageUrl = address;
    const auto all = settledWithin(m_pictures->describe(art));
    QVERIFY2(all, failureText(all).constData());
    QStringList ids;
    for (const AssetDescription &one : *all)
        ids << one.id;
    QCOMPARE(ids, QStringList({u"complete"_s, address, u"text"_s, u"broken"_s, u"icon"_s}));
    const AssetDescription complete = all->at(0);
    QCOMPARE(complete.declaredMediaType, u"image/png"_s);
    QCOMPARE(complete.declaredSize, u"800 x 504"_s);
    QCOMPARE(complete.naturalSize, QSize(800, 504));
    QCOMPARE(complete.host, u"server.example.test"_s);
    QVERIFY(complete.format == AssetFormat::Png);
    QVERIFY(complete.bytes > 0);
    QVERIFY(complete.detail.isEmpty());
    QCOMPARE(all->at(1).host, u"art.example.test"_s);
    QVERIFY(all->at(2).format == AssetFormat::PlainText);
    QCOMPARE(all->at(3).problem, AssetProblem::Malformed);
}

void TestConnectionPictures::describe_saysWhatDidNotCome()
{
    const auto all = settledWithin(m_pictures->describe(artOf({{AssetRole::Icon, u"missing"_s}})));
    QCOMPARE(all->first().problem, AssetProblem::Empty);
    QVERIFY(all->first().detail.contains("no such asset"_L1));
}

void TestConnectionPictures::describe_comparesTheDeclaredSize_data()
{
    QTest::addColumn<QString>("width");
    QTest::addColumn<QString>("height");
    QTest::addColumn<QString>("detail");
    QTest::newRow("right") << u"32"_s << u"16"_s << QString();
    QTest::newRow("not declared") << QString() << QString() << QString();
    QTest::newRow("other") << u"512"_s << u"323"_s << u"declared as 512 x 323 pixels, is 32 x 16"_s;
    QTest::newRow("rubbish") << u"wide"_s << u"16px"_s << u"the declared size is not a number of pixels"_s;
    QTest::newRow("negative") << u"-32"_s << u"16"_s << u"the declared size is not a number of pixels"_s;
}

void TestConnectionPictures::describe_comparesTheDeclaredSize()
{
    QFETCH(QString, width);
    QFETCH(QString, height);
    QFETCH(QString, detail);
    Asset asset = pngAsset(u"a"_s, plainImage({32, 16}, Qt::red));
    asset.width = width;
    asset.height = height;
    m_server->answer(u"a"_s, asset);
    const auto all = settledWithin(m_pictures->describe(artOf({{AssetRole::Icon, u"a"_s}})));
    QCOMPARE(all->first().detail, detail);
    QCOMPARE(all->first().problem, AssetProblem::None); // it is shown all the same
}

void TestConnectionPictures::describe_listsTheAddressUnfetched()
{
    const auto all = settledWithin(m_pictures->describe(artAt(address)));
    QCOMPARE(all->size(), 1);
    QCOMPARE(all->first().id, address);
    QCOMPARE(all->first().host, u"art.example.test"_s);
    QCOMPARE(all->first().problem, AssetProblem::Forbidden);
    QVERIFY(all->first().detail.contains("not allowed"_L1));
}

void TestConnectionPictures::decoded_ofAnAddress_needsConsent()
{
    (void)settledWithin(m_pictures->describe(artAt(address)));
    QCOMPARE(kindName(settledWithin(m_pictures->decoded(address, cardSize))), u"InvalidInput"_s);
    QCOMPARE(m_web->asked() + m_server->asked(), 0);
    m_pictures->setUrlsAllowed(true);
    QVERIFY(settledWithin(m_pictures->decoded(address, cardSize))->isPicture());
    QVERIFY(settledWithin(m_pictures->bytes(address))->startsWith("\x89PNG"));
}

void TestConnectionPictures::decoded_ofAnIdLikeAnAddress_asksTheProvider()
{
    m_pictures->setUrlsAllowed(true);
    m_server->answer(address, pngAsset(address, plainImage({4, 4}, Qt::red)));
    QVERIFY(card(artOf({{AssetRole::CompleteCard, address}}))->isComplete);
    QVERIFY(settledWithin(m_pictures->decoded(address, cardSize))->isPicture());
    QCOMPARE(m_web->asked(), 0);
}

void TestConnectionPictures::bytes_areAsSent()
{
    QCOMPARE(settledWithin(m_pictures->bytes(u"text"_s)).value(), QByteArray("text: terms"));
    QCOMPARE(m_decoder->count.load(), 0);
}

void TestConnectionPictures::bytes_thatDoNotCome_areAnError()
{
    QCOMPARE(kindName(settledWithin(m_pictures->bytes(u"missing"_s))), u"NotFound"_s);
    QCOMPARE(kindName(settledWithin(m_pictures->decoded(u"missing"_s, cardSize))), u"NotFound"_s);
}

void TestConnectionPictures::closedWhilePending_stillSettles()
{
    const auto complete = m_pictures->card(artOf({{AssetRole::CompleteCard, u"later"_s}}), cardSize);
    const auto thumbnail = m_pictures->thumbnail(artOf({{AssetRole::Icon, u"later"_s}}), cardSize);
    m_pictures.reset();
    m_server->answer(u"later"_s, pngAsset(u"later"_s, plainImage({800, 504}, Qt::red)));
    QCOMPARE(settledWithin(complete)->image, plainImage(cardSize, Qt::red));
    QVERIFY(!settledWithin(thumbnail)->isNull());
}

void TestConnectionPictures::composing_isNotDoneWhereItIsAskedFor()
{
    (void)card(artOf({{AssetRole::CompleteCard, u"complete"_s}})); // decoded and in memory
    const Settler<Done> elsewhere;
    QThread *here = QThread::currentThread();
    const auto pending = m_pictures->card(artOf({{AssetRole::CompleteCard, u"complete"_s}}), cardSize);
    whenSettled<CardPicture>(pending, [elsewhere, here](const Result<CardPicture> &) {
        const bool isElsewhere = QThread::currentThread() != here;
        elsewhere.settle(isElsewhere ? Result<Done>(Done{}) : Failure(Error{}));
    });
    // A future that ended before the continuation was added runs it here: then nothing is shown either way.
    QVERIFY(settledWithin(elsewhere.pending()) || pending.isFinished());
}

QTEST_GUILESS_MAIN(TestConnectionPictures)
#include "tst_connectionpictures.moc"
