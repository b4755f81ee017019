// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"
#include "app/net/transport.h"

//! The HTTP requests of the seven operations (sections 2 and 4), without the credential, which the transport adds.
namespace thales {

//! "/tokens/..." with the id percent-encoded.
[[nodiscard]] QString tokenPath(const TokenId &token);

[[nodiscard]] HttpRequest getTokenRequest(const TokenId &token, const QString &correlationId);
//! Without x-correlation-id, which getAsset does not have.
[[nodiscard]] HttpRequest getAssetRequest(const QString &assetId, const QString &correlationId);
[[nodiscard]] HttpRequest mutationRequest(const PreparedRequest &prepared);

} // namespace thales
