// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

#include <QAbstractProxyModel>
#include <QSet>

#include <optional>

class TokenTableModel;
struct TokenReading;

//! Which tokens the table shows, and in which order: by state, by scheme, by a set of tokens, and by a text that is part
//! of the token id, the last digits, the PAR, the issuer, the product, the scheme or the state.
//!
//! Not a QSortFilterProxyModel: that one removes and inserts every run of rows by itself, which takes seconds when half of
//! 100,000 scattered rows go. Here a filter is one pass over rows that are sorted already. A row that is shown stays until
//! the next filter, also when its token no longer matches: what one looks at does not vanish while it is read again.
class TokenFilter : public QAbstractProxyModel
{
    Q_OBJECT
public:
    explicit TokenFilter(TokenTableModel &tokens, QObject *parent = nullptr);

    void setState(std::optional<TokenState> state);
    void setScheme(std::optional<Scheme> scheme);
    void setText(const QString &text);
    //! Only these, such as those that bear a tag.
    void setTokens(std::optional<QSet<TokenId>> tokens);
    [[nodiscard]] bool isFiltering() const { return m_state || m_scheme || m_only || !m_text.isEmpty(); }

    [[nodiscard]] const TokenReading &reading(int row) const;
    [[nodiscard]] int rowOf(const TokenId &token) const; //!< -1 when it is not shown

    void sort(int column, Qt::SortOrder order) override;
    [[nodiscard]] QModelIndex mapToSource(const QModelIndex &shown) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex &source) const override;
    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    //! Also while no row is shown, when the inherited function finds no column to ask.
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] bool accepts(int sourceRow) const;
    [[nodiscard]] bool precedes(int sourceRow, int otherSourceRow) const;
    void relayOut(bool isSorted);
    void sortAll();
    void filterAll();
    void numberRows();
    void takeIn(int firstSourceRow, int lastSourceRow);
    void showRow(int sourceRow);
    void relayChange(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles);

    TokenTableModel &m_tokens;
    std::optional<TokenState> m_state;
    std::optional<Scheme> m_scheme;
    std::optional<QSet<TokenId>> m_only;
    QString m_text;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    QList<int> m_sorted;  //!< every source row, in order
    QList<int> m_shown;   //!< those that are shown, in order
    QList<int> m_numbers; //!< by source row: its place in m_shown, -1 when it is not shown
};
