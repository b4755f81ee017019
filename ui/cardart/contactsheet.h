// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/cardpictures.h"
#include "app/domain/token.h"

#include <QImage>
#include <QObject>

#include <memory>

//! One card of a contact sheet. The pictures are null for the neutral card.
struct SheetCard {
    QString title;
    Token token;
    CardPicture once = {};  //!< of SheetCard::width at one pixel a unit
    CardPicture twice = {}; //!< at two
};

namespace ContactSheet {
//! A card's size on the sheet, in units; its pictures have once and twice as many pixels.
[[nodiscard]] QSize cardSize();
//! Every card on a light and on a dark ground, at scale 1 and 2, with its title and what it is. Paints in the GUI
//! thread.
[[nodiscard]] QImage paint(const QList<SheetCard> &cards);
//! Asks for each card's art in both scales and paints the sheet; a card whose art does not come is the neutral one, and
//! its caption says why. `context` lives in the GUI thread; when it goes the sheet is abandoned. `pictures` may be
//! null.
[[nodiscard]] Pending<QImage> make(QObject *context, const std::shared_ptr<CardPictures> &pictures,
                                   const QList<SheetCard> &cards);
} // namespace ContactSheet
