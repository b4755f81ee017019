// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/tokentableview.h"

#include "ui/cardart/thumbnails.h"
#include "ui/theme/theme.h"
#include "ui/tokens/emptyplace.h"
#include "ui/tokens/tokendelegates.h"
#include "ui/tokens/tokenfilter.h"
#include "ui/tokens/tokentablemodel.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace {
// In widths of a digit, so that they grow with the font; the last column takes the rest.
constexpr std::pair<int, int> columnWidths[] = {{TokenTableModel::TokenColumn, 22}, {TokenTableModel::StateColumn, 16},
                                                {TokenTableModel::CardColumn, 24},  {TokenTableModel::ExpiryColumn, 9},
                                                {TokenTableModel::SeenColumn, 6}};
constexpr int artWidth = 64;
} // namespace

TokenTableView::TokenTableView(TokenFilter &tokens, QWidget *parent)
    : QTableView(parent), m_thumbnails(new Thumbnails(this)), m_emptyPlace(new EmptyPlace(viewport()))
{
    setObjectName(u"tokenTable"_s);
    setAccessibleName(tr("Tokens that this desk has seen"));
    setModel(&tokens);
    setItemDelegate(new RowDelegate(this));
    setItemDelegateForColumn(TokenTableModel::ArtColumn, new ThumbnailDelegate(*m_thumbnails, this));
    setItemDelegateForColumn(TokenTableModel::StateColumn, new ChipDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setCornerButtonEnabled(false);

    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setObjectName(u"tokenTableHeader"_s);
    horizontalHeader()->setAccessibleName(tr("Columns"));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setMinimumSectionSize(48);
    const int digit = fontMetrics().horizontalAdvance(u'0');
    for (const auto &[column, digits] : columnWidths)
        setColumnWidth(column, digits * digit);
    setColumnWidth(TokenTableModel::ArtColumn, artWidth);
    horizontalHeader()->setSectionResizeMode(TokenTableModel::ArtColumn, QHeaderView::Fixed);
    horizontalHeader()->setSortIndicator(TokenTableModel::SeenColumn, Qt::DescendingOrder);
    setSortingEnabled(true);
    setCompact(false);
    connect(m_thumbnails, &Thumbnails::arrived, this, [this](const QString &arrived) {
        eachThumbnail([&](const QModelIndex &index, const QString &key) {
            if (key == arrived)
                update(index);
        });
    });
}

template <typename Use>
void TokenTableView::eachThumbnail(Use use) const
{
    const int first = rowAt(0);
    const int below = rowAt(viewport()->height() - 1);
    const int last = below < 0 ? model()->rowCount() - 1 : below;
    for (int row = std::max(first, 0); first >= 0 && row <= last; ++row) {
        const QModelIndex index = model()->index(row, TokenTableModel::ArtColumn);
        use(index, Thumbnails::keyOf(index.data(TokenTableModel::ArtRole).value<CardArt>()));
    }
}

// What has been scrolled away is no longer worth asking for; rows that come into view ask when they are painted.
void TokenTableView::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    if (dy == 0 || m_thumbnails->waitingCount() == 0)
        return;
    QSet<QString> visible;
    eachThumbnail([&visible](const QModelIndex &, const QString &key) { visible.insert(key); });
    m_thumbnails->keepWaiting(visible);
}

void TokenTableView::setCompact(bool isCompact)
{
    const int least = fontMetrics().height() + Metrics::spacing;
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(std::max(least, isCompact ? Metrics::compactRowHeight : Metrics::rowHeight));
}

void TokenTableView::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && currentIndex().isValid()) {
        Q_EMIT entered();
        return;
    }
    QTableView::keyPressEvent(event);
}

// Who comes here by Tab sees where they are: a row is current as soon as there is one.
void TokenTableView::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    const bool isByKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (isByKey && !currentIndex().isValid() && model()->rowCount() > 0)
        selectRow(0);
}

void TokenTableView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}
