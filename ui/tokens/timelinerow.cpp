// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/timelinerow.h"

#include "ui/theme/theme.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace {
constexpr int gutter = 20;
constexpr qreal dotRadius = 4;
constexpr qreal dotTop = 11;
} // namespace

TimelineRow::TimelineRow(Dot dot, bool isLast, QWidget *parent)
    : QWidget(parent), m_dot(dot), m_isLast(isLast), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(gutter, 0, 0, Metrics::gap + Metrics::unit);
    m_column->setSpacing(Metrics::unit);
}

QLabel *TimelineRow::addLine(const QString &objectName, const QString &text)
{
    auto *label = new QLabel(this);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_column->addWidget(label);
    return label;
}

void TimelineRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal x = layoutDirection() == Qt::LeftToRight ? dotRadius + 1 : width() - dotRadius - 1;
    painter.setPen(QPen(colors().border, 1));
    if (!m_isLast)
        painter.drawLine(QPointF(x, dotTop), QPointF(x, height() + dotTop));
    const bool isFilled = m_dot == Dot::Filled;
    painter.setPen(QPen(isFilled ? colors().accent : colors().muted, 1.5));
    painter.setBrush(isFilled ? colors().accent : colors().window);
    painter.drawEllipse(QPointF(x, dotTop), dotRadius, dotRadius);
}
