// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLayout>

//! Its widgets one after another, each at its own size, on as many lines as the width asks for; one that is wider than
//! a line gets the line. Runs from right to left where the language does.
class FlowLayout : public QLayout
{
    Q_OBJECT
public:
    explicit FlowLayout(QWidget *parent);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override;
    //! At this place among the others.
    void insertWidget(int place, QWidget *widget);
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &place) override;

private:
    //! The height that is needed; the items are moved only when asked to.
    int arrange(const QRect &place, bool isMoving) const;

    QList<QLayoutItem *> m_items;
};
