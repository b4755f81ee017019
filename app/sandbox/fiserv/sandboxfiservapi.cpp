// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/fiserv/sandboxfiservapi.h"

#include "app/sandbox/sandboxrandom.h"
#include "app/sandbox/thales/sandboxthalescard.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace {
constexpr QLatin1StringView notFoundMessage{"The payment token does not exist"};
constexpr qsizetype mostAnswered = 10'000;

QString digitsOf(const QJsonObject &card)
{
    return card.value("number"_L1).toString();
}

QString masked(const QString &number)
{
    return number.left(6) + QString(number.size() - 10, u'*') + number.right(4);
}

//! The words of the vendor's example, whole number, missing bracket and all.
QString leakyMessage(const QJsonObject &card, const QString &what)
{
    const QString number = digitsOf(card);
    const QJsonObject expiry = card.value("expiryDate"_L1).toObject();
    return u"HOSTED_DATA_ID%1. %2: CreditCard [cardNumber=%3...%4, expirationMonth=%5, expirationYear=20%6"_s.arg(
        number, what, number.left(7), number.right(4), expiry.value("month"_L1).toString(),
        expiry.value("year"_L1).toString());
}

SandboxFiservToken tokenFrom(const QString &value, const QJsonObject &settings, const QJsonObject &card)
{
    const QString number = digitsOf(card);
    const QJsonObject expiry = card.value("expiryDate"_L1).toObject();
    return {.value = value,
            .isReusable = settings.value("reusable"_L1).toBool(true),
            .declinesDuplicates = settings.value("declineDuplicates"_L1).toBool(false),
            .isVerified = false,
            .brand = sandboxSchemeOf(number.toLatin1()),
            .maskedNumber = masked(number),
            .month = expiry.value("month"_L1).toString(),
            .year = expiry.value("year"_L1).toString()};
}

QByteArray fingerprintOf(const SandboxRequest &request)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part : {request.method, request.segments.join('/'), request.body}) {
        hash.addData(QByteArray::number(part.size()) + ':');
        hash.addData(part);
    }
    return hash.result();
}

QByteArray methodsAt(const QList<QByteArray> &segments)
{
    const bool isApi = segments.size() >= 2 && segments.at(0) == "v2" && segments.at(1) == "payment-tokens";
    if (!isApi || segments.size() > 3)
        return {};
    return segments.size() == 2 ? "POST, PATCH" : segments.at(2).isEmpty() ? QByteArray() : "GET, DELETE";
}

QString traceId()
{
    return QString::fromLatin1(
        sandboxRandomBytes(20).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}
} // namespace

Result<std::unique_ptr<SandboxFiservApi>> SandboxFiservApi::create(const QSqlDatabase &connection,
                                                                   const SandboxFiservCredentials &credentials,
                                                                   std::shared_ptr<const Clock> clock)
{
    std::unique_ptr<SandboxFiservApi> api(new SandboxFiservApi(connection, credentials, std::move(clock)));
    if (const Result<Done> planted = api->plantTokens(); !planted)
        return Failure(planted.error());
    return api;
}

SandboxFiservApi::SandboxFiservApi(const QSqlDatabase &connection, const SandboxFiservCredentials &credentials,
                                   std::shared_ptr<const Clock> clock)
    : m_credentials(credentials), m_clock(std::move(clock)), m_tokens(connection)
{
}

Result<Done> SandboxFiservApi::plantTokens()
{
    const QList<SandboxFiservToken> planted{{.value = u"1751905117310026"_s,
                                             .brand = u"VISA"_s,
                                             .maskedNumber = u"401200******0026"_s,
                                             .month = u"12"_s,
                                             .year = u"29"_s},
                                            {.value = u"9877hkhk68688888ffgh"_s,
                                             .brand = u"VISA"_s,
                                             .maskedNumber = u"411111******1111"_s,
                                             .month = u"09"_s,
                                             .year = u"28"_s},
                                            {.value = u"234ljl124l12"_s,
                                             .isVerified = true,
                                             .brand = u"VISA"_s,
                                             .maskedNumber = u"401200******4997"_s,
                                             .month = u"03"_s,
                                             .year = u"29"_s},
                                            {.value = u"838C36B4-133E-4068-BF50-99008A0DB003"_s,
                                             .isReusable = false,
                                             .declinesDuplicates = true,
                                             .brand = u"MASTERCARD"_s,
                                             .maskedNumber = u"555555******4444"_s,
                                             .month = u"06"_s,
                                             .year = u"30"_s}};
    for (const SandboxFiservToken &token : planted) {
        if (const Result<Done> inserted = m_tokens.insertIfMissing(token); !inserted)
            return inserted;
    }
    return Done{};
}

SandboxAnswer SandboxFiservApi::answer(const SandboxRequest &request)
{
    const QByteArray methods = methodsAt(request.segments);
    if (methods.isEmpty())
        return refused(request, 404, u"NotFound"_s, u"There is no such resource"_s);
    if (!methods.split(',').contains(request.method) && !methods.split(',').contains(' ' + request.method))
        return {.status = 405, .headers = {{"Allow", methods}}};
    if (const auto objection = sandboxFiservObjection(request, m_credentials, *m_clock))
        return refused(request, objection->status, objection->responseType, objection->message);
    return request.isMutation() ? admitted(request) : execute(request);
}

SandboxAnswer SandboxFiservApi::admitted(const SandboxRequest &request)
{
    const QByteArray requestId = request.header("client-request-id").value_or(QByteArray());
    const QByteArray fingerprint = fingerprintOf(request);
    if (const auto known = m_answered.constFind(requestId); known != m_answered.constEnd()) {
        return known->fingerprint == fingerprint
                   ? known->answer
                   : refused(request, 400, u"BadRequest"_s, u"This Client-Request-Id was used for another request"_s);
    }
    const SandboxAnswer answer = execute(request);
    if (answer.status != 500) // undone, so it may come again
        remember(requestId, {.fingerprint = fingerprint, .answer = answer});
    return answer;
}

void SandboxFiservApi::remember(const QByteArray &requestId, const Answered &answered)
{
    m_answered.insert(requestId, answered);
    m_answeredOrder.append(requestId);
    if (m_answeredOrder.size() > mostAnswered)
        m_answered.remove(m_answeredOrder.takeFirst());
}

SandboxAnswer SandboxFiservApi::execute(const SandboxRequest &request)
{
    if (request.method == "GET")
        return read(request);
    if (request.method == "DELETE")
        return remove(request);
    if (!request.isJson())
        return refused(request, 415, u"UnsupportedMediaType"_s, u"The content type must be application/json"_s);
    return request.method == "POST" ? create(request) : update(request);
}

SandboxAnswer SandboxFiservApi::create(const SandboxRequest &request)
{
    const auto body = sandboxFiservObject(request.body);
    const SandboxFiservMistake mistake = body ? sandboxFiservCreateMistake(*body) : body.error();
    if (!mistake.message.isEmpty())
        return refused(request, 400, u"BadRequest"_s, mistake.message, mistake.field);
    const QJsonObject card = body->value("paymentCard"_L1).toObject();
    const QJsonObject settings = body->value("createToken"_L1).toObject();
    const QString number = digitsOf(card);
    if (!sandboxPassesCheckDigit(number.toLatin1()))
        return refused(request, 400, u"BadRequest"_s, leakyMessage(card, u"Invalid credit card number"_s));
    if (number == "4000000000000119"_L1)
        return refused(request, 409, u"GatewayDeclined"_s, u"The gateway is too busy"_s);
    const bool isVerified = body->value("accountVerification"_L1).toBool();
    if (isVerified && number == "4000000000000002"_L1)
        return refused(request, 422, u"EndpointDeclined"_s, u"05 DO NOT HONOUR PAN="_s + number);

    const QString own = settings.value("value"_L1).toString();
    const QString value = own.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces).toUpper() : own;
    const auto existing = m_tokens.find(value);
    if (!existing)
        return {.status = 500};
    if (*existing)
        return refused(request, 409, u"GatewayDeclined"_s, u"A payment token with this value exists already"_s);
    SandboxFiservToken token = tokenFrom(value, settings, card);
    token.isVerified = isVerified;
    if (!m_tokens.insert(token))
        return {.status = 500};
    m_numbers.insert(value, number);
    QJsonObject answer = described(token, request);
    answer.remove("paymentCard"_L1);
    SandboxAnswer created = SandboxAnswer::json(200, answer);
    created.tokenId = value;
    return created;
}

std::optional<QString> SandboxFiservApi::updateOne(const QJsonObject &item)
{
    const QJsonObject card = item.value("paymentCard"_L1).toObject();
    const QString value = item.value("value"_L1).toString();
    const auto existing = m_tokens.find(value);
    if (!existing)
        return std::nullopt;
    if (!sandboxPassesCheckDigit(digitsOf(card).toLatin1()))
        return leakyMessage(card, u"Invalid credit card number"_s);
    if (!*existing)
        return leakyMessage(card, u"Hosted data not found"_s);
    if (!m_tokens.replace(tokenFrom(value, item, card)))
        return std::nullopt;
    m_numbers.insert(value, digitsOf(card));
    return QString();
}

SandboxAnswer SandboxFiservApi::update(const SandboxRequest &request)
{
    const auto body = sandboxFiservObject(request.body);
    const SandboxFiservMistake mistake = body ? sandboxFiservUpdateMistake(*body) : body.error();
    if (!mistake.message.isEmpty())
        return refused(request, 400, u"BadRequest"_s, mistake.message, mistake.field);
    const QJsonArray items = body->value("paymentTokens"_L1).toArray();
    QJsonArray details;
    for (const auto &item : items) {
        const std::optional<QString> problem = updateOne(item.toObject());
        if (!problem)
            return {.status = 500};
        if (!problem->isEmpty())
            details.append(QJsonObject{{u"message"_s, *problem}});
    }
    QJsonObject answer = head(request);
    // Here the vendor's examples have the time as a string.
    answer.insert("requestTime"_L1, QString::number(m_clock->nowUtc().toMSecsSinceEpoch()));
    answer.insert("requestStatus"_L1, details.isEmpty()                ? u"SUCCESS"_s
                                      : details.size() == items.size() ? u"FAILED"_s
                                                                       : u"PARTIAL_SUCCESS"_s);
    if (!details.isEmpty())
        answer.insert("errors"_L1, QJsonObject{{u"details"_s, details}});
    return SandboxAnswer::json(200, answer);
}

SandboxAnswer SandboxFiservApi::read(const SandboxRequest &request)
{
    const auto token = m_tokens.find(QString::fromUtf8(request.segments.last()));
    if (!token)
        return {.status = 500};
    if (!*token)
        return refused(request, 404, u"NotFound"_s, notFoundMessage);
    return SandboxAnswer::json(200, described(**token, request));
}

SandboxAnswer SandboxFiservApi::remove(const SandboxRequest &request)
{
    const auto token = m_tokens.find(QString::fromUtf8(request.segments.last()));
    if (!token)
        return {.status = 500};
    if (!*token)
        return refused(request, 404, u"NotFound"_s, notFoundMessage);
    QJsonObject answer = described(**token, request);
    answer.insert("requestStatus"_L1, u"DELETED"_s);
    if (!m_tokens.remove((*token)->value))
        return {.status = 500};
    m_numbers.remove((*token)->value);
    SandboxAnswer removed = SandboxAnswer::json(200, answer);
    removed.tokenId = (*token)->value;
    return removed;
}

QJsonObject SandboxFiservApi::described(const SandboxFiservToken &token, const SandboxRequest &request) const
{
    QJsonObject card{{u"number"_s, m_numbers.value(token.value, token.maskedNumber)}};
    if (!token.month.isEmpty())
        card.insert("expiryDate"_L1, QJsonObject{{u"month"_s, token.month}, {u"year"_s, token.year}});
    QJsonObject answer = head(request);
    answer.insert("requestStatus"_L1, u"SUCCESS"_s);
    answer.insert("requestTime"_L1, m_clock->nowUtc().toMSecsSinceEpoch());
    answer.insert("brand"_L1, token.brand);
    answer.insert("country"_L1, u"Germany"_s);
    answer.insert("paymentToken"_L1, QJsonObject{{u"value"_s, token.value},
                                                 {u"reusable"_s, token.isReusable},
                                                 {u"declineDuplicates"_s, token.declinesDuplicates},
                                                 {u"last4"_s, token.lastDigits()},
                                                 {u"brand"_s, token.brand},
                                                 {u"accountVerification"_s, token.isVerified},
                                                 {u"type"_s, u"PAYMENT_CARD"_s}});
    answer.insert("paymentCard"_L1, card);
    return answer;
}

QJsonObject SandboxFiservApi::head(const SandboxRequest &request) const
{
    return {{u"clientRequestId"_s, QString::fromLatin1(request.header("client-request-id").value_or(QByteArray()))},
            {u"apiTraceId"_s, traceId()}};
}

SandboxAnswer SandboxFiservApi::refused(const SandboxRequest &request, int status, const QString &responseType,
                                        const QString &message, const QString &field) const
{
    QJsonObject detail{{u"message"_s, message}};
    if (!field.isEmpty())
        detail.insert("field"_L1, field);
    QJsonObject answer = head(request);
    answer.insert("responseType"_L1, responseType);
    answer.insert("error"_L1, QJsonObject{{u"message"_s, message}, {u"details"_s, QJsonArray{detail}}});
    return SandboxAnswer::json(status, answer);
}
