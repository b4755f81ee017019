// SPDX-License-Identifier: Apache-2.0
#include "ui/cardart/cardview.h"

#include "ui/cardart/statelook.h"

#include <QEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace {
constexpr int preferredCardWidth = 400;
constexpr int smallestCardWidth = 200;

int heightFor(int width)
{
    const int cardWidth = qMax(0, width - 2 * CardView::shadowMargin);
    return qRound(cardWidth * CardShape::height / CardShape::width) + 2 * CardView::shadowMargin;
}

// A blur would cost an offscreen image at every paint; a few translucent outlines look the same at this size.
void paintShadow(QPainter &painter, const QRectF &card)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 7));
    const qreal radius = card.width() * CardShape::cornerRadius / CardShape::width;
    for (int step = 1; step < CardView::shadowMargin; ++step) {
        const qreal grown = step * 0.9;
        painter.drawRoundedRect(card.adjusted(-grown, -grown + 3, grown, grown + 1.5), radius + grown, radius + grown);
    }
    painter.restore();
}
} // namespace

CardView::CardView(QWidget *parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setObjectName(u"cardView"_s);
    setAccessibleName(tr("Card"));
}

void CardView::setToken(const Token &token)
{
    const CardFace face = faceOf(token);
    setFace(face, spokenFace(face) + u", "_s + stateText(face.state, face.stateWord));
}

void CardView::setPreview(Scheme scheme, const QString &maskedDigits, const QString &expiry)
{
    const CardFace face{.scheme = scheme, .digits = maskedDigits, .expiry = expiry};
    setFace(face, tr("Preview: %1").arg(spokenFace(face)));
}

void CardView::setFace(const CardFace &face, const QString &spoken)
{
    m_face = face;
    setAccessibleDescription(spoken);
    update();
}

QRectF CardView::cardRect() const
{
    const QRectF room = QRectF(rect()).adjusted(shadowMargin, shadowMargin, -shadowMargin, -shadowMargin);
    const qreal width = qMin(room.width(), room.height() * CardShape::width / CardShape::height);
    return {room.left(), room.top(), width, width * CardShape::height / CardShape::width};
}

QSize CardView::sizeHint() const
{
    const int width = preferredCardWidth + 2 * shadowMargin;
    return {width, heightFor(width)};
}

QSize CardView::minimumSizeHint() const
{
    const int width = smallestCardWidth + 2 * shadowMargin;
    return {width, heightFor(width)};
}

int CardView::heightForWidth(int width) const
{
    return heightFor(width);
}

void CardView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF card = cardRect();
    paintShadow(painter, card);
    paintCard(painter, card, m_face);
}

void CardView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        update();
    QWidget::changeEvent(event);
}
