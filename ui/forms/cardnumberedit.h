// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"
#include "ui/forms/digitsedit.h"

class QToolButton;

//! A card number: seen while it is typed, in the scheme's groups, and reduced to its first six and last four digits for
//! good when `mask` is called. From then on typing starts a new number.
class CardNumberEdit : public DigitsEdit
{
    Q_OBJECT

public:
    explicit CardNumberEdit(QWidget *parent = nullptr);

    [[nodiscard]] Scheme scheme() const;
    [[nodiscard]] bool isMasked() const { return m_isMasked; }
    void mask();
    //! Bullets in the scheme's groups; the last four digits once there are enough of them to be a card number.
    [[nodiscard]] QString preview() const;

    void setReadOnlyNumber(bool isReadOnly);

protected:
    [[nodiscard]] QString veil(qsizetype length) const override;
    bool startsOver() override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateChip();
    void placeChange();
    [[nodiscard]] QRect chipRect() const;
    void startNew();

    QToolButton *m_change;
    QString m_chip;
    bool m_isMasked = false;
};
