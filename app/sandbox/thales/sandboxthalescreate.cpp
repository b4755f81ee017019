// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/sandboxthalescreate.h"

#include "app/crypto/jwe.h"
#include "app/sandbox/thales/testcards.h"

#include <QJsonDocument>
#include <QUuid>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using enum SandboxThalesOperation;

namespace {
using Refused = SandboxThalesRefused;

constexpr qsizetype longestDetails = 256;

//! What the scheme or the issuer says to a card, by the table of test cards; nothing when it agrees.
std::optional<SandboxThalesRefusal> refusalOf(const SandboxThalesCard &card)
{
    const SandboxTestOutcome outcome = sandboxOutcomeOfCard(card.number.bytes());
    if (outcome.outcome == "ACTIVE" || outcome.outcome == "PENDING")
        return std::nullopt;
    if (!outcome.outcome.isEmpty())
        return SandboxThalesRefusal{.errorCode = QString::fromLatin1(outcome.outcome),
                                    .errorDetails = QString::fromLatin1(outcome.details),
                                    .isFromScheme = true};
    if (!sandboxPassesCheckDigit(card.number.bytes()))
        return SandboxThalesRefusal{.errorCode = u"INVALID_PAN_DATA"_s, .errorDetails = u"Check digit"_s};
    return std::nullopt;
}

SandboxThalesCardContext contextOf(SandboxThalesOperation operation, const QJsonObject &body, bool isVcesActive,
                                   const QDate &today)
{
    return {.operation = operation,
            .source = body.value("source"_L1).toString(),
            .hasIpAddress = body.value("device"_L1).toObject().contains("ipAddress"_L1),
            .isVcesActive = isVcesActive,
            .today = today};
}

QJsonObject requiredMembers(const SandboxThalesToken &token)
{
    return {{u"tokenId"_s, token.id},
            {u"tokenState"_s, token.state},
            {u"creationTimestamp"_s, token.createdAt.toString(Qt::ISODateWithMs)}};
}

QJsonObject allMembers(const SandboxThalesToken &token)
{
    QJsonObject answer = token.details;
    const QJsonObject required = requiredMembers(token);
    for (auto member = required.begin(); member != required.end(); ++member)
        answer.insert(member.key(), *member);
    return answer;
}
} // namespace

const QList<SandboxThalesMerchant> &sandboxThalesMerchants()
{
    static const QList<SandboxThalesMerchant> merchants{{u"sandbox-merchant"_s, false},
                                                        {u"sandbox-merchant-vces"_s, true}};
    return merchants;
}

SandboxAnswer sandboxThalesBadRequest(const SandboxThalesRefusal &refusal)
{
    QJsonObject body;
    if (!refusal.errorCode.isEmpty())
        body.insert("errorCode"_L1, refusal.errorCode);
    if (!refusal.errorDetails.isEmpty())
        body.insert("errorDetails"_L1, refusal.errorDetails.left(longestDetails));
    if (refusal.isFromScheme)
        body.insert("schemeCorrelationId"_L1, QUuid::createUuid().toString(QUuid::WithoutBraces));
    return SandboxAnswer::json(400, body);
}

SandboxAnswer SandboxThalesCreate::answer(SandboxThalesOperation operation, const QJsonObject &body,
                                          const QString &correlationId) const
{
    const QList<SandboxThalesMerchant> &merchants = sandboxThalesMerchants();
    const auto merchant = std::find_if(merchants.cbegin(), merchants.cend(), [&](const SandboxThalesMerchant &known) {
        return known.id == body.value("merchantId"_L1).toString();
    });
    if (merchant == merchants.cend())
        return sandboxThalesBadRequest({.errorCode = u"UNKNOWN_MERCHANT"_s});

    const Request request{operation, body, correlationId, *merchant, m_clock.nowUtc()};
    return operation == CreatePushToken ? createPushed(request) : createFromCard(request);
}

SandboxAnswer SandboxThalesCreate::createFromCard(const Request &request) const
{
    const SandboxThalesChecked<SandboxPlaintext> plaintext = opened(request.body.value("encryptedData"_L1).toString());
    if (!plaintext)
        return sandboxThalesBadRequest(plaintext.error());
    const SandboxThalesChecked<SandboxThalesCard> card =
        sandboxThalesCardOf(*plaintext, contextOf(request.operation, request.body, request.merchant.isVcesActive,
                                                  request.receivedAt.date()));
    if (!card)
        return sandboxThalesBadRequest(card.error());

    if (request.operation == CreatePciToken)
        return createPci(request, *card);
    return request.operation == CreateAsyncToken ? createLater(request, *card) : createNow(request, *card);
}

SandboxAnswer SandboxThalesCreate::createNow(const Request &request, const SandboxThalesCard &card) const
{
    if (const auto refusal = refusalOf(card))
        return sandboxThalesBadRequest(*refusal);
    SandboxThalesToken token = newToken(request, m_issuer.networkToken(card, request.receivedAt.date()));
    const bool isPending = sandboxOutcomeOfCard(card.number.bytes()).outcome == "PENDING";
    if (isPending)
        token.state = u"PENDING"_s;
    return stored(token, isPending ? requiredMembers(token) : allMembers(token));
}

SandboxAnswer SandboxThalesCreate::createLater(const Request &request, const SandboxThalesCard &card) const
{
    SandboxThalesToken token = newToken(request, m_issuer.networkToken(card, request.receivedAt.date()));
    const QString scheme = token.details.value("cardProduct"_L1).toObject().value("scheme"_L1).toString();
    const auto delay = static_cast<double>(sandboxThalesDelay(scheme).count()) * m_delayScale;
    const QDateTime dueAt = request.receivedAt.addMSecs(static_cast<qint64>(delay));
    SandboxThalesAsyncRequest asyncRequest{.correlationId = request.correlationId,
                                           .merchantId = request.merchant.id,
                                           .acceptedAt = request.receivedAt,
                                           .dueAt = dueAt,
                                           .tokenId = {},
                                           .errorCode = {}};
    const auto refusal = refusalOf(card);
    if (refusal) {
        asyncRequest.errorCode = refusal->errorCode;
    } else {
        token.createdAt = token.availableAt = dueAt;
        asyncRequest.tokenId = token.id;
        if (!m_tokens.insert(token))
            return {.status = 500};
    }
    if (!m_tokens.insert(asyncRequest) ||
        !m_notifications.owe(asyncRequest, token, refusal ? refusal->errorDetails : QString()))
        return {.status = 500};
    return {.status = 202, .tokenId = asyncRequest.tokenId};
}

SandboxAnswer SandboxThalesCreate::createPci(const Request &request, const SandboxThalesCard &card) const
{
    SandboxThalesToken token = newToken(request, m_issuer.pciToken(card));
    token.isPci = true;
    return stored(token, allMembers(token));
}

SandboxAnswer SandboxThalesCreate::createPushed(const Request &request) const
{
    if (request.body.contains("encryptedData"_L1)) {
        const SandboxThalesChecked<SandboxPlaintext> plaintext =
            opened(request.body.value("encryptedData"_L1).toString());
        if (!plaintext)
            return sandboxThalesBadRequest(plaintext.error());
        if (const auto problem = sandboxThalesMerchantInfoProblem(*plaintext))
            return sandboxThalesBadRequest(*problem);
    }
    const QByteArray payload = request.body.value("pushProvisioningPayload"_L1).toString().toUtf8();
    const SandboxTestOutcome outcome = sandboxOutcomeOfPayload(payload);
    if (!outcome.outcome.isEmpty() && outcome.outcome != "ACTIVE")
        return sandboxThalesBadRequest({.errorCode = QString::fromLatin1(outcome.outcome),
                                        .errorDetails = QString::fromLatin1(outcome.details),
                                        .isFromScheme = true});

    const QString scheme = request.body.value("scheme"_L1).toString();
    const SandboxThalesToken token =
        newToken(request, m_issuer.pushedToken(scheme, payload, request.receivedAt.date()));
    QJsonObject answer = allMembers(token);
    const QByteArray holder = QJsonDocument(m_issuer.cardHolder(scheme, payload)).toJson(QJsonDocument::Compact);
    const Result<QByteArray> encrypted = encryptJwe(SecretBytes::copyOf(holder), m_credentials.merchantKey);
    if (!encrypted)
        return {.status = 500};
    answer.insert("encryptedData"_L1, QString::fromLatin1(*encrypted));
    if (scheme == "VISA"_L1) {
        answer.insert("returnUriType"_L1, u"WEB"_s);
        answer.insert("returnUri"_L1, u"https://issuer.example/wallet/return?token="_s + token.id);
    }
    return stored(token, answer);
}

SandboxThalesChecked<SandboxPlaintext> SandboxThalesCreate::opened(const QString &encryptedData) const
{
    const auto cryptoError = [](const QString &details) {
        return Refused({.errorCode = u"CRYPTO_ERROR"_s, .errorDetails = details});
    };
    const QByteArray compact = encryptedData.toUtf8();
    const Result<JweHeader> header = parseJwe(compact);
    if (!header)
        return cryptoError(header.error().detail);
    if (header->kid != m_credentials.serverKey.id())
        return cryptoError(u"kid is missing or unknown"_s);
    KeyRing keys;
    keys.add(m_credentials.serverKey);
    const auto plaintext = decryptJwe(compact, keys);
    if (!plaintext)
        return cryptoError(plaintext.error().detail);
    std::optional<SandboxPlaintext> object = SandboxPlaintext::parse((*plaintext)->bytes());
    if (!object)
        return Refused({.errorDetails = u"encryptedData does not hold a JSON object"_s});
    return std::move(*object);
}

SandboxAnswer SandboxThalesCreate::stored(const SandboxThalesToken &token, QJsonObject answer) const
{
    if (!m_tokens.insert(token))
        return {.status = 500};
    SandboxAnswer created = SandboxAnswer::json(201, answer);
    created.tokenId = token.id;
    return created;
}

SandboxThalesToken SandboxThalesCreate::newToken(const Request &request, const QJsonObject &details)
{
    return {.id = newSandboxTokenId(),
            .merchantId = request.merchant.id,
            .state = u"ACTIVE"_s,
            .createdAt = request.receivedAt,
            .updatedAt = {},
            .availableAt = request.receivedAt,
            .details = details};
}
