// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/sandboxpracticeassets.h"

#include "app/sandbox/sandboxresources.h"

#include <QRandomGenerator>
#include <QtEndian>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {
constexpr QLatin1StringView assetPrefix{"asset-practice-"};
constexpr int bombSide = 20'000;
constexpr qsizetype oversize = 5 * 1024 * 1024;

//! A small card with `content` drawn on it: whoever drops the content still has something to show.
QByteArray svg(const QByteArray &content, const QByteArray &before = {})
{
    return before +
           "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"640\" "
           "height=\"404\" viewBox=\"0 0 640 404\">\n<rect width=\"640\" height=\"404\" fill=\"#3a3d42\"/>\n" +
           content + "\n</svg>\n";
}

QByteArray svgFile()
{
    return svg("<image xlink:href=\"file:///usr/share/pixmaps/debian-logo.png\" width=\"320\" height=\"202\"/>\n"
               "<image xlink:href=\"/usr/share/pixmaps/debian-logo.png\" x=\"320\" width=\"320\" height=\"202\"/>\n"
               "<image href=\"../../../../etc/hostname\" y=\"202\" width=\"320\" height=\"202\"/>");
}

QByteArray svgHttp(const QByteArray &tracker)
{
    return svg("<style>@import url(" + tracker + "?style); @font-face { font-family: x; src: url(" + tracker +
                   "?font); }</style>\n<image xlink:href=\"" + tracker +
                   "?image\" width=\"640\" height=\"404\"/>\n<rect width=\"99\" height=\"99\" fill=\"url(" + tracker +
                   "?fill#x)\"/>",
               "<?xml-stylesheet href=\"" + tracker + "?sheet\"?>\n");
}

QByteArray svgScript()
{
    return svg("<script>document.location = 'file:///etc/passwd'</script>\n"
               "<a xlink:href=\"javascript:alert(1)\"><rect width=\"640\" height=\"404\" fill=\"#a3333a\" "
               "onload=\"alert(2)\" onclick=\"alert(3)\"/></a>");
}

QByteArray svgForeign(const QByteArray &tracker)
{
    return svg("<foreignObject width=\"640\" height=\"404\"><body xmlns=\"http://www.w3.org/1999/xhtml\">"
               "<h1>Enter your password</h1><iframe src=\"" +
               tracker + "?frame\"/><img src=\"file:///usr/share/pixmaps/debian-logo.png\"/></body></foreignObject>");
}

QByteArray svgEntities()
{
    QByteArray type = "<!DOCTYPE svg [\n<!ENTITY a0 \"haha\">\n";
    for (int level = 1; level <= 9; ++level) {
        const QByteArray below = "&a" + QByteArray::number(level - 1) + ';';
        type += "<!ENTITY a" + QByteArray::number(level) + " \"" + below.repeated(10) + "\">\n";
    }
    return svg("<text y=\"99\">&a9;</text>", type + "]>\n");
}

QByteArray svgExternal()
{
    return svg("<text y=\"99\" fill=\"#ffffff\">&file;</text>",
               "<!DOCTYPE svg [<!ENTITY file SYSTEM \"file:///etc/hostname\">]>\n");
}

QByteArray svgUse()
{
    QByteArray content = "<defs><rect id=\"u0\" width=\"9\" height=\"9\" fill=\"#f2b84b\"/>\n";
    for (int level = 1; level <= 18; ++level) {
        const QByteArray use = "<use xlink:href=\"#u" + QByteArray::number(level - 1) + "\"";
        content += "<g id=\"u" + QByteArray::number(level) + "\">" + use + "/>" + use + " x=\"1\"/></g>\n";
    }
    return svg(content + "</defs>\n<use xlink:href=\"#u18\"/>");
}

quint32 crc32(const QByteArray &bytes)
{
    quint32 crc = 0xffff'ffff;
    for (const char byte : bytes) {
        crc ^= static_cast<quint8>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb8'8320U : 0U);
    }
    return ~crc;
}

QByteArray bigEndian(quint32 number)
{
    const quint32 swapped = qToBigEndian(number);
    return {reinterpret_cast<const char *>(&swapped), sizeof swapped};
}

QByteArray pngChunk(const QByteArray &type, const QByteArray &content)
{
    return bigEndian(static_cast<quint32>(content.size())) + type + content + bigEndian(crc32(type + content));
}

//! Black and white, and all black.
QByteArray pngBomb()
{
    const QByteArray side = bigEndian(bombSide);
    const qsizetype lineSize = 1 + bombSide / 8;
    const QByteArray compressed = qCompress(QByteArray(lineSize * bombSide, '\0'), 9).mid(4); // less Qt's own length
    return QByteArray::fromHex("89504e470d0a1a0a") + pngChunk("IHDR", side + side + QByteArray::fromHex("0100000000")) +
           pngChunk("IDAT", compressed) + pngChunk("IEND", {});
}

QByteArray noise(qsizetype size)
{
    QRandomGenerator generator(20260211);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(generator.bounded(256));
    return bytes;
}

QByteArray pngTruncated()
{
    const QByteArray whole = sandboxResource(u"harbour-complete.png"_s);
    return whole.first(whole.size() / 2);
}

QByteArray oversized()
{
    QByteArray bytes = sandboxResource(u"harbour-complete.png"_s);
    bytes.resize(oversize, '\0');
    return bytes;
}

QByteArray pdfDamaged()
{
    QByteArray bytes = sandboxResource(u"meridian-complete.pdf"_s);
    bytes.replace(600, 1'200, QByteArray(1'200, '#'));
    return bytes.first(bytes.size() * 3 / 4);
}

QByteArray pdfScript(const QByteArray &tracker)
{
    return "%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R /OpenAction <</S /JavaScript /JS (app.alert(1))>> "
           "/AA <</WC <</S /URI /URI (" +
           tracker +
           "?close)>>>>>> endobj\n2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
           "3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 640 404] /AA <</O <</S /URI /URI (" +
           tracker + "?open)>>>>>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n";
}

QByteArray html(const QByteArray &content)
{
    return "<!doctype html>\n<html><head><meta charset=\"utf-8\"></head><body>" + content + "</body></html>\n";
}

QByteArray htmlScript(const QByteArray &tracker)
{
    return html("<script>document.location = 'file:///etc/passwd'</script><h1 onclick=\"alert(1)\">Terms</h1>"
                "<img src=\"file:///usr/share/pixmaps/debian-logo.png\"><img src=\"" +
                tracker + "?html\"><meta http-equiv=\"refresh\" content=\"0; url=" + tracker + "?refresh\">");
}

QByteArray textControls()
{
    return "Terms\x07 and \x1b[31mconditions\x1b[0m\r\n" +
           u"card\u202efdp.exe\u202c, zero\u200bwidth, \u2066isolated\u2069, \ufeffmark\u0000end\n"_s.toUtf8();
}

struct Recipe {
    const char *name;
    const char *mediaType;
    const char *meaning;
    QByteArray (*content)(const QByteArray &tracker);
};

// Two are not here for their bytes: "empty" and "not-base64" are about the text around them.
constexpr std::array recipes{
    Recipe{"svg-file", "image/svg", "an SVG that names files of this machine",
           [](const QByteArray &) { return svgFile(); }},
    Recipe{"svg-http", "image/svg", "an SVG that names a picture, a style and a font elsewhere", svgHttp},
    Recipe{"svg-script", "image/svg", "an SVG with script, event handlers and a javascript: link",
           [](const QByteArray &) { return svgScript(); }},
    Recipe{"svg-foreign", "image/svg+xml", "an SVG with HTML in a foreignObject", svgForeign},
    Recipe{"svg-entities", "image/svg", "an SVG whose entities multiply to 10^9",
           [](const QByteArray &) { return svgEntities(); }},
    Recipe{"svg-external", "image/svg", "an SVG with an entity that is a file of this machine",
           [](const QByteArray &) { return svgExternal(); }},
    Recipe{"svg-use", "image/svg", "an SVG whose use elements double 18 times",
           [](const QByteArray &) { return svgUse(); }},
    Recipe{"png-bomb", "image/png", "a PNG of 20,000 x 20,000 pixels in 50 KB",
           [](const QByteArray &) { return pngBomb(); }},
    Recipe{"png-truncated", "image/png", "half a PNG", [](const QByteArray &) { return pngTruncated(); }},
    Recipe{"jpeg-garbage", "image/jpeg", "the beginning of a JPEG, then noise",
           [](const QByteArray &) { return sandboxResource(u"kestrel-complete.jpeg"_s).first(2'000) + noise(20'000); }},
    Recipe{"jpeg-as-png", "image/png", "a JPEG that is declared a PNG",
           [](const QByteArray &) { return sandboxResource(u"alder-evergreen.jpeg"_s); }},
    Recipe{"html-as-png", "image/png", "an HTML page that is declared a PNG",
           [](const QByteArray &) { return html("<p>Service unavailable</p>"); }},
    Recipe{"empty", "image/png", "empty encodedData", [](const QByteArray &) { return QByteArray(); }},
    Recipe{"not-base64", "image/png", "encodedData that is not base64",
           [](const QByteArray &) { return QByteArray(); }},
    Recipe{"oversized", "image/png", "5 MiB that begin with a PNG", [](const QByteArray &) { return oversized(); }},
    Recipe{"pdf-damaged", "application/pdf", "a PDF with a hole and no cross-reference table",
           [](const QByteArray &) { return pdfDamaged(); }},
    Recipe{"pdf-script", "image/pdf", "a PDF that runs JavaScript and opens an address", pdfScript},
    Recipe{"html-script", "text/html", "an HTML page with script, a local picture and a remote one", htmlScript},
    Recipe{"text-controls", "text/plain", "text with control, bidirectional and zero-width characters",
           [](const QByteArray &) { return textControls(); }},
    Recipe{"random", "image/jpeg", "random bytes", [](const QByteArray &) { return noise(4'096); }},
};

QString tokenId(const QString &name)
{
    return u"tk_practice-"_s + name;
}
} // namespace

const QList<SandboxPracticeAsset> &sandboxPracticeAssets()
{
    static const QList<SandboxPracticeAsset> assets = [] {
        QList<SandboxPracticeAsset> made;
        for (const Recipe &recipe : recipes) {
            made.append({.name = QString::fromLatin1(recipe.name),
                         .mediaType = QString::fromLatin1(recipe.mediaType),
                         .meaning = QString::fromLatin1(recipe.meaning)});
        }
        return made;
    }();
    return assets;
}

std::optional<QJsonObject> sandboxPracticeAsset(const QString &assetId, const QString &host)
{
    if (!assetId.startsWith(assetPrefix))
        return std::nullopt;
    const QString name = assetId.sliced(assetPrefix.size());
    const auto recipe = std::ranges::find_if(
        recipes, [&](const Recipe &candidate) { return name == QLatin1StringView(candidate.name); });
    if (recipe == recipes.end())
        return std::nullopt;
    const QByteArray tracker = "https://" + host.toLatin1() + "/card-images/tracker.png";
    const QString text = name == "not-base64"_L1 ? u"%PNG! this is <not> base64 & never was =)"_s
                                                 : QString::fromLatin1(recipe->content(tracker).toBase64());
    return QJsonObject{{u"mediaType"_s, QString::fromLatin1(recipe->mediaType)}, {u"encodedData"_s, text}};
}

QList<QJsonObject> sandboxPracticeTokens()
{
    QList<QJsonObject> tokens;
    for (const SandboxPracticeAsset &asset : sandboxPracticeAssets()) {
        const QJsonObject arts{{u"foregroundColor"_s, u"F2B84B"_s},
                               {u"backgroundColor"_s, u"3A3D42"_s},
                               {u"completeCardImageId"_s, assetPrefix + asset.name}};
        const QJsonObject product{{u"issuerName"_s, u"Hostile Harbour (practice)"_s},
                                  {u"cardType"_s, u"PREPAID"_s},
                                  {u"scheme"_s, u"UNKNOWN"_s},
                                  {u"cardDescription"_s, u"Practice: "_s + asset.meaning},
                                  {u"cardArts"_s, arts}};
        tokens.append({{u"tokenId"_s, tokenId(asset.name)},
                       {u"tokenState"_s, u"ACTIVE"_s},
                       {u"creationTimestamp"_s, u"2026-10-31T12:00:00.000Z"_s},
                       {u"cardLastDigits"_s, u"0000"_s},
                       {u"cardExpiryDate"_s, u"1231"_s},
                       {u"cardProduct"_s, product}});
    }
    return tokens;
}

QString sandboxPracticeTable()
{
    QString table;
    for (const SandboxPracticeAsset &asset : sandboxPracticeAssets())
        table += u"  %1 %2 %3\n"_s.arg(tokenId(asset.name), -26).arg(asset.mediaType, -15).arg(asset.meaning);
    return table;
}
