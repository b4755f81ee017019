// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/secretbytes.h"
#include "app/domain/form.h"

namespace cybersource {

//! The bodies of requests, from values that the forms have checked.
[[nodiscard]] SecretBytes paymentBody(const FormValues &values, const QString &correlationId);
[[nodiscard]] SecretBytes instrumentIdentifierBody(const FormValues &values);
[[nodiscard]] SecretBytes tokenizedCardBody(const FormValues &values);
[[nodiscard]] SecretBytes reversalBody(const FormValues &values, const QString &correlationId);
[[nodiscard]] SecretBytes simulationBody(const FormValues &values);
[[nodiscard]] SecretBytes credentialsBody(const FormValues &values);
//! `reason` is the API's code; empty for its default.
[[nodiscard]] SecretBytes deletionBody(const QString &reason);

//! What is asked, for the journal: which members are given, and of those that are no personal data, what they say.
[[nodiscard]] QString summaryOf(const QString &path, const Form &form, const FormValues &values);

} // namespace cybersource
