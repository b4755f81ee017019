// SPDX-License-Identifier: Apache-2.0
#include "app/assets/assetframe.h"

#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;

//! What the console and its decoder say to each other, and what neither believes.
class TestAssetFrame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void request_comesBackAsSent();
    void answer_comesBackAsSent();
    void truncatedHeader_isNone();
    void truncatedPayload_isNone();
    void lyingNumber_isNone_data();
    void lyingNumber_isNone();
    void pictureWithProblem_isNone();
    void colourAboveAlpha_isPulledDown();
    void everyProblem_hasAWordOfItsOwn();

private:
    [[nodiscard]] static QByteArray answerFrame();
};

QByteArray TestAssetFrame::answerFrame()
{
    DecodedAsset asset;
    asset.format = AssetFormat::Png;
    asset.image = QImage(3, 2, QImage::Format_ARGB32_Premultiplied);
    asset.image.fill(qRgba(10, 20, 30, 40));
    asset.naturalSize = {300, 200};
    asset.detail = u"d\u00e9tail"_s;
    return AssetFrame::encoded(7, asset);
}

void TestAssetFrame::request_comesBackAsSent()
{
    const QByteArray frame =
        AssetFrame::encoded({.id = 5, .size = {30, 20}, .mediaType = u"image/png"_s, .bytes = "bytes"_ba});
    const auto header = AssetFrame::requestHeader(frame.first(AssetFrame::requestHeaderSize));
    QVERIFY(header.has_value());
    const auto request = AssetFrame::request(*header, frame.sliced(AssetFrame::requestHeaderSize));
    QVERIFY(request.has_value());
    QCOMPARE(request->id, 5U);
    QCOMPARE(request->size, QSize(30, 20));
    QCOMPARE(request->mediaType, u"image/png"_s);
    QCOMPARE(request->bytes, "bytes"_ba);
}

void TestAssetFrame::answer_comesBackAsSent()
{
    const QByteArray frame = answerFrame();
    const auto header = AssetFrame::answerHeader(frame.first(AssetFrame::answerHeaderSize));
    QVERIFY(header.has_value());
    const auto asset = AssetFrame::answer(*header, frame.sliced(AssetFrame::answerHeaderSize));
    QVERIFY(asset.has_value());
    QCOMPARE(header->id, 7U);
    QCOMPARE(asset->format, AssetFormat::Png);
    QCOMPARE(asset->image.size(), QSize(3, 2));
    QCOMPARE(asset->image.pixelColor(2, 1).alpha(), 40);
    QCOMPARE(asset->naturalSize, QSize(300, 200));
    QCOMPARE(asset->detail, u"d\u00e9tail"_s);
}

void TestAssetFrame::truncatedHeader_isNone()
{
    const QByteArray frame = answerFrame();
    for (qsizetype size = 0; size < AssetFrame::answerHeaderSize; ++size)
        QVERIFY(!AssetFrame::answerHeader(frame.first(size)));
    QVERIFY(!AssetFrame::requestHeader("TDRQ"));
    QVERIFY(!AssetFrame::requestHeader(QByteArray(AssetFrame::requestHeaderSize, '\0')));
}

void TestAssetFrame::truncatedPayload_isNone()
{
    const QByteArray frame = answerFrame();
    const auto header = AssetFrame::answerHeader(frame.first(AssetFrame::answerHeaderSize));
    const QByteArray payload = frame.sliced(AssetFrame::answerHeaderSize);
    QVERIFY(!AssetFrame::answer(*header, payload.chopped(1)));
    QVERIFY(!AssetFrame::answer(*header, payload + 'a'));
    QVERIFY(!AssetFrame::answer(*header, {}));
}

void TestAssetFrame::lyingNumber_isNone_data()
{
    QTest::addColumn<int>("place");
    QTest::addColumn<quint32>("value");
    QTest::newRow("mark") << 0 << 1U;
    QTest::newRow("problem") << 2 << 11U;
    QTest::newRow("format") << 3 << 7U;
    QTest::newRow("width") << 4 << 4097U;
    QTest::newRow("width without height") << 5 << 0U;
    QTest::newRow("height") << 5 << ~0U;
    QTest::newRow("natural size") << 6 << 1'000'001U;
    QTest::newRow("text") << 8 << 256U * 1024 + 1;
    QTest::newRow("detail") << 9 << 0x80000000U;
}

void TestAssetFrame::lyingNumber_isNone()
{
    QFETCH(int, place);
    QFETCH(quint32, value);
    QByteArray header = answerFrame().first(AssetFrame::answerHeaderSize);
    QVERIFY(AssetFrame::answerHeader(header).has_value());
    qToLittleEndian(value, header.data() + place * 4);
    QVERIFY(!AssetFrame::answerHeader(header));
}

void TestAssetFrame::pictureWithProblem_isNone()
{
    QByteArray header = answerFrame().first(AssetFrame::answerHeaderSize);
    qToLittleEndian(quint32(AssetProblem::Crashed), header.data() + 8);
    QVERIFY(!AssetFrame::answerHeader(header));
    // 4096 x 4096 pixels are within each side's limit, and 64 MB.
    header = answerFrame().first(AssetFrame::answerHeaderSize);
    qToLittleEndian(4096U, header.data() + 16);
    qToLittleEndian(4096U, header.data() + 20);
    QVERIFY(!AssetFrame::answerHeader(header));
}

void TestAssetFrame::colourAboveAlpha_isPulledDown()
{
    QByteArray frame = answerFrame();
    frame.replace(AssetFrame::answerHeaderSize, 4, "\xff\xff\xff\x10");
    const auto header = AssetFrame::answerHeader(frame.first(AssetFrame::answerHeaderSize));
    const auto asset = AssetFrame::answer(*header, frame.sliced(AssetFrame::answerHeaderSize));
    QCOMPARE(*reinterpret_cast<const QRgb *>(asset->image.constScanLine(0)), 0x10101010U);
}

void TestAssetFrame::everyProblem_hasAWordOfItsOwn()
{
    QSet<QString> words;
    for (int problem = 0; problem <= int(AssetProblem::NoDecoder); ++problem)
        words.insert(toWord(AssetProblem(problem)));
    QCOMPARE(words.size(), qsizetype(AssetProblem::NoDecoder) + 1);
    QCOMPARE(formatName(AssetFormat::Html), u"HTML"_s);
}

QTEST_APPLESS_MAIN(TestAssetFrame)
#include "tst_assetframe.moc"
