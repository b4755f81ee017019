// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

#include <optional>

//! A card number that chooses outcomes. Any other number that passes the check digit and belongs to a scheme that the
//! API serves is authorised, gets its token, and a network token when it is Visa, Mastercard or American Express.
struct SandboxCybersourceTestCard {
    QString number;       //!< a public test number; no real card has it
    QString scheme;       //!< VISA, MASTERCARD, AMEX, DISCOVER or UNKNOWN
    QString payment;      //!< `status` of a payment; or with INVALID_REQUEST (400) and SERVER_ERROR (502) its `reason`
    QString tokenCreate;  //!< `status` of TOKEN_CREATE in a payment; a refusal of the payment makes no token
    QString networkToken; //!< ACTIVE, or the `reason` why there is none
    QString description;  //!< for people

    [[nodiscard]] bool isRefused() const
    {
        return payment == QLatin1StringView("INVALID_CARD") || payment == QLatin1StringView("CARD_TYPE_NOT_ACCEPTED");
    }
    [[nodiscard]] bool isOutage() const { return payment == QLatin1StringView("SYSTEM_ERROR"); }
};

//! The whole catalogue.
[[nodiscard]] const QList<SandboxCybersourceTestCard> &sandboxCybersourceTestCards();
//! What the catalogue, or the rule for any other number, says; `number` has digits only and passes the check digit.
[[nodiscard]] SandboxCybersourceTestCard sandboxCybersourceOutcomeOf(const QString &number);
