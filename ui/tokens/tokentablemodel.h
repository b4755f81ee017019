// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/token.h"

#include <QAbstractTableModel>
#include <QHash>

//! The tokens of this desk with their last readings. Stores what it is given as it is; texts are made for the cells that
//! are painted, so that a hundred thousand rows cost no more than the list itself.
class TokenTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { ArtColumn, TokenColumn, StateColumn, CardColumn, ExpiryColumn, SeenColumn, ColumnCount };
    enum Role { StateRole = Qt::UserRole + 1, SchemeRole, ArtRole };

    explicit TokenTableModel(const Clock &clock, QObject *parent = nullptr);

    void setReadings(QList<TokenReading> readings);
    //! Replaces the token's row when this reading is not older, or adds one at the end.
    void upsert(const TokenReading &reading);
    [[nodiscard]] const TokenReading &reading(int row) const { return m_readings.at(row); }
    [[nodiscard]] int rowOf(const TokenId &token) const; //!< -1 when there is none
    //! Whether `text` is part of one of the words by which an agent knows a token; case does not matter.
    [[nodiscard]] bool holdsText(int row, const QString &text) const;
    [[nodiscard]] bool isLess(int row, int otherRow, int column) const;
    //! Ages have grown: the last column is painted again.
    void refreshAges();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const TokenReading &reading, int column) const;
    [[nodiscard]] QString toolTip(const TokenReading &reading, int column) const;

    const Clock &m_clock;
    QList<TokenReading> m_readings;
    mutable QHash<TokenId, int> m_rows; //!< made when a token is first asked for by its id
};

//! "Visa ·· 1111", as far as it is known; fit to be shown.
[[nodiscard]] QString cardText(const Token &token);
