// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/formgroup.h"

#include "ui/forms/fieldblock.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

FormGroup::FormGroup(const QString &heading, QWidget *parent) : QWidget(parent), m_grid(new QGridLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(Metrics::spacing);
    if (!heading.isEmpty()) {
        auto *label = new QLabel(heading, this);
        label->setTextFormat(Qt::PlainText);
        label->setFont(headingFont(0));
        setRole(label, "subheading");
        auto *line = new QFrame(this);
        line->setFixedHeight(1);
        setRole(line, "line");
        layout->addWidget(label);
        layout->addWidget(line);
        layout->addSpacing(Metrics::unit);
        setAccessibleName(heading);
    }
    m_grid->setHorizontalSpacing(columnGap);
    m_grid->setVerticalSpacing(Metrics::gap);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, 1);
    layout->addLayout(m_grid);
}

void FormGroup::arrange()
{
    QList<FieldBlock *> shown;
    for (FieldBlock *block : m_blocks) {
        m_grid->removeWidget(block);
        if (!block->isHidden())
            shown << block;
    }
    int row = 0;
    for (qsizetype i = 0; i < shown.size(); ++row) {
        const bool isPair = shown.at(i)->isShort() && i + 1 < shown.size() && shown.at(i + 1)->isShort();
        const int columns = isPair ? 1 : 2;
        for (int column = 0; column < 2 / columns; ++column, ++i) {
            shown.at(i)->setAlone(shown.at(i)->isShort() && !isPair);
            m_grid->addWidget(shown.at(i), row, column, 1, columns, Qt::AlignTop);
        }
    }
    setHidden(shown.isEmpty());
}
