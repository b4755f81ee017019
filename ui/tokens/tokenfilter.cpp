// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/tokenfilter.h"

#include "ui/tokens/tokentablemodel.h"

#include <algorithm>
#include <numeric>

TokenFilter::TokenFilter(TokenTableModel &tokens, QObject *parent) : QAbstractProxyModel(parent), m_tokens(tokens)
{
    setSourceModel(&tokens);
    connect(&tokens, &QAbstractItemModel::modelAboutToBeReset, this, [this] { beginResetModel(); });
    connect(&tokens, &QAbstractItemModel::modelReset, this, [this] {
        sortAll();
        filterAll();
        endResetModel();
    });
    connect(&tokens, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { takeIn(first, last); });
    connect(&tokens, &QAbstractItemModel::dataChanged, this, &TokenFilter::relayChange);
    sortAll();
    filterAll();
}

void TokenFilter::setState(std::optional<TokenState> state)
{
    m_state = state;
    relayOut(false);
}

void TokenFilter::setScheme(std::optional<Scheme> scheme)
{
    m_scheme = scheme;
    relayOut(false);
}

void TokenFilter::setText(const QString &text)
{
    if (text.trimmed() == m_text)
        return;
    m_text = text.trimmed();
    relayOut(false);
}

void TokenFilter::setTokens(std::optional<QSet<TokenId>> tokens)
{
    if (!m_only && !tokens)
        return;
    m_only = std::move(tokens);
    relayOut(false);
}

void TokenFilter::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    relayOut(true);
}

const TokenReading &TokenFilter::reading(int row) const
{
    return m_tokens.reading(m_shown.at(row));
}

int TokenFilter::rowOf(const TokenId &token) const
{
    const int sourceRow = m_tokens.rowOf(token);
    return sourceRow < 0 ? -1 : m_numbers.at(sourceRow);
}

bool TokenFilter::accepts(int sourceRow) const
{
    const Token &token = m_tokens.reading(sourceRow).token;
    if ((m_state && token.state != *m_state) || (m_scheme && token.scheme != *m_scheme))
        return false;
    if (m_only && !m_only->contains(token.id))
        return false;
    return m_text.isEmpty() || m_tokens.holdsText(sourceRow, m_text);
}

bool TokenFilter::precedes(int sourceRow, int otherSourceRow) const
{
    return m_sortOrder == Qt::AscendingOrder ? m_tokens.isLess(sourceRow, otherSourceRow, m_sortColumn)
                                             : m_tokens.isLess(otherSourceRow, sourceRow, m_sortColumn);
}

// Selection and current row are kept: views remember them by persistent indexes.
void TokenFilter::relayOut(bool isSorted)
{
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    QModelIndexList inSource;
    inSource.reserve(before.size());
    for (const QModelIndex &index : before)
        inSource.append(mapToSource(index));

    if (isSorted)
        sortAll();
    filterAll();

    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &index : std::as_const(inSource))
        after.append(mapFromSource(index));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

void TokenFilter::sortAll()
{
    m_sorted.resize(m_tokens.rowCount());
    std::iota(m_sorted.begin(), m_sorted.end(), 0);
    if (m_sortColumn < 0)
        return;
    const auto before = [this](int a, int b) { return precedes(a, b); };
    if (!std::is_sorted(m_sorted.cbegin(), m_sorted.cend(), before)) // the workspace's own order often is the one asked for
        std::stable_sort(m_sorted.begin(), m_sorted.end(), before);
}

void TokenFilter::filterAll()
{
    if (isFiltering()) {
        m_shown.clear();
        std::copy_if(m_sorted.cbegin(), m_sorted.cend(), std::back_inserter(m_shown), [this](int row) { return accepts(row); });
    } else {
        m_shown = m_sorted;
    }
    numberRows();
}

void TokenFilter::numberRows()
{
    m_numbers.fill(-1, m_tokens.rowCount());
    for (int row = 0; row < m_shown.size(); ++row)
        m_numbers[m_shown.at(row)] = row;
}

void TokenFilter::takeIn(int firstSourceRow, int lastSourceRow)
{
    for (int row = firstSourceRow; row <= lastSourceRow; ++row) {
        m_numbers.append(-1);
        // A row that was read again keeps its place, so the list may be slightly out of order: any near place will do.
        m_sorted.insert(m_sortColumn < 0 ? m_sorted.cbegin()
                                         : std::upper_bound(m_sorted.cbegin(), m_sorted.cend(), row,
                                                            [this](int a, int b) { return precedes(a, b); }),
                        row);
        if (accepts(row))
            showRow(row);
    }
}

void TokenFilter::showRow(int sourceRow)
{
    const auto place = m_sortColumn < 0 ? m_shown.cbegin()
                                        : std::upper_bound(m_shown.cbegin(), m_shown.cend(), sourceRow,
                                                           [this](int a, int b) { return precedes(a, b); });
    const int row = static_cast<int>(place - m_shown.cbegin());
    beginInsertRows({}, row, row);
    m_shown.insert(row, sourceRow);
    numberRows();
    endInsertRows();
}

void TokenFilter::relayChange(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles)
{
    if (m_shown.isEmpty() && !isFiltering())
        return;
    if (first.row() != last.row()) { // ages only: no row comes or goes
        if (!m_shown.isEmpty())
            Q_EMIT dataChanged(index(0, first.column()), index(rowCount() - 1, last.column()), roles);
        return;
    }
    const int row = m_numbers.at(first.row());
    if (row >= 0)
        Q_EMIT dataChanged(index(row, first.column()), index(row, last.column()), roles);
    else if (accepts(first.row()))
        showRow(first.row());
}

QModelIndex TokenFilter::mapToSource(const QModelIndex &shown) const
{
    return shown.isValid() ? m_tokens.index(m_shown.at(shown.row()), shown.column()) : QModelIndex();
}

QModelIndex TokenFilter::mapFromSource(const QModelIndex &source) const
{
    if (!source.isValid() || source.row() >= m_numbers.size() || m_numbers.at(source.row()) < 0)
        return {};
    return createIndex(m_numbers.at(source.row()), source.column());
}

QModelIndex TokenFilter::index(int row, int column, const QModelIndex &parent) const
{
    const bool isInside = !parent.isValid() && row >= 0 && row < rowCount() && column >= 0 && column < columnCount();
    return isInside ? createIndex(row, column) : QModelIndex();
}

QModelIndex TokenFilter::parent(const QModelIndex &) const
{
    return {};
}

int TokenFilter::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int TokenFilter::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_tokens.columnCount();
}

QVariant TokenFilter::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_tokens.headerData(section, orientation, role);
}
