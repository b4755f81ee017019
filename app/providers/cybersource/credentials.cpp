// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/credentials.h"

#include "app/core/redact.h"
#include "app/core/secretmembers.h"
#include "app/crypto/jwe.h"
#include "app/domain/cardnumber.h"
#include "app/providers/cybersource/names.h"
#include "app/providers/cybersource/text.h"

#include <QScopeGuard>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
enum class Shown {
    AtOnce,
    Identifier, //!< at once, in the monospaced font
    Number,     //!< masked until revealed
    Hidden      //!< nothing of it until revealed
};

struct KnownMember {
    QLatin1StringView path;
    QString label;
    Shown shown;
};

QList<KnownMember> knownMembers()
{
    return {{"tokenizedCard.state"_L1, Text::tr("State"), Shown::AtOnce},
            {"tokenizedCard.type"_L1, Text::tr("Type"), Shown::AtOnce},
            {"tokenizedCard.number"_L1, Text::tr("Network token number"), Shown::Number},
            {"tokenizedCard.expiration"_L1, Text::tr("Expiry"), Shown::AtOnce},
            {"tokenizedCard.cryptogram"_L1, Text::tr("Cryptogram"), Shown::Hidden},
            {"tokenizedCard.securityCode"_L1, Text::tr("Dynamic security code"), Shown::Hidden},
            {"tokenizedCard.eci"_L1, Text::tr("ECI"), Shown::AtOnce},
            {"tokenizedCard.applicationTransactionCounter"_L1, Text::tr("Transaction counter"), Shown::AtOnce},
            {"tokenizedCard.requestorId"_L1, Text::tr("Requestor id"), Shown::Identifier},
            {"tokenizedCard.paymentAccountReference"_L1, Text::tr("Payment account reference"), Shown::Identifier},
            {"tokenizedCard.enrollmentId"_L1, Text::tr("Enrolment id"), Shown::Identifier},
            {"tokenizedCard.tokenReferenceId"_L1, Text::tr("Token reference"), Shown::Identifier},
            {"tokenizedCard.card.suffix"_L1, Text::tr("Card’s last digits"), Shown::AtOnce},
            {"tokenizedCard.card.expiration"_L1, Text::tr("Card’s expiry"), Shown::AtOnce},
            {"card.number"_L1, Text::tr("Card number"), Shown::Number},
            {"card.expiration"_L1, Text::tr("Card’s expiry"), Shown::AtOnce},
            {"card.type"_L1, Text::tr("Card’s type"), Shown::AtOnce}};
}

//! Takes the value of the member out of the list; the last of several with one name counts.
SecretBytes taken(std::vector<SecretMember> &members, const QString &path)
{
    SecretBytes value;
    for (SecretMember &member : members) {
        if (member.path == path)
            value = std::move(member.value);
    }
    std::erase_if(members, [&](const SecretMember &member) { return member.path == path; });
    return value;
}

//! An "expiration" stands for expirationMonth and expirationYear: "11/2030".
SecretBytes takenOrJoined(std::vector<SecretMember> &members, QLatin1StringView path)
{
    if (!path.endsWith("expiration"_L1))
        return taken(members, path);
    const SecretBytes month = taken(members, path + u"Month"_s);
    const SecretBytes year = taken(members, path + u"Year"_s);
    if (month.isEmpty() && year.isEmpty())
        return {};
    QByteArray joined = month.bytes().toByteArray() + '/' + year.bytes().toByteArray();
    const auto wipeJoined = qScopeGuard([&] { wipe(joined); });
    return SecretBytes::copyOf(QByteArrayView(joined));
}

//! What a look-up of the token tells, and a payment does not need.
bool isToldElsewhere(const SecretMember &member)
{
    return member.path.startsWith("_links."_L1) || member.path == "tokenizedCard.id"_L1 ||
           member.path == "tokenizedCard.object"_L1 || member.path == "tokenizedCard.source"_L1 ||
           member.path == "tokenizedCard.card.type"_L1;
}

QString maskOf(const SecretBytes &number)
{
    const QByteArrayView digits = number.bytes();
    const bool areDigits = std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    return areDigits ? maskedCardNumber(digits) : QString();
}

//! A value that may be shown at once must not be a card number, wherever the server put it.
bool isHarmless(const SecretBytes &value)
{
    QString text = QString::fromUtf8(value.bytes());
    const bool isSame = redacted(text) == text;
    wipe(text);
    return isSame;
}

void append(Disclosure &disclosure, const KnownMember &member, SecretBytes value)
{
    if (value.isEmpty())
        return;
    const bool mayShow = (member.shown == Shown::AtOnce || member.shown == Shown::Identifier) && isHarmless(value);
    const QString mask = member.shown == Shown::Number ? maskOf(value) : QString();
    disclosure.items.append({.label = member.label,
                             .value = std::make_shared<const SecretBytes>(std::move(value)),
                             .isSecret = !mayShow,
                             .masked = mask,
                             .isIdentifier = member.shown != Shown::AtOnce});
}

Error notOpened(QByteArrayView message, const KeyRing &keys, const Error &cause, const HttpReply &reply,
                const Call &call)
{
    const Result<JweHeader> header = parseJwe(message);
    const QString kid = header ? header->kid : QString();
    const bool isKeyMissing = header && (keys.keys().isEmpty() || (!kid.isEmpty() && !keys.find(kid)));
    const QString reference = redacted(QString::fromLatin1(reply.header("v-c-correlation-id")));
    return {.kind = Error::Kind::Undecryptable,
            .detail = cause.detail,
            .correlationId = reference.isEmpty() ? call.correlationId : reference,
            .code = isKeyMissing ? keyNotHereCode : doesNotOpenCode,
            .providerDetail = kid.isEmpty() ? QString() : u"encrypted for the key “%1”"_s.arg(redacted(kid)),
            .field = isKeyMissing ? setting::decryptionKeyFile : QString(),
            .httpStatus = reply.status};
}

//! The JWE alone, also as a JSON string.
QByteArrayView bareMessage(const QByteArray &body)
{
    QByteArrayView message = QByteArrayView(body).trimmed();
    if (message.size() > 1 && message.startsWith('"') && message.endsWith('"'))
        message = message.sliced(1, message.size() - 2);
    return message;
}
} // namespace

Result<PaymentCredentials> credentialsAnswer(const HttpReply &reply, const Call &call, const KeyRing &keys)
{
    const QByteArrayView message = bareMessage(reply.body);
    const auto plaintext = decryptJwe(message, keys);
    if (!plaintext)
        return Failure(notOpened(message, keys, plaintext.error(), reply, call));
    Result<std::vector<SecretMember>> members = readSecretJsonObject(**plaintext);
    if (!members)
        return Failure(unreadable(reply, call, u"what it decrypts to is not a JSON object"_s));
    std::erase_if(*members, isToldElsewhere);
    const auto has = [&](QLatin1StringView path) {
        return std::any_of(members->begin(), members->end(),
                           [&](const SecretMember &member) { return member.path == path; });
    };
    const bool isCardItself = has("card.number"_L1) && !has("tokenizedCard.number"_L1);
    PaymentCredentials credentials;
    credentials.correlationId = call.correlationId;
    credentials.disclosure.title = Text::tr("Payment credentials");
    for (const KnownMember &member : knownMembers())
        append(credentials.disclosure, member, takenOrJoined(*members, member.path));
    while (!members->empty()) {
        const QString path = members->front().path;
        append(credentials.disclosure, {.path = {}, .label = path, .shown = Shown::Hidden}, taken(*members, path));
    }
    if (credentials.disclosure.items.isEmpty())
        return Failure(unreadable(reply, call, u"it holds no credentials"_s));
    if (isCardItself)
        credentials.remark = Text::tr("There is no network token: this is the card itself.");
    return credentials;
}

} // namespace cybersource
