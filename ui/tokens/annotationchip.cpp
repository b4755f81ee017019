// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/annotationchip.h"

#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/readingage.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {
constexpr int chipTextPadding = 9;
constexpr int chipPadding = 4;
constexpr int chipSymbol = 12;
constexpr int chipSymbolGap = 5;
constexpr int narrowestText = 24;

QFont annotationFont()
{
    return headingFont(-1, QFont::Normal);
}

//! A luggage label, or a paper ticket.
QPainterPath symbolPath(AnnotationChip::Kind kind)
{
    QPainterPath path;
    if (kind == AnnotationChip::Kind::Tag) {
        path.moveTo(0.08, 0.08);
        path.lineTo(0.52, 0.08);
        path.lineTo(0.94, 0.5);
        path.lineTo(0.5, 0.94);
        path.lineTo(0.08, 0.52);
        path.closeSubpath();
        path.addEllipse(QPointF(0.31, 0.31), 0.06, 0.06);
        return path;
    }
    path.moveTo(0.06, 0.2);
    path.lineTo(0.94, 0.2);
    path.lineTo(0.94, 0.38);
    path.arcTo(QRectF(0.82, 0.38, 0.24, 0.24), 90, 180);
    path.lineTo(0.94, 0.8);
    path.lineTo(0.06, 0.8);
    path.lineTo(0.06, 0.62);
    path.arcTo(QRectF(-0.06, 0.38, 0.24, 0.24), 270, 180);
    path.closeSubpath();
    return path;
}

void drawSymbol(QPainter &painter, const QRectF &square, AnnotationChip::Kind kind, const QColor &color)
{
    painter.save();
    painter.translate(square.topLeft());
    painter.scale(square.width(), square.height());
    painter.setPen(QPen(color, 0.1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(symbolPath(kind));
    painter.restore();
}

class RemoveButton : public QAbstractButton
{
public:
    explicit RemoveButton(QWidget *parent) : QAbstractButton(parent)
    {
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF circle = QRectF(rect()).adjusted(2, 2, -2, -2);
        if (underMouse() || isDown() || hasFocus()) {
            painter.setPen(hasFocus() ? QPen(colors().accent, 1.5) : QPen(Qt::NoPen));
            painter.setBrush(underMouse() || isDown() ? QBrush(colors().border) : QBrush(Qt::NoBrush));
            painter.drawEllipse(circle);
        }
        const qreal reach = circle.width() / 5;
        const QPointF middle = circle.center();
        painter.setPen(QPen(hasFocus() ? colors().accent : colors().muted, 1.5, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(middle - QPointF(reach, reach), middle + QPointF(reach, reach));
        painter.drawLine(middle - QPointF(reach, -reach), middle + QPointF(reach, -reach));
    }
};
} // namespace

AnnotationChip::AnnotationChip(Kind kind, const Annotation &annotation, QWidget *parent)
    : QWidget(parent), m_kind(kind), m_text(annotation.text), m_words(shown(annotation.text)),
      m_remove(new RemoveButton(this))
{
    const bool isTag = kind == Kind::Tag;
    setObjectName(isTag ? u"tagChip"_s : u"ticketChip"_s);
    setFont(annotationFont());
    setAccessibleName(isTag ? tr("Tag %1").arg(m_words) : tr("Ticket %1").arg(m_words));
    const QString who = tr("Added by %1, %2").arg(shown(annotation.operatorId), localTime(annotation.at));
    setAccessibleDescription(who);
    setToolTip(m_words + u'\n' + who);
    m_remove->setObjectName(isTag ? u"removeTagButton"_s : u"removeTicketButton"_s);
    m_remove->setAccessibleName(isTag ? tr("Remove the tag %1").arg(m_words) : tr("Remove the ticket %1").arg(m_words));
    m_remove->setToolTip(isTag ? tr("Remove the tag") : tr("Remove the ticket"));
    m_remove->installEventFilter(this);
    setFocusProxy(m_remove);
    connect(m_remove, &QAbstractButton::clicked, this, &AnnotationChip::removalRequested);
}

QSize AnnotationChip::sizeHint() const
{
    const QFontMetricsF metrics(font());
    const int height = static_cast<int>(std::ceil(metrics.height())) + 2 * chipPadding;
    const int words = static_cast<int>(std::ceil(metrics.horizontalAdvance(m_words)));
    return {chipTextPadding + chipSymbol + chipSymbolGap + words + height, height};
}

QSize AnnotationChip::minimumSizeHint() const
{
    const QSize whole = sizeHint();
    return {std::min(whole.width(), chipTextPadding + chipSymbol + chipSymbolGap + narrowestText + whole.height()),
            whole.height()};
}

void AnnotationChip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_remove->setGeometry(
        QStyle::visualRect(layoutDirection(), rect(), QRect(width() - height(), 0, height(), height())));
}

bool AnnotationChip::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_remove && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Delete || key == Qt::Key_Backspace || key == Qt::Key_Return || key == Qt::Key_Enter) {
            Q_EMIT removalRequested();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void AnnotationChip::paintEvent(QPaintEvent *)
{
    const bool isTag = m_kind == Kind::Tag;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(isTag ? QPen(Qt::NoPen) : QPen(colors().border, 1));
    painter.setBrush(isTag ? colors().selection : colors().base);
    const QRectF pill = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);

    const auto placed = [this](const QRect &place) { return QStyle::visualRect(layoutDirection(), rect(), place); };
    const QRect symbol(chipTextPadding, (height() - chipSymbol) / 2, chipSymbol, chipSymbol);
    drawSymbol(painter, placed(symbol), m_kind, isTag ? colors().accent : colors().muted);
    const int left = chipTextPadding + chipSymbol + chipSymbolGap;
    const QRect words = placed(QRect(left, 0, width() - height() - left, height()));
    painter.setPen(colors().text);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine,
                     QFontMetrics(font()).elidedText(m_words, Qt::ElideRight, words.width() + 1));
}
