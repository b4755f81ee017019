// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/connectionlist.h"

#include "ui/forms/environmentlook.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace {
constexpr int environmentRole = Qt::UserRole + 1;
constexpr int secondLineRole = Qt::UserRole + 2;
constexpr int rowHeight = 52;

class ConnectionDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem cell = option;
        initStyleOption(&cell, index);
        cell.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &cell, painter, option.widget);
        const auto environment = static_cast<Environment>(index.data(environmentRole).toInt());
        const QSizeF badge = badgeSize(environment);
        const QRectF room = QRectF(option.rect).adjusted(Metrics::gap, Metrics::spacing, -Metrics::gap, -Metrics::spacing);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        paintBadge(*painter, QRectF(QPointF(room.right() - badge.width(), room.center().y() - badge.height() / 2), badge), environment);
        const QRectF text = room.adjusted(0, 0, -badge.width() - Metrics::gap, 0);
        painter->setFont(headingFont(0));
        painter->setPen(colors().text);
        painter->drawText(text, Qt::AlignLeft | Qt::AlignTop, elided(index.data().toString(), headingFont(0), text.width()));
        painter->setFont(QApplication::font());
        painter->setPen(colors().muted);
        painter->drawText(text, Qt::AlignLeft | Qt::AlignBottom, elided(index.data(secondLineRole).toString(), QApplication::font(), text.width()));
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {200, rowHeight}; }

private:
    [[nodiscard]] static QString elided(const QString &text, const QFont &font, qreal width)
    {
        return QFontMetricsF(font).elidedText(text, Qt::ElideRight, width);
    }
};
} // namespace

ConnectionList::ConnectionList(QWidget *parent) : QListWidget(parent)
{
    setObjectName(u"connectionList"_s);
    setAccessibleName(tr("Connections"));
    setItemDelegate(new ConnectionDelegate(this));
    setUniformItemSizes(true);
}

void ConnectionList::setProfiles(const QList<ConnectionProfile> &profiles, const std::function<QString(const ConnectionProfile &)> &describe)
{
    const QString selected = current() ? current()->id : QString();
    m_profiles = profiles;
    clear();
    for (const ConnectionProfile &profile : profiles) {
        auto *item = new QListWidgetItem(shown(profile.name), this);
        item->setData(environmentRole, static_cast<int>(profile.environment));
        item->setData(secondLineRole, describe(profile));
        item->setData(Qt::AccessibleTextRole, u"%1, %2, %3"_s.arg(item->text(), environmentName(profile.environment), describe(profile)));
        if (profile.id == selected)
            setCurrentItem(item);
    }
    if (currentRow() < 0 && count() > 0)
        setCurrentRow(0);
}

const ConnectionProfile *ConnectionList::current() const
{
    return currentRow() >= 0 && currentRow() < m_profiles.size() ? &m_profiles.at(currentRow()) : nullptr;
}
