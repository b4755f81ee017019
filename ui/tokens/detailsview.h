// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

#include <QScrollArea>

class QGridLayout;

//! Everything that the provider returned about a token, grouped, each value selectable and copyable.
class DetailsView : public QScrollArea
{
    Q_OBJECT
public:
    explicit DetailsView(QWidget *parent = nullptr);
    void setToken(const Token &token);

private:
    void addHeading(QGridLayout *grid, int row, const QString &text);
    void addField(QGridLayout *grid, int row, const TokenField &field);
};
