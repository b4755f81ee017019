// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/hintline.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace {
constexpr int symbolSide = 12;

class Symbol : public QWidget
{
public:
    explicit Symbol(QWidget *parent) : QWidget(parent) { setFixedWidth(symbolSide + Metrics::unit); }
    void setTone(HintLine::Tone tone)
    {
        m_tone = tone;
        setVisible(tone != HintLine::Tone::Help);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const int firstLine = QFontMetrics(headingFont(-1, QFont::Normal)).height();
        paintSymbol(painter, QRectF(0, (firstLine - symbolSide) / 2.0, symbolSide, symbolSide), m_tone);
    }

private:
    HintLine::Tone m_tone = HintLine::Tone::Help;
};

const char *roleOf(HintLine::Tone tone)
{
    switch (tone) {
    case HintLine::Tone::Error:
        return "error";
    case HintLine::Tone::Warning:
        return "warning";
    case HintLine::Tone::Help:
        break;
    }
    return "muted";
}
} // namespace

void paintSymbol(QPainter &painter, const QRectF &square, HintLine::Tone tone)
{
    if (tone == HintLine::Tone::Help)
        return;
    const bool isError = tone == HintLine::Tone::Error;
    const QColor color = isError ? colors().danger : colors().warning;
    const qreal unit = square.width() / 12;
    const auto at = [&](qreal x, qreal y) { return square.topLeft() + QPointF(x, y) * unit; };

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (isError) {
        QPainterPath triangle(at(6, 1));
        triangle.lineTo(at(11.5, 11));
        triangle.lineTo(at(0.5, 11));
        triangle.closeSubpath();
        painter.setPen(QPen(color, unit, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(color);
        painter.drawPath(triangle);
    } else {
        painter.setPen(QPen(color, 1.2 * unit));
        painter.drawEllipse(QRectF(at(0.8, 0.8), at(11.2, 11.2)));
    }
    painter.setPen(QPen(isError ? colors().base : color, 1.4 * unit, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(at(6, isError ? 4.4 : 3.4), at(6, 6.9));
    painter.drawPoint(at(6, 9.1));
    painter.restore();
}

HintLine::HintLine(QWidget *parent) : QWidget(parent), m_symbol(new Symbol(this)), m_label(new QLabel(this))
{
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setFont(headingFont(-1, QFont::Normal));
    m_label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_label->setMinimumHeight(QFontMetrics(m_label->font()).height());
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_symbol);
    layout->addWidget(m_label, 1);
    say(Tone::Help, {});
}

void HintLine::say(Tone tone, const QString &text)
{
    const bool isNewTone = m_tone != tone || m_label->property("role").isNull();
    m_tone = tone;
    m_label->setText(text);
    if (!isNewTone)
        return;
    static_cast<Symbol *>(m_symbol)->setTone(tone);
    setRole(m_label, roleOf(tone));
}

QString HintLine::text() const
{
    return m_label->text();
}

QString HintLine::spoken() const
{
    switch (m_tone) {
    case Tone::Error:
        return tr("Error: %1").arg(text());
    case Tone::Warning:
        return tr("Warning: %1").arg(text());
    case Tone::Help:
        break;
    }
    return text();
}
