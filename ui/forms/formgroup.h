// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QWidget>

class FieldBlock;
class QGridLayout;

//! The fields under one heading, two short ones to a row. Fields that are hidden leave no gap.
class FormGroup : public QWidget
{
    Q_OBJECT

public:
    static constexpr int columnGap = 20; //!< between two short fields

    FormGroup(const QString &heading, QWidget *parent);

    void add(FieldBlock *block) { m_blocks << block; }
    //! Lays out anew the blocks that are not hidden.
    void arrange();

private:
    QGridLayout *m_grid;
    QList<FieldBlock *> m_blocks;
};
