// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/cardpictures.h"

//! What a card's face is put together from. Null pictures are missing ones; colours are as received.
struct CardParts {
    QImage complete = {}; //!< the whole card by its issuer: nothing else is looked at but the colours
    QImage background = {};
    QImage issuerLogo = {};
    QImage brandLogo = {};
    QImage cobrandLogo = {};
    QString foregroundColor = {};
    QString backgroundColor = {};
};

//! The card's face, `size` in pixels, opaque: the complete card, or the background picture or colour with the logos on
//! it, none of them distorted. Null when there is neither a picture nor a background colour. Pure; for any thread.
[[nodiscard]] CardPicture composedCard(const CardParts &parts, const QSize &size);

//! An icon by itself, centred on a transparent picture of `size`.
[[nodiscard]] CardPicture composedIcon(const QImage &icon, const QSize &size);

//! How large, in pixels, a part can come to be on a card of `size`: what a decoder is asked for.
[[nodiscard]] QSize largestSize(AssetRole role, const QSize &size);
