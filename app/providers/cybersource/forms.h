// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/form.h"

namespace cybersource {

//! A payment that makes tokens on the way.
[[nodiscard]] Form paymentForm();
//! Tokens without a payment.
[[nodiscard]] Form instrumentIdentifierForm();
[[nodiscard]] Form tokenizedCardForm();
//! Gives back what a payment authorised.
[[nodiscard]] Form reversalForm();
//! Plays the issuer, in the test environment. `profileId` is what its profile id begins with.
[[nodiscard]] Form simulationForm(const QString &profileId);
[[nodiscard]] Form credentialsForm(const QString &profileId);

} // namespace cybersource
