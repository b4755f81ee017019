// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

#include <QSortFilterProxyModel>

#include <optional>

//! Which tokens the table shows, and in which order: by state, by scheme, and by a text that is part of the token id, the
//! last digits, the PAR or the issuer's name.
class TokenFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit TokenFilter(QObject *parent = nullptr);
    void setState(std::optional<TokenState> state);
    void setScheme(std::optional<Scheme> scheme);
    void setText(const QString &text);
    [[nodiscard]] bool isFiltering() const { return m_state || m_scheme || !m_text.isEmpty(); }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    std::optional<TokenState> m_state;
    std::optional<Scheme> m_scheme;
    QString m_text;
};
