// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/tokenmapping.h"

#include "app/core/redact.h"
#include "app/domain/cardnumber.h"
#include "app/providers/fiserv/capabilities.h"
#include "app/providers/fiserv/reply.h"
#include "app/providers/fiserv/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fiserv {
namespace {
//! The fields of the Details tab, in the order in which they are added.
class FieldList
{
public:
    void startGroup(const QString &heading) { m_group = heading; }
    //! Text that a person reads: whatever the server put there, a card number is not shown.
    void addText(const QString &key, const QString &label, const QString &value)
    {
        add({.group = m_group, .key = key, .label = label, .value = redacted(value)});
    }
    //! What a person copies: ids, shown as they are unless a card number is in them.
    void addIdentifier(const QString &key, const QString &label, const QString &value)
    {
        add({.group = m_group, .key = key, .label = label, .value = redacted(value), .isIdentifier = true});
    }
    void addFlag(const QString &key, const QString &label, const QJsonValue &value)
    {
        if (value.isBool())
            addText(key, label, value.toBool() ? Text::tr("Yes") : Text::tr("No"));
    }
    [[nodiscard]] const QList<TokenField> &fields() const { return m_fields; }

private:
    void add(const TokenField &field)
    {
        if (!field.value.isEmpty())
            m_fields.append(field);
    }

    QString m_group;
    QList<TokenField> m_fields;
};

QString typeName(const QString &word)
{
    return word == "PAYMENT_CARD"_L1 ? Text::tr("Payment card") : word;
}

//! "MMYY" of an expiry with two or four digits of the year; empty for anything else.
QString expiryOf(const QJsonObject &card)
{
    const QJsonObject expiry = card.value("expiryDate"_L1).toObject();
    const QString month = textIn(expiry, "month"_L1);
    const QString year = textIn(expiry, "year"_L1);
    return month.size() == 2 && (year.size() == 2 || year.size() == 4) ? month + year.right(2) : QString();
}

bool areDigits(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

//! The number that an answer may hold in full, as it may be shown.
QString shownNumber(const QJsonObject &card)
{
    QString received = textIn(card, "number"_L1);
    QByteArray digits = received.toLatin1();
    const bool isNumber = digits.size() >= 12 && digits.size() <= 19 && areDigits(digits);
    const QString shown = isNumber ? maskedCardNumber(digits) : redacted(received);
    wipe(received);
    wipe(digits);
    return shown;
}

QString lastDigits(const QJsonObject &token, const QJsonObject &card, const QString &number)
{
    for (const QString &given : {textIn(token, "last4"_L1), textIn(card, "last4"_L1)}) {
        if (!given.isEmpty())
            return redacted(given).left(5);
    }
    const QString end = number.right(4);
    return std::all_of(end.begin(), end.end(), [](QChar c) { return c.isDigit(); }) ? end : QString();
}

void readToken(const QJsonObject &body, const QJsonObject &object, Token &token, FieldList &fields)
{
    // The API has no word for the state of a token that works: SUCCESS is the request's, and would read as the token's.
    const QString status = redacted(textIn(body, "requestStatus"_L1));
    token.state = status == "DELETED"_L1 ? TokenState::Deleted : TokenState::Active;
    token.stateWord = status == "SUCCESS"_L1 || status == "APPROVED"_L1 ? u"ACTIVE"_s : status;
    fields.startGroup(Text::tr("Token"));
    fields.addIdentifier(u"paymentToken.value"_s, Text::tr("Token value"), token.id.value);
    fields.addText(u"requestStatus"_s, Text::tr("Answer"), status);
    fields.addText(u"paymentToken.type"_s, Text::tr("Type"), typeName(textIn(object, "type"_L1)));
    fields.addFlag(u"paymentToken.reusable"_s, Text::tr("Reusable"), object.value("reusable"_L1));
    fields.addFlag(u"paymentToken.declineDuplicates"_s, Text::tr("Decline duplicates"),
                   object.value("declineDuplicates"_L1));
    fields.addFlag(u"paymentToken.accountVerification"_s, Text::tr("Account verified"),
                   object.value("accountVerification"_L1));
}

void readCard(const QJsonObject &body, const QJsonObject &object, Token &token, FieldList &fields)
{
    const QJsonObject card = body.value("paymentCard"_L1).toObject();
    const QString number = shownNumber(card);
    token.cardLastDigits = lastDigits(object, card, number);
    token.cardExpiry = redacted(expiryOf(card));
    for (const QString &word : {textIn(object, "brand"_L1), textIn(body, "brand"_L1), textIn(card, "brand"_L1)}) {
        if (token.schemeWord.isEmpty())
            token.schemeWord = redacted(word);
    }
    token.scheme = schemeFromWord(token.schemeWord);
    fields.startGroup(Text::tr("Card"));
    fields.addText(u"brand"_s, Text::tr("Brand"),
                   token.scheme == Scheme::Unknown ? token.schemeWord : schemeName(token.scheme));
    fields.addText(u"last4"_s, Text::tr("Last digits"), token.cardLastDigits);
    fields.addText(u"paymentCard.number"_s, Text::tr("Number"), number);
    fields.addText(u"paymentCard.expiryDate"_s, Text::tr("Expiry"), displayExpiry(token.cardExpiry));
    fields.addText(u"paymentCard.cardFunction"_s, Text::tr("Kind of card"), textIn(card, "cardFunction"_L1));
    fields.addText(u"country"_s, Text::tr("Country"), textIn(body, "country"_L1));
}

//! Not the request's own id, trace and time: they are in the exchange, and would be a change of the token at every look.
void readOrder(const QJsonObject &body, FieldList &fields)
{
    fields.startGroup(Text::tr("Order"));
    fields.addIdentifier(u"orderId"_s, Text::tr("Order id"), textIn(body, "orderId"_L1));
    fields.addIdentifier(u"ipgTransactionId"_s, Text::tr("Gateway transaction"), textIn(body, "ipgTransactionId"_L1));
    fields.addIdentifier(u"merchantTransactionId"_s, Text::tr("Your transaction id"),
                         textIn(body, "merchantTransactionId"_L1));
}
} // namespace

Result<Token> tokenOf(const QJsonObject &body, const TokenId &asked)
{
    const QJsonObject object = body.value("paymentToken"_L1).toObject();
    const QString value = textIn(object, "value"_L1);
    Token token;
    token.id = asked.isEmpty() ? TokenId{value} : asked;
    if (!isTokenId(token.id.value))
        return Failure(Error{.kind = Error::Kind::BadReply,
                             .detail = value.isEmpty() ? u"paymentToken.value is missing"_s
                                                       : u"paymentToken.value is not a token's value"_s});
    FieldList fields;
    readToken(body, object, token, fields);
    readCard(body, object, token, fields);
    readOrder(body, fields);
    token.fields = fields.fields();
    return token;
}

} // namespace fiserv
