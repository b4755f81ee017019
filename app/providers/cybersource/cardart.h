// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"
#include "app/providers/cybersource/reply.h"

namespace cybersource {

//! The card art that a tokenized card links to. Assets are named by their paths on the service's own host; a link to
//! anywhere else is left out. Where there is none and `scheme` is known, the combined picture's usual path for the
//! token `id` is given: whether there is a picture, only asking tells.
[[nodiscard]] CardArt cardArtOf(const QJsonObject &tokenizedCard, const QString &id, Scheme scheme);

//! The 200 of an asset.
[[nodiscard]] Result<Asset> assetAnswer(const HttpReply &reply, const Call &call, const QString &assetId);

} // namespace cybersource
