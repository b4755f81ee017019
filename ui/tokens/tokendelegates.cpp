// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/tokendelegates.h"

#include "ui/cardart/cardface.h"
#include "ui/cardart/statelook.h"
#include "ui/cardart/thumbnails.h"
#include "ui/theme/theme.h"
#include "ui/tokens/tokentablemodel.h"

#include <QApplication>
#include <QPainter>
#include <QPixmapCache>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {
constexpr int currentRowMark = 3;

QSizeF thumbnailSize(int rowHeight)
{
    const qreal height = std::min(28.0, rowHeight - 7.0);
    return {std::round(height * CardShape::width / CardShape::height), height};
}

QPixmap thumbnail(const CardFace &face, const QSizeF &size, qreal ratio)
{
    const QString key = u"token-thumbnail-%1-%2-%3-%4"_s.arg(static_cast<int>(face.scheme))
                            .arg(face.state == TokenState::Deleted)
                            .arg(size.height())
                            .arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap((size * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintCard(painter, QRectF(QPointF(), size), face);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}
} // namespace

void RowDelegate::paintGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text.clear();
    cell.icon = {};
    cell.state &= ~QStyle::State_HasFocus;
    const QWidget *widget = option.widget;
    (widget ? widget->style() : QApplication::style())->drawControl(QStyle::CE_ItemViewItem, &cell, painter, widget);

    const QRect &rect = option.rect;
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colors().border);
    const bool isMarked = option.state.testFlag(QStyle::State_Selected) && widget && widget->hasFocus();
    if (isMarked && index.column() == 0)
        painter->fillRect(QRect(rect.left(), rect.top(), currentRowMark, rect.height()), colors().accent);
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    paintGround(painter, option, index);
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QRect room = option.rect.adjusted(Metrics::spacing, 0, -Metrics::spacing, -1);
    painter->save();
    painter->setFont(cell.font);
    painter->setPen(colors().text);
    painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      QFontMetrics(cell.font).elidedText(cell.text, Qt::ElideRight, room.width()));
    painter->restore();
}

void ChipDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    paintGround(painter, option, index);
    const auto state = static_cast<TokenState>(index.data(TokenTableModel::StateRole).toInt());
    const QString text = index.data().toString();
    const QFont font = chipFont();
    const QRectF room = QRectF(option.rect).adjusted(Metrics::spacing, 0, -Metrics::spacing, -1);
    const QSizeF chip = chipSize(font, text).boundedTo(room.size());
    const qreal top = std::round(room.center().y() - chip.height() / 2);
    paintChip(*painter, QRectF(QPointF(room.left(), top), chip), font, state, text);
}

QSize ChipDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const QSizeF chip = chipSize(chipFont(), index.data().toString());
    return {static_cast<int>(std::ceil(chip.width())) + 2 * Metrics::spacing, static_cast<int>(std::ceil(chip.height()))};
}

void ThumbnailDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    paintGround(painter, option, index);
    CardFace face;
    face.scheme = static_cast<Scheme>(index.data(TokenTableModel::SchemeRole).toInt());
    face.state = static_cast<TokenState>(index.data(TokenTableModel::StateRole).toInt());
    const QSizeF size = thumbnailSize(option.rect.height());
    const qreal ratio = painter->device()->devicePixelRatioF();
    QPixmap art = m_thumbnails.find(index.data(TokenTableModel::ArtRole).value<CardArt>(), face, (size * ratio).toSize());
    art.setDevicePixelRatio(ratio);
    const QPointF center = QRectF(option.rect).center();
    painter->drawPixmap(QPointF(std::round(center.x() - size.width() / 2), std::round(center.y() - size.height() / 2)),
                        art.isNull() ? thumbnail(face, size, ratio) : art);
}
