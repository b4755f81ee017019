// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/reply.h"

#include "app/core/httpdate.h"
#include "app/core/jsondepth.h"
#include "app/core/redact.h"
#include "app/providers/fiserv/names.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fiserv {
namespace {
using enum Error::Kind;

constexpr qsizetype longestText = 4096;
constexpr qsizetype longestErrorText = 1024;
constexpr int mostErrors = 2000;
//! A Timestamp is good for five minutes; the server's Date has whole seconds, and the answer was on its way.
constexpr qint64 clockToleranceMs = 4 * 60 * 1000;

std::optional<QJsonObject> objectIn(const QByteArray &json)
{
    if (isJsonDeeperThan(deepestJson, json))
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(json);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

//! The redactor sees the whole before it is cut: a cut could leave a number that it does not know any more.
QString safe(const QString &text)
{
    return redacted(text).left(longestErrorText);
}

QJsonObject firstError(const QJsonObject &body)
{
    const QJsonValue value = body.contains("error"_L1) ? body.value("error"_L1) : body.value("errors"_L1);
    return value.isArray() ? value.toArray().first().toObject() : value.toObject();
}

// A code of the gateway where there is one; otherwise the word for the kind of answer.
QString codeOf(const QJsonObject &body)
{
    for (const QString &code : {textIn(firstError(body), "code"_L1), textIn(body, "responseType"_L1)}) {
        if (!code.isEmpty())
            return safe(code);
    }
    return {};
}

QString wordsOf(const QJsonObject &body)
{
    QStringList words = errorTexts(body);
    const QString message = textIn(firstError(body), "message"_L1);
    if (!message.isEmpty() && !words.contains(message))
        words.prepend(message);
    return safe(words.join(u"; "_s));
}

Error refusal(Error::Kind kind, const HttpReply &reply, const QJsonObject &body)
{
    const QString code = codeOf(body);
    const QString trace = safe(textIn(body, "apiTraceId"_L1));
    return {.kind = kind,
            .detail = u"status %1"_s.arg(reply.status) + (code.isEmpty() ? QString() : u", "_s + code) +
                      (trace.isEmpty() ? QString() : u"; apiTraceId "_s + trace),
            .code = code,
            .providerDetail = wordsOf(body)};
}

std::optional<qint64> clockDifferenceMs(const HttpReply &reply, const QDateTime &now)
{
    const QDateTime date = fromHttpDate(reply.header("date"));
    if (!date.isValid())
        return std::nullopt;
    return date.msecsTo(now);
}

Error unauthorized(const HttpReply &reply, const QJsonObject &body, const QDateTime &now)
{
    Error error = refusal(Unauthorized, reply, body);
    const qint64 ahead = clockDifferenceMs(reply, now).value_or(0);
    if (std::abs(ahead) > clockToleranceMs) {
        error.code = clockCode;
        error.detail += u"; this computer's clock is %1 seconds %2 the server's"_s.arg(std::abs(ahead) / 1000)
                            .arg(ahead > 0 ? u"ahead of"_s : u"behind"_s);
    }
    return error;
}

Error::Kind kindOf(int status, bool isMutation)
{
    switch (status) {
    case 404:
        return NotFound;
    case 408:
        return isMutation ? OutcomeUnknown : TimedOut;
    case 429:
        return Throttled;
    case 503:
        return isMutation ? OutcomeUnknown : Unavailable;
    default:
        break;
    }
    if (status >= 500)
        return isMutation ? OutcomeUnknown : ServerFault;
    return Rejected;
}

Error completed(Error error, const HttpReply &reply, const Call &call)
{
    error.httpStatus = reply.status;
    error.correlationId = call.correlationId;
    return error;
}

bool isRefusal(const QString &requestStatus)
{
    return requestStatus == "FAILED"_L1 || requestStatus == "DECLINED"_L1 || requestStatus == "VALIDATION_FAILED"_L1;
}
} // namespace

std::optional<Error> errorOf(const HttpReply &reply, const Call &call, const QDateTime &now)
{
    const QJsonObject body = objectIn(reply.body).value_or(QJsonObject());
    if (reply.status == 200) {
        const QString word = textIn(body, "requestStatus"_L1);
        if (!isRefusal(word))
            return std::nullopt;
        Error error = refusal(Rejected, reply, body);
        error.detail += u", "_s + word;
        if (error.code.isEmpty())
            error.code = word;
        return completed(error, reply, call);
    }
    if (reply.status < 400 || reply.status > 599)
        return unreadable(reply, call, u"status 200 is expected"_s);
    Error error = reply.status == 401 || reply.status == 403
                      ? unauthorized(reply, body, now)
                      : refusal(kindOf(reply.status, call.isMutation), reply, body);
    error.retryAfterSeconds = static_cast<int>(std::min<qint64>((reply.retryAfter.count() + 999) / 1000, 86'400));
    return completed(error, reply, call);
}

Error unreadable(const HttpReply &reply, const Call &call, const QString &why)
{
    return completed({.kind = call.isMutation ? OutcomeUnknown : BadReply,
                      .detail = u"the answer with status %1 cannot be understood: %2"_s.arg(reply.status).arg(why)},
                     reply, call);
}

Result<QJsonObject> bodyOf(const HttpReply &reply, const Call &call)
{
    const QByteArray type = reply.header("content-type").split(';').first().trimmed().toLower();
    if (!type.isEmpty() && type != "application/json")
        return Failure(unreadable(reply, call, u"its content type is not application/json"_s));
    const std::optional<QJsonObject> body = objectIn(reply.body);
    return body ? Result<QJsonObject>(*body) : Failure(unreadable(reply, call, u"it is no JSON object"_s));
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

QString textIn(const QJsonObject &object, QLatin1StringView key)
{
    const QJsonValue value = object.value(key);
    if (value.isDouble())
        return QString::number(value.toInteger());
    return value.toString().left(longestText);
}

QStringList errorTexts(const QJsonObject &body)
{
    QStringList texts;
    for (const QLatin1StringView key : {"error"_L1, "errors"_L1}) {
        const QJsonValue value = body.value(key);
        const QJsonArray errors = value.isArray() ? value.toArray() : QJsonArray{value};
        for (const auto &item : errors) {
            const QJsonObject error = item.toObject();
            const QJsonArray details = error.value("details"_L1).toArray();
            QStringList own;
            for (const auto &detail : details)
                own << textIn(detail.toObject(), "message"_L1);
            own.removeAll(QString());
            if (own.isEmpty() && !textIn(error, "message"_L1).isEmpty())
                own << textIn(error, "message"_L1);
            texts += own;
            if (texts.size() > mostErrors)
                return texts.first(mostErrors);
        }
    }
    return texts;
}

} // namespace fiserv
