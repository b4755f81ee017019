// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

//! Card numbers and payloads that choose an outcome. Any other card number that passes the check digit and belongs to
//! a scheme that the API serves is accepted. What follows for each way of creating a token:
//!  - createToken: the outcome at once;
//!  - createAsyncToken: UNKNOWN_CARD at once, every other refusal 202 first and then as the result of the request;
//!  - createPciToken: accepted whatever the outcome, because no token service is asked.
//! CRYPTO_ERROR, UNKNOWN_MERCHANT and VISA_VCES_INVALID_EXP_DATE depend on the request and not on the card.

struct SandboxTestCard {
    QString number;      //!< a public test number; no real card has it
    QString scheme;      //!< the API's word: VISA, ...
    QString outcome;     //!< the token's state, or the errorCode
    QString description; //!< for people
};

//! A pushProvisioningPayload of createPushToken. Any other one is accepted.
struct SandboxTestPayload {
    QString payload;
    QString outcome;
    QString description;
};

[[nodiscard]] QList<SandboxTestCard> sandboxTestCards();
[[nodiscard]] QList<SandboxTestPayload> sandboxTestPayloads();

//! What the table says about a number or payload: the errorCode or state, and the errorDetails that go with it.
struct SandboxTestOutcome {
    QByteArrayView outcome;
    QByteArrayView details;
};
//! An empty outcome for anything that is not in the table.
[[nodiscard]] SandboxTestOutcome sandboxOutcomeOfCard(QByteArrayView digits);
[[nodiscard]] SandboxTestOutcome sandboxOutcomeOfPayload(QByteArrayView payload);
