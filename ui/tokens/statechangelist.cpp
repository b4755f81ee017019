// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/statechangelist.h"

#include "ui/cardart/statelook.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"

#include <QHeaderView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr int visibleRows = 4;
constexpr int tokenDigits = 24; // in widths of a digit, so that it grows with the font
constexpr int stateDigits = 14;
} // namespace

StateChangeList::StateChangeList(QWidget *parent) : QTableWidget(parent)
{
    setColumnCount(ColumnCount);
    setHorizontalHeaderLabels({tr("Token"), tr("State"), tr("Result")});
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setWordWrap(true); // a refusal is told in full
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(Metrics::compactRowHeight);
    verticalHeader()->setMinimumSectionSize(Metrics::compactRowHeight);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int digit = fontMetrics().horizontalAdvance(u'0');
    setColumnWidth(TokenColumn, tokenDigits * digit);
    setColumnWidth(StateColumn, stateDigits * digit);
}

void StateChangeList::setTokens(const QList<Token> &tokens)
{
    m_tokens.clear();
    setRowCount(static_cast<int>(tokens.size()));
    for (const Token &token : tokens) {
        const int row = static_cast<int>(m_tokens.size());
        m_tokens.append(token.id);
        for (int column = 0; column < ColumnCount; ++column)
            setItem(row, column, new QTableWidgetItem);
        item(row, TokenColumn)->setText(shown(token.id.value));
        item(row, TokenColumn)->setFont(identifierFont());
        setState(token);
    }
    const int rows = std::min<int>(visibleRows, rowCount());
    setFixedHeight(horizontalHeader()->sizeHint().height() + rows * Metrics::compactRowHeight + 2 * frameWidth());
}

void StateChangeList::setState(const Token &token)
{
    if (const int row = rowOf(token.id); row >= 0)
        item(row, StateColumn)->setText(stateText(token.state, token.stateWord));
}

void StateChangeList::setResult(const TokenId &token, const QString &result, bool isQuiet)
{
    const int row = rowOf(token);
    if (row < 0)
        return;
    item(row, ResultColumn)->setText(result);
    for (int column = 0; column < ColumnCount; ++column)
        item(row, column)->setForeground(isQuiet ? colors().muted : colors().text);
    resizeRowToContents(row);
    scrollToItem(item(row, TokenColumn));
}

QString StateChangeList::result(const TokenId &token) const
{
    const int row = rowOf(token);
    return row < 0 ? QString() : item(row, ResultColumn)->text();
}

int StateChangeList::rowOf(const TokenId &token) const
{
    return static_cast<int>(m_tokens.indexOf(token));
}
