// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

class Thumbnails;

//! A cell of the token table: text that lines up with its heading, a line under each row, and a mark on the current row
//! while the table has the keyboard.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    //! The row's ground, without text.
    void paintGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
};

//! The state as a chip: symbol and word.
class ChipDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

//! A small card: the issuer's art once it is there, until then and without it one in the scheme's colours, drawn once per
//! scheme and size.
class ThumbnailDelegate : public RowDelegate
{
    Q_OBJECT
public:
    //! `thumbnails` outlives the delegate.
    ThumbnailDelegate(Thumbnails &thumbnails, QObject *parent) : RowDelegate(parent), m_thumbnails(thumbnails) {}
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    Thumbnails &m_thumbnails;
};
