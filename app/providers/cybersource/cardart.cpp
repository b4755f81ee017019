// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/cardart.h"

#include "app/core/redact.h"
#include "app/providers/cybersource/tokenmapping.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
// The service's documents disagree on the names of assets; these are the members that link to them, and every name that
// either document gives a member is followed as it stands in the link.
constexpr auto linkedAssets = std::to_array<std::pair<QLatin1StringView, AssetRole>>({
    {"combinedAsset"_L1, AssetRole::CompleteCard},
    {"backgroundAsset"_L1, AssetRole::Background},
    {"issuerLogoAsset"_L1, AssetRole::IssuerLogo},
    {"brandLogoAsset"_L1, AssetRole::BrandLogo},
    {"coBrandLogoAsset"_L1, AssetRole::CobrandLogo},
    {"iconLogoAsset"_L1, AssetRole::Icon},
    {"iconAsset"_L1, AssetRole::Icon},
});

constexpr auto providers = std::to_array<std::pair<Scheme, QLatin1StringView>>({
    {Scheme::Visa, "vts"_L1},
    {Scheme::Mastercard, "mdes"_L1},
    {Scheme::Amex, "amex"_L1},
});
} // namespace

bool isAssetId(const QString &id)
{
    static const QRegularExpression form(QRegularExpression::anchoredPattern(
        u"/tms/v[0-9]{1,2}/tokens/([0-9]{19}|[0-9A-Fa-f]{32})/[a-z]{2,16}/assets/[a-z-]{2,40}(#[0-9A-Za-z-]{1,64})?"_s));
    return form.match(id).hasMatch();
}

QString assetPath(const QString &id)
{
    return id.section(u'#', 0, 0);
}

CardArt cardArtOf(const QJsonObject &tokenizedCard, const QString &id, Scheme scheme)
{
    CardArt art;
    const QJsonObject links = objectIn(tokenizedCard, u"metadata.cardArt"_s);
    art.foregroundColor = redacted(textIn(links, "foregroundColor"_L1));
    for (const auto &[member, role] : linkedAssets) {
        const QString path = textIn(objectIn(links, member + u"._links.self"_s), "href"_L1);
        // The path stays when the issuer changes its art; the id of the picture does not.
        const QString picture = textIn(objectIn(links, member), "id"_L1);
        const QString asset = picture.isEmpty() ? path : path + u'#' + picture;
        if (isAssetId(asset))
            art.assetIds.insert(role, asset);
    }
    if (!art.assetIds.isEmpty())
        return art;
    for (const auto &[known, provider] : providers) {
        if (known == scheme)
            art.assetIds.insert(AssetRole::CompleteCard,
                                u"/tms/v2/tokens/%1/%2/assets/card-art-combined"_s.arg(id, provider));
    }
    return art;
}

Result<Asset> assetAnswer(const HttpReply &reply, const Call &call, const QString &assetId)
{
    const Result<QJsonObject> body = bodyOf(reply, call);
    if (!body)
        return Failure(body.error());
    const QJsonArray content = body->value("content"_L1).toArray();
    if (content.isEmpty())
        return Failure(unreadable(reply, call, u"it has no content"_s));
    const QJsonObject first = content.first().toObject();
    const auto bytes = QByteArray::fromBase64Encoding(first.value("data"_L1).toString().toLatin1(),
                                                      QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes || (*bytes).isEmpty())
        return Failure(unreadable(reply, call, u"its data is not base64, or holds nothing"_s));
    return Asset{.id = assetId,
                 .mediaType = textIn(first, "type"_L1),
                 .bytes = *bytes,
                 .width = textIn(first, "width"_L1),
                 .height = textIn(first, "height"_L1)};
}

} // namespace cybersource
