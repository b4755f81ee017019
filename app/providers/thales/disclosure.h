// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/crypto/key.h"
#include "app/domain/tokenprovider.h"

#include <memory>

namespace thales {

//! What became of the customer's data that came encrypted with a push token: one of the two, or neither when none came.
struct IssuerData {
    std::shared_ptr<const Disclosure> disclosure = {};
    QString problem = {}; //!< a sentence that says which key is wanted
};

//! Opens the `encryptedData` of a push token's answer (section 4.3) with the connection's own keys. The plaintext is
//! wiped once its values are taken out; they live in SecretBytes and nowhere else.
[[nodiscard]] IssuerData openIssuerData(const QString &encryptedData, const KeyRing &keys);

//! The values of such a plaintext, in the order of the API's document; members that it does not have come last, under
//! their own names. An address may be nested or flat. BadReply when it is not a JSON object.
[[nodiscard]] Result<std::shared_ptr<const Disclosure>> issuerDisclosure(const SecretBytes &plaintext);

} // namespace thales
