// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/hiddenvalue.h"

#include "ui/shown.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <utility>

using namespace Qt::StringLiterals;

namespace {
constexpr int lines = 2;
constexpr int comfortableLine = 240;
} // namespace

HiddenValue::HiddenValue(std::shared_ptr<const SecretBytes> secret, std::chrono::milliseconds longestReveal, QWidget *parent)
    : QWidget(parent), m_secret(std::move(secret))
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(longestReveal);
    connect(&m_limit, &QTimer::timeout, this, &HiddenValue::conceal);
    setAccessibleDescription(tr("Hidden"));
}

void HiddenValue::setMasked(const QString &masked)
{
    m_masked = shown(masked);
    setAccessibleDescription(m_masked.isEmpty() ? tr("Hidden") : tr("Hidden: %1").arg(m_masked));
    update();
}

void HiddenValue::reveal()
{
    m_isRevealed = true;
    m_limit.start();
    update();
}

void HiddenValue::conceal()
{
    const bool wasRevealed = std::exchange(m_isRevealed, false);
    m_limit.stop();
    update();
    if (wasRevealed)
        Q_EMIT concealed();
}

QSize HiddenValue::sizeHint() const
{
    return {comfortableLine, lines * fontMetrics().lineSpacing()};
}

void HiddenValue::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    conceal();
}

void HiddenValue::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_isRevealed ? colors().text : colors().muted);
    constexpr int flags = Qt::AlignVCenter | Qt::AlignLeft | Qt::TextWrapAnywhere;
    if (!m_isRevealed || !m_secret)
        return painter.drawText(rect(), flags, m_masked.isEmpty() ? QString(8, u'\u2022') : m_masked);
    QString raw = QString::fromUtf8(m_secret->bytes());
    QString text = shown(raw);
    painter.drawText(rect(), flags, text);
    wipe(text);
    wipe(raw);
}
