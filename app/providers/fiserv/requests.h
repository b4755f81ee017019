// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"
#include "app/net/transport.h"
#include "app/providers/fiserv/signature.h"

//! The HTTP requests of the four operations, without the credentials, which the transport adds.
namespace fiserv {

//! How requests of one connection are authenticated and addressed.
struct Signing {
    std::shared_ptr<const SecretBytes> apiKey;
    std::shared_ptr<const SecretBytes> secret; //!< null with a bearer token: nothing is signed then
    SignatureEncoding encoding = SignatureEncoding::Hex;
    QString region = {};  //!< empty: none is named
    QString storeId = {}; //!< likewise
};

//! "/payment-tokens/..." with the value percent-encoded, and the store when there is one.
[[nodiscard]] QString tokenPath(const TokenId &token, const QString &storeId);

//! Stamped with `now` and signed over what is sent, so it is made when it is sent.
[[nodiscard]] HttpRequest getTokenRequest(const TokenId &token, const QString &requestId, const Signing &signing,
                                          const QDateTime &now);
[[nodiscard]] HttpRequest mutationRequest(const PreparedRequest &prepared, const Signing &signing,
                                          const QDateTime &now);

} // namespace fiserv
