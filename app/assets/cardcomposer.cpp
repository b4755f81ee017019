// SPDX-License-Identifier: Apache-2.0
#include "app/assets/cardcomposer.h"

#include "app/assets/cardlayout.h"
#include "app/assets/inkchoice.h"

#include <QPainter>

#include <algorithm>

namespace {
// Logos without a ground of their own lie on this: white and coloured marks can both be seen on it.
constexpr QRgb neutralGround = 0xFF39424E;
// A complete card is cut to the card's shape when no more than this part of it is lost; otherwise all of it is shown.
constexpr double mostCut = 0.06;

//! Where `size` lies in `box`, at one of its sides or in its middle.
QPoint placed(const QSize &size, const QRect &box, Qt::Alignment at)
{
    const QSize spare = box.size() - size;
    const int x = at.testFlag(Qt::AlignLeft) ? 0 : at.testFlag(Qt::AlignRight) ? spare.width() : spare.width() / 2;
    const int y = at.testFlag(Qt::AlignTop) ? 0 : at.testFlag(Qt::AlignBottom) ? spare.height() : spare.height() / 2;
    return box.topLeft() + QPoint(x, y);
}

//! Scaled before it is drawn: a painter that makes a picture much smaller leaves pixels out.
void draw(QPainter &painter, const QImage &picture, const QRectF &area, Qt::AspectRatioMode mode,
          Qt::Alignment at = Qt::AlignCenter)
{
    if (picture.isNull())
        return;
    const QRect box = area.toRect();
    const QSize size = picture.size().scaled(box.size(), mode).expandedTo({1, 1});
    painter.drawImage(placed(size, box, at), picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
}

//! How to fit a complete card: proportions that are a little off are rounding, others are meant.
Qt::AspectRatioMode fitOf(const QSize &picture, const QSize &card)
{
    const double shape = static_cast<double>(picture.width()) / picture.height();
    const double wanted = static_cast<double>(card.width()) / card.height();
    return std::min(shape, wanted) / std::max(shape, wanted) >= 1 - mostCut ? Qt::KeepAspectRatioByExpanding
                                                                            : Qt::KeepAspectRatio;
}

QImage blank(const QSize &size, const QColor &ground)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(ground);
    return image;
}

void paintFace(QPainter &painter, const CardParts &parts, const QSize &size)
{
    const QRectF card(QPointF(), size);
    if (!parts.complete.isNull())
        return draw(painter, parts.complete, card, fitOf(parts.complete.size(), size));
    draw(painter, parts.background, card, Qt::KeepAspectRatioByExpanding);
    draw(painter, parts.issuerLogo, CardLayout::on(card, CardLayout::issuerLogo), Qt::KeepAspectRatio,
         Qt::AlignLeft | Qt::AlignTop);
    draw(painter, parts.cobrandLogo, CardLayout::on(card, CardLayout::cobrandLogo), Qt::KeepAspectRatio,
         Qt::AlignRight | Qt::AlignTop);
    draw(painter, parts.brandLogo, CardLayout::on(card, CardLayout::brandLogo), Qt::KeepAspectRatio,
         Qt::AlignRight | Qt::AlignBottom);
}

bool hasPicture(const CardParts &parts)
{
    return !parts.complete.isNull() || !parts.background.isNull() || !parts.issuerLogo.isNull() ||
           !parts.brandLogo.isNull() || !parts.cobrandLogo.isNull();
}
} // namespace

CardPicture composedCard(const CardParts &parts, const QSize &size)
{
    CardPicture picture;
    const std::optional<QColor> ground = cardColor(parts.backgroundColor);
    if (size.isEmpty() || (!ground && !hasPicture(parts)))
        return picture;
    picture.image = blank(size, ground.value_or(QColor::fromRgb(neutralGround)));
    {
        QPainter painter(&picture.image);
        paintFace(painter, parts, size);
    }
    picture.isComplete = !parts.complete.isNull();
    picture.hasIssuer = picture.isComplete || !parts.issuerLogo.isNull();
    picture.hasBrand = picture.isComplete || !parts.brandLogo.isNull();
    const InkChoice choice = chooseInk(picture.image, parts.foregroundColor);
    picture.ink = choice.ink;
    picture.needsScrim = choice.needsScrim;
    return picture;
}

CardPicture composedIcon(const QImage &icon, const QSize &size)
{
    CardPicture picture;
    if (size.isEmpty() || icon.isNull())
        return picture;
    picture.image = blank(size, Qt::transparent);
    QPainter painter(&picture.image);
    draw(painter, icon, QRectF(QPointF(), size), Qt::KeepAspectRatio);
    picture.isComplete = true;
    picture.hasIssuer = true;
    picture.hasBrand = true;
    picture.ink = Qt::white;
    picture.needsScrim = true;
    return picture;
}

QSize largestSize(AssetRole role, const QSize &size)
{
    const QRectF card(QPointF(), size);
    switch (role) {
    case AssetRole::IssuerLogo:
        return CardLayout::on(card, CardLayout::issuerLogo).toAlignedRect().size();
    case AssetRole::BrandLogo:
        return CardLayout::on(card, CardLayout::brandLogo).toAlignedRect().size();
    case AssetRole::CobrandLogo:
        return CardLayout::on(card, CardLayout::cobrandLogo).toAlignedRect().size();
    default:
        return size;
    }
}
