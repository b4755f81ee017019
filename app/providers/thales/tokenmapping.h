// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/domain/token.h"

#include <QJsonObject>

namespace thales {

//! The token that a 201 describes. BadReply, naming the member, when it has no valid tokenId or no tokenState, or when
//! a member has the wrong type. Everything else may be missing: a token with gaps is better than an unknown outcome.
[[nodiscard]] Result<Token> createdToken(const QJsonObject &body);

//! The token that the 200 of getToken describes; the answer does not name it, so `asked` does.
[[nodiscard]] Result<Token> lookedUpToken(const QJsonObject &body, const TokenId &asked);

//! What a notification says of a token: as `createdToken`, but the state may be missing. Also BadReply for a time that
//! cannot be read, because notifications are put in order by it.
[[nodiscard]] Result<Token> notifiedToken(const QJsonObject &body);

//! "2017-11-10T09:08:24.479Z" and its like: with or without fraction; with 'Z', an offset, or neither, which means UTC.
//! Invalid for anything else.
[[nodiscard]] QDateTime timestamp(const QString &iso8601);

} // namespace thales
