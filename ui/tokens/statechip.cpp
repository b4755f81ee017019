// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/statechip.h"

#include "ui/cardart/statelook.h"

#include <QPainter>

#include <cmath>

StateChip::StateChip(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setFont(chipFont());
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StateChip::setState(TokenState state, const QString &stateWord)
{
    m_state = state;
    setText(stateText(state, stateWord));
    setAccessibleName(tr("State: %1").arg(text()));
    updateGeometry();
    update();
}

QSize StateChip::sizeHint() const
{
    const QSizeF size = chipSize(font(), text());
    return {static_cast<int>(std::ceil(size.width())), static_cast<int>(std::ceil(size.height()))};
}

void StateChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintChip(painter, rect(), font(), m_state, text());
}
