// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>

//! What a dialog says above its buttons. It scrolls where the screen is too low for all of it, so that the buttons stay
//! in sight; Page Up and Page Down scroll it from anywhere in the dialog. Its widget has a layout.
class DialogBody : public QScrollArea
{
    Q_OBJECT
public:
    explicit DialogBody(QWidget *parent = nullptr);

    //! Makes the dialog as high as all of it needs, but no higher than the screen. Wrapped texts need more height the
    //! narrower they are, which a dialog does not find out for itself. What a person gave it beyond that stays.
    void fitDialog(int usualWidth);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showBelow(QWidget &dialog) const;
};
