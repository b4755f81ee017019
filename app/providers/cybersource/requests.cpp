// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/requests.h"

#include "app/crypto/jwe.h"

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
constexpr auto json = "application/json;charset=utf-8";

// What a person may read of an exchange: no number, code, cryptogram, name or address, whatever the server sends back.
QStringList visibleKeys()
{
    return {u"id"_s,
            u"status"_s,
            u"state"_s,
            u"reason"_s,
            u"message"_s,
            u"rmsg"_s,
            u"type"_s,
            u"field"_s,
            u"location"_s,
            u"object"_s,
            u"href"_s,
            u"method"_s,
            u"submitTimeUtc"_s,
            u"instrumentidentifierNew"_s,
            u"totalAmount"_s,
            u"authorizedAmount"_s,
            u"reversedAmount"_s,
            u"currency"_s,
            u"approvalCode"_s,
            u"responseCode"_s,
            u"networkTransactionId"_s,
            u"paymentAccountReferenceNumber"_s,
            u"paymentAccountReference"_s,
            u"reconciliationId"_s,
            u"enrollmentId"_s,
            u"tokenReferenceId"_s,
            u"requestorId"_s,
            u"source"_s,
            u"suffix"_s,
            u"last4"_s,
            u"expirationMonth"_s,
            u"expirationYear"_s,
            u"provider"_s,
            u"width"_s,
            u"height"_s,
            u"creator"_s,
            u"actionList"_s,
            u"actionTokenTypes"_s,
            u"paymentCredentialType"_s,
            u"transactionType"_s,
            u"code"_s};
}

//! Adds what proves who sends it. The digest is over the very bytes that are sent.
Result<HttpRequest> authenticated(HttpRequest request, const Connection &connection, const QDateTime &now)
{
    const SignedRequest what{.method = request.method,
                             .host = connection.host,
                             .target = request.path.toLatin1(),
                             .body = request.content()};
    const Result<Headers> headers =
        authenticationOf(what, connection.identity, now, connection.encryption.responseKeyId);
    if (!headers) {
        Error error = headers.error();
        error.correlationId = request.correlationId;
        return Failure(error);
    }
    request.headers += *headers;
    return request;
}

HttpRequest plainRequest(const QByteArray &method, const QString &path, const QString &correlationId)
{
    HttpRequest request;
    request.method = method;
    request.path = path;
    request.correlationId = correlationId;
    request.visibleKeys = visibleKeys();
    request.headers = {{"accept", json}, {"content-type", json}};
    return request;
}
} // namespace

QString instrumentIdentifierPath(const QString &id)
{
    return u"/tms/v1/instrumentidentifiers/"_s + id;
}

QString tokenizedCardPath(const QString &id)
{
    return u"/tms/v2/tokenized-cards/"_s + id;
}

QString pathOf(const NamedToken &token)
{
    return token.kind == TokenKind::TokenizedCard ? tokenizedCardPath(token.id) : instrumentIdentifierPath(token.id);
}

Result<Sealed> sealed(SecretBytes body, const Encryption &encryption, const QDateTime &now)
{
    if (encryption.requests.isNull())
        return Sealed{.secretBody = std::make_shared<const SecretBytes>(std::move(body))};
    const Result<QByteArray> message =
        encryptJwe(body, encryption.requests, {.cty = u"JWT"_s, .iat = now.toSecsSinceEpoch()});
    if (!message)
        return Failure(message.error());
    return Sealed{.body = R"({"encryptedRequest":")" + *message + R"("})"};
}

Result<HttpRequest> readRequest(const QString &path, const QString &correlationId, const Connection &connection,
                                const QDateTime &now)
{
    HttpRequest request = plainRequest("GET", path, correlationId);
    if (!connection.profileId.isEmpty())
        request.headers.emplaceBack("profile-id", connection.profileId.toLatin1());
    return authenticated(std::move(request), connection, now);
}

Result<HttpRequest> mutationRequest(const PreparedRequest &prepared, const Connection &connection, const QDateTime &now)
{
    HttpRequest request = plainRequest(prepared.method, prepared.path, prepared.correlationId);
    request.body = prepared.body;
    request.secretBody = prepared.secretBody;
    request.headers += prepared.headers;
    return authenticated(std::move(request), connection, now);
}

Result<HttpRequest> credentialsRequest(const QString &path, const Sealed &body, const QString &profileId,
                                       const QString &correlationId, const Connection &connection, const QDateTime &now)
{
    HttpRequest request = plainRequest("POST", path, correlationId);
    request.headers = {{"accept", "application/jose;charset=utf-8"}, {"content-type", json}};
    if (!profileId.isEmpty())
        request.headers.emplaceBack("profile-id", profileId.toLatin1());
    request.body = body.body;
    request.secretBody = body.secretBody;
    return authenticated(std::move(request), connection, now);
}

} // namespace cybersource
