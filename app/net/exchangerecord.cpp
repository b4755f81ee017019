// SPDX-License-Identifier: Apache-2.0
#include "app/net/exchangerecord.h"

#include "app/core/redact.h"
#include "app/net/outgoingrequest.h"

using namespace Qt::StringLiterals;

namespace {
bool isVisible(const QByteArray &lowerCaseName)
{
    static const QByteArrayList visible{"accept",
                                        "accept-encoding",
                                        "allow",
                                        "cache-control",
                                        "client-request-id",
                                        "connection",
                                        "content-encoding",
                                        "content-length",
                                        "content-type",
                                        "date",
                                        "host",
                                        "keep-alive",
                                        "profile-id",
                                        "region",
                                        "retry-after",
                                        "server",
                                        "timestamp",
                                        "transfer-encoding",
                                        "user-agent",
                                        "v-c-correlation-id",
                                        "v-c-merchant-id",
                                        "vary",
                                        "x-correlation-id",
                                        "x-request-id"};
    return visible.contains(lowerCaseName);
}

QString hidden()
{
    return u"(hidden)"_s;
}

Exchange::Headers shown(const QList<QPair<QByteArray, QByteArray>> &headers)
{
    Exchange::Headers result;
    for (const auto &[name, value] : headers) {
        const bool mayShow = isVisible(name.toLower());
        result.append({redacted(QString::fromLatin1(name)), mayShow ? redacted(QString::fromUtf8(value)) : hidden()});
    }
    return result;
}

QString shownBody(const QByteArray &body, const QStringList &visibleKeys)
{
    return body.isEmpty() ? QString() : redactedJson(body, visibleKeys);
}

QString shownUrl(const ExchangeFacts &facts)
{
    const QString origin = facts.settings.baseUrl.adjusted(QUrl::RemovePath).toString(QUrl::FullyEncoded);
    return origin + redacted(QString::fromLatin1(requestTarget(facts.request, facts.settings)));
}

Exchange::Headers requestHeaders(const ExchangeFacts &facts)
{
    Exchange::Headers headers = shown(outgoingHeaders(facts.request, facts.settings));
    for (const Credential *credential : {&facts.settings.credential, &facts.settings.secondCredential}) {
        if (credential->secret)
            headers.append({QString::fromLatin1(credential->header), hidden()});
    }
    return headers;
}

QString shownRequestBody(const HttpRequest &request)
{
    if (request.secretBody)
        return u"(hidden, %1 bytes)"_s.arg(request.secretBody->bytes().size());
    return shownBody(request.body, request.visibleKeys);
}
} // namespace

Exchange exchangeRecord(const ExchangeFacts &facts, const std::optional<HttpReply> &reply, const QString &failure)
{
    const QStringList &visibleKeys = facts.request.visibleKeys;
    Exchange exchange;
    exchange.correlationId = facts.request.correlationId;
    exchange.startedAt = facts.startedAt;
    exchange.elapsedMs = facts.elapsedMs;
    exchange.attempts = facts.attempts;
    exchange.method = QString::fromLatin1(facts.request.method);
    exchange.url = shownUrl(facts);
    exchange.requestHeaders = requestHeaders(facts);
    exchange.requestBody = shownRequestBody(facts.request);
    exchange.failure = failure;
    if (!reply)
        return exchange;
    exchange.status = reply->status;
    exchange.responseHeaders = shown(reply->headers);
    exchange.responseBody = shownBody(reply->body, visibleKeys);
    return exchange;
}
