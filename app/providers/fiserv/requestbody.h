// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/secretbytes.h"
#include "app/domain/tokenprovider.h"

namespace fiserv {

//! The body of POST /payment-tokens. Values are taken as they are: check the form first.
[[nodiscard]] SecretBytes createBody(const FormValues &values, const QString &storeId);
//! What was asked, for the journal: no card data.
[[nodiscard]] QString createSummary(const Form &form, const FormValues &values);

//! The body of PATCH /payment-tokens, likewise.
[[nodiscard]] SecretBytes updateBody(const std::vector<UpdateRow> &rows, const QString &storeId);
//! Names every token, with the masked digits of its new card, up to a few dozen.
[[nodiscard]] QString updateSummary(const QList<PreparedRow> &rows);

} // namespace fiserv
