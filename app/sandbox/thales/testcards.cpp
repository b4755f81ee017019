// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/testcards.h"

#include <algorithm>
#include <array>

namespace {
struct CardRow {
    const char *number;
    const char *scheme;
    const char *outcome;
    const char *details;
    const char *description;
};

// One of the details repeats the whole card number, as a vendor's free text has been seen to do.
constexpr std::array cardRows{
    CardRow{"4111111111111111", "VISA", "ACTIVE", "", "Visa, accepted"},
    CardRow{"4242424242424242", "VISA", "ACTIVE", "", "Visa, accepted"},
    CardRow{"4012888888881881", "VISA", "ACTIVE", "", "Visa, accepted"},
    CardRow{"4000000000000077", "VISA", "PENDING", "", "Visa, pending: the answer has only what it must have"},
    CardRow{"4000000000000002", "VISA", "ISSUER_DECLINED", "05 DO NOT HONOUR PAN=4000000000000002",
            "Visa, the issuer declines and its text repeats the card number"},
    CardRow{"4000000000000069", "VISA", "PAN_NOT_ELIGIBLE", "Product not enabled for tokenization by the issuer",
            "Visa, the issuer does not allow tokens for it"},
    CardRow{"4000000000000101", "VISA", "INVALID_PAN_DATA", "Account number does not exist", "Visa, no such account"},
    CardRow{"4000000000000119", "VISA", "SCHEME_TECHNICAL_ERROR", "TSP returned 500 after 2 attempts",
            "Visa, technical error at the scheme"},
    CardRow{"4000000000000127", "VISA", "TSP_NON_RETRYABLE_ERROR", "TSP reason 1031",
            "Visa, final error at the scheme"},
    CardRow{"5555555555554444", "MASTERCARD", "ACTIVE", "", "Mastercard, accepted"},
    CardRow{"5105105105105100", "MASTERCARD", "ACTIVE", "", "Mastercard, accepted"},
    CardRow{"2223003122003222", "MASTERCARD", "ACTIVE", "", "Mastercard of the 2-series, accepted"},
    CardRow{"5200828282828210", "MASTERCARD", "ISSUER_DECLINED", "DECLINED by issuer, reason LOST_OR_STOLEN",
            "Mastercard, the issuer declines"},
    CardRow{"5123456789012345", "MASTERCARD", "INVALID_PAN_DATA", "Check digit",
            "Mastercard of the API's own examples; its check digit is wrong"},
    CardRow{"378282246310005", "AMEX", "ACTIVE", "", "American Express, accepted; five last digits"},
    CardRow{"371449635398431", "AMEX", "PAN_NOT_ELIGIBLE", "Card member not enrolled",
            "American Express, the issuer does not allow tokens for it"},
    CardRow{"6011111111111117", "DISCOVER", "ACTIVE", "", "Discover, accepted"},
    CardRow{"6011000990139424", "DISCOVER", "ISSUER_DECLINED", "Declined", "Discover, the issuer declines"},
    CardRow{"6362970000457013", "ELO", "ACTIVE", "", "Elo, accepted"},
    CardRow{"3530111333300000", "UNKNOWN", "UNKNOWN_CARD", "No token service for this range",
            "JCB: a scheme without a token service here"},
};

struct PayloadRow {
    const char *payload;
    const char *outcome;
    const char *details;
    const char *description;
};

constexpr std::array payloadRows{
    PayloadRow{"sandbox:accepted", "ACTIVE", "", "Accepted, like any payload that is not in this list"},
    PayloadRow{"sandbox:invalid-pan", "INVALID_PAN_DATA", "Account number does not exist", "The card does not exist"},
    PayloadRow{"sandbox:not-eligible", "PAN_NOT_ELIGIBLE", "Product not enabled for tokenization by the issuer",
               "The issuer does not allow tokens for the card"},
    PayloadRow{"sandbox:declined", "ISSUER_DECLINED", "05 DO NOT HONOUR", "The issuer declines"},
    PayloadRow{"sandbox:undecryptable", "CRYPTO_ERROR", "pushProvisioningPayload",
               "The scheme cannot open the payload"},
};

template <typename Rows, typename Name>
SandboxTestOutcome outcomeIn(const Rows &rows, Name name, QByteArrayView wanted)
{
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&](const auto &candidate) { return QByteArrayView(candidate.*name) == wanted; });
    return row == rows.end() ? SandboxTestOutcome{} : SandboxTestOutcome{row->outcome, row->details};
}
} // namespace

QList<SandboxTestCard> sandboxTestCards()
{
    QList<SandboxTestCard> cards;
    for (const CardRow &row : cardRows)
        cards.append({QString::fromLatin1(row.number), QString::fromLatin1(row.scheme),
                      QString::fromLatin1(row.outcome), QString::fromLatin1(row.description)});
    return cards;
}

QList<SandboxTestPayload> sandboxTestPayloads()
{
    QList<SandboxTestPayload> payloads;
    for (const PayloadRow &row : payloadRows)
        payloads.append(
            {QString::fromLatin1(row.payload), QString::fromLatin1(row.outcome), QString::fromLatin1(row.description)});
    return payloads;
}

SandboxTestOutcome sandboxOutcomeOfCard(QByteArrayView digits)
{
    return outcomeIn(cardRows, &CardRow::number, digits);
}

SandboxTestOutcome sandboxOutcomeOfPayload(QByteArrayView payload)
{
    return outcomeIn(payloadRows, &PayloadRow::payload, payload);
}
