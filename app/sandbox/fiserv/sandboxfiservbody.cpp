// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/fiserv/sandboxfiservbody.h"

#include "app/crypto/strictjson.h"
#include "app/sandbox/thales/sandboxthalescard.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <functional>

using namespace Qt::StringLiterals;

namespace {
using Mistake = SandboxFiservMistake;

constexpr int mostTokens = 1000;
constexpr qsizetype longestValue = 256;

//! Checks members one after the other and keeps the first mistake.
class Checker
{
public:
    Checker(const QJsonObject &object, const QString &path, Mistake &mistake)
        : m_object(object), m_path(path), m_mistake(mistake)
    {
    }

    [[nodiscard]] QJsonValue value(QLatin1StringView key) const { return m_object.value(key); }
    [[nodiscard]] Checker within(QLatin1StringView key) const
    {
        return Checker(value(key).toObject(), m_path + key + u'.', m_mistake);
    }
    void require(QLatin1StringView key)
    {
        if (value(key).isUndefined())
            report(key, u"is required"_s);
    }
    void object(QLatin1StringView key)
    {
        if (!value(key).isUndefined() && !value(key).isObject())
            report(key, u"must be an object"_s);
    }
    void flag(QLatin1StringView key)
    {
        if (!value(key).isUndefined() && !value(key).isBool())
            report(key, u"must be true or false"_s);
    }
    void word(QLatin1StringView key, const QString &pattern, const QString &meaning)
    {
        if (value(key).isUndefined())
            return;
        const QRegularExpression whole(QRegularExpression::anchoredPattern(pattern),
                                       QRegularExpression::DotMatchesEverythingOption);
        if (!value(key).isString() || !whole.match(value(key).toString()).hasMatch())
            report(key, u"must be "_s + meaning);
    }
    void text(QLatin1StringView key, int longest)
    {
        word(key, u"(\\S(.{0,%1}\\S)?)?"_s.arg(longest - 2),
             u"a string of at most %1 characters without spaces around it"_s.arg(longest));
    }
    void report(QLatin1StringView key, const QString &message)
    {
        if (m_mistake.message.isEmpty())
            m_mistake = {.field = m_path + key, .message = m_path + key + u' ' + message};
    }

private:
    QJsonObject m_object;
    QString m_path;
    Mistake &m_mistake;
};

void checkCard(Checker card)
{
    card.require("number"_L1);
    card.word("number"_L1, u"[0-9]{13,19}"_s, u"13 to 19 digits"_s);
    card.object("expiryDate"_L1);
    Checker expiry = card.within("expiryDate"_L1);
    expiry.word("month"_L1, u"0[1-9]|1[012]"_s, u"01 to 12"_s);
    expiry.word("year"_L1, u"[0-9]{2}"_s, u"two digits"_s);
    card.word("securityCode"_L1, u"[0-9]{3,4}"_s, u"3 or 4 digits"_s);
    card.word("cardFunction"_L1, u"CREDIT|DEBIT|PREPAID|VOUCHER|UNDEFINED"_s, u"a kind of card that the API knows"_s);
    card.text("cardholderName"_L1, 96);
}

void checkSettings(Checker &token)
{
    token.flag("reusable"_L1);
    token.flag("declineDuplicates"_L1);
}

//! Whatever a merchant chooses, a card number in the place of a token would end up in files.
void checkValue(Checker &token)
{
    token.word("value"_L1, u"[!-~]{1,%1}"_s.arg(longestValue), u"visible ASCII characters"_s);
    const QByteArray value = token.value("value"_L1).toString().toLatin1();
    static const QRegularExpression number(QRegularExpression::anchoredPattern(u"[0-9]{13,19}"_s));
    if (number.match(QString::fromLatin1(value)).hasMatch() && sandboxPassesCheckDigit(value) &&
        sandboxSchemeOf(value) != "UNKNOWN"_L1)
        token.report("value"_L1, u"must not be a card number"_s);
}

void checkDetails(Checker details)
{
    details.text("operatorId"_L1, 35);
    details.text("salesSystemId"_L1, 50);
    details.text("invoiceNumber"_L1, 48);
    details.text("purchaseOrderNumber"_L1, 128);
    details.text("comments"_L1, 1024);
}

void checkType(Checker &body, const QString &wanted)
{
    body.require("requestType"_L1);
    body.word("requestType"_L1, QRegularExpression::escape(wanted), wanted);
    body.text("storeId"_L1, 20);
}
} // namespace

std::expected<QJsonObject, SandboxFiservMistake> sandboxFiservObject(const QByteArray &body)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(body, &problem);
    if (problem.error != QJsonParseError::NoError)
        return std::unexpected(Mistake{
            .field = {},
            .message = u"The body is not valid JSON: %1 at byte %2"_s.arg(problem.errorString()).arg(problem.offset)});
    if (const auto members = strictJsonObject(body); !members)
        return std::unexpected(Mistake{.field = {}, .message = u"The body "_s + members.error()});
    return document.object();
}

SandboxFiservMistake sandboxFiservCreateMistake(const QJsonObject &object)
{
    Mistake mistake;
    Checker body(object, {}, mistake);
    checkType(body, u"PaymentCardPaymentTokenizationRequest"_s);
    body.require("paymentCard"_L1);
    body.object("paymentCard"_L1);
    body.require("createToken"_L1);
    body.object("createToken"_L1);
    body.flag("accountVerification"_L1);
    body.text("merchantTransactionId"_L1, 40);
    body.object("additionalDetails"_L1);
    checkCard(body.within("paymentCard"_L1));
    Checker token = body.within("createToken"_L1);
    checkValue(token);
    checkSettings(token);
    checkDetails(body.within("additionalDetails"_L1));
    return mistake;
}

SandboxFiservMistake sandboxFiservUpdateMistake(const QJsonObject &object)
{
    Mistake mistake;
    Checker body(object, {}, mistake);
    checkType(body, u"PaymentCardPaymentTokenUpdateRequest"_s);
    body.require("paymentTokens"_L1);
    const QJsonArray tokens = object.value("paymentTokens"_L1).toArray();
    if (tokens.isEmpty() || tokens.size() > mostTokens)
        body.report("paymentTokens"_L1, u"must be an array of 1 to %1 tokens"_s.arg(mostTokens));
    int at = 0;
    for (const auto &item : tokens) {
        Checker token(item.toObject(), u"paymentTokens[%1]."_s.arg(at++), mistake);
        token.require("value"_L1);
        checkValue(token);
        checkSettings(token);
        token.require("paymentCard"_L1);
        token.object("paymentCard"_L1);
        checkCard(token.within("paymentCard"_L1));
    }
    return mistake;
}
