// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/cybersource/sandboxcybersourcepractice.h"

#include "app/sandbox/cybersource/sandboxcybersourcevault.h"

#include <array>

using namespace Qt::StringLiterals;
namespace kind = sandboxCybersourceKind;

namespace {
struct PracticeRow {
    const char *identifier;
    const char *card;
    const char *state;
    const char *networkToken; //!< empty: none
    const char *networkState;
    const char *reason; //!< why there is none
    bool hasInstrument;
    bool isRemoved;
    const char *meaning;
};

constexpr std::array practiceRows{
    PracticeRow{"7010000000016241111", "4111111111111111", "ACTIVE", "A1B2C3D4E5F60718293A4B5C6D7E8F90", "ACTIVE", "",
                false, false, "Visa: active, with an active network token (the vendor's own example)"},
    PracticeRow{"7010000000053213222", "2223003122003222", "ACTIVE", "B2C3D4E5F60718293A4B5C6D7E8F90A1", "SUSPENDED",
                "", false, false, "Mastercard: active, while its issuer has suspended the network token"},
    PracticeRow{"7010000000031168431", "371449635398431", "ACTIVE", "", "", "", true, false,
                "American Express: a payment instrument refers to it, so it cannot be deleted (409)"},
    PracticeRow{"7010000000042051881", "4012888888881881", "ACTIVE", "C3D4E5F60718293A4B5C6D7E8F90A1B2", "DELETED", "",
                false, true, "Visa: deleted, with its network token (410)"},
    PracticeRow{"7010000000068420994", "4000000000000994", "CLOSED", "D4E5F60718293A4B5C6D7E8F90A1B2C3", "DELETED", "",
                false, false, "Visa: its issuer has closed the account and deleted the network token"},
    PracticeRow{"7010000000027141117", "6011111111111117", "ACTIVE", "E5F60718293A4B5C6D7E8F90A1B2C3D4",
                "UNPROVISIONED", "CARD_NOT_ELIGIBLE", false, false,
                "Discover: active, but not eligible for a network token"},
    PracticeRow{"F60718293A4B5C6D7E8F90A1B2C3D4E5", "5454545454545454", "ACTIVE", "0718293A4B5C6D7E8F90A1B2C3D4E5F6",
                "ACTIVE", "", false, false,
                "Mastercard: an identifier in hexadecimal digits; its art is what a console must survive"}};

QString plantedText(const char *text)
{
    return QString::fromLatin1(text);
}

SandboxCybersourceItem identifierOf(const PracticeRow &row, const SandboxCybersourceCard &card,
                                    const SandboxCybersourceVault &vault)
{
    SandboxCybersourceItem identifier = vault.newIdentifier(card);
    identifier.id = plantedText(row.identifier);
    identifier.state = plantedText(row.state);
    identifier.isRemoved = row.isRemoved;
    return identifier;
}

SandboxCybersourceItem networkTokenOf(const PracticeRow &row, const SandboxCybersourceItem &identifier,
                                      const SandboxCybersourceCard &card, const SandboxCybersourceVault &vault)
{
    SandboxCybersourceTestCard outcome = vault.outcomeOf(identifier);
    const QString reason = plantedText(row.reason);
    outcome.networkToken = reason.isEmpty() ? u"ACTIVE"_s : reason;
    SandboxCybersourceItem token = vault.newNetworkToken(&identifier, outcome, card);
    token.id = plantedText(row.networkToken);
    token.state = plantedText(row.networkState);
    token.isRemoved = row.isRemoved;
    if (!identifier.id.startsWith(u"70"_s))
        token.details.insert("art"_L1, QJsonObject{{u"foregroundColor"_s, u"not a colour"_s},
                                                   {u"completeCardImageId"_s, u"asset-practice-svg-script"_s},
                                                   {u"brandLogoId"_s, u"asset-practice-html-as-png"_s},
                                                   {u"issuerLogoId"_s, u"asset-practice-png-bomb"_s},
                                                   {u"cardIconId"_s, u"asset-practice-not-base64"_s},
                                                   {u"cardBackgroundImageId"_s, u"asset-practice-svg-http"_s},
                                                   {u"cobrandLogoId"_s, u"asset-practice-jpeg-as-png"_s}});
    return token;
}
} // namespace

const QList<SandboxCybersourcePracticeToken> &sandboxCybersourcePracticeTokens()
{
    static const QList<SandboxCybersourcePracticeToken> tokens = [] {
        QList<SandboxCybersourcePracticeToken> list;
        for (const PracticeRow &row : practiceRows)
            list.append({plantedText(row.identifier), plantedText(row.networkToken), plantedText(row.meaning)});
        return list;
    }();
    return tokens;
}

Result<Done> plantSandboxCybersourcePractice(SandboxCybersourceVault &vault)
{
    const QString year = QString::number(vault.now().date().year() + 3);
    for (const PracticeRow &row : practiceRows) {
        const SandboxCybersourceCard card{.number = plantedText(row.card), .month = u"12"_s, .year = year};
        const SandboxCybersourceItem identifier = identifierOf(row, card, vault);
        QList<SandboxCybersourceItem> items{identifier};
        if (*row.networkToken != '\0')
            items.append(networkTokenOf(row, identifier, card, vault));
        if (row.hasInstrument) {
            const auto referring = [&identifier](const QString &id, QLatin1StringView what) {
                return SandboxCybersourceItem{.id = id,
                                              .kind = what,
                                              .parent = identifier.id,
                                              .createdAt = identifier.createdAt,
                                              .updatedAt = identifier.updatedAt};
            };
            items.append(referring(u"18293A4B5C6D7E8F90A1B2C3D4E5F607"_s, kind::instrument));
            items.append(referring(u"293A4B5C6D7E8F90A1B2C3D4E5F60718"_s, kind::customer));
        }
        for (const SandboxCybersourceItem &item : items) {
            if (const Result<Done> put = vault.items().putIfMissing(item); !put)
                return put;
        }
    }
    return Done{};
}
