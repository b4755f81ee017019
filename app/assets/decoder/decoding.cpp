// SPDX-License-Identifier: Apache-2.0
#include "app/assets/decoder/decoding.h"

#include "app/assets/decoder/pictures.h"
#include "app/assets/decoder/sniffing.h"
#include "app/assets/decoder/texts.h"

using namespace Qt::StringLiterals;

namespace {
QString mismatch(AssetFormat format, const QString &declaredMediaType)
{
    if (declaredMediaType.isEmpty() || format == AssetFormat::Unknown || formatOfMediaType(declaredMediaType) == format)
        return {};
    return u"declared as %1, is %2"_s.arg(declaredMediaType.left(80), formatName(format));
}

DecodedAsset decodedAs(AssetFormat format, const QByteArray &bytes, const QSize &size)
{
    switch (format) {
    case AssetFormat::Png:
        return decodedRaster(bytes, "png", size);
    case AssetFormat::Jpeg:
        return decodedRaster(bytes, "jpeg", size);
    case AssetFormat::Svg:
        return decodedSvg(bytes, size);
    case AssetFormat::Pdf:
        return decodedPdf(bytes, size);
    case AssetFormat::PlainText:
        return decodedPlainText(bytes);
    case AssetFormat::Html:
        return decodedHtml(bytes);
    case AssetFormat::Unknown:
        break;
    }
    return problem(AssetProblem::Unrecognised);
}
} // namespace

DecodedAsset decodedHere(const QByteArray &bytes, const QString &declaredMediaType, const QSize &size)
{
    if (bytes.isEmpty())
        return problem(AssetProblem::Empty);
    if (bytes.size() > AssetLimit::encodedBytes)
        return problem(AssetProblem::TooLarge);
    const AssetFormat format = sniffed(bytes, declaredMediaType);
    DecodedAsset asset = decodedAs(format, bytes, size);
    asset.format = format;
    QStringList details{asset.detail, mismatch(format, declaredMediaType)};
    details.removeAll(QString());
    asset.detail = details.join(u"; "_s);
    return asset;
}
