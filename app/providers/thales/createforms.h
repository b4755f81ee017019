// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/form.h"

namespace thales {

//! The forms of createToken, createAsyncToken, createPciToken and createPushToken: every member of sections 3.1 and 4.2
//! that an agent fills in, under the API's own name; its limits, and the rules that depend on scheme and source.
//! `visaVces`: the merchant has Visa's VCES, which makes the expiry of a Visa card optional.
[[nodiscard]] QList<Form> createForms(bool visaVces);

} // namespace thales
