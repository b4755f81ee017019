// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/cybersource/sandboxcybersourceart.h"

#include "app/sandbox/cybersource/sandboxcybersourceanswer.h"

#include <QCryptographicHash>
#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {
struct Piece {
    const char *type;      //!< as the vendor's client calls it
    const char *guideType; //!< as the vendor's guide does
    const char *shown;     //!< `type` of the answer
    const char *linked;    //!< member of metadata.cardArt; null for those that it does not have
    const char *catalogue;
};

constexpr std::array pieces{
    Piece{"card-art-combined", "card-art-combined", "cardArtCombined", "combinedAsset", "completeCardImageId"},
    Piece{"brand-logo", "card-brand-logo", "brandLogo", "brandLogoAsset", "brandLogoId"},
    Piece{"issuer-logo", "card-issuer-logo", "issuerLogo", "issuerLogoAsset", "issuerLogoId"},
    Piece{"icon-logo", "card-icon", "iconLogo", "iconAsset", "cardIconId"},
    Piece{"card-background", "card-background", "cardBackground", nullptr, "cardBackgroundImageId"},
    Piece{"card-co-brand-logo", "card-co-brand-logo", "cardCoBrandLogo", nullptr, "cobrandLogoId"},
};

QByteArray providerOf(const QString &scheme)
{
    if (scheme == "VISA"_L1)
        return "vts";
    if (scheme == "MASTERCARD"_L1)
        return "mdes";
    return scheme == "AMEX"_L1 ? "amex" : QByteArray();
}

bool isProviderOf(const QString &scheme, const QByteArray &provider)
{
    return provider == providerOf(scheme) || (scheme == "AMEX"_L1 && provider == "aets");
}

// The catalogue has every form of base64 that Thales' service was seen to send; this one sends one. What is no base64
// stays as it is.
QString plainBase64(const QString &data)
{
    const QByteArray compact = data.toLatin1().simplified().replace(' ', "");
    for (const QByteArray::Base64Option alphabet : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
        if (const auto decoded =
                QByteArray::fromBase64Encoding(compact, alphabet | QByteArray::AbortOnBase64DecodingErrors))
            return QString::fromLatin1((*decoded).toBase64());
    }
    return data;
}

QString idOf(const QString &assetId)
{
    return QString::fromLatin1(QCryptographicHash::hash(assetId.toUtf8(), QCryptographicHash::Md5).toHex());
}
} // namespace

QJsonObject SandboxCybersourceArt::productOf(const QString &scheme, int choice) const
{
    const int count = m_catalogue.productCount(scheme);
    for (int i = 0; i < count; ++i) {
        const QJsonObject product = m_catalogue.product(scheme, choice + i);
        if (!product.value("cardArts"_L1).toObject().contains("cardImageUrl"_L1))
            return product;
    }
    return {};
}

QJsonObject SandboxCybersourceArt::described(const QJsonObject &art, const QString &identifierId,
                                             const QString &scheme) const
{
    QJsonObject described;
    for (const QLatin1StringView colour : {"foregroundColor"_L1, "backgroundColor"_L1}) {
        if (art.contains(colour))
            described.insert(colour, art.value(colour));
    }
    for (const Piece &piece : pieces) {
        const QString assetId = art.value(QLatin1StringView(piece.catalogue)).toString();
        if (!piece.linked || assetId.isEmpty())
            continue;
        QJsonObject asset{{u"id"_s, idOf(assetId)}};
        if (!identifierId.isEmpty())
            asset.insert("_links"_L1,
                         QJsonObject{{u"self"_s, sandboxCybersourceLink(u"/tms/v2/tokens/%1/%2/assets/%3"_s.arg(
                                                     identifierId, QString::fromLatin1(providerOf(scheme)),
                                                     QLatin1StringView(piece.type)))}});
        described.insert(QLatin1StringView(piece.linked), asset);
    }
    return described;
}

std::optional<QJsonObject> SandboxCybersourceArt::asset(const QJsonObject &art, const QString &scheme,
                                                        const QByteArray &provider, const QByteArray &type,
                                                        const QString &cardImageHost) const
{
    const auto piece = std::ranges::find_if(
        pieces, [&type](const Piece &known) { return type == known.type || type == known.guideType; });
    if (piece == pieces.end() || !isProviderOf(scheme, provider))
        return std::nullopt;
    const QString assetId = art.value(QLatin1StringView(piece->catalogue)).toString();
    const std::optional<QJsonObject> asset = m_catalogue.asset(assetId, cardImageHost);
    if (!asset)
        return std::nullopt;
    QJsonObject content{{u"type"_s, asset->value("mediaType"_L1)},
                        {u"data"_s, plainBase64(asset->value("encodedData"_L1).toString())}};
    for (const QLatin1StringView size : {"width"_L1, "height"_L1}) {
        if (asset->contains(size))
            content.insert(size, asset->value(size).toString().toInt());
    }
    return QJsonObject{{u"id"_s, idOf(assetId)},
                       {u"type"_s, QString::fromLatin1(piece->shown)},
                       {u"provider"_s, QString::fromLatin1(provider)},
                       {u"content"_s, QJsonArray{content}}};
}
