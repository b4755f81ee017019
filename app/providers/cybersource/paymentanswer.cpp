// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/paymentanswer.h"

#include "app/core/redact.h"
#include "app/domain/money.h"
#include "app/providers/cybersource/fieldlist.h"
#include "app/providers/cybersource/names.h"
#include "app/providers/cybersource/text.h"
#include "app/providers/cybersource/tokenkind.h"
#include "app/providers/cybersource/tokenmapping.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
using PartKind = AnswerPart::Kind;

constexpr std::pair<QLatin1StringView, TokenKind> otherTokens[]{
    {"customer"_L1, TokenKind::Customer},
    {"paymentInstrument"_L1, TokenKind::PaymentInstrument},
    {"shippingAddress"_L1, TokenKind::ShippingAddress},
};

QString paymentPath(const QString &id)
{
    static const QRegularExpression form(QRegularExpression::anchoredPattern(u"[0-9]{22}"_s));
    return form.match(id).hasMatch() ? redacted(u"/pts/v2/payments/"_s + id) : QString();
}

QString amountOf(const QJsonObject &body)
{
    const QJsonObject details = objectIn(body, u"orderInformation.amountDetails"_s);
    const QString authorised = textIn(details, "authorizedAmount"_L1);
    return redacted(authorised.isEmpty() ? textIn(details, "totalAmount"_L1) : authorised);
}

QString currencyOf(const QJsonObject &body)
{
    return redacted(textIn(objectIn(body, u"orderInformation.amountDetails"_s), "currency"_L1));
}

bool hasToken(const QJsonObject &tokens)
{
    return std::any_of(tokens.begin(), tokens.end(),
                       [](const QJsonValue &token) { return isApiId(textIn(token.toObject(), "id"_L1)); });
}

//! "instrumentidentifierNew", with its small i, is what the service sends.
QString noveltyOf(const QJsonObject &tokens)
{
    for (const QLatin1StringView key : {"instrumentidentifierNew"_L1, "instrumentIdentifierNew"_L1}) {
        if (tokens.value(key).isBool())
            return tokens.value(key).toBool()
                       ? Text::tr("The card was not in the vault before.")
                       : Text::tr("The card was in the vault already: this is the token that it has had.");
    }
    return {};
}

AnswerPart tokenPart(const QJsonObject &body)
{
    const QJsonObject tokens = objectIn(body, u"tokenInformation"_s);
    const QJsonObject action = objectIn(body, u"embeddedActions.TOKEN_CREATE"_s);
    const QString status = redacted(textIn(action, "status"_L1));
    QStringList why{redacted(textIn(action, "reason"_L1)), redacted(textIn(action, "message"_L1))};
    why.removeAll(QString());
    AnswerPart part{.label = Text::tr("Token"), .word = status};
    if (hasToken(tokens)) {
        part.kind = PartKind::Succeeded;
        part.word = status.isEmpty() ? u"CREATED"_s : status;
        part.meaning = noveltyOf(tokens);
    } else if (status == "SUCCESS"_L1) {
        part.kind = PartKind::Succeeded;
        part.meaning = Text::tr("The answer does not name it.");
    } else if (status == "INVALID_REQUEST"_L1 || status == "SERVER_ERROR"_L1) {
        part.kind = PartKind::Refused;
        QString reason = why.isEmpty() ? status : why.join(u", "_s);
        if (reason.endsWith(u'.'))
            reason.chop(1);
        part.meaning = Text::tr("No token was made: %1.").arg(reason);
    } else {
        part.meaning = Text::tr("The answer does not say whether a token was made.");
    }
    return part;
}

QList<TokenField> paymentFields(const QJsonObject &body, const HttpReply &reply)
{
    FieldList fields;
    fields.startGroup(Text::tr("Payment"));
    const QString id = textIn(body, "id"_L1);
    const bool isOwn = !paymentPath(id).isEmpty() && paymentPath(id).endsWith(id);
    isOwn ? fields.addId(u"id"_s, Text::tr("Payment id"), id) : fields.addText(u"id"_s, Text::tr("Payment id"), id);
    const QString amount = amountOf(body);
    if (!amount.isEmpty())
        fields.addText(u"authorizedAmount"_s, Text::tr("Amount"), moneyInWords(amount, currencyOf(body)));
    fields.addText(u"submitTimeUtc"_s, Text::tr("Submitted"), textIn(body, "submitTimeUtc"_L1));
    const QJsonObject processor = objectIn(body, u"processorInformation"_s);
    fields.addIdentifier(u"approvalCode"_s, Text::tr("Approval code"), textIn(processor, "approvalCode"_L1));
    fields.addText(u"responseCode"_s, Text::tr("Processor’s code"), textIn(processor, "responseCode"_L1));
    fields.addIdentifier(u"networkTransactionId"_s, Text::tr("Network transaction"),
                         textIn(processor, "networkTransactionId"_L1));
    fields.addIdentifier(u"reconciliationId"_s, Text::tr("Reconciliation id"), textIn(body, "reconciliationId"_L1));
    fields.addIdentifier(u"clientReferenceInformation.code"_s, Text::tr("Your reference"),
                         textIn(objectIn(body, u"clientReferenceInformation"_s), "code"_L1));
    fields.addIdentifier(u"v-c-correlation-id"_s, Text::tr("Support reference"),
                         QString::fromLatin1(reply.header("v-c-correlation-id")));
    return fields.fields();
}

std::optional<Token> paidToken(const QJsonObject &body)
{
    const QJsonObject object = objectIn(body, u"tokenInformation.instrumentIdentifier"_s);
    Result<Token> token = instrumentIdentifierOf(object, {}, false);
    if (!token)
        return std::nullopt;
    token->par = redacted(textIn(objectIn(body, u"processorInformation"_s), "paymentAccountReferenceNumber"_L1));
    const QString type = textIn(objectIn(body, u"paymentInformation.card"_s), "type"_L1);
    token->schemeWord = redacted(type);
    token->scheme = schemeOfType(type);
    FieldList more;
    more.startGroup(Text::tr("Card"));
    more.addText(u"card.type"_s, Text::tr("Brand"),
                 token->scheme == Scheme::Unknown ? token->schemeWord : schemeName(token->scheme));
    more.addIdentifier(u"paymentAccountReference"_s, Text::tr("Payment account reference"), token->par);
    token->fields += more.fields();
    return *token;
}

QList<RelatedToken> othersIn(const QJsonObject &body)
{
    QList<RelatedToken> others;
    for (const auto &[member, kind] : otherTokens) {
        const QString id = textIn(objectIn(body, u"tokenInformation."_s + member), "id"_L1);
        if (isApiId(id))
            others.append({.label = kindName(kind), .id = tokenId(kind, id)});
    }
    return others;
}

QList<OfferedAction> offeredIn(const QJsonObject &body)
{
    const QJsonObject link = objectIn(body, u"_links.authReversal"_s);
    const QString path = textIn(link, "href"_L1);
    if (textIn(link, "method"_L1) != "POST"_L1 || !isReversalPath(path))
        return {};
    const QString amount = amountOf(body);
    const QString currency = currencyOf(body);
    return {{.action = authReversal,
             .label = Text::tr("Reverse the authorisation of %1").arg(moneyInWords(amount, currency)),
             .link = path,
             .values = {{QString(member::reversalAmount), amount}, {QString(member::reversalCurrency), currency}}}};
}

Error bothRefused(const QJsonObject &body, const AnswerPart &payment, const AnswerPart &token, const HttpReply &reply,
                  const Call &call)
{
    const QJsonObject information = objectIn(body, u"errorInformation"_s);
    const QString reason = redacted(textIn(information, "reason"_L1));
    const QString reference = redacted(QString::fromLatin1(reply.header("v-c-correlation-id")));
    QStringList words{redacted(textIn(information, "message"_L1)), token.meaning};
    words.removeAll(QString());
    return {.kind = Error::Kind::Rejected,
            .detail = u"status %1, payment %2, token %3"_s.arg(reply.status).arg(payment.word, token.word) +
                      (payment.reference.isEmpty() ? QString() : u", "_s + payment.reference),
            .correlationId = reference.isEmpty() ? call.correlationId : reference,
            .code = reason.isEmpty() ? payment.word : reason,
            .providerDetail = words.join(u"; "_s),
            .httpStatus = reply.status};
}
} // namespace

bool isReversalPath(const QString &path)
{
    static const QRegularExpression form(
        QRegularExpression::anchoredPattern(u"/pts/v2/payments/[0-9]{10,26}/reversals"_s));
    return form.match(path).hasMatch();
}

AnswerPart paymentPart(const QString &status)
{
    const auto part = [&](PartKind kind, const QString &meaning) {
        return AnswerPart{.label = Text::tr("Payment"), .word = status, .kind = kind, .meaning = meaning};
    };
    if (status == "AUTHORIZED"_L1)
        return part(PartKind::Succeeded,
                    Text::tr("The amount is held on the customer’s card. Reverse it if it was only for "
                             "the token."));
    if (status == "PARTIAL_AUTHORIZED"_L1)
        return part(PartKind::Succeeded, Text::tr("Only a part of the amount is held on the customer’s card."));
    if (status == "AUTHORIZED_PENDING_REVIEW"_L1)
        return part(PartKind::Pending,
                    Text::tr("The amount is held on the customer’s card; somebody reviews the payment."));
    if (status == "PENDING_REVIEW"_L1)
        return part(PartKind::Pending, Text::tr("Somebody reviews the payment first."));
    if (status == "PENDING_AUTHENTICATION"_L1)
        return part(PartKind::Pending, Text::tr("The customer has to prove who they are first."));
    if (status == "AUTHORIZED_RISK_DECLINED"_L1)
        return part(PartKind::Refused,
                    Text::tr("A risk rule refused the payment after the issuer had authorised it: the "
                             "amount may be held on the card. Reverse it."));
    if (status == "DECLINED"_L1)
        return part(PartKind::Refused, Text::tr("The card was not charged."));
    if (status == "INVALID_REQUEST"_L1)
        return part(PartKind::Refused, Text::tr("Something in the request was not right. The card was not charged."));
    return part(PartKind::Unknown,
                Text::tr("This desk does not know the word: look the payment up in the Business Center."));
}

Result<MutationAnswer> paidAnswer(const HttpReply &reply, const Call &call, const Clock &clock)
{
    const Result<QJsonObject> body = bodyOf(reply, call);
    if (!body)
        return Failure(body.error());
    const QString status = redacted(textIn(*body, "status"_L1));
    if (status.isEmpty())
        return Failure(unreadable(reply, call, u"it has no status"_s));
    AnswerPart payment = paymentPart(status);
    payment.reference = paymentPath(textIn(*body, "id"_L1));
    const AnswerPart token = tokenPart(*body);
    const QList<OfferedAction> offered = offeredIn(*body);
    const bool isNothingDone = payment.kind == PartKind::Refused && token.kind != PartKind::Succeeded &&
                               offered.isEmpty() && status != "AUTHORIZED_RISK_DECLINED"_L1;
    if (isNothingDone && (token.kind == PartKind::Refused || !body->contains("tokenInformation"_L1)))
        return Failure(bothRefused(*body, payment, token, reply, call));
    MutationAnswer answer;
    answer.correlationId = call.correlationId;
    answer.httpStatus = reply.status;
    answer.parts = {payment, token};
    answer.others = othersIn(*body);
    answer.offered = offered;
    answer.extra = paymentFields(*body, reply);
    if (const std::optional<Token> made = paidToken(*body))
        answer.reading = TokenReading{.token = *made, .readAt = clock.nowUtc(), .correlationId = call.correlationId};
    return answer;
}

} // namespace cybersource
