// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/reply.h"

#include "app/core/jsondepth.h"
#include "app/core/redact.h"

#include <QJsonDocument>
#include <QJsonParseError>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace thales {
namespace {
using enum Error::Kind;

// Four times the longest error text of section 5.
constexpr qsizetype longestErrorText = 1024;

Result<QJsonObject> jsonObject(const QByteArray &json)
{
    if (isJsonDeeperThan(deepestJson, json))
        return Failure(Error{.detail = u"JSON nested deeper than %1 levels"_s.arg(deepestJson)});
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (problem.error != QJsonParseError::NoError)
        return Failure(Error{.detail = u"not JSON: %1 at byte %2"_s.arg(problem.errorString()).arg(problem.offset)});
    if (!document.isObject())
        return Failure(Error{.detail = u"JSON, but not an object"_s});
    return document.object();
}

bool isJson(const QByteArray &contentType)
{
    const QByteArray mediaType = contentType.split(';').first().trimmed().toLower();
    return mediaType.isEmpty() || mediaType == "application/json";
}

QString errorText(const QJsonObject &body, QLatin1StringView key)
{
    // The redactor sees more than is kept: a cut could leave a number that it does not know any more.
    return redacted(body.value(key).toString().left(4 * longestErrorText)).left(longestErrorText);
}

// Every member is optional, so `{}` is a legal body; so is none, for all but the creates.
Error rejected(const HttpReply &reply)
{
    const QJsonObject body = jsonObject(reply.body).value_or(QJsonObject());
    const QString code = errorText(body, "errorCode"_L1);
    return {.kind = Rejected,
            .detail = code.isEmpty() ? u"status %1 without an error code"_s.arg(reply.status)
                                     : u"status %1, %2"_s.arg(reply.status).arg(code),
            .code = code,
            .providerDetail = errorText(body, "errorDetails"_L1),
            .schemeCorrelationId = errorText(body, "schemeCorrelationId"_L1)};
}

Error plainError(Error::Kind kind, const QString &detail)
{
    return {.kind = kind, .detail = detail};
}

Error clientError(const HttpReply &reply, const Call &call)
{
    switch (reply.status) {
    case 401:
        return plainError(Unauthorized, u"status 401: the API key was not accepted"_s);
    case 403:
        return plainError(Unauthorized, u"status 403: the API key may not do this"_s);
    case 404:
        return plainError(NotFound, call.isMutation && call.successStatus != 204
                                        ? u"status 404: no such operation at this base address"_s
                                        : u"status 404"_s);
    case 408:
        return plainError(call.isMutation ? OutcomeUnknown : TimedOut, u"status 408"_s);
    case 429:
        return plainError(Throttled, u"status 429"_s);
    default:
        return rejected(reply);
    }
}

Error serverError(const HttpReply &reply, const Call &call)
{
    if (reply.status == 503)
        return plainError(Unavailable, u"status 503"_s);
    return plainError(call.isMutation ? OutcomeUnknown : ServerFault, u"status %1"_s.arg(reply.status));
}

//! A server that turned a request away may say for how long.
Error withWait(Error error, const HttpReply &reply)
{
    error.retryAfterSeconds = static_cast<int>(std::min<qint64>((reply.retryAfter.count() + 999) / 1000, 86'400));
    return error;
}

Error completed(Error error, int status, const QString &correlationId)
{
    error.httpStatus = status;
    error.correlationId = correlationId;
    return error;
}
} // namespace

std::optional<Error> errorOf(const HttpReply &reply, const Call &call)
{
    if (reply.status == call.successStatus)
        return std::nullopt;
    if (reply.status >= 400 && reply.status < 500)
        return completed(withWait(clientError(reply, call), reply), reply.status, call.correlationId);
    if (reply.status >= 500 && reply.status < 600)
        return completed(withWait(serverError(reply, call), reply), reply.status, call.correlationId);
    return unreadable(reply, call, u"status %1 is expected"_s.arg(call.successStatus));
}

Error unreadable(const HttpReply &reply, const Call &call, const QString &why)
{
    return completed(plainError(call.isMutation ? OutcomeUnknown : BadReply,
                                u"the answer with status %1 cannot be understood: %2"_s.arg(reply.status).arg(why)),
                     reply.status, call.correlationId);
}

Result<QJsonObject> bodyOf(const HttpReply &reply, const Call &call)
{
    if (!isJson(reply.header("content-type")))
        return Failure(unreadable(reply, call, u"its content type is not application/json"_s));
    Result<QJsonObject> body = jsonObject(reply.body);
    return body ? body : Failure(unreadable(reply, call, body.error().detail));
}

Error transportError(Error error, const Call &call)
{
    const bool mayHaveArrived =
        error.kind == TimedOut || error.kind == TooLarge || error.kind == BadReply || error.kind == ServerFault;
    if (call.isMutation && mayHaveArrived)
        error.kind = OutcomeUnknown;
    if (error.correlationId.isEmpty())
        error.correlationId = call.correlationId;
    return error;
}

} // namespace thales
