// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/answers.h"

#include "app/core/redact.h"
#include "app/domain/money.h"
#include "app/providers/cybersource/fieldlist.h"
#include "app/providers/cybersource/text.h"
#include "app/providers/cybersource/tokenmapping.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
constexpr qsizetype mostInstrumentsNamed = 5;

QList<TokenField> supportReference(const HttpReply &reply)
{
    FieldList fields;
    fields.startGroup(Text::tr("Request"));
    fields.addIdentifier(u"v-c-correlation-id"_s, Text::tr("Support reference"),
                         QString::fromLatin1(reply.header("v-c-correlation-id")));
    return fields.fields();
}

Result<Token> tokenIn(const QJsonObject &body, const NamedToken &asked, bool asksForArt)
{
    return asked.kind == TokenKind::TokenizedCard ? tokenizedCardOf(body, asked.id, asksForArt)
                                                  : instrumentIdentifierOf(body, asked.id, asksForArt);
}

//! Why the network gave no token, where the answer has a reason.
QList<AnswerPart> provisioning(const QJsonObject &body)
{
    const QJsonObject nested = objectIn(body, u"tokenizedCard"_s);
    const QJsonObject card = nested.isEmpty() ? body : nested;
    const QString reason = redacted(textIn(card, "reason"_L1));
    if (reason.isEmpty())
        return {};
    const bool isServer = reason == "SERVICE_UNAVAILABLE"_L1 || reason == "SYSTEM_ERROR"_L1;
    return {{.label = kindName(TokenKind::TokenizedCard),
             .word = reason,
             .kind = AnswerPart::Kind::Refused,
             .meaning = isServer ? Text::tr("The card network could not be asked. Try again later.")
                                 : Text::tr("The card network gave no token for this card.")}};
}
} // namespace

Result<TokenReading> lookedUpAnswer(const HttpReply &reply, const Call &call, const NamedToken &asked, bool asksForArt,
                                    const Clock &clock)
{
    const Result<QJsonObject> body = bodyOf(reply, call);
    if (!body)
        return Failure(body.error());
    Result<Token> token = tokenIn(*body, asked, asksForArt);
    if (!token)
        return Failure(unreadable(reply, call, token.error().detail));
    token->fields += supportReference(reply);
    return TokenReading{.token = *token, .readAt = clock.nowUtc(), .correlationId = call.correlationId};
}

Result<MutationAnswer> createdAnswer(const HttpReply &reply, const Call &call, TokenKind kind, bool asksForArt,
                                     const Clock &clock)
{
    const Result<QJsonObject> body = bodyOf(reply, call);
    if (!body)
        return Failure(body.error());
    MutationAnswer answer = plainAnswer(reply, call);
    const Result<Token> token = tokenIn(*body, {.kind = kind, .id = {}}, asksForArt);
    if (kind == TokenKind::TokenizedCard)
        answer.parts = provisioning(*body);
    if (!token && answer.parts.isEmpty())
        return Failure(unreadable(reply, call, token.error().detail));
    if (!token)
        return Failure(Error{.kind = Error::Kind::Rejected,
                             .detail = u"status %1, %2"_s.arg(reply.status).arg(answer.parts.first().word),
                             .correlationId = call.correlationId,
                             .code = answer.parts.first().word,
                             .providerDetail = answer.parts.first().meaning,
                             .httpStatus = reply.status});
    answer.reading = TokenReading{.token = *token, .readAt = clock.nowUtc(), .correlationId = call.correlationId};
    if (kind == TokenKind::InstrumentIdentifier && reply.status == 200)
        answer.extra.append({.group = Text::tr("Token"),
                             .key = u"instrumentIdentifierNew"_s,
                             .label = Text::tr("New"),
                             .value = Text::tr("No: the card was in the vault already.")});
    return answer;
}

MutationAnswer plainAnswer(const HttpReply &reply, const Call &call)
{
    MutationAnswer answer;
    answer.isAccepted = reply.status == 202;
    answer.correlationId = call.correlationId;
    answer.httpStatus = reply.status;
    answer.extra = supportReference(reply);
    return answer;
}

Result<MutationAnswer> reversedAnswer(const HttpReply &reply, const Call &call)
{
    const Result<QJsonObject> body = bodyOf(reply, call);
    if (!body)
        return Failure(body.error());
    MutationAnswer answer = plainAnswer(reply, call);
    const QString status = redacted(textIn(*body, "status"_L1));
    const QJsonObject details = objectIn(*body, u"reversalAmountDetails"_s);
    AnswerPart part{.label = Text::tr("Reversal"), .word = status};
    if (status == "REVERSED"_L1) {
        part.kind = AnswerPart::Kind::Succeeded;
        part.meaning = Text::tr("The amount is no longer held on the customer’s card.");
    } else if (status == "INVALID_REQUEST"_L1 || status == "DECLINED"_L1) {
        part.kind = AnswerPart::Kind::Refused;
        part.meaning = Text::tr("The amount is still held on the customer’s card.");
    } else {
        part.meaning = Text::tr("This desk does not know the word: look the payment up in the Business Center.");
    }
    answer.parts = {part};
    const QString amount = redacted(textIn(details, "reversedAmount"_L1));
    if (!amount.isEmpty())
        answer.extra.prepend({.group = Text::tr("Payment"),
                              .key = u"reversedAmount"_s,
                              .label = Text::tr("Reversed"),
                              .value = moneyInWords(amount, redacted(textIn(details, "currency"_L1)))});
    return answer;
}

QString referringInstruments(const HttpReply &reply)
{
    const QJsonArray listed =
        objectIn(QJsonDocument::fromJson(reply.body).object(), u"_embedded"_s).value("paymentInstruments"_L1).toArray();
    QStringList ids;
    for (const auto &item : listed) {
        const QString id = textIn(item.toObject(), "id"_L1);
        if (isApiId(id))
            ids << id;
    }
    const qsizetype more = ids.size() - mostInstrumentsNamed;
    return more > 0 ? ids.first(mostInstrumentsNamed).join(u", "_s) + u" and %1 more"_s.arg(more) : ids.join(u", "_s);
}

} // namespace cybersource
