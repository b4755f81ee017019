// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/tokenmapping.h"

#include "app/core/redact.h"
#include "app/domain/cardnumber.h"
#include "app/providers/cybersource/cardart.h"
#include "app/providers/cybersource/fieldlist.h"
#include "app/providers/cybersource/reply.h"
#include "app/providers/cybersource/text.h"
#include "app/providers/cybersource/tokenkind.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
bool areAsciiDigits(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

QString endDigits(const QString &suffix, const QString &number)
{
    if (!suffix.isEmpty())
        return redacted(suffix).left(5);
    const QString end = number.right(4);
    return end.size() == 4 && areAsciiDigits(end.toLatin1()) ? end : QString();
}

//! Ids in "href", such as "/tms/v2/tokenized-cards/2E8B371F931C4B9BE0631D588D0AF123".
QString idInLink(const QJsonObject &link)
{
    const QString id = textIn(link, "id"_L1);
    return id.isEmpty() ? textIn(link, "href"_L1).section(u'/', -1) : id;
}

//! One link or several.
QList<QJsonObject> linksIn(const QJsonObject &body, QLatin1StringView name)
{
    const QJsonValue value = objectIn(body, u"_links"_s).value(name);
    QList<QJsonObject> links;
    for (const auto &item : value.isArray() ? value.toArray() : QJsonArray{value}) {
        if (item.isObject())
            links.append(item.toObject());
    }
    return links;
}

void relate(Token &token, TokenKind kind, const QString &id)
{
    const RelatedToken related{.label = kindName(kind), .id = tokenId(kind, id)};
    if (isApiId(id) && related.id != token.id && !token.related.contains(related))
        token.related.append(related);
}

void relateLinks(Token &token, const QJsonObject &body)
{
    const std::pair<QLatin1StringView, TokenKind> names[]{{"tokenized-cards"_L1, TokenKind::TokenizedCard},
                                                          {"tokenizedCard"_L1, TokenKind::TokenizedCard},
                                                          {"tokenizedCards"_L1, TokenKind::TokenizedCard},
                                                          {"instrumentIdentifier"_L1, TokenKind::InstrumentIdentifier},
                                                          {"instrumentIdentifiers"_L1, TokenKind::InstrumentIdentifier},
                                                          {"customer"_L1, TokenKind::Customer}};
    for (const auto &[name, kind] : names) {
        for (const QJsonObject &link : linksIn(body, name))
            relate(token, kind, idInLink(link));
    }
}

void readIssuer(const QJsonObject &card, Token &token, FieldList &fields)
{
    const QJsonObject issuer = objectIn(card, u"metadata.issuer"_s);
    token.issuerName = redacted(textIn(issuer, "name"_L1));
    token.productName = redacted(textIn(issuer, "shortDescription"_L1));
    fields.startGroup(Text::tr("Issuer"));
    fields.addText(u"metadata.issuer.name"_s, Text::tr("Issuer"), textIn(issuer, "name"_L1));
    fields.addText(u"metadata.issuer.shortDescription"_s, Text::tr("Product"), textIn(issuer, "shortDescription"_L1));
    fields.addText(u"metadata.issuer.longDescription"_s, Text::tr("Description"), textIn(issuer, "longDescription"_L1));
    fields.addText(u"metadata.issuer.url"_s, Text::tr("Web site"), textIn(issuer, "url"_L1));
    fields.addText(u"metadata.issuer.privacyPolicyUrl"_s, Text::tr("Privacy policy"),
                   textIn(issuer, "privacyPolicyUrl"_L1));
    fields.addText(u"card.termsAndConditions.url"_s, Text::tr("Terms and conditions"),
                   textIn(objectIn(card, u"card.termsAndConditions"_s), "url"_L1));
}

//! The members of a tokenized card, in its own answer and inside an instrument identifier's.
void readNetworkToken(const QJsonObject &card, FieldList &fields)
{
    fields.startGroup(Text::tr("Network token"));
    fields.addIdentifier(u"tokenizedCard.id"_s, Text::tr("Id"), textIn(card, "id"_L1));
    fields.addText(u"tokenizedCard.state"_s, Text::tr("State"), textIn(card, "state"_L1));
    fields.addText(u"tokenizedCard.reason"_s, Text::tr("Reason"), textIn(card, "reason"_L1));
    fields.addText(u"tokenizedCard.number"_s, Text::tr("Number"), shownNumber(card));
    fields.addText(u"tokenizedCard.expiration"_s, Text::tr("Expiry"), displayExpiry(expiryOf(card)));
    fields.addText(u"tokenizedCard.type"_s, Text::tr("Type"), textIn(card, "type"_L1));
    fields.addText(u"tokenizedCard.source"_s, Text::tr("Source"), textIn(card, "source"_L1));
    fields.addIdentifier(u"tokenizedCard.enrollmentId"_s, Text::tr("Enrolment id"), textIn(card, "enrollmentId"_L1));
    fields.addIdentifier(u"tokenizedCard.tokenReferenceId"_s, Text::tr("Token reference"),
                         textIn(card, "tokenReferenceId"_L1));
    fields.addIdentifier(u"tokenizedCard.requestorId"_s, Text::tr("Requestor id"), textIn(card, "requestorId"_L1));
    const QJsonObject results = objectIn(card, u"verificationResults"_s);
    fields.addText(u"verificationResults.securityCode"_s, Text::tr("Security code"),
                   textIn(results, "securityCode"_L1));
    fields.addText(u"verificationResults.address"_s, Text::tr("Address"), textIn(results, "address"_L1));
}

//! Of a number that may be masked behind its first digits.
Scheme schemeOfNumber(QString number)
{
    const QByteArray start = number.left(6).toLatin1();
    wipe(number);
    return areAsciiDigits(start) ? schemeOf(start) : Scheme::Unknown;
}

void readCard(const QJsonObject &card, const QString &type, Token &token, FieldList &fields)
{
    const QString number = shownNumber(card);
    token.cardLastDigits = endDigits(textIn(card, "suffix"_L1), number);
    token.cardExpiry = expiryOf(card);
    token.schemeWord = redacted(type);
    token.scheme = type.isEmpty() ? schemeOfNumber(textIn(card, "number"_L1)) : schemeOfType(type);
    fields.startGroup(Text::tr("Card"));
    fields.addText(u"card.type"_s, Text::tr("Brand"),
                   token.scheme == Scheme::Unknown ? token.schemeWord : schemeName(token.scheme));
    fields.addText(u"card.number"_s, Text::tr("Number"), number);
    fields.addText(u"card.suffix"_s, Text::tr("Last digits"), token.cardLastDigits);
    fields.addText(u"card.expiration"_s, Text::tr("Expiry"), displayExpiry(token.cardExpiry));
    fields.addIdentifier(u"paymentAccountReference"_s, Text::tr("Payment account reference"), token.par);
}

QString typeOf(const QJsonObject &card, const QJsonObject &network)
{
    const QString type = textIn(card, "type"_L1);
    return type.isEmpty() ? textIn(network, "type"_L1) : type;
}

Failure notAToken(const QString &id)
{
    return Failure(Error{.kind = Error::Kind::BadReply,
                         .detail = id.isEmpty() ? u"it names no token"_s : u"its id is not a token's"_s});
}

//! By which its card art is asked for: the service's paths of art have no others.
QString identifierOf(const Token &networkToken)
{
    for (const RelatedToken &related : networkToken.related) {
        const std::optional<NamedToken> named = namedToken(related.id);
        if (named && named->kind == TokenKind::InstrumentIdentifier)
            return named->id;
    }
    return {};
}

QString idOr(const QJsonObject &body, const QString &asked)
{
    const QString id = textIn(body, "id"_L1);
    return id.isEmpty() ? asked : id;
}
} // namespace

Result<Token> instrumentIdentifierOf(const QJsonObject &body, const QString &asked, bool asksForArt)
{
    const QString id = idOr(body, asked);
    if (!isApiId(id))
        return notAToken(id);
    Token token;
    token.id = tokenId(TokenKind::InstrumentIdentifier, id);
    token.stateWord = redacted(textIn(body, "state"_L1));
    token.state = stateOf(token.stateWord);
    const QJsonObject network = objectIn(body, u"tokenizedCard"_s);
    token.par = redacted(textIn(objectIn(body, u"issuer"_s), "paymentAccountReference"_L1));
    FieldList fields;
    fields.startGroup(Text::tr("Token"));
    fields.addId(u"id"_s, kindName(TokenKind::InstrumentIdentifier), id);
    fields.addText(u"state"_s, Text::tr("State"), token.stateWord);
    fields.addText(u"type"_s, Text::tr("Type"), textIn(body, "type"_L1));
    fields.addText(u"metadata.creator"_s, Text::tr("Made by"), textIn(objectIn(body, u"metadata"_s), "creator"_L1));
    const QJsonObject card = objectIn(body, u"card"_s);
    readCard(card, typeOf(card, network), token, fields);
    if (!network.isEmpty()) {
        readNetworkToken(network, fields);
        readIssuer(network, token, fields);
        const QString word = redacted(textIn(network, "state"_L1));
        if (!word.isEmpty())
            token.otherStates.append(
                {.label = kindName(TokenKind::TokenizedCard), .state = stateOf(word), .word = word});
        if (token.cardExpiry.isEmpty())
            token.cardExpiry = expiryOf(objectIn(network, u"card"_s));
        relate(token, TokenKind::TokenizedCard, textIn(network, "id"_L1));
    }
    relateLinks(token, body);
    const bool mayHaveArt = asksForArt && !network.isEmpty();
    token.art = cardArtOf(network, id, mayHaveArt ? token.scheme : Scheme::Unknown);
    token.fields = fields.fields();
    return token;
}

Result<Token> tokenizedCardOf(const QJsonObject &body, const QString &asked, bool asksForArt)
{
    const QJsonObject nested = objectIn(body, u"tokenizedCard"_s);
    const QJsonObject network = nested.isEmpty() ? body : nested;
    const QString id = idOr(network, asked.isEmpty() ? textIn(body, "id"_L1) : asked);
    if (!isApiId(id))
        return notAToken(id);
    Token token;
    token.id = tokenId(TokenKind::TokenizedCard, id);
    token.stateWord = redacted(textIn(network, "state"_L1));
    token.state = stateOf(token.stateWord);
    token.par = redacted(textIn(network, "paymentAccountReference"_L1));
    FieldList fields;
    const QJsonObject card = objectIn(network, u"card"_s);
    readNetworkToken(network, fields);
    readCard(card, typeOf(network, card), token, fields);
    readIssuer(network, token, fields);
    relateLinks(token, body);
    if (!nested.isEmpty())
        relateLinks(token, nested);
    const QString identifier = identifierOf(token);
    const bool mayHaveArt = asksForArt && !identifier.isEmpty();
    token.art = cardArtOf(network, identifier, mayHaveArt ? token.scheme : Scheme::Unknown);
    token.fields = fields.fields();
    return token;
}

TokenState stateOf(const QString &word)
{
    if (word == "ACTIVE"_L1)
        return TokenState::Active;
    if (word == "SUSPENDED"_L1)
        return TokenState::Suspended;
    return word == "DELETED"_L1 ? TokenState::Deleted : TokenState::Unknown;
}

Scheme schemeOfType(const QString &type)
{
    static const QHash<QString, Scheme> codes{{u"001"_s, Scheme::Visa},    {u"002"_s, Scheme::Mastercard},
                                              {u"003"_s, Scheme::Amex},    {u"004"_s, Scheme::Discover},
                                              {u"005"_s, Scheme::Diners},  {u"007"_s, Scheme::Jcb},
                                              {u"024"_s, Scheme::Maestro}, {u"042"_s, Scheme::Maestro},
                                              {u"054"_s, Scheme::Elo},     {u"062"_s, Scheme::UnionPay}};
    return codes.contains(type) ? codes.value(type) : schemeFromWord(type);
}

QString shownNumber(const QJsonObject &object)
{
    QString received = textIn(object, "number"_L1);
    QByteArray digits = received.toLatin1();
    const bool isNumber = digits.size() >= 12 && digits.size() <= 19 && areAsciiDigits(digits);
    const QString shown = isNumber ? maskedCardNumber(digits) : redacted(received);
    wipe(received);
    wipe(digits);
    return shown;
}

QString expiryOf(const QJsonObject &card)
{
    const QString month = textIn(card, "expirationMonth"_L1);
    const QString year = textIn(card, "expirationYear"_L1);
    const bool isExpiry =
        month.size() == 2 && (year.size() == 2 || year.size() == 4) && areAsciiDigits((month + year).toLatin1());
    return isExpiry ? month + year.right(2) : QString();
}

} // namespace cybersource
