// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/tokenfilter.h"

#include "ui/tokens/tokentablemodel.h"

TokenFilter::TokenFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setSortRole(TokenTableModel::SortRole);
}

void TokenFilter::setState(std::optional<TokenState> state)
{
    m_state = state;
    invalidateRowsFilter();
}

void TokenFilter::setScheme(std::optional<Scheme> scheme)
{
    m_scheme = scheme;
    invalidateRowsFilter();
}

void TokenFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateRowsFilter();
}

bool TokenFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const Token &token = static_cast<const TokenTableModel *>(sourceModel())->reading(row).token;
    if ((m_state && token.state != *m_state) || (m_scheme && token.scheme != *m_scheme))
        return false;
    if (m_text.isEmpty())
        return true;
    const auto holdsText = [this](const QString &text) { return text.contains(m_text, Qt::CaseInsensitive); };
    return holdsText(token.id.value) || holdsText(token.cardLastDigits) || holdsText(token.par) || holdsText(token.issuerName);
}
