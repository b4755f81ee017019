// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/requests.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace thales {
namespace {
// What a person may read of an exchange: no ciphertext, no address, place or payload of the customer.
QStringList visibleKeys()
{
    return {u"tokenId"_s,
            u"merchantId"_s,
            u"cardBin"_s,
            u"cardLastDigits"_s,
            u"cardExpiryDate"_s,
            u"tokenLastDigits"_s,
            u"tokenState"_s,
            u"tokenExpiryDate"_s,
            u"par"_s,
            u"cardProduct"_s,
            u"vProvisionedTokenId"_s,
            u"deviceBindings"_s,
            u"issuerName"_s,
            u"cardType"_s,
            u"scheme"_s,
            u"supportVisaCTF"_s,
            u"supportMastercardTAF"_s,
            u"supportMastercardLiabilityShift"_s,
            u"cardArts"_s,
            u"cardDescription"_s,
            u"foregroundColor"_s,
            u"issuerLogoId"_s,
            u"backgroundColor"_s,
            u"cardBackgroundImageId"_s,
            u"brandLogoId"_s,
            u"cobrandLogoId"_s,
            u"completeCardImageId"_s,
            u"cardIconId"_s,
            u"cardImageUrl"_s,
            u"termsAndConditionsUrl"_s,
            u"returnUriType"_s,
            u"privacyPolicyUrl"_s,
            u"creationTimestamp"_s,
            u"source"_s,
            u"lastUpdateTimestamp"_s,
            u"schemeCorrelationId"_s,
            u"language"_s,
            u"country"_s,
            u"accountScore"_s,
            u"errorCode"_s,
            u"errorDetails"_s,
            u"mediaType"_s,
            u"height"_s,
            u"width"_s,
            u"reason"_s};
}

HttpRequest request(const QByteArray &method, const QString &path, const QString &correlationId)
{
    HttpRequest made;
    made.method = method;
    made.path = path;
    made.headers = {{"accept", "application/json"}};
    made.correlationId = correlationId;
    made.visibleKeys = visibleKeys();
    return made;
}

QString encoded(const QString &id)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(id));
}
} // namespace

QString tokenPath(const TokenId &token)
{
    return u"/tokens/"_s + encoded(token.value);
}

HttpRequest getTokenRequest(const TokenId &token, const QString &correlationId)
{
    HttpRequest made = request("GET", tokenPath(token), correlationId);
    made.headers.append({"x-correlation-id", correlationId.toLatin1()});
    return made;
}

HttpRequest getAssetRequest(const QString &assetId, const QString &correlationId)
{
    return request("GET", u"/assets/"_s + encoded(assetId), correlationId);
}

HttpRequest mutationRequest(const PreparedRequest &prepared)
{
    HttpRequest made = request(prepared.method, prepared.path, prepared.correlationId);
    made.headers.append({"x-correlation-id", prepared.correlationId.toLatin1()});
    if (!prepared.body.isEmpty())
        made.headers.emplaceBack("content-type", "application/json");
    made.body = prepared.body;
    return made;
}

} // namespace thales
