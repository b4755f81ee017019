// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/form.h"

#include <QLatin1StringView>

//! Fields that several forms have.
namespace cybersource {

[[nodiscard]] FormField numberField(QLatin1StringView key, bool isRequired);
[[nodiscard]] FormField expirationField(QLatin1StringView key, bool isRequired);
[[nodiscard]] FormField securityCodeField(QLatin1StringView key);
[[nodiscard]] FormField amountField(QLatin1StringView key, const QString &help);
[[nodiscard]] FormField currencyField(QLatin1StringView key);
[[nodiscard]] FormField referenceField();
[[nodiscard]] FormField profileField(bool isRequired, const QString &initialValue);
//! Name and address of the card's holder, below `prefix` ("orderInformation.billTo.").
[[nodiscard]] QList<FormField> billToFields(const QString &prefix, bool isRequired);

} // namespace cybersource
