// SPDX-License-Identifier: Apache-2.0
#include "ui/pending/openitemdelegate.h"

#include "ui/pending/openitemsmodel.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace {
constexpr int itemSide = 14;
constexpr int itemTop = 10;
constexpr int lineGap = 4;
constexpr int chosenMark = 3;

QString elided(const QFont &font, const QString &text, int width)
{
    return QFontMetrics(font).elidedText(text, Qt::ElideRight, width);
}
} // namespace

void OpenItemDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(option.rect, isSelected ? colors().selection : colors().base);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), colors().border);
    if (isSelected && option.widget && option.widget->hasFocus())
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), chosenMark, option.rect.height()), colors().accent);

    const QRect room = option.rect.adjusted(itemSide, itemTop, -itemSide, -itemTop);
    const QFont heading = headingFont(0);
    const QString age = index.data(OpenItemsModel::AgeRole).toString();
    const int ageWidth = QFontMetrics(option.font).horizontalAdvance(age) + Metrics::gap;
    QRect line(room.left(), room.top(), room.width(), QFontMetrics(heading).height());
    painter->setFont(option.font);
    painter->setPen(colors().muted);
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, age);
    painter->setFont(heading);
    painter->setPen(colors().text);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, elided(heading, index.data().toString(), line.width() - ageWidth));

    const auto next = [&](const QString &text, const QColor &color) {
        line.translate(0, line.height() + lineGap);
        painter->setFont(option.font);
        painter->setPen(color);
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, elided(option.font, text, line.width()));
    };
    next(index.data(OpenItemsModel::OriginRole).toString(), colors().muted);
    if (const QString remark = index.data(OpenItemsModel::RemarkRole).toString(); !remark.isEmpty())
        next(remark, colors().unknownChipText);
    painter->restore();
}

QSize OpenItemDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int lines = index.data(OpenItemsModel::RemarkRole).toString().isEmpty() ? 2 : 3;
    const int height = QFontMetrics(headingFont(0)).height();
    return {option.rect.width(), 2 * itemTop + lines * height + (lines - 1) * lineGap};
}
