// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/cybersource/sandboxcybersourcevault.h"

#include "app/sandbox/cybersource/sandboxcybersourceanswer.h"
#include "app/sandbox/sandboxrandom.h"
#include "app/sandbox/thales/sandboxthalescard.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
namespace kind = sandboxCybersourceKind;

namespace {
struct Scheme {
    const char *name;
    const char *code;          //!< card.type
    const char *network;       //!< tokenizedCard.type
    const char *networkPrefix; //!< of network token numbers
    int numberLength;
};

constexpr std::array schemes{
    Scheme{"VISA", "001", "visa", "489537", 16},
    Scheme{"MASTERCARD", "002", "mastercard", "512034", 16},
    Scheme{"AMEX", "003", "americanexpress", "374245", 15},
    Scheme{"DISCOVER", "004", "discover", "601101", 16},
    Scheme{"ELO", "054", "elo", "650485", 16},
};

const Scheme &schemeNamed(const QString &name)
{
    const auto found =
        std::ranges::find_if(schemes, [&name](const Scheme &known) { return name == QLatin1StringView(known.name); });
    return found == schemes.end() ? schemes.front() : *found;
}

//! 411111XXXXXX1111
QString maskedNumber(const QJsonObject &details)
{
    const QString prefix = details.value("prefix"_L1).toString();
    const QString suffix = details.value("suffix"_L1).toString();
    const qsizetype hidden = details.value("length"_L1).toInt() - prefix.size() - suffix.size();
    return prefix + QString(std::max<qsizetype>(0, hidden), u'X') + suffix;
}

QString withCheckDigit(const QString &digits)
{
    for (char16_t check = u'0'; check <= u'9'; ++check) {
        if (sandboxPassesCheckDigit((digits + QChar(check)).toLatin1()))
            return digits + QChar(check);
    }
    return digits;
}

void copyMember(const QJsonObject &from, QLatin1StringView name, QJsonObject &to)
{
    if (!from.value(name).toString().isEmpty())
        to.insert(name, from.value(name));
}
} // namespace

QString sandboxCybersourceCardType(const QString &scheme)
{
    return QString::fromLatin1(schemeNamed(scheme).code);
}

SandboxCybersourceVault::SandboxCybersourceVault(SandboxCybersourceItems items, const SandboxCybersourceArt &art,
                                                 const SandboxCybersourceCredentials &credentials,
                                                 std::shared_ptr<const Clock> clock)
    : m_items(std::move(items)), m_art(art), m_credentials(credentials), m_clock(std::move(clock))
{
}

Result<SandboxCybersourceVault::Identified> SandboxCybersourceVault::identified(const SandboxCybersourceCard &card)
{
    const SandboxCybersourceItems::Found known = m_items.findByCard(cardKeyOf(card.number));
    if (!known)
        return Failure(known.error());
    Identified identified{.identifier = known->value_or(Item{}), .isNew = !*known};
    if (identified.isNew) {
        identified.identifier = newIdentifier(card);
    } else if (!card.month.isEmpty()) {
        identified.identifier.details.insert("expirationMonth"_L1, card.month);
        identified.identifier.details.insert("expirationYear"_L1, card.year);
        identified.identifier.updatedAt = now();
    }
    const Result<Done> stored = m_items.put(identified.identifier);
    return stored ? Result<Identified>(identified) : Failure(stored.error());
}

SandboxCybersourceItem SandboxCybersourceVault::newIdentifier(const SandboxCybersourceCard &card) const
{
    // An id that passes the check digit would be taken for a card number and masked wherever it is written.
    QString id;
    do {
        id = u"70"_s + sandboxRandomDigits(13) + card.number.right(4);
    } while (sandboxPassesCheckDigit(id.toLatin1()));
    const QString key = cardKeyOf(card.number);
    const QString scheme = sandboxSchemeOf(card.number.toLatin1());
    const QDateTime created = now();
    return {.id = id,
            .kind = kind::identifier,
            .cardKey = key,
            .state = u"ACTIVE"_s,
            .createdAt = created,
            .updatedAt = created,
            .details = {{u"scheme"_s, scheme},
                        {u"prefix"_s, card.number.left(6)},
                        {u"suffix"_s, card.number.right(4)},
                        {u"length"_s, card.number.size()},
                        {u"expirationMonth"_s, card.month},
                        {u"expirationYear"_s, card.year},
                        {u"par"_s, accountReference(scheme, key)}}};
}

SandboxCybersourceItem SandboxCybersourceVault::newNetworkToken(const Item *identifier,
                                                                const SandboxCybersourceTestCard &outcome,
                                                                const SandboxCybersourceCard &card) const
{
    const bool isActive = outcome.networkToken == "ACTIVE"_L1;
    const QDateTime created = now();
    Item token{.id = newSandboxCybersourceId(),
               .kind = kind::networkToken,
               .parent = identifier ? identifier->id : QString(),
               .state = isActive ? u"ACTIVE"_s : u"UNPROVISIONED"_s,
               .createdAt = created,
               .updatedAt = created,
               .details = {{u"scheme"_s, outcome.scheme},
                           {u"source"_s, u"ONFILE"_s},
                           {u"cardSuffix"_s, card.number.right(4)},
                           {u"cardMonth"_s, card.month},
                           {u"cardYear"_s, card.year}}};
    if (!isActive) {
        token.details.insert("reason"_L1, outcome.networkToken);
        return token;
    }
    const QJsonObject product = m_art.productOf(outcome.scheme, QRandomGenerator::system()->bounded(1000));
    // The network token outlives the card that it was made for.
    const QDate expiry = created.date().addYears(4);
    const QString par =
        identifier ? identifier->details.value("par"_L1).toString() : accountReference(outcome.scheme, token.id);
    token.details.insert("expirationMonth"_L1, expiry.toString(u"MM"_s));
    token.details.insert("expirationYear"_L1, expiry.toString(u"yyyy"_s));
    token.details.insert("enrollmentId"_L1, newSandboxCybersourceId().toLower());
    token.details.insert("tokenReferenceId"_L1, newSandboxCybersourceId().toLower());
    token.details.insert("par"_L1, par);
    token.details.insert("art"_L1, product.value("cardArts"_L1));
    token.details.insert("issuer"_L1, product.value("issuerName"_L1));
    token.details.insert("description"_L1, product.value("cardDescription"_L1));
    return token;
}

SandboxCybersourceItems::Found SandboxCybersourceVault::networkTokenOf(const Item &identifier)
{
    const auto tokens = m_items.childrenOf(identifier.id, kind::networkToken);
    if (!tokens)
        return Failure(tokens.error());
    return tokens->isEmpty() ? std::nullopt : std::optional(tokens->last());
}

SandboxCybersourceTestCard SandboxCybersourceVault::outcomeOf(const Item &identifier) const
{
    const QString number = numberOf(identifier);
    SandboxCybersourceTestCard outcome = sandboxCybersourceOutcomeOf(number);
    outcome.scheme = identifier.details.value("scheme"_L1).toString();
    return outcome;
}

QString SandboxCybersourceVault::numberOf(const Item &identifier) const
{
    for (const SandboxCybersourceTestCard &card : sandboxCybersourceTestCards()) {
        if (!identifier.cardKey.isEmpty() && cardKeyOf(card.number) == identifier.cardKey)
            return card.number;
    }
    return maskedNumber(identifier.details);
}

QString SandboxCybersourceVault::networkNumberOf(const Item &networkToken) const
{
    const Scheme &scheme = schemeNamed(networkToken.details.value("scheme"_L1).toString());
    const QString prefix = QString::fromLatin1(scheme.networkPrefix);
    const int rest = scheme.numberLength - static_cast<int>(prefix.size()) - 1;
    return withCheckDigit(prefix + digitsFrom(keyed("network token", networkToken.id), rest));
}

QJsonObject SandboxCybersourceVault::described(const Item &identifier, const std::optional<Item> &networkToken) const
{
    const QString self = u"/tms/v1/instrumentidentifiers/"_s + identifier.id;
    QJsonObject links{{u"self"_s, sandboxCybersourceLink(self)},
                      {u"paymentInstruments"_s, sandboxCybersourceLink(self + u"/paymentinstruments"_s)}};
    QJsonObject card{{u"number"_s, maskedNumber(identifier.details)}};
    copyMember(identifier.details, "expirationMonth"_L1, card);
    copyMember(identifier.details, "expirationYear"_L1, card);
    QJsonObject answer{{u"id"_s, identifier.id},
                       {u"object"_s, QString(kind::identifier)},
                       {u"state"_s, identifier.state},
                       {u"card"_s, card},
                       {u"issuer"_s, QJsonObject{{u"paymentAccountReference"_s, identifier.details.value("par"_L1)}}},
                       {u"metadata"_s, QJsonObject{{u"creator"_s, m_credentials.merchantId}}}};
    if (networkToken) {
        links.insert("tokenized-cards"_L1, sandboxCybersourceLink(u"/tms/v2/tokenized-cards/"_s + networkToken->id));
        answer.insert("type"_L1, u"enrollable card"_s);
        answer.insert("tokenizedCard"_L1, describedNetworkToken(*networkToken));
    }
    answer.insert("_links"_L1, links);
    return answer;
}

QJsonObject SandboxCybersourceVault::describedNetworkToken(const Item &networkToken) const
{
    const QJsonObject &details = networkToken.details;
    const QString schemeName = details.value("scheme"_L1).toString();
    const Scheme &scheme = schemeNamed(schemeName);
    QJsonObject card{{u"suffix"_s, details.value("cardSuffix"_L1)}, {u"type"_s, QString::fromLatin1(scheme.code)}};
    if (!details.value("cardMonth"_L1).toString().isEmpty()) {
        card.insert("expirationMonth"_L1, details.value("cardMonth"_L1));
        card.insert("expirationYear"_L1, details.value("cardYear"_L1));
    }
    QJsonObject answer{{u"id"_s, networkToken.id},
                       {u"object"_s, QString(kind::networkToken)},
                       {u"state"_s, networkToken.state},
                       {u"type"_s, QString::fromLatin1(scheme.network)},
                       {u"card"_s, card}};
    for (const QLatin1StringView name : {"source"_L1, "reason"_L1, "enrollmentId"_L1, "tokenReferenceId"_L1,
                                         "expirationMonth"_L1, "expirationYear"_L1})
        copyMember(details, name, answer);
    if (details.contains("reason"_L1))
        return answer;
    const QString number = networkNumberOf(networkToken);
    answer.insert("number"_L1, number.left(6) + QString(number.size() - 10, u'X') + number.right(4));
    answer.insert("requestorId"_L1, u"40000000069"_s);
    answer.insert("paymentAccountReference"_L1, details.value("par"_L1));
    answer.insert("metadata"_L1,
                  QJsonObject{{u"cardArt"_s,
                               m_art.described(details.value("art"_L1).toObject(), networkToken.parent, schemeName)},
                              {u"issuer"_s, QJsonObject{{u"name"_s, details.value("issuer"_L1)},
                                                        {u"shortDescription"_s, details.value("description"_L1)}}},
                              {u"creator"_s, m_credentials.merchantId}});
    return answer;
}

QByteArray SandboxCybersourceVault::keyed(QByteArrayView purpose, const QString &text) const
{
    return QMessageAuthenticationCode::hash(purpose.toByteArray() + '\n' + text.toUtf8(), m_credentials.numberKey,
                                            QCryptographicHash::Sha256);
}

//! 29 characters, the first four of them the scheme's.
QString SandboxCybersourceVault::accountReference(const QString &scheme, const QString &of) const
{
    return scheme.left(1) + u"0010013"_s + digitsFrom(keyed("PAR", of), 21);
}

QString SandboxCybersourceVault::cardKeyOf(const QString &number) const
{
    return QString::fromLatin1(keyed("card", number).toHex());
}

QString SandboxCybersourceVault::digitsFrom(const QByteArray &hash, int count) const
{
    QString digits;
    for (int i = 0; i < count; ++i)
        digits += QChar(u'0' + static_cast<unsigned char>(hash.at(i % hash.size())) % 10);
    return digits;
}
