// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

#include <QColor>
#include <QFont>
#include <QSizeF>

class QPainter;
class QRectF;

//! How a token's state looks: always a symbol and a word, never a colour alone.

struct StateColors {
    QColor ground;
    QColor text;
};

//! The theme's colours of the state's chip.
[[nodiscard]] StateColors stateColors(TokenState state);
//! "Active", "Suspended", ...
[[nodiscard]] QString stateName(TokenState state);
//! The name, and the provider's own word beside it when that says something else: "Unknown · NOT FOUND". Fit to be shown.
[[nodiscard]] QString stateText(TokenState state, const QString &stateWord);

//! The state's symbol as a drawing, so that it needs no font: fills the square in `color`.
void paintStateSymbol(QPainter &painter, const QRectF &square, TokenState state, const QColor &color);

//! A chip: symbol and words on the state's colours, `font` at its full height.
[[nodiscard]] QSizeF chipSize(const QFont &font, const QString &text);
void paintChip(QPainter &painter, const QRectF &chip, const QFont &font, TokenState state, const QString &text);
//! The font of chips: the application's, a little smaller and bolder.
[[nodiscard]] QFont chipFont();
