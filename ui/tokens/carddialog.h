// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/cardpictures.h"
#include "app/domain/token.h"

#include <QDialog>

#include <memory>

class CardView;

//! One card as large as the screen allows, and its state in words. Escape, Return, Space and a click close it.
class CardDialog : public QDialog
{
    Q_OBJECT
public:
    CardDialog(const std::shared_ptr<CardPictures> &pictures, const Token &token, QWidget *parent);

    //! The card's size on a screen with this room: at most 85 % of it either way.
    [[nodiscard]] static QSize cardSizeIn(const QSize &screen);

private:
    CardView *m_card;
};
