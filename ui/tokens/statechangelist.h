// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

#include <QList>
#include <QTableWidget>

//! Several tokens, the state of each, and what came of it: a row each.
class StateChangeList : public QTableWidget
{
    Q_OBJECT
public:
    explicit StateChangeList(QWidget *parent = nullptr);

    void setTokens(const QList<Token> &tokens);
    //! The token's result, and its state when that is known anew. `isQuiet` for one that is left out.
    void setResult(const TokenId &token, const QString &result, bool isQuiet = false);
    void setState(const Token &token);
    [[nodiscard]] QString result(const TokenId &token) const;

private:
    enum Column { TokenColumn, StateColumn, ResultColumn, ColumnCount };
    [[nodiscard]] int rowOf(const TokenId &token) const;

    QList<TokenId> m_tokens;
};
