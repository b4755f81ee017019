// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/cybersource/sandboxcybersourcepayments.h"

#include "app/core/redact.h"
#include "app/sandbox/cybersource/sandboxcybersourceanswer.h"
#include "app/sandbox/sandboxrandom.h"

#include <QUuid>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
namespace kind = sandboxCybersourceKind;
namespace pattern = sandboxCybersourcePattern;

namespace {
using Fields = SandboxCybersourceFields;
using Presence = Fields::Presence;

//! Minor units do not matter here: amounts are compared as numbers of thousandths.
qint64 thousandths(const QString &amount)
{
    return qRound64(amount.toDouble() * 1000);
}

bool isAuthorized(const QString &status)
{
    return status == "AUTHORIZED"_L1 || status == "PARTIAL_AUTHORIZED"_L1 || status == "AUTHORIZED_PENDING_REVIEW"_L1 ||
           status == "AUTHORIZED_RISK_DECLINED"_L1;
}

//! One that nobody takes for a card number, and masks.
QString networkTransactionId()
{
    QString id;
    do {
        id = sandboxRandomDigits(15);
    } while (redacted(id) != id);
    return id;
}

QJsonObject paymentLink(const QString &method, const QString &href)
{
    return {{u"method"_s, method}, {u"href"_s, href}};
}

//! What errorInformation says of a status that is not plainly AUTHORIZED.
QJsonObject errorInformation(const QString &status)
{
    struct Row {
        const char *status;
        const char *reason;
        const char *message;
    };
    static constexpr std::array rows{
        Row{"PARTIAL_AUTHORIZED", "PARTIAL_APPROVAL", "Only part of the amount was approved."},
        Row{"AUTHORIZED_PENDING_REVIEW", "AVS_FAILED", "The address did not match; review the order."},
        Row{"AUTHORIZED_RISK_DECLINED", "DECISION_PROFILE_REJECT", "The order is rejected by Decision Manager."},
        Row{"PENDING_AUTHENTICATION", "CONSUMER_AUTHENTICATION_REQUIRED", "The cardholder is enrolled; authenticate."},
        Row{"PENDING_REVIEW", "DECISION_PROFILE_REVIEW", "The order is marked for review by Decision Manager."},
        Row{"DECLINED", "PROCESSOR_DECLINED", "Decline - General decline of the card."},
        Row{"EXPIRED", "EXPIRED_CARD", "Decline - Expired card."},
    };
    const auto row =
        std::ranges::find_if(rows, [&status](const Row &known) { return status == QLatin1StringView(known.status); });
    if (row == rows.end())
        return {};
    return {{u"reason"_s, QString::fromLatin1(row->reason)}, {u"message"_s, QString::fromLatin1(row->message)}};
}

QJsonObject tokenCreateAction(const QString &status)
{
    if (status == "SERVER_ERROR"_L1)
        return {{u"status"_s, status}, {u"reason"_s, u"SYSTEM_ERROR"_s}, {u"message"_s, u"The token vault failed."_s}};
    if (status == "INVALID_REQUEST"_L1)
        return {{u"status"_s, status},
                {u"reason"_s, u"INVALID_DATA"_s},
                {u"message"_s, u"The token could not be made of this data."_s}};
    return {{u"status"_s, status}};
}

bool isPast(const SandboxCybersourceCard &card, const QDate &today)
{
    return QDate(card.year.toInt(), card.month.toInt(), 1).addMonths(1) <= today;
}
} // namespace

std::expected<SandboxCybersourcePayments::Order, SandboxAnswer>
SandboxCybersourcePayments::orderIn(const QJsonObject &body) const
{
    static const QStringList types{kind::customer, kind::instrument, kind::identifier, kind::address};
    static const QStringList actions{u"TOKEN_CREATE"_s, u"DECISION_SKIP"_s, u"CONSUMER_AUTHENTICATION"_s};
    Fields fields(body);
    Order order;
    order.createsTokens = fields.words(u"processingInformation.actionList"_s, actions).contains("TOKEN_CREATE"_L1);
    order.tokenTypes = fields.words(u"processingInformation.actionTokenTypes"_s, types);
    order.card = {.number = fields.cardNumber(u"paymentInformation.card.number"_s, Presence::Required),
                  .month =
                      fields.text(u"paymentInformation.card.expirationMonth"_s, pattern::month, Presence::Required),
                  .year = fields.text(u"paymentInformation.card.expirationYear"_s, pattern::year, Presence::Required)};
    fields.text(u"paymentInformation.card.securityCode"_s, pattern::securityCode);
    order.amount = fields.text(u"orderInformation.amountDetails.totalAmount"_s, u"[0-9]{1,12}([.][0-9]{1,3})?"_s,
                               Presence::Required);
    order.currency = fields.text(u"orderInformation.amountDetails.currency"_s, u"[A-Z]{3}"_s, Presence::Required);
    for (const QString &name : {u"firstName"_s, u"lastName"_s, u"address1"_s, u"locality"_s})
        fields.text(u"orderInformation.billTo."_s + name, u".{1,60}"_s, Presence::Required);
    fields.text(u"orderInformation.billTo.country"_s, u"[A-Z]{2}"_s, Presence::Required);
    fields.text(u"orderInformation.billTo.email"_s, u".{0,255}"_s);
    order.reference = fields.text(u"clientReferenceInformation.code"_s, u".{1,50}"_s);
    order.hasShippingAddress = fields.at(u"orderInformation.shipTo"_s).isObject();
    if (!fields.mistakes().isEmpty())
        return std::unexpected(sandboxCybersourcePaymentMistakes(m_vault.now(), fields.mistakes()));
    return order;
}

SandboxAnswer SandboxCybersourcePayments::create(const QJsonObject &body)
{
    const auto order = orderIn(body);
    if (!order)
        return order.error();
    SandboxCybersourceTestCard outcome = sandboxCybersourceOutcomeOf(order->card.number);
    if (outcome.isRefused())
        return sandboxCybersourcePaymentError(m_vault.now(), 400, outcome.payment, u"Declined - Invalid card."_s);
    if (outcome.isOutage())
        return sandboxCybersourcePaymentError(m_vault.now(), 502, outcome.payment,
                                              u"Error - General system failure."_s);

    const QString id = u"7"_s + sandboxRandomDigits(21);
    QJsonObject answer = decided(*order, outcome, id);
    const QString status = answer.value("status"_L1).toString();
    QString tokenId;
    if (order->createsTokens) {
        const bool isMade = outcome.tokenCreate == "SUCCESS"_L1;
        if (isMade) {
            const Result<QJsonObject> tokens = makeTokens(*order, tokenId);
            if (!tokens)
                return {.status = 500};
            answer.insert("tokenInformation"_L1, *tokens);
        }
        if (!isMade || status != "AUTHORIZED"_L1)
            answer.insert("embeddedActions"_L1,
                          QJsonObject{{u"TOKEN_CREATE"_s, tokenCreateAction(outcome.tokenCreate)}});
    }
    const QJsonObject amounts = answer.value("orderInformation"_L1).toObject().value("amountDetails"_L1).toObject();
    const Item payment{.id = id,
                       .kind = kind::payment,
                       .state = status,
                       .createdAt = m_vault.now(),
                       .updatedAt = m_vault.now(),
                       .details = amounts};
    if (!m_vault.items().put(payment))
        return {.status = 500};
    SandboxAnswer created = SandboxAnswer::json(201, answer);
    created.tokenId = tokenId;
    return created;
}

QJsonObject SandboxCybersourcePayments::decided(const Order &order, const SandboxCybersourceTestCard &outcome,
                                                const QString &id) const
{
    const bool isExpired = isPast(order.card, m_vault.now().date());
    const QString status = isExpired ? u"DECLINED"_s : outcome.payment;
    const QString self = u"/pts/v2/payments/"_s + id;
    const QString type = sandboxCybersourceCardType(outcome.scheme);
    QJsonObject links{{u"self"_s, paymentLink(u"GET"_s, self)}};
    QJsonObject amounts{{u"currency"_s, order.currency}};
    QJsonObject processor{{u"responseCode"_s, u"100"_s}};
    if (isAuthorized(status)) {
        links.insert("authReversal"_L1, paymentLink(u"POST"_s, self + u"/reversals"_s));
        links.insert("capture"_L1, paymentLink(u"POST"_s, self + u"/captures"_s));
        const bool isPartial = status == "PARTIAL_AUTHORIZED"_L1;
        amounts.insert("authorizedAmount"_L1,
                       isPartial ? QString::number(order.amount.toDouble() / 2, 'f', 2) : order.amount);
        processor.insert("approvalCode"_L1, sandboxRandomDigits(6));
        processor.insert("networkTransactionId"_L1, networkTransactionId());
        processor.insert("paymentAccountReferenceNumber"_L1, m_vault.newIdentifier(order.card).details.value("par"_L1));
        processor.insert("avs"_L1, QJsonObject{{u"code"_s, u"X"_s}, {u"codeRaw"_s, u"I1"_s}});
    }
    QJsonObject answer{
        {u"_links"_s, links},
        {u"clientReferenceInformation"_s,
         QJsonObject{{u"code"_s, order.reference.isEmpty() ? QString::number(m_vault.now().toMSecsSinceEpoch())
                                                           : order.reference}}},
        {u"id"_s, id},
        {u"orderInformation"_s, QJsonObject{{u"amountDetails"_s, amounts}}},
        {u"paymentAccountInformation"_s, QJsonObject{{u"card"_s, QJsonObject{{u"type"_s, type}}}}},
        {u"paymentInformation"_s, QJsonObject{{u"tokenizedCard"_s, QJsonObject{{u"type"_s, type}}},
                                              {u"card"_s, QJsonObject{{u"type"_s, type}}}}},
        {u"pointOfSaleInformation"_s, QJsonObject{{u"terminalId"_s, u"111111"_s}}},
        {u"processorInformation"_s, processor},
        {u"reconciliationId"_s, newSandboxCybersourceId().left(16)},
        {u"status"_s, status},
        {u"submitTimeUtc"_s, sandboxCybersourceTime(m_vault.now())}};
    const QJsonObject error = errorInformation(isExpired ? u"EXPIRED"_s : status);
    if (!error.isEmpty())
        answer.insert("errorInformation"_L1, error);
    return answer;
}

Result<QJsonObject> SandboxCybersourcePayments::makeTokens(const Order &order, QString &tokenId)
{
    const auto identified = m_vault.identified(order.card);
    if (!identified)
        return Failure(identified.error());
    const Item &identifier = identified->identifier;
    tokenId = identifier.id;
    // The types of this vault when the request names none.
    const QStringList types = order.tokenTypes.isEmpty()
                                  ? QStringList{kind::customer, kind::instrument, kind::identifier, kind::address}
                                  : order.tokenTypes;
    QJsonObject tokens{{u"instrumentidentifierNew"_s, identified->isNew}};
    for (const QString &type : types) {
        QJsonObject token{{u"id"_s, identifier.id}};
        if (type == kind::identifier) {
            token.insert("state"_L1, identifier.state);
        } else if (type == kind::address && !order.hasShippingAddress) {
            continue;
        } else {
            const Item item{.id = newSandboxCybersourceId(),
                            .kind = type,
                            .parent = identifier.id,
                            .createdAt = m_vault.now(),
                            .updatedAt = m_vault.now()};
            if (const Result<Done> put = m_vault.items().put(item); !put)
                return Failure(put.error());
            token.insert("id"_L1, item.id);
        }
        tokens.insert(type, token);
    }
    return tokens;
}

SandboxAnswer SandboxCybersourcePayments::reverse(const QString &id, const QJsonObject &body)
{
    const QDateTime now = m_vault.now();
    Fields fields(body);
    const QString amount = fields.text(u"reversalInformation.amountDetails.totalAmount"_s,
                                       u"[0-9]{1,12}([.][0-9]{1,3})?"_s, Presence::Required);
    const QString currency = fields.text(u"reversalInformation.amountDetails.currency"_s, u"[A-Z]{3}"_s);
    const QString reference = fields.text(u"clientReferenceInformation.code"_s, u".{1,50}"_s);
    if (!fields.mistakes().isEmpty())
        return sandboxCybersourcePaymentMistakes(now, fields.mistakes());
    const SandboxCybersourceItems::Found found = m_vault.items().find(kind::payment, id);
    if (!found)
        return {.status = 500};
    if (*found && (*found)->state == "REVERSED"_L1)
        return sandboxCybersourcePaymentError(now, 400, u"AUTH_ALREADY_REVERSED"_s,
                                              u"The authorization has already been reversed."_s);
    if (!*found || !isAuthorized((*found)->state))
        return sandboxCybersourcePaymentError(now, 400, u"MISSING_AUTH"_s, u"There is no authorization to reverse."_s);
    Item payment = **found;
    const QString authorized = payment.details.value("authorizedAmount"_L1).toString();
    const QString authorizedCurrency = payment.details.value("currency"_L1).toString();
    if (thousandths(amount) <= 0 || thousandths(amount) > thousandths(authorized) ||
        (!currency.isEmpty() && currency != authorizedCurrency))
        return sandboxCybersourcePaymentError(now, 400, u"INVALID_AMOUNT"_s,
                                              u"The amount is not one that can be reversed."_s);
    payment.state = u"REVERSED"_s;
    payment.updatedAt = now;
    if (!m_vault.items().put(payment))
        return {.status = 500};
    const QString reversal = u"7"_s + sandboxRandomDigits(21);
    return SandboxAnswer::json(
        201,
        {{u"_links"_s, QJsonObject{{u"self"_s, paymentLink(u"GET"_s, u"/pts/v2/reversals/"_s + reversal)}}},
         {u"clientReferenceInformation"_s,
          QJsonObject{{u"code"_s, reference.isEmpty() ? QString::number(now.toMSecsSinceEpoch()) : reference}}},
         {u"id"_s, reversal},
         {u"processorInformation"_s, QJsonObject{{u"responseCode"_s, u"100"_s}}},
         {u"reversalAmountDetails"_s, QJsonObject{{u"reversedAmount"_s, amount}, {u"currency"_s, authorizedCurrency}}},
         {u"status"_s, u"REVERSED"_s},
         {u"submitTimeUtc"_s, sandboxCybersourceTime(now)}});
}
