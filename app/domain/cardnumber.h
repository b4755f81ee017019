// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

#include <QByteArrayView>
#include <QList>

//! Facts about card numbers (PAN, ISO/IEC 7812). All functions take ASCII digits only; other input gives the "no" answer.

[[nodiscard]] bool passesLuhn(QByteArrayView digits);

//! The scheme by its issuer identification number ranges, as far as the digits typed so far decide it. Elo's few ranges
//! count from the sixth digit on; until then the number reads as the scheme around them (mostly Visa).
[[nodiscard]] Scheme schemeOf(QByteArrayView digits);

//! The lengths that the scheme issues, ascending; 12 to 19 for Unknown.
[[nodiscard]] QList<int> cardNumberLengths(Scheme scheme);

//! Length of the scheme's security code: 4 for American Express, 3 otherwise.
[[nodiscard]] int securityCodeLength(Scheme scheme);

//! First six and last four digits, the rest as bullets, in the scheme's usual groups: "3782 82•••• •0005" and so on.
//! Fewer than 12 digits: all bullets. The result is safe to show.
[[nodiscard]] QString maskedCardNumber(QByteArrayView digits);
