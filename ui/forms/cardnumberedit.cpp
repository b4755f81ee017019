// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/cardnumberedit.h"

#include "app/domain/cardnumber.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace {
constexpr int chipHeight = 18;
constexpr int chipMargin = 10;
constexpr int edge = 8;
// More than any card has, so that a number pasted too long is seen to be too long rather than cut to a wrong one.
constexpr qsizetype mostDigits = 24;
constexpr qsizetype fewestDigitsOfACard = 12;
constexpr qsizetype shownAtTheEnd = 4;

QList<qsizetype> groupsOf(Scheme scheme)
{
    if (scheme == Scheme::Amex)
        return {4, 6, 5};
    if (scheme == Scheme::Diners)
        return {4, 6, 4};
    return {4, 4, 4, 4};
}

QString grouped(QString text, Scheme scheme)
{
    qsizetype position = 0;
    for (const qsizetype group : groupsOf(scheme)) {
        position += group;
        if (position >= text.size())
            break;
        text.insert(position++, u' ');
    }
    return text;
}

QFont chipFont()
{
    return headingFont(-2);
}
} // namespace

CardNumberEdit::CardNumberEdit(QWidget *parent) : DigitsEdit(parent), m_change(new QToolButton(this))
{
    setCapacity(mostDigits);
    setUnveiled(true);
    setFont(identifierFont());

    m_change->setObjectName(u"changeCardNumberButton"_s);
    m_change->setText(tr("Change"));
    m_change->setAccessibleName(tr("Type another card number"));
    m_change->setToolTip(tr("Type another card number"));
    m_change->setFont(headingFont(-1, QFont::Normal));
    m_change->setFocusPolicy(Qt::NoFocus); // the keyboard has Backspace, or simply types
    m_change->setCursor(Qt::ArrowCursor);
    setRole(m_change, "link");
    m_change->hide();
    connect(m_change, &QToolButton::clicked, this, &CardNumberEdit::startNew);
    connect(this, &VeiledLineEdit::secretEdited, this, &CardNumberEdit::updateChip);
}

Scheme CardNumberEdit::scheme() const
{
    const SecretBytes digits = secret();
    return schemeOf(digits.bytes());
}

void CardNumberEdit::mask()
{
    if (m_isMasked || length() == 0)
        return;
    m_isMasked = true;
    const SecretBytes digits = secret();
    showText(maskedCardNumber(digits.bytes()));
    updateChip();
}

QString CardNumberEdit::preview() const
{
    QString text(length(), bullet);
    if (length() >= fewestDigitsOfACard) {
        for (qsizetype i = length() - shownAtTheEnd; i < length(); ++i)
            text[i] = characterAt(i);
    }
    return grouped(text, scheme());
}

void CardNumberEdit::setReadOnlyNumber(bool isReadOnly)
{
    setReadOnly(isReadOnly);
    updateChip();
}

QString CardNumberEdit::veil(qsizetype length) const
{
    return grouped(QString(length, bullet), scheme());
}

bool CardNumberEdit::startsOver()
{
    const bool wasMasked = m_isMasked;
    m_isMasked = false;
    return wasMasked;
}

void CardNumberEdit::startNew()
{
    m_isMasked = false;
    wipeSecret();
    setFocus(Qt::OtherFocusReason);
    Q_EMIT secretEdited();
}

QRect CardNumberEdit::chipRect() const
{
    if (m_chip.isEmpty())
        return {};
    const int width = QFontMetrics(chipFont()).horizontalAdvance(m_chip) + 2 * chipMargin;
    return {this->width() - edge - width, (height() - chipHeight) / 2, width, chipHeight};
}

void CardNumberEdit::updateChip()
{
    if (length() == 0)
        m_isMasked = false;
    const Scheme known = scheme();
    m_chip = known == Scheme::Unknown ? QString() : schemeName(known);
    m_change->setVisible(m_isMasked && !isReadOnly());
    placeChange();
    update();
}

void CardNumberEdit::placeChange()
{
    const int chipWidth = m_chip.isEmpty() ? 0 : chipRect().width() + edge;
    const QSize size = m_change->sizeHint();
    m_change->setGeometry(width() - chipWidth - edge / 2 - size.width(), (height() - size.height()) / 2, size.width(), size.height());
    const int taken = chipWidth + (m_change->isHidden() ? 0 : size.width());
    setTextMargins(0, 0, taken, 0);
}

void CardNumberEdit::resizeEvent(QResizeEvent *event)
{
    DigitsEdit::resizeEvent(event);
    placeChange();
}

void CardNumberEdit::changeEvent(QEvent *event)
{
    DigitsEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        placeChange();
}

void CardNumberEdit::paintEvent(QPaintEvent *event)
{
    DigitsEdit::paintEvent(event);
    if (m_chip.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect chip = chipRect();
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors().pendingChip);
    painter.drawRoundedRect(chip, chipHeight / 2.0, chipHeight / 2.0);
    painter.setPen(colors().pendingChipText);
    painter.setFont(chipFont());
    painter.drawText(chip, Qt::AlignCenter, m_chip);
}
