// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/cybersource/cybersourcetestcards.h"

#include "app/sandbox/thales/sandboxthalescard.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {
struct OutcomeRow {
    const char *number;
    const char *scheme;
    const char *payment;
    const char *tokenCreate;
    const char *networkToken;
    const char *description;
};

constexpr std::array outcomeRows{
    OutcomeRow{"4111111111111111", "VISA", "AUTHORIZED", "SUCCESS", "ACTIVE",
               "Visa, authorised; its token is there already (the vendor's example)"},
    OutcomeRow{"4242424242424242", "VISA", "AUTHORIZED", "SUCCESS", "ACTIVE", "Visa, authorised, new token"},
    OutcomeRow{"4000000000000002", "VISA", "DECLINED", "SUCCESS", "ACTIVE",
               "Visa, declined; the token is made all the same"},
    OutcomeRow{"4000000000000119", "VISA", "AUTHORIZED", "SERVER_ERROR", "ACTIVE",
               "Visa, authorised; making the token failed (SYSTEM_ERROR)"},
    OutcomeRow{"4000000000000127", "VISA", "AUTHORIZED", "INVALID_REQUEST", "ACTIVE",
               "Visa, authorised; making the token was refused (INVALID_DATA)"},
    OutcomeRow{"4000000000000077", "VISA", "AUTHORIZED_PENDING_REVIEW", "SUCCESS", "ACTIVE",
               "Visa, authorised, but held for review"},
    OutcomeRow{"4012888888881881", "VISA", "PENDING_REVIEW", "SUCCESS", "ACTIVE",
               "Visa, held for review, not authorised"},
    OutcomeRow{"4000000000000341", "VISA", "PARTIAL_AUTHORIZED", "SUCCESS", "ACTIVE",
               "Visa, authorised for half of the amount"},
    OutcomeRow{"4000000000000259", "VISA", "PENDING_AUTHENTICATION", "SUCCESS", "ACTIVE",
               "Visa, the holder has to authenticate first"},
    OutcomeRow{"4000000000000101", "VISA", "INVALID_CARD", "", "CARD_NOT_ALLOWED",
               "Visa, no such account: 400 INVALID_CARD"},
    OutcomeRow{"4000000000000507", "VISA", "SYSTEM_ERROR", "", "SYSTEM_ERROR",
               "Visa, the service fails: 502 SYSTEM_ERROR"},
    OutcomeRow{"4000000000000069", "VISA", "AUTHORIZED", "SUCCESS", "CARD_NOT_ELIGIBLE",
               "Visa, authorised; not eligible for a network token"},
    OutcomeRow{"5555555555554444", "MASTERCARD", "AUTHORIZED", "SUCCESS", "ACTIVE",
               "Mastercard, authorised, new token"},
    OutcomeRow{"5105105105105100", "MASTERCARD", "AUTHORIZED_RISK_DECLINED", "SUCCESS", "ACTIVE",
               "Mastercard, authorised, but refused for its risk"},
    OutcomeRow{"5200828282828210", "MASTERCARD", "AUTHORIZED", "SUCCESS", "DECLINED",
               "Mastercard, authorised; the issuer declines a network token"},
    OutcomeRow{"378282246310005", "AMEX", "AUTHORIZED", "SUCCESS", "ACTIVE", "American Express, authorised, new token"},
    OutcomeRow{"6011111111111117", "DISCOVER", "AUTHORIZED", "SUCCESS", "CARD_NOT_ELIGIBLE",
               "Discover, authorised; no network tokens here"},
    OutcomeRow{"3530111333300000", "UNKNOWN", "CARD_TYPE_NOT_ACCEPTED", "", "CARD_NOT_ALLOWED",
               "JCB: 400 CARD_TYPE_NOT_ACCEPTED"}};
} // namespace

const QList<SandboxCybersourceTestCard> &sandboxCybersourceTestCards()
{
    static const QList<SandboxCybersourceTestCard> cards = [] {
        QList<SandboxCybersourceTestCard> list;
        for (const OutcomeRow &row : outcomeRows)
            list.append({QString::fromLatin1(row.number), QString::fromLatin1(row.scheme),
                         QString::fromLatin1(row.payment), QString::fromLatin1(row.tokenCreate),
                         QString::fromLatin1(row.networkToken), QString::fromLatin1(row.description)});
        return list;
    }();
    return cards;
}

SandboxCybersourceTestCard sandboxCybersourceOutcomeOf(const QString &number)
{
    const QList<SandboxCybersourceTestCard> &cards = sandboxCybersourceTestCards();
    const auto known = std::ranges::find(cards, number, &SandboxCybersourceTestCard::number);
    if (known != cards.end())
        return *known;
    const QString scheme = sandboxSchemeOf(number.toLatin1());
    const bool isServed = scheme != "UNKNOWN"_L1;
    const bool hasNetworkTokens = scheme == "VISA"_L1 || scheme == "MASTERCARD"_L1 || scheme == "AMEX"_L1;
    return {.number = number,
            .scheme = scheme,
            .payment = isServed ? u"AUTHORIZED"_s : u"CARD_TYPE_NOT_ACCEPTED"_s,
            .tokenCreate = isServed ? u"SUCCESS"_s : QString(),
            .networkToken = hasNetworkTokens ? u"ACTIVE"_s : u"CARD_NOT_ELIGIBLE"_s,
            .description = {}};
}
