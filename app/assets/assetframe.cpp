// SPDX-License-Identifier: Apache-2.0
#include "app/assets/assetframe.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace AssetFrame {
namespace {
constexpr quint32 version = 1;
constexpr quint32 greetingMark = 0x54444849;
constexpr quint32 requestMark = 0x54445251;
constexpr quint32 answerMark = 0x5444414e;
constexpr int naturalSide = 1'000'000;

class Numbers
{
public:
    explicit Numbers(QByteArrayView bytes) : m_bytes(bytes) {}
    quint32 next()
    {
        const auto value = qFromLittleEndian<quint32>(m_bytes.data() + m_at);
        m_at += qsizetype(sizeof(quint32));
        return value;
    }
    //! A number of 0 to `limit`; anything else makes the whole header wrong.
    int upTo(qsizetype limit)
    {
        const quint32 value = next();
        m_isRight = m_isRight && value <= quint32(limit);
        return m_isRight ? int(value) : 0;
    }
    QSize sizeUpTo(qsizetype side)
    {
        const int width = upTo(side);
        return {width, upTo(side)};
    }
    [[nodiscard]] bool areRight() const { return m_isRight; }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_isRight = true;
};

QByteArray encodedNumbers(std::initializer_list<quint32> numbers)
{
    QByteArray bytes(qsizetype(numbers.size() * sizeof(quint32)), Qt::Uninitialized);
    char *at = bytes.data();
    for (const quint32 number : numbers) {
        qToLittleEndian(number, at);
        at += sizeof(quint32);
    }
    return bytes;
}

quint32 number(qsizetype value)
{
    return quint32(std::max<qsizetype>(0, value));
}

//! UTF-8 of `text`, cut between characters.
QByteArray utf8Within(const QString &text, qsizetype limit)
{
    QByteArray bytes = text.toUtf8();
    if (bytes.size() <= limit)
        return bytes;
    while (limit > 0 && (uchar(bytes.at(limit)) & 0xc0U) == 0x80U)
        --limit;
    return bytes.first(limit);
}

//! A colour above its alpha is no premultiplied colour: Qt's blending would overflow into other channels.
QRgb premultiplied(QRgb pixel)
{
    const int alpha = qAlpha(pixel);
    return qRgba(std::min(qRed(pixel), alpha), std::min(qGreen(pixel), alpha), std::min(qBlue(pixel), alpha), alpha);
}

QImage imageOf(const QSize &size, QByteArrayView pixels)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return image;
    const qsizetype lineBytes = qsizetype(size.width()) * 4;
    for (int y = 0; y < size.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        std::memcpy(line, pixels.data() + y * lineBytes, size_t(lineBytes));
        std::transform(line, line + size.width(), line, premultiplied);
    }
    return image;
}
} // namespace

qsizetype AnswerHeader::imageBytes() const
{
    return imageSize.isEmpty() ? 0 : qsizetype(imageSize.width()) * imageSize.height() * 4;
}

QByteArray greeting()
{
    return encodedNumbers({greetingMark, version});
}

QByteArray encoded(const Request &request)
{
    const QByteArray mediaType = utf8Within(request.mediaType, mediaTypeBytes);
    return encodedNumbers({requestMark, request.id, number(request.size.width()), number(request.size.height()),
                           number(mediaType.size()), number(request.bytes.size())}) +
           mediaType + request.bytes;
}

QByteArray encoded(quint32 id, const DecodedAsset &asset)
{
    const QByteArray text = utf8Within(asset.text, textBytes);
    const QByteArray detail = utf8Within(asset.detail, detailBytes);
    const QSize natural = asset.naturalSize.boundedTo({naturalSide, naturalSide}).expandedTo({0, 0});
    const QImage image = asset.image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    QByteArray frame = encodedNumbers({answerMark, id, quint32(asset.problem), quint32(asset.format),
                                       number(image.width()), number(image.height()), number(natural.width()),
                                       number(natural.height()), number(text.size()), number(detail.size())});
    frame.reserve(frame.size() + image.sizeInBytes() + text.size() + detail.size());
    for (int y = 0; y < image.height(); ++y)
        frame.append(reinterpret_cast<const char *>(image.constScanLine(y)), qsizetype(image.width()) * 4);
    return frame.append(text).append(detail);
}

std::optional<RequestHeader> requestHeader(QByteArrayView bytes)
{
    if (bytes.size() != requestHeaderSize)
        return {};
    Numbers numbers(bytes);
    if (numbers.next() != requestMark)
        return {};
    RequestHeader header{.id = numbers.next()};
    header.size = numbers.sizeUpTo(AssetLimit::side);
    header.mediaTypeBytes = numbers.upTo(AssetFrame::mediaTypeBytes);
    header.assetBytes = numbers.upTo(AssetLimit::encodedBytes);
    return numbers.areRight() ? std::optional(header) : std::nullopt;
}

std::optional<AnswerHeader> answerHeader(QByteArrayView bytes)
{
    if (bytes.size() != answerHeaderSize)
        return {};
    Numbers numbers(bytes);
    if (numbers.next() != answerMark)
        return {};
    AnswerHeader header{.id = numbers.next()};
    header.problem = AssetProblem(numbers.upTo(int(AssetProblem::NoDecoder)));
    header.format = AssetFormat(numbers.upTo(int(AssetFormat::Html)));
    header.imageSize = numbers.sizeUpTo(AssetLimit::side);
    header.naturalSize = numbers.sizeUpTo(naturalSide);
    header.textBytes = numbers.upTo(AssetFrame::textBytes);
    header.detailBytes = numbers.upTo(AssetFrame::detailBytes);
    const bool hasImage = !header.imageSize.isEmpty();
    const bool isConsistent = hasImage == !header.imageSize.isNull() &&
                              (header.problem == AssetProblem::None || (!hasImage && header.textBytes == 0)) &&
                              header.imageBytes() <= AssetLimit::decodedBytes;
    return numbers.areRight() && isConsistent ? std::optional(header) : std::nullopt;
}

std::optional<Request> request(const RequestHeader &header, const QByteArray &payload)
{
    if (payload.size() != header.payloadBytes())
        return {};
    return Request{.id = header.id,
                   .size = header.size,
                   .mediaType = QString::fromUtf8(payload.first(header.mediaTypeBytes)),
                   .bytes = payload.sliced(header.mediaTypeBytes)};
}

std::optional<DecodedAsset> answer(const AnswerHeader &header, QByteArrayView payload)
{
    if (payload.size() != header.payloadBytes())
        return {};
    DecodedAsset asset{.problem = header.problem,
                       .format = header.format,
                       .image = {},
                       .naturalSize = header.naturalSize,
                       .text = {},
                       .detail = {}};
    if (header.imageBytes() > 0) {
        asset.image = imageOf(header.imageSize, payload.first(header.imageBytes()));
        if (asset.image.isNull())
            return {};
    }
    asset.text = QString::fromUtf8(payload.sliced(header.imageBytes(), header.textBytes));
    asset.detail = QString::fromUtf8(payload.last(header.detailBytes));
    return asset;
}
} // namespace AssetFrame
