// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/domain/token.h"

#include <QJsonObject>

namespace fiserv {

//! The token that an answer describes. What it says about the card is reduced here: a number to its first six and last
//! four digits, a security code to nothing. The API has no states: a token that can be read is Active, and Deleted once
//! requestStatus says DELETED. `asked` names the token where the answer does not; BadReply when neither does, or when
//! the value could be a card number.
[[nodiscard]] Result<Token> tokenOf(const QJsonObject &body, const TokenId &asked);

} // namespace fiserv
