// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/requests.h"

#include "app/providers/fiserv/names.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace fiserv {
namespace {
// What a person may read of an answer: no card number, security code or name, whatever the server sends back. Free text
// is redacted where it is shown.
QStringList visibleKeys()
{
    return {u"clientRequestId"_s,
            u"apiTraceId"_s,
            u"responseType"_s,
            u"requestStatus"_s,
            u"requestTime"_s,
            u"brand"_s,
            u"country"_s,
            u"value"_s,
            u"reusable"_s,
            u"declineDuplicates"_s,
            u"last4"_s,
            u"accountVerification"_s,
            u"type"_s,
            u"cardFunction"_s,
            u"month"_s,
            u"year"_s,
            u"orderId"_s,
            u"ipgTransactionId"_s,
            u"merchantTransactionId"_s,
            u"code"_s,
            u"message"_s,
            u"field"_s,
            u"declineReasonCode"_s};
}

void authenticate(HttpRequest &request, const Signing &signing, const QDateTime &now)
{
    const QByteArray id = request.correlationId.toLatin1();
    const QByteArray timestamp = QByteArray::number(now.toMSecsSinceEpoch());
    request.headers = {{"accept", "application/json"},
                       {"content-type", "application/json"}, // the vendor's libraries send it with every method
                       {"client-request-id", id},
                       {"timestamp", timestamp}};
    if (!signing.region.isEmpty())
        request.headers.emplaceBack("region", signing.region.toLatin1());
    if (signing.secret)
        request.headers.emplaceBack(
            "message-signature",
            messageSignature(*signing.apiKey, *signing.secret,
                             {.requestId = id, .timestamp = timestamp, .body = request.content()}, signing.encoding));
}
} // namespace

QString tokenPath(const TokenId &token, const QString &storeId)
{
    const auto encoded = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    const QString path = collectionPath + u'/' + encoded(token.value);
    return storeId.isEmpty() ? path : path + u"?storeId="_s + encoded(storeId);
}

HttpRequest getTokenRequest(const TokenId &token, const QString &requestId, const Signing &signing,
                            const QDateTime &now)
{
    HttpRequest request;
    request.method = "GET";
    request.path = tokenPath(token, signing.storeId);
    request.correlationId = requestId;
    request.visibleKeys = visibleKeys();
    authenticate(request, signing, now);
    return request;
}

HttpRequest mutationRequest(const PreparedRequest &prepared, const Signing &signing, const QDateTime &now)
{
    HttpRequest request;
    request.method = prepared.method;
    request.path = prepared.path;
    request.secretBody = prepared.secretBody;
    request.correlationId = prepared.correlationId;
    request.visibleKeys = visibleKeys();
    authenticate(request, signing, now);
    return request;
}

} // namespace fiserv
