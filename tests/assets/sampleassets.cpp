// SPDX-License-Identifier: Apache-2.0
#include "tests/assets/sampleassets.h"

#include <QBuffer>
#include <QImage>
#include <QtEndian>

#include <zlib.h>

#include <array>

namespace SampleAsset {
namespace {
QByteArray raster(const QSize &size, const char *format)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, qRgb(x * 255 / size.width(), y * 255 / size.height(), 128));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return bytes;
}

quint32 crc32(const QByteArray &bytes)
{
    quint32 crc = ~0U;
    for (const char byte : bytes) {
        crc ^= uchar(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
    }
    return ~crc;
}

QByteArray bigEndian(quint32 number)
{
    std::array<char, 4> bytes{};
    qToBigEndian(number, bytes.data());
    return {bytes.data(), 4};
}

QByteArray pngChunk(const QByteArray &type, const QByteArray &content)
{
    return bigEndian(quint32(content.size())) + type + content + bigEndian(crc32(type + content));
}

QByteArray pdfOf(const QByteArray &stream, const QByteArray &filter)
{
    const QByteArray objects[] = {
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 120]/Contents 4 0 R/Resources<</ExtGState<</G <</ca 0.5/BM/Hue>>>>"
        "/Font<</F <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        "<<" + filter + "/Length " + QByteArray::number(stream.size()) + ">>stream\n" + stream + "\nendstream"};
    QByteArray pdf = "%PDF-1.4\n";
    QByteArray table = "xref\n0 5\n0000000000 65535 f \n";
    int number = 0;
    for (const QByteArray &object : objects) {
        table += QByteArray::number(pdf.size()).rightJustified(10, '0') + " 00000 n \n";
        pdf += QByteArray::number(++number) + " 0 obj" + object + "endobj\n";
    }
    const QByteArray start = QByteArray::number(pdf.size());
    return pdf + table + "trailer<</Root 1 0 R/Size 5>>\nstartxref\n" + start + "\n%%EOF\n";
}
} // namespace

QByteArray png(const QSize &size)
{
    return raster(size, "png");
}

QByteArray jpeg(const QSize &size)
{
    return raster(size, "jpeg");
}

QByteArray svg()
{
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"64\" "
           "height=\"40\"><defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"red\"/><stop offset=\"1\" "
           "stop-color=\"blue\"/></linearGradient><path id=\"p\" d=\"M1 1L9 9\"/></defs><rect width=\"64\" "
           "height=\"40\" "
           "fill=\"url(#g)\"/><use xlink:href=\"#p\"/><text x=\"4\" y=\"20\" "
           "font-family=\"Garamond\">Card</text></svg>";
}

QByteArray pdf(const QByteArray &content)
{
    return pdfOf("1 0 0 rg 0 0 200 120 re f 0 g BT /F 12 Tf 20 60 Td (Card) Tj ET " + content, {});
}

QByteArray html()
{
    return "<!DOCTYPE html><html><head><title>no</title></head><body><p>Terms <b>apply</b>.</p></body></html>";
}

QByteArray text()
{
    return "Terms apply.\nNothing else.\n";
}

QByteArray pngOfClaimedSize(const QSize &size)
{
    return QByteArray("\x89PNG\r\n\x1a\n") +
           pngChunk("IHDR", bigEndian(quint32(size.width())) + bigEndian(quint32(size.height())) +
                                QByteArray("\x01\x00\x00\x00\x00", 5)) +
           pngChunk("IDAT", qCompress(QByteArray(size.height(), '\0')).sliced(4)) + pngChunk("IEND", {});
}

QByteArray pdfBomb(int megabytes)
{
    // A piece that ends with a full flush can be repeated: nothing of this size is ever in memory here.
    QByteArray megabyte(1024 * 1024, ' ');
    QByteArray piece(64 * 1024, '\0');
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
    stream.next_in = reinterpret_cast<Bytef *>(megabyte.data());
    stream.avail_in = uInt(megabyte.size());
    stream.next_out = reinterpret_cast<Bytef *>(piece.data());
    stream.avail_out = uInt(piece.size());
    deflate(&stream, Z_FULL_FLUSH);
    piece.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return pdfOf("\x78\xda" + piece.repeated(megabytes), "/Filter/FlateDecode");
}

QByteArray slowPdf(int times)
{
    return pdf("/G gs " + QByteArray("0 0 1 rg 0 0 200 120 re 10 10 90 90 re f* ").repeated(times));
}
} // namespace SampleAsset
