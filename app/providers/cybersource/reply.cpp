// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/reply.h"

#include "app/core/httpdate.h"
#include "app/core/jsondepth.h"
#include "app/core/redact.h"
#include "app/crypto/jwe.h"
#include "app/providers/cybersource/names.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
using enum Error::Kind;

constexpr qsizetype longestText = 4096;
constexpr qsizetype longestErrorText = 1024;
constexpr qsizetype mostDetails = 20;
//! The server's Date has whole seconds, and the answer was on its way.
constexpr qint64 clockTolerance = 5;

std::optional<QJsonObject> parsed(const QByteArray &json)
{
    if (isJsonDeeperThan(deepestJson, json))
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(json);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

QString safe(const QString &text)
{
    return redacted(text).left(longestErrorText);
}

//! What one refusal says, in any of its forms: {"errors":[{type,message,details}]} of the tokens, {status,reason,
//! message,details} of the payments (also inside "errorInformation"), {"response":{"rmsg"}} of the gateway.
struct Refusal {
    QString code;
    QString message;
    QJsonArray details;
};

Refusal refusalIn(const QJsonObject &body)
{
    if (const QJsonArray errors = body.value("errors"_L1).toArray(); !errors.isEmpty()) {
        const QJsonObject first = errors.first().toObject();
        return {textIn(first, "type"_L1), textIn(first, "message"_L1), first.value("details"_L1).toArray()};
    }
    const QJsonObject error = body.contains("errorInformation"_L1) ? objectIn(body, u"errorInformation"_s) : body;
    QString code = textIn(error, "reason"_L1);
    if (code.isEmpty())
        code = textIn(body, "status"_L1);
    QString message = textIn(error, "message"_L1);
    if (message.isEmpty())
        message = textIn(objectIn(body, u"response"_s), "rmsg"_L1);
    return {code, message, error.value("details"_L1).toArray()};
}

//! "name" in the tokens' form, "field" in the payments'.
QString fieldIn(const QJsonObject &detail)
{
    const QString field = textIn(detail, "field"_L1);
    return field.isEmpty() ? textIn(detail, "name"_L1) : field;
}

QString wordsOf(const Refusal &refusal)
{
    QStringList words{refusal.message};
    for (qsizetype i = 0; i < std::min(refusal.details.size(), mostDetails); ++i) {
        const QJsonObject detail = refusal.details.at(i).toObject();
        QStringList said{fieldIn(detail), textIn(detail, "reason"_L1), textIn(detail, "location"_L1)};
        said.removeAll(QString());
        words << said.join(u' ');
    }
    words.removeAll(QString());
    // The redactor sees the whole before it is cut: a cut could leave a number that it does not know any more.
    return safe(words.join(u"; "_s));
}

//! The key of the form's field that the server means by a path of its own.
QString formKey(QString path, const QStringList &keys)
{
    for (const QLatin1StringView part : {"Month"_L1, "Year"_L1}) {
        if (path.endsWith("expiration"_L1 + part))
            path.chop(part.size());
    }
    for (const QString &key : keys) {
        if (key == path || (!path.isEmpty() && key.endsWith(u'.' + path)))
            return key;
    }
    return {};
}

QString fieldAtFault(const Refusal &refusal, const QStringList &keys)
{
    for (const auto &detail : refusal.details) {
        const QString key = formKey(fieldIn(detail.toObject()), keys);
        if (!key.isEmpty())
            return key;
    }
    return {};
}

// "conflict" and "notFound" mean other things under other statuses than their usual ones.
QString codeFor(int status, const QString &code)
{
    return status == 412 || status == 424 ? u"%1 (%2)"_s.arg(code).arg(status) : code;
}

Error::Kind kindOf(const HttpReply &reply, const Refusal &refusal, bool isMutation)
{
    switch (reply.status) {
    case 401:
        return Unauthorized;
    case 403:
        return refusal.code == "declined"_L1 ? Rejected : Unauthorized;
    case 404:
    case 410:
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
    if (reply.status >= 500)
        return isMutation ? OutcomeUnknown : ServerFault;
    return Rejected;
}

QString serverReference(const HttpReply &reply)
{
    return redacted(QString::fromLatin1(reply.header("v-c-correlation-id"))).left(longestErrorText);
}

Error completed(Error error, const HttpReply &reply, const Call &call)
{
    const QString reference = serverReference(reply);
    error.httpStatus = reply.status;
    error.correlationId = reference.isEmpty() ? call.correlationId : reference;
    if (!reference.isEmpty())
        error.detail += u"; v-c-correlation-id "_s + reference;
    return error;
}

QString whyNotOpened(QByteArrayView message, const KeyRing &keys, const Error &error)
{
    const Result<JweHeader> header =
        parseJwe(message, {.algs = {u"RSA-OAEP-256"_s, u"RSA-OAEP"_s}, .encs = {u"A256GCM"_s, u"A128GCM"_s}});
    if (header && !header->kid.isEmpty() && !keys.find(header->kid))
        return u"it is encrypted for the key %1, which this connection does not have"_s.arg(header->kid);
    return error.detail;
}
} // namespace

Result<HttpReply> opened(HttpReply reply, const KeyRing &keys, const Call &call)
{
    if (!reply.body.contains("encryptedResponse"))
        return reply;
    const QJsonObject body = parsed(reply.body).value_or(QJsonObject());
    if (body.size() != 1 || !body.value("encryptedResponse"_L1).isString())
        return reply;
    const QByteArray message = body.value("encryptedResponse"_L1).toString().toLatin1();
    const auto plaintext =
        decryptJwe(message, keys, {.algs = {u"RSA-OAEP-256"_s, u"RSA-OAEP"_s}, .encs = {u"A256GCM"_s, u"A128GCM"_s}});
    if (!plaintext) {
        const bool isRefused = reply.status >= 400 && reply.status < 500;
        const bool isDoubtful = call.isMutation && !isRefused;
        const QString why = whyNotOpened(message, keys, plaintext.error());
        return Failure(
            completed({.kind = isDoubtful ? OutcomeUnknown : Undecryptable,
                       .detail = u"the answer with status %1 cannot be opened: %2"_s.arg(reply.status).arg(why),
                       .code = why == plaintext.error().detail ? doesNotOpenCode : keyNotHereCode,
                       .providerDetail = {}},
                      reply, call));
    }
    reply.body = (*plaintext)->bytes().toByteArray();
    return reply;
}

std::optional<Error> errorOf(const HttpReply &reply, const Call &call, const QDateTime &now)
{
    if (reply.status >= 200 && reply.status < 300)
        return std::nullopt;
    if (reply.status < 400 || reply.status > 599)
        return unreadable(reply, call, u"a status from 200 to 299 is expected"_s);
    const Refusal refusal = refusalIn(parsed(reply.body).value_or(QJsonObject()));
    const QString code = safe(codeFor(reply.status, refusal.code));
    Error error{.kind = kindOf(reply, refusal, call.isMutation),
                .detail = u"status %1"_s.arg(reply.status) + (code.isEmpty() ? QString() : u", "_s + code),
                .code = code,
                .providerDetail = wordsOf(refusal),
                .field = fieldAtFault(refusal, call.fieldKeys)};
    if (reply.status == 401 && code.isEmpty())
        error.code = notAcceptedCode;
    if (const QString skew = skewText(clockAheadBy(reply, now)); reply.status == 401 && !skew.isEmpty()) {
        error.code = clockCode;
        error.detail += u"; this computer's clock is "_s + skew;
        QStringList words{error.providerDetail, u"this computer's clock is "_s + skew};
        words.removeAll(QString());
        error.providerDetail = words.join(u"; "_s);
    }
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
    const bool isJson = type.isEmpty() || type == "application/json" || type == "application/hal+json";
    if (!isJson)
        return Failure(unreadable(reply, call, u"its content type is not application/json"_s));
    const std::optional<QJsonObject> body = parsed(reply.body);
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

std::optional<qint64> clockAheadBy(const HttpReply &reply, const QDateTime &now)
{
    const QDateTime date = fromHttpDate(reply.header("date"));
    if (!date.isValid())
        return std::nullopt;
    return now.toSecsSinceEpoch() - date.toSecsSinceEpoch();
}

QString skewText(std::optional<qint64> aheadBy)
{
    if (!aheadBy || std::abs(*aheadBy) <= clockTolerance)
        return {};
    return u"%1 seconds %2 the server's"_s.arg(std::abs(*aheadBy)).arg(*aheadBy > 0 ? u"ahead of"_s : u"behind"_s);
}

QString textIn(const QJsonObject &object, QLatin1StringView key)
{
    const QJsonValue value = object.value(key);
    if (value.isDouble())
        return QString::number(value.toInteger());
    return value.toString().left(longestText);
}

QJsonObject objectIn(const QJsonObject &object, const QString &path)
{
    QJsonObject found = object;
    for (const QString &part : path.split(u'.'))
        found = found.value(part).toObject();
    return found;
}

} // namespace cybersource
