// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

#include <QString>

#include <optional>

//! The service has tokens of several kinds, whose ids do not tell them apart: a TokenId does.
namespace cybersource {

enum class TokenKind { InstrumentIdentifier, TokenizedCard, Customer, PaymentInstrument, ShippingAddress };

//! An id as the API has it.
struct NamedToken {
    TokenKind kind = TokenKind::InstrumentIdentifier;
    QString id;            //!< 19 digits, or 32 hexadecimal digits
    bool isCertain = true; //!< false for 32 hexadecimal digits alone, which any kind has
    friend bool operator==(const NamedToken &, const NamedToken &) = default;
};

//! A TokenId is the id alone for an instrument identifier ("7010000000016241111") and has the kind before the id for
//! every other ("tokenized-cards/" and 32 hexadecimal digits, "customers/", "payment-instruments/",
//! "shipping-addresses/"). 32 hexadecimal digits alone are taken for an instrument identifier; a look-up asks the
//! server what they are and answers with the TokenId that says so. Nothing for any other text, and for a card number.
[[nodiscard]] std::optional<NamedToken> namedToken(const TokenId &token);
[[nodiscard]] TokenId tokenId(TokenKind kind, const QString &id);
//! Whether the service could have given this id.
[[nodiscard]] bool isApiId(const QString &id);
//! "Instrument identifier", "Network token", ...
[[nodiscard]] QString kindName(TokenKind kind);

//! Regular expressions of TokenIds.
[[nodiscard]] QString lookedUpTokens(); //!< instrument identifiers and tokenized cards
[[nodiscard]] QString tokenizedCards();
[[nodiscard]] QString payingTokens(); //!< those that payment credentials are given for

} // namespace cybersource
