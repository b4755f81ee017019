// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/domain/token.h"

#include <QJsonObject>

namespace cybersource {

//! The token that an answer describes. What it says about a card is reduced here: a number to its first six and last
//! four digits, codes and cryptograms to nothing. `asked` is the API's id of the token, where the answer names none.
//! `asksForArt`: card art is asked for by the usual path where the answer links to none.
//! BadReply when neither names the token, or when the id is none of the service's.
[[nodiscard]] Result<Token> instrumentIdentifierOf(const QJsonObject &body, const QString &asked, bool asksForArt);
//! The members may stand under "tokenizedCard" or at the top.
[[nodiscard]] Result<Token> tokenizedCardOf(const QJsonObject &body, const QString &asked, bool asksForArt);

//! ACTIVE, SUSPENDED and DELETED; Unknown for every other word: CLOSED, EXPIRED and UNPROVISIONED have no like here.
[[nodiscard]] TokenState stateOf(const QString &word);
//! A card type as the payments' three digits ("001") or as a word.
[[nodiscard]] Scheme schemeOfType(const QString &type);
//! A number that an answer may hold in full, as it may be shown.
[[nodiscard]] QString shownNumber(const QJsonObject &object);
//! "MMYY" of expirationMonth and expirationYear; empty when they are no such thing.
[[nodiscard]] QString expiryOf(const QJsonObject &card);

//! Whether `id` is that of a card-art asset: a path on the service's own host, and behind a # which picture it leads
//! to.
[[nodiscard]] bool isAssetId(const QString &id);
[[nodiscard]] QString assetPath(const QString &id);

} // namespace cybersource
