// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/cardpictures.h"
#include "app/domain/token.h"

#include <QColor>
#include <QPixmap>
#include <QRectF>
#include <QString>

class QPainter;

//! What stands on a drawn card. Strings may come from a server: they are escaped when drawn.
struct CardFace {
    QString issuer = {};
    Scheme scheme = Scheme::Unknown;
    QString schemeWord = {};               //!< shown instead of the scheme's name when the scheme is unknown
    QString digits = {};                   //!< already masked: "•••• 1111"
    QString expiry = {};                   //!< "12/31"
    TokenState state = TokenState::Active; //!< any other state is written across the card
    QString stateWord = {};
    friend bool operator==(const CardFace &, const CardFace &) = default;
};

//! ISO/IEC 7810 ID-1, in millimetres.
namespace CardShape {
inline constexpr qreal width = 85.60;
inline constexpr qreal height = 53.98;
inline constexpr qreal cornerRadius = 3.48;
} // namespace CardShape

[[nodiscard]] CardFace faceOf(const Token &token);
//! "•••• 1111"; the digits as they are, however many. Empty for none.
[[nodiscard]] QString maskedLastDigits(const QString &lastDigits);
//! The scheme's name as it is known: the provider's own word when only that is.
[[nodiscard]] QString schemeText(Scheme scheme, const QString &schemeWord);
//! What is written on the card, for assistive technology: issuer, scheme, last digits, expiry; not the state.
[[nodiscard]] QString spokenFace(const CardFace &face);

//! Draws the card into `rect`, which should have its proportions. Below 120 units of width only the ground is drawn,
//! and that depends on scheme and on being deleted alone.
void paintCard(QPainter &painter, const QRectF &rect, const CardFace &face);

//! The picture of a card as it is drawn, `pixels` in device pixels: its corners rounded, grey for a deleted token. Null
//! for a null picture. Where the picture is transparent `ground` shows through, or the neutral card when that is
//! invalid.
[[nodiscard]] QPixmap shownArt(const CardPicture &picture, const QSize &pixels, const CardFace &face,
                               const QColor &ground = {});
//! A colour as a server sends it: six hex digits and nothing else. An invalid one otherwise.
[[nodiscard]] QColor artColor(const QString &received);
//! Draws the card with `art`, from `shownArt`, as its ground, and writes on it what the art lacks. At its own size the
//! art is drawn pixel by pixel. The neutral card when `art` is null.
void paintCard(QPainter &painter, const QRectF &rect, const CardFace &face, const CardPicture &picture,
               const QPixmap &art);

//! The same picture, nearly without colour.
[[nodiscard]] QImage withoutColor(const QImage &image);

//! The colour of everything written on a drawn card, at least 4.5:1 on every point of every ground.
[[nodiscard]] QColor cardTextColor();
