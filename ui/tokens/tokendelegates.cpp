// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/tokendelegates.h"

#include "ui/cardart/cardface.h"
#include "ui/cardart/statelook.h"
#include "ui/theme/theme.h"
#include "ui/tokens/tokentablemodel.h"

#include <QApplication>
#include <QPainter>
#include <QPixmapCache>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {
void paintGround(QPainter *painter, QStyleOptionViewItem option)
{
    option.text.clear();
    option.icon = {};
    const QWidget *widget = option.widget;
    (widget ? widget->style() : QApplication::style())->drawControl(QStyle::CE_ItemViewItem, &option, painter, widget);
}

QSizeF thumbnailSize(int rowHeight)
{
    const qreal height = std::min(28.0, rowHeight - 8.0);
    return {std::round(height * CardShape::width / CardShape::height), height};
}

QPixmap thumbnail(const CardFace &face, QSizeF size, qreal ratio)
{
    const QString key = u"token-thumbnail-%1-%2-%3-%4-%5"_s.arg(static_cast<int>(face.scheme))
                            .arg(face.state == TokenState::Deleted)
                            .arg(size.height())
                            .arg(ratio)
                            .arg(isDark());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap((size * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paintCard(painter, QRectF(QPointF(), size), face);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}
} // namespace

void ChipDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    paintGround(painter, cell);
    const auto state = static_cast<TokenState>(index.data(TokenTableModel::StateRole).toInt());
    const QFont font = chipFont();
    const QRect room = option.rect.adjusted(Metrics::spacing, 0, -Metrics::spacing, 0);
    QString text = index.data().toString();
    QSizeF size = chipSize(font, text);
    if (size.width() > room.width()) {
        const qreal around = size.width() - QFontMetricsF(font).horizontalAdvance(text);
        text = QFontMetricsF(font).elidedText(text, Qt::ElideRight, room.width() - around);
        size.setWidth(room.width());
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintChip(*painter, QRectF(QPointF(room.left(), room.center().y() + 0.5 - size.height() / 2), size), font, state, text);
    painter->restore();
}

QSize ChipDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const QSizeF chip = chipSize(chipFont(), index.data().toString());
    return {static_cast<int>(std::ceil(chip.width())) + 2 * Metrics::spacing, static_cast<int>(std::ceil(chip.height()))};
}

void ThumbnailDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    paintGround(painter, cell);
    CardFace face;
    face.scheme = static_cast<Scheme>(index.data(TokenTableModel::SchemeRole).toInt());
    face.state = static_cast<TokenState>(index.data(TokenTableModel::StateRole).toInt());
    const QSizeF size = thumbnailSize(option.rect.height());
    const QPointF centre = QRectF(option.rect).center();
    painter->drawPixmap(QPointF(centre.x() - size.width() / 2, centre.y() - size.height() / 2),
                        thumbnail(face, size, painter->device()->devicePixelRatioF()));
}
