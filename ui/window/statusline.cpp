// SPDX-License-Identifier: Apache-2.0
#include "ui/window/statusline.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace {
QLabel *plainLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QString symbolOf(OutcomeLine::Kind kind)
{
    switch (kind) {
    case OutcomeLine::Kind::Busy:
        return u"…"_s;
    case OutcomeLine::Kind::Succeeded:
        return u"✓"_s;
    case OutcomeLine::Kind::Refused:
        return u"✕"_s;
    case OutcomeLine::Kind::Unknown:
        return u"?"_s;
    case OutcomeLine::Kind::Note:
        break;
    }
    return {};
}

QColor colorOf(OutcomeLine::Kind kind)
{
    switch (kind) {
    case OutcomeLine::Kind::Succeeded:
        return colors().activeChipText;
    case OutcomeLine::Kind::Refused:
        return colors().danger;
    case OutcomeLine::Kind::Unknown:
        return colors().unknownChipText;
    default:
        return colors().muted;
    }
}
} // namespace

StatusLine::StatusLine(QWidget *parent)
    : QWidget(parent), m_symbol(plainLabel(u"statusSymbol"_s, this)), m_text(plainLabel(u"statusText"_s, this)),
      m_correlationId(new QPushButton(this)), m_operator(plainLabel(u"statusOperator"_s, this)),
      m_clock(plainLabel(u"statusClock"_s, this))
{
    setObjectName(u"statusLine"_s);
    m_correlationId->setObjectName(u"statusCorrelationId"_s);
    m_correlationId->setFont(identifierFont());
    m_correlationId->setCursor(Qt::PointingHandCursor);
    m_correlationId->setToolTip(tr("Copy the correlation id"));
    m_correlationId->hide();
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setRole(m_operator, "muted");
    setRole(m_clock, "warning");
    m_clock->hide();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Metrics::gap, 0, Metrics::gap, 0);
    row->setSpacing(6);
    row->addWidget(m_symbol);
    row->addWidget(m_text, 1);
    row->addWidget(m_correlationId);
    row->addSpacing(Metrics::gap);
    row->addWidget(m_clock);
    row->addSpacing(Metrics::gap);
    row->addWidget(m_operator);
    connect(m_correlationId, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_line.correlationId);
        m_correlationId->setToolTip(tr("Copied"));
    });
    setFixedHeight(28);
}

void StatusLine::show(const OutcomeLine &line)
{
    m_line = line;
    m_symbol->setText(symbolOf(line.kind));
    m_text->setText(line.text);
    m_text->setToolTip(line.text);
    m_correlationId->setText(line.correlationId);
    m_correlationId->setAccessibleName(tr("Correlation id %1, activate to copy").arg(line.correlationId));
    m_correlationId->setToolTip(tr("Copy the correlation id"));
    m_correlationId->setVisible(!line.correlationId.isEmpty());
    restyle();
}

void StatusLine::setOperatorId(const QString &operatorId)
{
    m_operator->setText(operatorId.isEmpty() ? tr("No operator id: see Settings") : tr("Operator: %1").arg(operatorId));
}

void StatusLine::setClockAheadBy(qint64 seconds)
{
    const QString sentence = seconds > 0 ? tr("This computer’s clock is %1 seconds ahead of the server’s")
                                         : tr("This computer’s clock is %1 seconds behind the server’s");
    const QString text = sentence.arg(QLocale().toString(std::abs(seconds)));
    m_clock->setText(u"⚠ "_s + text);
    m_clock->setAccessibleName(text);
    m_clock->setToolTip(tr("%1. Set it: times in the journal are this computer’s, and services refuse requests from another "
                           "time.").arg(text));
    m_clock->setVisible(seconds != 0);
}

void StatusLine::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        restyle();
    QWidget::changeEvent(event);
}

void StatusLine::restyle()
{
    QPalette palette = m_symbol->palette();
    palette.setColor(QPalette::WindowText, colorOf(m_line.kind));
    m_symbol->setPalette(palette);
    const QString sheet = u"QPushButton { border: none; background: transparent; color: %1; padding: 0 4px; min-height: 20px; }"
                          "QPushButton:hover, QPushButton:focus { color: %2; }"_s.arg(colors().muted.name(), colors().accent.name());
    if (m_correlationId->styleSheet() != sheet)
        m_correlationId->setStyleSheet(sheet);
}
