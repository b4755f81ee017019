// SPDX-License-Identifier: Apache-2.0
#include "app/assets/decoder/preload.h"

#include "app/assets/decoder/decoding.h"

#include <QBuffer>
#include <QFont>
#include <QImage>
#include <QList>
#include <QRawFont>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr QSize sampleSize{64, 64};

QByteArray rasterSample(const char *format)
{
    QImage image(2, 2, QImage::Format_RGB32);
    image.fill(Qt::white);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return bytes;
}

QByteArray svgSample()
{
    QByteArray sample =
        R"(<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><defs><linearGradient id="a">)"
        R"x(<stop offset="0"/></linearGradient></defs><rect width="9" height="9" fill="url(#a)"/>)x"_ba;
    for (const char *family : {"sans-serif", "serif", "monospace", "Arial", "Helvetica"})
        for (const char *weight : {"normal", "bold"})
            for (const char *style : {"normal", "italic"})
                sample += QByteArray("<text y=\"20\" font-family=\"") + family + "\" font-weight=\"" + weight +
                          "\" font-style=\"" + style + "\">Aa 1</text>";
    return sample + "</svg>";
}

//! One page with one line of text. Its table of contents is missing: readers rebuild that.
QByteArray pdfSample()
{
    return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
           "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
           "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 64 64]/Contents 4 0 R/Resources<</Font<</F "
           "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
           "4 0 obj<</Length 37>>stream\nBT /F 12 Tf 5 20 Td (Aa 1) Tj ET      \nendstream endobj\n"
           "trailer<</Root 1 0 R>>\n%%EOF\n"_ba;
}

//! Qt forgets a font's file once no engine uses it: these keep the faces that texts fall back to.
void keepFaces()
{
    static QList<QRawFont> faces;
    for (const QString &family : {u"sans-serif"_s, u"serif"_s, u"monospace"_s, u"Arial"_s, u"Helvetica"_s}) {
        for (const QFont::Weight weight : {QFont::Normal, QFont::Bold}) {
            for (const bool isItalic : {false, true}) {
                QFont font(family, 12, weight, isItalic);
                faces.append(QRawFont::fromFont(font));
            }
        }
    }
}
} // namespace

bool preload()
{
    keepFaces();
    const QList<QByteArray> samples{rasterSample("png"), rasterSample("jpeg"),         svgSample(),
                                    pdfSample(),         "<html><b>a</b> b</html>"_ba, "caf\xc3\xa9"_ba};
    return std::all_of(samples.begin(), samples.end(), [](const QByteArray &sample) {
        return decodedHere(sample, {}, sampleSize).problem == AssetProblem::None;
    });
}
