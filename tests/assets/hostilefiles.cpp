// SPDX-License-Identifier: Apache-2.0
#include "tests/assets/hostilefiles.h"

#include "tests/assets/sampleassets.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {
QByteArray svgWith(const QByteArray &content)
{
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"64\" "
           "height=\"40\">" +
           content + "</svg>";
}

QByteArray doublingUse(int depth)
{
    QByteArray content = "<defs><g id=\"a0\"><rect width=\"1\" height=\"1\"/></g>";
    for (int i = 1; i <= depth; ++i) {
        const QByteArray use = "<use xlink:href=\"#a" + QByteArray::number(i - 1) + "\"/>";
        content += "<g id=\"a" + QByteArray::number(i) + "\">" + use + use + "</g>";
    }
    return svgWith(content + "</defs><use xlink:href=\"#a" + QByteArray::number(depth) + "\"/>");
}

QByteArray entityBomb()
{
    QByteArray type = "<!DOCTYPE svg [<!ENTITY a0 \"ha\">";
    for (int i = 1; i < 20; ++i) {
        const QByteArray name = "&a" + QByteArray::number(i - 1) + ";";
        type += "<!ENTITY a" + QByteArray::number(i) + " \"" + name.repeated(10) + "\">";
    }
    return type + "]>" + svgWith("<text>&a19;</text>");
}

QList<HostileFile> byHand()
{
    const QString svg = u"image/svg+xml"_s;
    const QString pdf = u"application/pdf"_s;
    const QString png = u"image/png"_s;
    const QString html = u"text/html"_s;
    const qsizetype large = 4'000'000;
    return {
        {u"no bytes"_s, png, {}},
        {u"one byte"_s, png, "\x89"_ba},
        {u"too large"_s, png, QByteArray(5'000'000, 'a')},
        {u"doubling use"_s, svg, doublingUse(30)},
        {u"entity bomb"_s, svg, entityBomb()},
        {u"file reference"_s, svg, svgWith("<image xlink:href=\"/etc/passwd\" width=\"9\" height=\"9\"/>")},
        {u"use of itself"_s, svg, svgWith("<g id=\"a\"><use xlink:href=\"#a\"/></g>")},
        {u"deep groups"_s, svg, svgWith(QByteArray("<g>").repeated(100'000))},
        {u"many elements"_s, svg, svgWith(QByteArray("<rect width=\"64\" height=\"40\"/>").repeated(100'000))},
        {u"long path"_s, svg,
         svgWith("<path stroke-dasharray=\"0.001\" stroke=\"red\" d=\"M0 0" +
                 QByteArray("L64 40L0 9").repeated(300'000) + "\"/>")},
        {u"huge numbers"_s, svg,
         svgWith("<rect width=\"1e300\" height=\"1e300\" transform=\"scale(1e200)\"/><circle r=\"1e308\"/>")},
        {u"huge dashes"_s, svg,
         svgWith("<path stroke=\"red\" stroke-width=\"1e9\" stroke-dasharray=\"1e-9\" d=\"M0 0L1e9 1e9\"/>")},
        {u"huge view"_s, svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1e9\" height=\"1e9\"/>"_ba},
        {u"large font"_s, svg, svgWith("<text font-size=\"1e8\">A</text>")},
        {u"many pixels"_s, png, SampleAsset::pngOfClaimedSize({20'000, 20'000})},
        {u"endless pixels"_s, png, SampleAsset::pngOfClaimedSize({0x7fffffff, 1})},
        {u"inflating stream"_s, pdf, SampleAsset::pdfBomb(600)},
        {u"slow page"_s, pdf, SampleAsset::slowPdf(80'000)},
        {u"endless page tree"_s, pdf,
         "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>endobj "
         "trailer<</Root 1 0 R>>"_ba},
        {u"pdf of brackets"_s, pdf, "%PDF-1.4\n1 0 obj" + QByteArray(large, '[')},
        {u"pdf of dictionaries"_s, pdf, "%PDF-1.4\n1 0 obj" + QByteArray("<</a").repeated(large / 4)},
        {u"deep page"_s, html, "<html>" + QByteArray("<div>").repeated(large / 5)},
        {u"deep tables"_s, html, "<html>" + QByteArray("<table><tr><td>").repeated(20'000)},
        {u"deep lists"_s, html, "<html>" + QByteArray("<ul><li>a").repeated(100'000)},
        {u"wide cells"_s, html, "<html><table><tr><td colspan=2000000000 rowspan=2000000000>a</table>"_ba},
        {u"references"_s, html, "<html><img src=\"/etc/passwd\"><link rel=stylesheet href=\"/etc/passwd\">"_ba},
        {u"one long line"_s, u"text/plain"_s, QByteArray(large, 'a')},
        {u"zeros"_s, u"text/plain"_s, QByteArray(large, '\0')},
        {u"open comment"_s, svg, "<!--" + QByteArray("<!--").repeated(large / 4)},
        {u"white space"_s, svg, QByteArray(large, ' ')},
        {u"jpeg start only"_s, u"image/jpeg"_s, "\xff\xd8\xff"_ba},
        {u"odd media type"_s, QString(5000, u'x'), SampleAsset::png()},
    };
}

//! A few places changed: bits, bytes, pieces doubled, cut, or filled with what parsers dislike.
QByteArray mutated(QByteArray bytes, QRandomGenerator &random)
{
    static const std::array<QByteArray, 10> nasty{"\xff\xff\xff\xff"_ba,
                                                  QByteArray(4, '\0'),
                                                  "\x7f\xff\xff\xff"_ba,
                                                  "\x80"_ba,
                                                  "999999999999"_ba,
                                                  "-1"_ba,
                                                  "<"_ba,
                                                  "\">"_ba,
                                                  "1e308"_ba,
                                                  "NaN"_ba};
    const int changes = random.bounded(1, 9);
    for (int i = 0; i < changes && bytes.size() > 2; ++i) {
        const qsizetype at = random.bounded(int(bytes.size()));
        const qsizetype length = std::min<qsizetype>(random.bounded(1, 64), bytes.size() - at);
        switch (random.bounded(6)) {
        case 0:
            bytes[at] = char(uchar(bytes.at(at)) ^ (1U << random.bounded(8U)));
            break;
        case 1:
            bytes[at] = char(random.bounded(256));
            break;
        case 2:
            bytes.insert(at, bytes.mid(at, length).repeated(random.bounded(1, 50)));
            break;
        case 3:
            bytes.remove(at, length);
            break;
        case 4:
            bytes.replace(at, std::min<qsizetype>(length, 4), nasty.at(size_t(random.bounded(int(nasty.size())))));
            break;
        default:
            bytes.truncate(random.bounded(4) == 0 ? at : bytes.size());
        }
    }
    return bytes;
}
} // namespace

QList<HostileFile> hostileFiles(int count, quint32 seed)
{
    const QList<HostileFile> valid{
        {u"png"_s, u"image/png"_s, SampleAsset::png()},     {u"jpeg"_s, u"image/jpeg"_s, SampleAsset::jpeg()},
        {u"svg"_s, u"image/svg+xml"_s, SampleAsset::svg()}, {u"pdf"_s, u"application/pdf"_s, SampleAsset::pdf()},
        {u"text"_s, u"text/plain"_s, SampleAsset::text()},  {u"html"_s, u"text/html"_s, SampleAsset::html()}};
    QList<HostileFile> files = byHand();
    QRandomGenerator random(seed);
    while (files.size() < count) {
        const HostileFile &base = valid.at(files.size() % valid.size());
        files.append(
            {u"%1, mutation %2"_s.arg(base.name).arg(files.size()), base.mediaType, mutated(base.bytes, random)});
    }
    return files.first(count);
}
