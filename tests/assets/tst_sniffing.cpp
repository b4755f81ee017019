// SPDX-License-Identifier: Apache-2.0
#include "app/assets/decoder/sniffing.h"
#include "tests/assets/sampleassets.h"

#include <QStringEncoder>
#include <QTest>

using namespace Qt::StringLiterals;

//! What bytes are taken for.
class TestSniffing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytes_areWhatTheyBeginAs_data();
    void bytes_areWhatTheyBeginAs();
    void mediaTypes_areHintsForHtmlOnly();
    void mediaTypes_nameFormats();
};

void TestSniffing::bytes_areWhatTheyBeginAs_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("format");
    QTest::newRow("png") << SampleAsset::png() << u"PNG"_s;
    QTest::newRow("jpeg") << SampleAsset::jpeg() << u"JPEG"_s;
    QTest::newRow("svg") << SampleAsset::svg() << u"SVG"_s;
    QTest::newRow("pdf") << SampleAsset::pdf() << u"PDF"_s;
    QTest::newRow("html") << SampleAsset::html() << u"HTML"_s;
    QTest::newRow("text") << SampleAsset::text() << u"Text"_s;
    QTest::newRow("svg after a prolog") << "\xef\xbb\xbf<?xml version='1.0'?><!-- a --> <svg>"_ba << u"SVG"_s;
    QTest::newRow("svg with a prefix") << "<s:svg xmlns:s='a'>"_ba << u"SVG"_s;
    QTest::newRow("svg in UTF-16") << QByteArray(QStringEncoder(QStringConverter::Utf16LE,
                                                                QStringConverter::Flag::WriteBom)(u"<svg>"_s))
                                   << u"SVG"_s;
    QTest::newRow("other xml") << "<?xml version='1.0'?><list/>"_ba << u"Text"_s;
    QTest::newRow("page in xml") << "<?xml version='1.0'?><html/>"_ba << u"HTML"_s;
    QTest::newRow("pdf after rubbish") << "rubbish\n%PDF-1.4"_ba << u"PDF"_s;
    QTest::newRow("latin text") << "caf\xe9"_ba << u"Text"_s;
    QTest::newRow("control character") << "a\x01"_ba << QString();
    QTest::newRow("zero") << QByteArray("a\0b", 3) << QString();
    QTest::newRow("compressed svg") << "\x1f\x8b\x08"_ba << QString();
}

void TestSniffing::bytes_areWhatTheyBeginAs()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, format);
    QCOMPARE(formatName(sniffed(bytes, {})), format);
}

void TestSniffing::mediaTypes_areHintsForHtmlOnly()
{
    QCOMPARE(sniffed("Terms <b>apply</b>", u"text/html"_s), AssetFormat::Html);
    QCOMPARE(sniffed("Terms <b>apply</b>", u"text/plain"_s), AssetFormat::PlainText);
    QCOMPARE(sniffed(SampleAsset::png(), u"text/html"_s), AssetFormat::Png);
}

void TestSniffing::mediaTypes_nameFormats()
{
    QCOMPARE(formatOfMediaType(u"image/svg"_s), AssetFormat::Svg);
    QCOMPARE(formatOfMediaType(u"Image/SVG+XML; charset=utf-8"_s), AssetFormat::Svg);
    QCOMPARE(formatOfMediaType(u"image/pdf"_s), AssetFormat::Pdf);
    QCOMPARE(formatOfMediaType(u"image/jpg"_s), AssetFormat::Jpeg);
    QCOMPARE(formatOfMediaType(u"image/gif"_s), AssetFormat::Unknown);
}

QTEST_GUILESS_MAIN(TestSniffing)
#include "tst_sniffing.moc"
