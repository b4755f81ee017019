// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/cardart/cardface.h"

#include <QWidget>

//! A card, drawn to the proportions of a real one at the screen's own resolution, with a soft shadow inside its margins.
class CardView : public QWidget
{
    Q_OBJECT
public:
    //! Space around the card that its shadow takes: layouts that align other things with the card's edge subtract it.
    static constexpr int shadowMargin = 8;

    explicit CardView(QWidget *parent = nullptr);

    void setToken(const Token &token);
    //! A card that does not exist yet: `maskedDigits` as typed so far and masked, `expiry` as shown on screen.
    void setPreview(Scheme scheme, const QString &maskedDigits, const QString &expiry);
    [[nodiscard]] const CardFace &face() const { return m_face; }
    //! Where the card itself stands, without its shadow.
    [[nodiscard]] QRectF cardRect() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setFace(const CardFace &face, const QString &spoken);

    CardFace m_face;
};
