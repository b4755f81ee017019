// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/cybersource/sandboxcybersourcetokens.h"

#include "app/crypto/jwe.h"
#include "app/sandbox/cybersource/sandboxcybersourceanswer.h"
#include "app/sandbox/sandboxrandom.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
namespace kind = sandboxCybersourceKind;
namespace pattern = sandboxCybersourcePattern;

namespace {
using Fields = SandboxCybersourceFields;
using Presence = Fields::Presence;

const SandboxAnswer storageFailure{.status = 500};

SandboxAnswer vaultConflict(const QString &message)
{
    return sandboxCybersourceVaultError(409, u"conflict"_s, message);
}

SandboxAnswer invalidCombination(const QString &name)
{
    return sandboxCybersourceVaultError(400, u"invalidCombination"_s, u"Field combination is not supported"_s, name);
}

SandboxCybersourceCard cardIn(Fields &fields, const QString &path, Presence number, Presence expiry)
{
    return {.number = fields.cardNumber(path + u".number"_s, number),
            .month = fields.text(path + u".expirationMonth"_s, pattern::month, expiry),
            .year = fields.text(path + u".expirationYear"_s, pattern::year, expiry)};
}

} // namespace

SandboxCybersourceTokens::Sought SandboxCybersourceTokens::sought(QLatin1StringView kind, const QString &id)
{
    const SandboxCybersourceItems::Found found = m_vault.items().find(kind, id);
    if (!found)
        return std::unexpected(storageFailure);
    if (!*found)
        return std::unexpected(sandboxCybersourceVaultError(404, u"notFound"_s, u"Token not found"_s));
    if ((*found)->isRemoved)
        return std::unexpected(sandboxCybersourceVaultError(410, u"notAvailable"_s, u"Token has been deleted."_s));
    return **found;
}

SandboxCybersourceTokens::Sought SandboxCybersourceTokens::behind(const QString &id)
{
    for (const QLatin1StringView known : {kind::identifier, kind::networkToken, kind::instrument, kind::customer}) {
        const Sought found = sought(known, id);
        if (!found && found.error().status == 404)
            continue;
        if (!found || known == kind::identifier || known == kind::networkToken)
            return found;
        return behind(found->parent);
    }
    return sought(kind::identifier, id);
}

SandboxAnswer SandboxCybersourceTokens::described(int status, const Item &identifier)
{
    const SandboxCybersourceItems::Found networkToken = m_vault.networkTokenOf(identifier);
    if (!networkToken)
        return storageFailure;
    SandboxAnswer answer = SandboxAnswer::json(status, m_vault.described(identifier, *networkToken));
    const QByteArray tag = QCryptographicHash::hash(answer.body, QCryptographicHash::Sha256).toHex().first(16);
    answer.headers.append({"ETag", '"' + tag + '"'});
    answer.tokenId = identifier.id;
    return answer;
}

SandboxAnswer SandboxCybersourceTokens::describedNetworkToken(int status, const Item &networkToken) const
{
    const QString self = u"/tms/v2/tokenized-cards/"_s + networkToken.id;
    SandboxAnswer answer =
        SandboxAnswer::json(status, {{u"_links"_s, QJsonObject{{u"self"_s, sandboxCybersourceLink(self)}}},
                                     {u"tokenizedCard"_s, m_vault.describedNetworkToken(networkToken)}});
    answer.tokenId = networkToken.id;
    return answer;
}

SandboxAnswer SandboxCybersourceTokens::stored(Item item, int status)
{
    item.updatedAt = m_vault.now();
    if (!m_vault.items().put(item))
        return storageFailure;
    return {.status = status, .tokenId = item.id};
}

Result<Done> SandboxCybersourceTokens::provision(const Item &identifier, const SandboxCybersourceCard &card)
{
    const SandboxCybersourceItems::Found existing = m_vault.networkTokenOf(identifier);
    if (!existing)
        return Failure(existing.error());
    if (*existing && (*existing)->state != "DELETED"_L1 && (*existing)->state != "UNPROVISIONED"_L1)
        return Done{};
    return m_vault.items().put(m_vault.newNetworkToken(&identifier, m_vault.outcomeOf(identifier), card));
}

SandboxAnswer SandboxCybersourceTokens::createIdentifier(const QJsonObject &body)
{
    Fields fields(body);
    const bool enrolls = !fields.text(u"type"_s, u"enrollable card"_s).isEmpty();
    const SandboxCybersourceCard card =
        cardIn(fields, u"card"_s, Presence::Required, enrolls ? Presence::Required : Presence::Optional);
    fields.text(u"card.securityCode"_s, pattern::securityCode);
    if (!fields.mistakes().isEmpty())
        return sandboxCybersourceVaultMistakes(fields.mistakes());
    const auto identified = m_vault.identified(card);
    if (!identified || (enrolls && !provision(identified->identifier, card)))
        return storageFailure;
    return described(identified->isNew ? 201 : 200, identified->identifier);
}

SandboxAnswer SandboxCybersourceTokens::readIdentifier(const QString &id)
{
    const Sought identifier = sought(kind::identifier, id);
    return identifier ? described(200, *identifier) : identifier.error();
}

SandboxAnswer SandboxCybersourceTokens::removeIdentifier(const QString &id)
{
    const Sought identifier = sought(kind::identifier, id);
    if (!identifier)
        return identifier.error();
    const auto instruments = m_vault.items().childrenOf(id, kind::instrument);
    const auto networkTokens = m_vault.items().childrenOf(id, kind::networkToken);
    if (!instruments || !networkTokens)
        return storageFailure;
    if (!instruments->isEmpty())
        return sandboxCybersourceVaultError(
            409, u"instrumentIdentifierDeletionError"_s,
            u"Action cannot be performed as the PaymentInstrument is the customers default"_s);
    QList<Item> removed = *networkTokens;
    removed.append(*identifier);
    for (Item &item : removed) {
        item.isRemoved = true;
        if (item.kind == kind::networkToken)
            item.state = u"DELETED"_s;
        if (stored(item, 204).status != 204)
            return storageFailure;
    }
    return {.status = 204, .tokenId = id};
}

SandboxAnswer SandboxCybersourceTokens::instrumentsOf(const QString &id)
{
    const Sought identifier = sought(kind::identifier, id);
    if (!identifier)
        return identifier.error();
    const auto instruments = m_vault.items().childrenOf(id, kind::instrument);
    if (!instruments)
        return storageFailure;
    QJsonArray list;
    for (const Item &instrument : *instruments) {
        const QJsonObject &details = identifier->details;
        list.append(QJsonObject{
            {u"_links"_s,
             QJsonObject{{u"self"_s, sandboxCybersourceLink(u"/tms/v1/paymentinstruments/"_s + instrument.id)}}},
            {u"id"_s, instrument.id},
            {u"object"_s, QString(kind::instrument)},
            {u"state"_s, u"ACTIVE"_s},
            {u"card"_s, QJsonObject{{u"expirationMonth"_s, details.value("expirationMonth"_L1)},
                                    {u"expirationYear"_s, details.value("expirationYear"_L1)},
                                    {u"type"_s, sandboxCybersourceCardType(details.value("scheme"_L1).toString())}}},
            {u"instrumentIdentifier"_s, QJsonObject{{u"id"_s, id}}}});
    }
    const QString self = u"/tms/v1/instrumentidentifiers/%1/paymentinstruments"_s.arg(id);
    return SandboxAnswer::json(
        200, {{u"_links"_s, QJsonObject{{u"self"_s, sandboxCybersourceLink(self + u"?offset=0&limit=20"_s)}}},
              {u"object"_s, u"collection"_s},
              {u"offset"_s, 0},
              {u"limit"_s, 20},
              {u"count"_s, list.size()},
              {u"total"_s, list.size()},
              {u"_embedded"_s, QJsonObject{{u"paymentInstruments"_s, list}}}});
}

SandboxAnswer SandboxCybersourceTokens::enroll(const QString &id, const QJsonObject &body)
{
    const Sought identifier = sought(kind::identifier, id);
    if (!identifier)
        return identifier.error();
    Fields fields(body);
    fields.text(u"type"_s, u"enrollable card"_s, Presence::Required);
    SandboxCybersourceCard card = cardIn(fields, u"card"_s, Presence::Optional, Presence::Required);
    fields.text(u"card.securityCode"_s, pattern::securityCode);
    if (!fields.mistakes().isEmpty())
        return sandboxCybersourceVaultMistakes(fields.mistakes());
    if (identifier->state != "ACTIVE"_L1)
        return vaultConflict(u"The account is closed."_s);
    card.number = m_vault.numberOf(*identifier);
    if (!provision(*identifier, card))
        return storageFailure;
    return described(200, *identifier);
}

SandboxAnswer SandboxCybersourceTokens::createNetworkToken(const QJsonObject &body)
{
    Fields fields(body);
    const QString source = fields.text(u"source"_s, u"ONFILE|TOKEN|ISSUER"_s, Presence::Required);
    const Presence wanted = source == "ONFILE"_L1 ? Presence::Required : Presence::Optional;
    SandboxCybersourceCard card = cardIn(fields, u"card"_s, wanted, wanted);
    if (source == "ISSUER"_L1)
        fields.text(u"accountReferenceId"_s, u".{1,64}"_s, Presence::Required);
    const bool isVisas =
        card.number.isEmpty() || sandboxCybersourceOutcomeOf(card.number).scheme == "VISA"_L1; // VTS takes 24
    fields.text(u"consumerId"_s, isVisas ? u".{1,24}"_s : u".{1,36}"_s);
    if (fields.has(u"createPanInstrumentIdentifier"_s) && !fields.at(u"createPanInstrumentIdentifier"_s).isBool())
        fields.report(u"createPanInstrumentIdentifier"_s);
    if (!fields.mistakes().isEmpty())
        return sandboxCybersourceVaultMistakes(fields.mistakes());

    SandboxCybersourceTestCard outcome = sandboxCybersourceOutcomeOf(card.number);
    if (card.number.isEmpty()) { // a token or a reference of an issuer that is Visa's here
        outcome.scheme = u"VISA"_s;
        outcome.networkToken = u"ACTIVE"_s;
    }
    if (outcome.networkToken == "DECLINED"_L1)
        return sandboxCybersourceVaultError(403, u"declined"_s, u"The issuer declines a network token."_s);
    std::optional<Item> identifier;
    if (fields.at(u"createPanInstrumentIdentifier"_s).toBool() && !card.number.isEmpty()) {
        const auto identified = m_vault.identified(card);
        if (!identified)
            return storageFailure;
        identifier = identified->identifier;
    }
    Item networkToken = m_vault.newNetworkToken(identifier ? &*identifier : nullptr, outcome, card);
    networkToken.details.insert("source"_L1, source);
    if (!m_vault.items().put(networkToken))
        return storageFailure;
    return describedNetworkToken(201, networkToken);
}

SandboxAnswer SandboxCybersourceTokens::readNetworkToken(const QString &id)
{
    const Sought networkToken = sought(kind::networkToken, id);
    return networkToken ? describedNetworkToken(200, *networkToken) : networkToken.error();
}

SandboxAnswer SandboxCybersourceTokens::removeNetworkToken(const QString &id, bool isOldWay, const QJsonObject &body)
{
    const Sought networkToken = sought(kind::networkToken, id);
    if (!networkToken)
        return networkToken.error();
    if (isOldWay && networkToken->details.value("scheme"_L1).toString() != "VISA"_L1)
        return sandboxCybersourceVaultError(400, u"unsupportedPaymentMethodModification"_s,
                                            u"Only Visa tokens can be deleted this way."_s);
    Fields fields(body);
    if (fields.has(u"reason"_s)) {
        fields.text(u"reason.code"_s, u"FRAUD|PAYMENT_METHOD_REMOVED"_s, Presence::Required);
        fields.text(u"reason.description"_s, u".{0,256}"_s);
    }
    if (!fields.mistakes().isEmpty())
        return sandboxCybersourceVaultMistakes(fields.mistakes());
    Item removed = *networkToken;
    removed.state = u"DELETED"_s;
    removed.isRemoved = true;
    return stored(removed, 204);
}

SandboxAnswer SandboxCybersourceTokens::playIssuer(const QString &id, const QJsonObject &body)
{
    const Sought networkToken = sought(kind::networkToken, id);
    if (!networkToken)
        return networkToken.error();
    Fields fields(body);
    const QString state = fields.text(u"state"_s, u"ACTIVE|SUSPENDED|DELETED"_s);
    const QString suffix = fields.text(u"card.last4"_s, u"[0-9]{4}"_s);
    const QString month = fields.text(u"card.expirationMonth"_s, pattern::month);
    const QString year = fields.text(u"card.expirationYear"_s, pattern::year);
    const QString update = fields.text(u"metadata.cardArt.combinedAsset.update"_s, u"true"_s);
    if (fields.mistakes().isEmpty() && (state + suffix + month + year + update).isEmpty())
        fields.text(u"state"_s, {}, Presence::Required);
    if (!fields.mistakes().isEmpty())
        return sandboxCybersourceVaultMistakes(fields.mistakes());
    if (networkToken->state == "DELETED"_L1 || networkToken->state == "UNPROVISIONED"_L1)
        return vaultConflict(u"The network token is %1."_s.arg(networkToken->state));
    Item played = *networkToken;
    if (!state.isEmpty())
        played.state = state;
    const std::array changes{std::pair{"cardSuffix"_L1, suffix}, std::pair{"cardMonth"_L1, month},
                             std::pair{"cardYear"_L1, year}};
    for (const auto &[name, value] : changes) {
        if (!value.isEmpty())
            played.details.insert(name, value);
    }
    if (!update.isEmpty())
        played.details.insert("art"_L1, m_vault.art()
                                            .productOf(played.details.value("scheme"_L1).toString(),
                                                       QRandomGenerator::system()->bounded(1000))
                                            .value("cardArts"_L1));
    return stored(played, 204);
}

SandboxAnswer SandboxCybersourceTokens::credentials(const QString &id, bool isNewest, const QJsonObject &body)
{
    const Sought found = behind(id);
    if (!found)
        return found.error();
    Fields fields(body);
    const QString type = fields.text(u"paymentCredentialType"_s, u"NETWORK_TOKEN|SECURITY_CODE|CRYPTOGRAM"_s);
    const QString transaction = fields.text(u"transactionType"_s, u"ECOM|AFT"_s);
    if (!fields.mistakes().isEmpty())
        return sandboxCybersourceVaultMistakes(fields.mistakes());

    const bool isIdentifier = found->kind == kind::identifier;
    const SandboxCybersourceItems::Found networkToken =
        isIdentifier ? m_vault.networkTokenOf(*found) : SandboxCybersourceItems::Found(*found);
    if (!networkToken)
        return storageFailure;
    const bool hasOne = *networkToken && (*networkToken)->state != "UNPROVISIONED"_L1;
    QJsonObject payload{
        {u"_links"_s, QJsonObject{{u"self"_s, sandboxCybersourceLink(u"/tms/%1/tokens/%2/payment-credentials"_s.arg(
                                                  isNewest ? u"v3"_s : u"v2"_s, id))}}}};
    if (!hasOne) {
        if (!isNewest || !isIdentifier)
            return sandboxCybersourceVaultError(404, u"notFound"_s, u"There is no network token."_s);
        QJsonObject card = m_vault.described(*found, std::nullopt).value("card"_L1).toObject();
        card.insert("number"_L1, m_vault.numberOf(*found));
        card.insert("type"_L1, sandboxCybersourceCardType(found->details.value("scheme"_L1).toString()));
        payload.insert("card"_L1, card);
        return sealed(payload);
    }
    if ((*networkToken)->state != "ACTIVE"_L1)
        return sandboxCybersourceVaultError(403, u"declined"_s,
                                            u"The network token is %1."_s.arg((*networkToken)->state));
    const QString scheme = (*networkToken)->details.value("scheme"_L1).toString();
    if ((type == "SECURITY_CODE"_L1 && scheme != "AMEX"_L1) || (type == "CRYPTOGRAM"_L1 && scheme == "AMEX"_L1))
        return invalidCombination(u"paymentCredentialType"_s);
    if (transaction == "AFT"_L1 && (scheme != "VISA"_L1 || type != "CRYPTOGRAM"_L1))
        return invalidCombination(u"transactionType"_s);
    payload.insert("tokenizedCard"_L1, networkCredentials(**networkToken, type));
    return sealed(payload);
}

QJsonObject SandboxCybersourceTokens::networkCredentials(const Item &networkToken, const QString &wanted) const
{
    QJsonObject card = m_vault.describedNetworkToken(networkToken);
    card.remove("metadata"_L1);
    card.insert("number"_L1, m_vault.networkNumberOf(networkToken));
    const QString scheme = networkToken.details.value("scheme"_L1).toString();
    if (scheme == "AMEX"_L1) {
        if (wanted != "NETWORK_TOKEN"_L1)
            card.insert("securityCode"_L1, sandboxRandomDigits(4));
    } else if (wanted != "NETWORK_TOKEN"_L1) {
        card.insert("cryptogram"_L1, QString::fromLatin1(sandboxRandomBytes(20).toBase64()));
        card.insert("eci"_L1, scheme == "VISA"_L1 ? u"05"_s : u"06"_s);
    }
    if (scheme == "VISA"_L1)
        card.insert("applicationTransactionCounter"_L1, sandboxRandomDigits(4));
    return card;
}

SandboxAnswer SandboxCybersourceTokens::sealed(const QJsonObject &payload) const
{
    const Result<QByteArray> compact = encryptJwe(
        SecretBytes::copyOf(QJsonDocument(payload).toJson(QJsonDocument::Compact)), m_vault.credentials().responseKey);
    if (!compact)
        return storageFailure;
    return {.status = 200, .body = *compact, .contentType = "application/jose;charset=utf-8"};
}

SandboxAnswer SandboxCybersourceTokens::asset(const QString &id, const QByteArray &provider, const QByteArray &type,
                                              const QString &cardImageHost)
{
    const Sought identifier = sought(kind::identifier, id);
    if (!identifier)
        return identifier.error();
    const SandboxCybersourceItems::Found networkToken = m_vault.networkTokenOf(*identifier);
    if (!networkToken)
        return storageFailure;
    const QJsonObject details = *networkToken ? (*networkToken)->details : QJsonObject();
    const auto asset = m_vault.art().asset(details.value("art"_L1).toObject(), details.value("scheme"_L1).toString(),
                                           provider, type, cardImageHost);
    return asset ? SandboxAnswer::json(200, *asset)
                 : sandboxCybersourceVaultError(404, u"notFound"_s, u"Asset not found"_s);
}

SandboxAnswer SandboxCybersourceTokens::tokenize(const QJsonObject &body)
{
    static const QStringList types{u"customer"_s, u"paymentInstrument"_s, u"instrumentIdentifier"_s,
                                   u"shippingAddress"_s};
    Fields fields(body);
    if (fields.words(u"processingInformation.actionList"_s, {u"TOKEN_CREATE"_s}).isEmpty())
        fields.text(u"processingInformation.actionList"_s, {}, Presence::Required);
    QStringList wanted = fields.words(u"processingInformation.actionTokenTypes"_s, types);
    if (wanted.isEmpty())
        wanted = {u"instrumentIdentifier"_s};
    if (!fields.mistakes().isEmpty())
        return sandboxCybersourceVaultMistakes(fields.mistakes());

    // Each kind has its own outcome: one may be made and another not.
    const SandboxCybersourceCard card =
        cardIn(fields, u"tokenInformation.instrumentIdentifier.card"_s, Presence::Required, Presence::Optional);
    const bool isGoodCard = fields.mistakes().isEmpty();
    const auto identified = isGoodCard ? m_vault.identified(card) : Failure(Error{});
    if (isGoodCard && !identified)
        return storageFailure;
    QJsonArray responses;
    QString made;
    for (const QString &type : std::as_const(wanted)) {
        const bool isIdentifier = type == kind::identifier;
        const bool needsCard = isIdentifier || type == kind::instrument;
        if (needsCard && !isGoodCard) {
            const QJsonObject errors =
                QJsonDocument::fromJson(sandboxCybersourceVaultMistakes(fields.mistakes()).body).object();
            responses.append(
                QJsonObject{{u"resource"_s, type}, {u"httpStatus"_s, 400}, {u"errors"_s, errors.value("errors"_L1)}});
            continue;
        }
        Item item = isIdentifier ? identified->identifier
                                 : Item{.id = newSandboxCybersourceId(),
                                        .kind = type,
                                        .parent = isGoodCard ? identified->identifier.id : QString(),
                                        .createdAt = m_vault.now()};
        if (!isIdentifier && stored(item, 201).status != 201)
            return storageFailure;
        made = item.id;
        responses.append(QJsonObject{{u"resource"_s, type},
                                     {u"httpStatus"_s, isIdentifier && !identified->isNew ? 200 : 201},
                                     {u"id"_s, item.id}});
    }
    SandboxAnswer answer = SandboxAnswer::json(200, {{u"responses"_s, responses}});
    answer.tokenId = isGoodCard ? identified->identifier.id : made;
    return answer;
}
