// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/thalesprovider.h"
#include "tests/providers/thales/faketransport.h"
#include "tests/providers/thales/thalesfixture.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QString correlation = QString::fromLatin1(fixture::correlationId);

QByteArray assetWith(const QByteArray &encodedData)
{
    return "{\"mediaType\":\"image/png\",\"encodedData\":\"" + encodedData + "\"}";
}
} // namespace

class TestThalesAssets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void asset_asksWithoutCorrelationHeader();
    void asset_decodesTheRecordedPicture();
    void asset_takesEveryBase64_data();
    void asset_takesEveryBase64();
    void asset_saysWhatIsWrong_data();
    void asset_saysWhatIsWrong();
    void asset_passesAnyDeclaredSize();
    void asset_mayBeLarge();
    void asset_encodesAnyIdIntoThePath_data();
    void asset_encodesAnyIdIntoThePath();
    void asset_refusesIdsThatNameAnotherPlace_data();
    void asset_refusesIdsThatNameAnotherPlace();

private:
    std::shared_ptr<FakeTransport> m_transport;
    std::unique_ptr<ThalesProvider> m_provider;
};

void TestThalesAssets::init()
{
    m_transport = std::make_shared<FakeTransport>();
    m_provider = std::make_unique<ThalesProvider>(ThalesProvider::Settings{.merchantId = u"merchant-demo-1"_s},
                                                  m_transport, fixture::providerKeys(), std::make_shared<FakeClock>());
}

void TestThalesAssets::asset_asksWithoutCorrelationHeader()
{
    m_transport->answerWith(200, fixture::data(u"get-asset.response-200-png.json"_s));
    QVERIFY(m_provider->asset(u"asset-1"_s, correlation).result());
    QCOMPARE(m_transport->lastRequest().method, "GET"_ba);
    QCOMPARE(m_transport->lastRequest().path, u"/assets/asset-1"_s);
    QCOMPARE(m_transport->lastRequest().correlationId, correlation);
    QCOMPARE(m_transport->lastHeader("x-correlation-id"), QByteArray());
}

void TestThalesAssets::asset_decodesTheRecordedPicture()
{
    m_transport->answerWith(200, fixture::data(u"get-asset.response-200-png.json"_s));
    const Result<Asset> asset = m_provider->asset(u"asset-1"_s, correlation).result();
    QVERIFY(asset);
    QCOMPARE(asset->id, u"asset-1"_s);
    QCOMPARE(asset->mediaType, u"image/png"_s);
    QCOMPARE(asset->width, u"1"_s);
    QCOMPARE(asset->height, u"1"_s);
    QVERIFY(asset->bytes.startsWith("\x89PNG\r\n"));
}

void TestThalesAssets::asset_takesEveryBase64_data()
{
    QTest::addColumn<QByteArray>("encoded");
    QTest::newRow("standard") << QByteArray("+/+/AQ==");
    QTest::newRow("URL-safe") << QByteArray("-_-_AQ==");
    QTest::newRow("without padding") << QByteArray("+/+/AQ");
    QTest::newRow("URL-safe without padding") << QByteArray("-_-_AQ");
    QTest::newRow("line breaks") << QByteArray("+/+/\\r\\nAQ==\\n");
    QTest::newRow("line breaks in a group") << QByteArray("+/\\n+/\\nAQ\\n==");
    QTest::newRow("URL-safe with line breaks") << QByteArray("-_-_\\r\\nAQ\\r\\n");
}

void TestThalesAssets::asset_takesEveryBase64()
{
    QFETCH(QByteArray, encoded);
    m_transport->answerWith(200, assetWith(encoded));
    const Result<Asset> asset = m_provider->asset(u"asset-1"_s, correlation).result();
    QVERIFY(asset);
    QCOMPARE(asset->bytes, QByteArray("\xFB\xFF\xBF\x01"));
}

void TestThalesAssets::asset_saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("says");
    QTest::newRow("wrong base64") << assetWith("+/*/AQ==") << u"encodedData is not base64"_s;
    QTest::newRow("both alphabets") << assetWith("+/-_AQ==") << u"encodedData is not base64"_s;
    QTest::newRow("padding within") << assetWith("AQ==AQ==") << u"encodedData is not base64"_s;
    QTest::newRow("a single digit") << assetWith("AQAAA") << u"encodedData is not base64"_s;
    QTest::newRow("not ASCII") << assetWith("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9") << u"encodedData is not base64"_s;
    QTest::newRow("line breaks only") << assetWith("\\r\\n") << u"encodedData holds no bytes"_s;
    QTest::newRow("empty") << assetWith("") << u"encodedData is missing"_s;
    QTest::newRow("a width that is no string")
        << QByteArray("{\"mediaType\":\"image/png\",\"encodedData\":\"AQ==\",\"width\":512}")
        << u"width is not a string"_s;
    QTest::newRow("a height that is no string")
        << QByteArray("{\"mediaType\":\"image/png\",\"encodedData\":\"AQ==\",\"height\":[1]}")
        << u"height is not a string"_s;
    QTest::newRow("a width that is absurd")
        << "{\"mediaType\":\"image/png\",\"encodedData\":\"AQ==\",\"width\":\"" + QByteArray(5000, '1') + "\"}"
        << u"width is longer than"_s;
    QTest::newRow("no media type") << QByteArray("{\"encodedData\":\"AQ==\"}") << u"mediaType is missing"_s;
}

void TestThalesAssets::asset_saysWhatIsWrong()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, says);
    m_transport->answerWith(200, body);
    const Result<Asset> asset = m_provider->asset(u"asset-1"_s, correlation).result();
    QVERIFY(!asset);
    QCOMPARE(toString(asset.error().kind), u"BadReply"_s);
    QVERIFY2(asset.error().detail.contains(says), qPrintable(asset.error().detail));
}

void TestThalesAssets::asset_passesAnyDeclaredSize()
{
    // A picture that can be read is shown, whatever its server says of its size.
    m_transport->answerWith(
        200, "{\"mediaType\":\"image/png\",\"encodedData\":\"AQ==\",\"width\":\"-1\",\"height\":\"tall\"}");
    const Result<Asset> asset = m_provider->asset(u"asset-1"_s, correlation).result();
    QVERIFY(asset);
    QCOMPARE(asset->width, u"-1"_s);
    QCOMPARE(asset->height, u"tall"_s);
}

void TestThalesAssets::asset_mayBeLarge()
{
    const QByteArray picture(3'000'000, '\x7f');
    m_transport->answerWith(200, assetWith(picture.toBase64()));
    const Result<Asset> asset = m_provider->asset(u"asset-1"_s, correlation).result();
    QVERIFY(asset);
    QVERIFY(asset->bytes == picture);
}

void TestThalesAssets::asset_encodesAnyIdIntoThePath_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("path");
    QTest::newRow("slash") << u"a/../b"_s << u"/assets/a%2F..%2Fb"_s;
    QTest::newRow("query") << u"a?b#c"_s << u"/assets/a%3Fb%23c"_s;
    QTest::newRow("space and percent") << u"a b%41"_s << u"/assets/a%20b%2541"_s;
    QTest::newRow("not ASCII") << u"é"_s << u"/assets/%C3%A9"_s;
    QTest::newRow("line end") << u"a\r\nb"_s << u"/assets/a%0D%0Ab"_s;
    QTest::newRow("128 characters") << QString(128, u'x') << u"/assets/"_s + QString(128, u'x');
}

void TestThalesAssets::asset_encodesAnyIdIntoThePath()
{
    QFETCH(QString, id);
    QFETCH(QString, path);
    m_transport->answerWith(404);
    QVERIFY(!m_provider->asset(id, correlation).result());
    QCOMPARE(m_transport->lastRequest().path, path);
}

void TestThalesAssets::asset_refusesIdsThatNameAnotherPlace_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("empty") << QString();
    QTest::newRow("dot") << u"."_s;
    QTest::newRow("two dots") << u".."_s;
    QTest::newRow("129 characters") << QString(129, u'x');
}

void TestThalesAssets::asset_refusesIdsThatNameAnotherPlace()
{
    QFETCH(QString, id);
    const Result<Asset> asset = m_provider->asset(id, correlation).result();
    QVERIFY(!asset);
    QCOMPARE(toString(asset.error().kind), u"InvalidInput"_s);
    QVERIFY(m_transport->requests().isEmpty());
}

QTEST_APPLESS_MAIN(TestThalesAssets)
#include "tst_thalesassets.moc"
