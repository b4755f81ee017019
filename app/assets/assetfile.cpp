// SPDX-License-Identifier: Apache-2.0
#include "app/assets/assetfile.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QIODevice>

#include <algorithm>

namespace {
constexpr QByteArrayView formatMark("tokendesk asset 1\n");
constexpr qsizetype digestSize = 32;
constexpr qsizetype nameSize = 2 * digestSize;
constexpr auto streamVersion = QDataStream::Qt_6_0;

QByteArray digestOf(const QString &fileName, QByteArrayView content)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(fileName.toLatin1());
    hash.addData(content);
    return hash.result();
}
} // namespace

QString assetFileName(const QString &connectionId, const AssetKey &key)
{
    QByteArray named; // with lengths, so that no two keys come to the same bytes
    QDataStream stream(&named, QIODevice::WriteOnly);
    stream.setVersion(streamVersion);
    stream << connectionId << static_cast<qint32>(key.kind) << key.name;
    return QString::fromLatin1(QCryptographicHash::hash(named, QCryptographicHash::Sha256).toHex());
}

bool isAssetFileName(const QString &name)
{
    const auto isDigit = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); };
    return name.size() == nameSize && std::all_of(name.cbegin(), name.cend(), isDigit);
}

QByteArray packedAsset(const QString &fileName, const Asset &asset)
{
    QByteArray content;
    QDataStream stream(&content, QIODevice::WriteOnly);
    stream.setVersion(streamVersion);
    stream << asset.mediaType << asset.width << asset.height << asset.bytes;
    return formatMark.toByteArray() + digestOf(fileName, content) + content;
}

std::optional<Asset> unpackedAsset(const QString &fileName, const QByteArray &packed)
{
    const QByteArrayView all(packed);
    const qsizetype start = formatMark.size() + digestSize;
    if (all.size() < start || !all.startsWith(formatMark))
        return std::nullopt;
    const QByteArrayView content = all.sliced(start);
    if (digestOf(fileName, content) != all.sliced(formatMark.size(), digestSize))
        return std::nullopt;
    Asset asset;
    QDataStream stream(QByteArray::fromRawData(content.data(), content.size()));
    stream.setVersion(streamVersion);
    stream >> asset.mediaType >> asset.width >> asset.height >> asset.bytes;
    return stream.status() == QDataStream::Ok && stream.atEnd() ? std::optional(asset) : std::nullopt;
}
