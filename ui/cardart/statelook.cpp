// SPDX-License-Identifier: Apache-2.0
#include "ui/cardart/statelook.h"

#include "ui/shown.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace {
constexpr qreal chipSidePadding = 9;
constexpr qreal chipVerticalPadding = 3;
constexpr qreal symbolGap = 5;

struct StateWords {
    Q_DECLARE_TR_FUNCTIONS(TokenState)
};

qreal symbolSide(const QFont &font)
{
    return QFontMetricsF(font).ascent() * 0.72;
}

// Strokes of the symbols in a unit square.
QPainterPath strokesOf(TokenState state)
{
    QPainterPath path;
    switch (state) {
    case TokenState::Active:
        path.moveTo(0.08, 0.55);
        path.lineTo(0.38, 0.85);
        path.lineTo(0.94, 0.18);
        break;
    case TokenState::Suspended:
        path.moveTo(0.28, 0.12);
        path.lineTo(0.28, 0.88);
        path.moveTo(0.72, 0.12);
        path.lineTo(0.72, 0.88);
        break;
    case TokenState::Deleted:
        path.moveTo(0.14, 0.14);
        path.lineTo(0.86, 0.86);
        path.moveTo(0.86, 0.14);
        path.lineTo(0.14, 0.86);
        break;
    case TokenState::Pending:
        path.addEllipse(QRectF(0.06, 0.06, 0.88, 0.88));
        path.moveTo(0.5, 0.24);
        path.lineTo(0.5, 0.52);
        path.lineTo(0.68, 0.62);
        break;
    case TokenState::Unknown:
        path.moveTo(0.24, 0.3);
        path.cubicTo(0.24, -0.06, 0.82, -0.04, 0.78, 0.3);
        path.cubicTo(0.76, 0.46, 0.5, 0.46, 0.5, 0.66);
        path.moveTo(0.5, 0.92);
        path.lineTo(0.5, 0.925);
        break;
    }
    return path;
}
} // namespace

StateColors stateColors(TokenState state)
{
    const ThemeColors &theme = colors();
    switch (state) {
    case TokenState::Active:
        return {theme.activeChip, theme.activeChipText};
    case TokenState::Suspended:
        return {theme.suspendedChip, theme.suspendedChipText};
    case TokenState::Deleted:
        return {theme.deletedChip, theme.deletedChipText};
    case TokenState::Pending:
        return {theme.pendingChip, theme.pendingChipText};
    case TokenState::Unknown:
        break;
    }
    return {theme.unknownChip, theme.unknownChipText};
}

QString stateName(TokenState state)
{
    switch (state) {
    case TokenState::Active:
        return StateWords::tr("Active");
    case TokenState::Suspended:
        return StateWords::tr("Suspended");
    case TokenState::Deleted:
        return StateWords::tr("Deleted");
    case TokenState::Pending:
        return StateWords::tr("Pending");
    case TokenState::Unknown:
        break;
    }
    return StateWords::tr("Unknown");
}

QString stateText(TokenState state, const QString &stateWord)
{
    const QString name = stateName(state);
    const bool saysTheSame = stateWord.isEmpty() || stateWord.compare(name, Qt::CaseInsensitive) == 0;
    return saysTheSame ? name : u"%1 · %2"_s.arg(name, shown(stateWord));
}

void paintStateSymbol(QPainter &painter, const QRectF &square, TokenState state, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(square.topLeft());
    painter.scale(square.width(), square.height());
    painter.setBrush(Qt::NoBrush);
    const qreal width = state == TokenState::Suspended ? 0.22 : state == TokenState::Pending ? 0.13 : 0.18;
    painter.setPen(QPen(color, width, Qt::SolidLine, state == TokenState::Suspended ? Qt::FlatCap : Qt::RoundCap,
                        Qt::RoundJoin));
    painter.drawPath(strokesOf(state));
    painter.restore();
}

QFont chipFont()
{
    return headingFont(-1, QFont::DemiBold);
}

QSizeF chipSize(const QFont &font, const QString &text)
{
    const QFontMetricsF metrics(font);
    return {2 * chipSidePadding + symbolSide(font) + symbolGap + metrics.horizontalAdvance(text),
            metrics.height() + 2 * chipVerticalPadding};
}

void paintChip(QPainter &painter, const QRectF &chip, const QFont &font, TokenState state, const QString &text)
{
    const StateColors look = stateColors(state);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.ground);
    painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2);

    const qreal side = symbolSide(font);
    const QRectF symbol(chip.left() + chipSidePadding, chip.center().y() - side / 2, side, side);
    paintStateSymbol(painter, symbol, state, look.text);

    const QRectF words = chip.adjusted(chipSidePadding + side + symbolGap, 0, -chipSidePadding, 0);
    painter.setFont(font);
    painter.setPen(look.text);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     QFontMetricsF(font).elidedText(text, Qt::ElideRight, words.width() + 1));
    painter.restore();
}
