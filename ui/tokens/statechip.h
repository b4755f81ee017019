// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

#include <QLabel>

//! A token's state as a chip: symbol and word. A label, so that assistive technology reads the word.
class StateChip : public QLabel
{
    Q_OBJECT
public:
    explicit StateChip(QWidget *parent = nullptr);
    void setState(TokenState state, const QString &stateWord);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TokenState m_state = TokenState::Unknown;
};
