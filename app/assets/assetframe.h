// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/assetdecoder.h"

#include <QByteArray>

#include <optional>

//! What the console and its decoder say to each other. Every length is checked before anything is allocated for it, on
//! both sides: either end takes the other for hostile.
namespace AssetFrame {
inline constexpr qsizetype greetingSize = 8;
inline constexpr qsizetype requestHeaderSize = 24;
inline constexpr qsizetype answerHeaderSize = 40;
inline constexpr qsizetype mediaTypeBytes = 256;
inline constexpr qsizetype textBytes = 256 * 1024;
inline constexpr qsizetype textShown = 64 * 1024; //!< UTF-16 units; as UTF-8 no more than three bytes each
inline constexpr qsizetype detailBytes = 1024;
inline constexpr qsizetype answerBytes = answerHeaderSize + AssetLimit::decodedBytes + textBytes + detailBytes;

//! What the decoder says once it is confined and ready.
[[nodiscard]] QByteArray greeting();

struct Request {
    quint32 id = 0;
    QSize size = {};
    QString mediaType = {};
    QByteArray bytes = {};
};

struct RequestHeader {
    quint32 id = 0;
    QSize size = {};
    qsizetype mediaTypeBytes = 0;
    qsizetype assetBytes = 0;
    [[nodiscard]] qsizetype payloadBytes() const { return mediaTypeBytes + assetBytes; }
};

struct AnswerHeader {
    quint32 id = 0;
    AssetProblem problem = AssetProblem::None;
    AssetFormat format = AssetFormat::Unknown;
    QSize imageSize = {};
    QSize naturalSize = {};
    qsizetype textBytes = 0;
    qsizetype detailBytes = 0;
    [[nodiscard]] qsizetype imageBytes() const;
    [[nodiscard]] qsizetype payloadBytes() const { return imageBytes() + textBytes + detailBytes; }
};

[[nodiscard]] QByteArray encoded(const Request &request);
//! Cuts text and detail to their limits; the image must be within AssetLimit.
[[nodiscard]] QByteArray encoded(quint32 id, const DecodedAsset &asset);

//! Nothing when the bytes are not exactly a header within the limits.
[[nodiscard]] std::optional<RequestHeader> requestHeader(QByteArrayView bytes);
[[nodiscard]] std::optional<AnswerHeader> answerHeader(QByteArrayView bytes);

//! Nothing when the payload is not what the header announced.
[[nodiscard]] std::optional<Request> request(const RequestHeader &header, const QByteArray &payload);
[[nodiscard]] std::optional<DecodedAsset> answer(const AnswerHeader &header, QByteArrayView payload);
} // namespace AssetFrame
