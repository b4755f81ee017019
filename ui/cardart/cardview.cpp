// SPDX-License-Identifier: Apache-2.0
#include "ui/cardart/cardview.h"

#include "app/core/observe.h"
#include "ui/cardart/statelook.h"
#include "ui/theme/theme.h"

#include <QAccessibleWidget>
#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto resizePause = 120ms;
constexpr int preferredCardWidth = 400;
constexpr int smallestCardWidth = 200;

int heightFor(int width)
{
    const int cardWidth = qMax(0, width - 2 * CardView::shadowMargin);
    return qRound(cardWidth * CardShape::height / CardShape::width) + 2 * CardView::shadowMargin;
}

bool holdsArt(const CardArt &art)
{
    return !art.assetIds.isEmpty() || !art.imageUrl.isEmpty();
}

void paintFocus(QPainter &painter, const QRectF &card)
{
    const qreal radius = card.width() * CardShape::cornerRadius / CardShape::width;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors().accent, 2));
    painter.drawRoundedRect(card.adjusted(-3, -3, 3, 3), radius + 3, radius + 3);
    painter.restore();
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

//! A picture for screen readers, and a button where it can be pressed.
class AccessibleCard : public QAccessibleWidget
{
public:
    explicit AccessibleCard(CardView *view) : QAccessibleWidget(view, QAccessible::Graphic), m_view(view) {}

    [[nodiscard]] QAccessible::Role role() const override
    {
        return m_view->isPressable() ? QAccessible::Button : QAccessible::Graphic;
    }
    [[nodiscard]] QStringList actionNames() const override
    {
        const QStringList names = QAccessibleWidget::actionNames();
        return m_view->isPressable() ? QStringList(pressAction()) + names : names;
    }
    void doAction(const QString &name) override
    {
        if (name == pressAction() && m_view->isPressable())
            Q_EMIT m_view->pressed();
        else
            QAccessibleWidget::doAction(name);
    }

private:
    CardView *m_view;
};

QAccessibleInterface *accessibleCard(const QString &, QObject *object)
{
    auto *view = qobject_cast<CardView *>(object);
    return view == nullptr ? nullptr : new AccessibleCard(view);
}
} // namespace

CardView::CardView(QWidget *parent) : QWidget(parent)
{
    static const bool isKnown = (QAccessible::installFactory(accessibleCard), true);
    Q_UNUSED(isKnown)
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setObjectName(u"cardView"_s);
    setAccessibleName(tr("Card"));
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &CardView::askForArt);
}

void CardView::setPictures(std::shared_ptr<CardPictures> pictures)
{
    if (pictures == m_pictures)
        return;
    m_pictures = std::move(pictures);
    dropPicture();
    describe();
    update();
}

void CardView::setToken(const Token &token)
{
    m_isPreview = false;
    if (token.art != m_art) {
        m_art = token.art;
        dropPicture();
    }
    const CardFace face = faceOf(token);
    if (face.state != m_face.state || face.scheme != m_face.scheme)
        m_shown = shownArt(m_picture, m_asked, face);
    setFace(face, spokenFace(face) + u", "_s + stateText(face.state, face.stateWord));
    // At once where the size is known already: what is at hand is shown without the neutral card before it.
    if (isVisible())
        askForArt();
}

void CardView::setPreview(Scheme scheme, const QString &maskedDigits, const QString &expiry)
{
    m_isPreview = true;
    m_art = {};
    dropPicture();
    const CardFace face{.scheme = scheme, .digits = maskedDigits, .expiry = expiry};
    setFace(face, tr("Preview: %1").arg(spokenFace(face)));
}

void CardView::setPressable(bool isPressable)
{
    m_isPressable = isPressable;
    setFocusPolicy(isPressable ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(isPressable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    describe();
}

void CardView::reloadArt()
{
    m_asked = {};
    ++m_request;
    if (isVisible())
        askForArt();
}

void CardView::setFace(const CardFace &face, const QString &spoken)
{
    m_face = face;
    m_spoken = spoken;
    describe();
    update();
}

void CardView::describe()
{
    if (m_isPreview)
        return setAccessibleDescription(m_spoken);
    QString text = m_spoken + u". "_s + (m_shown.isNull() ? tr("Neutral card.") : tr("With the issuer’s art."));
    if (m_isPressable)
        text += u' ' + tr("Press to see it larger.");
    if (text != accessibleDescription())
        setAccessibleDescription(text);
}

void CardView::dropPicture()
{
    ++m_request;
    m_pause.stop();
    m_asked = {};
    m_shown = {};
    m_artError.reset();
    const bool wasAny =
        !m_picture.isNull() || m_picture.problem != AssetProblem::None || !m_picture.awaitsHost.isEmpty();
    m_picture = {};
    if (wasAny)
        Q_EMIT pictureChanged();
}

QSize CardView::wantedPixels() const
{
    return (cardRect().size() * devicePixelRatioF()).toSize();
}

void CardView::askForArt()
{
    m_pause.stop();
    const QSize size = wantedPixels();
    if (!m_pictures || !holdsArt(m_art) || size.isEmpty() || size == m_asked)
        return;
    m_asked = size;
    const quint64 request = ++m_request;
    const Pending<CardPicture> pending = m_pictures->card(m_art, size);
    if (pending.isFinished())
        return answered(outcomeOf<CardPicture>(pending));
    observe<CardPicture>(this, pending, [this, request](const Result<CardPicture> &answer) {
        if (request == m_request)
            answered(answer);
    });
}

void CardView::answered(const Result<CardPicture> &answer)
{
    m_artError = answer ? std::nullopt : std::optional(answer.error());
    // Of the same art: better a picture of another size than none.
    if (answer && (!answer->isNull() || m_picture.isNull() || answer->problem != m_picture.problem))
        m_picture = *answer;
    m_shown = shownArt(m_picture, m_asked, m_face);
    describe();
    update();
    Q_EMIT pictureChanged();
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
    return heightFor(std::min(width, maximumWidth())); // QWidgetItem asks for more than it can give
}

void CardView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF card = cardRect();
    paintShadow(painter, card);
    paintCard(painter, card, m_face, m_picture, m_shown);
    if (m_isPressable && hasFocus())
        paintFocus(painter, card);
    // Qt 6.4 tells nobody that the screen's ratio has changed, but it paints again.
    if (wantedPixels() != m_asked && m_pictures && holdsArt(m_art) && !m_pause.isActive())
        m_pause.start(m_shown.isNull() ? 0ms : resizePause);
}

void CardView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        update();
    QWidget::changeEvent(event);
}

void CardView::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_isPressable && event->button() == Qt::LeftButton && cardRect().contains(event->position()))
        Q_EMIT pressed();
    else
        QWidget::mouseReleaseEvent(event);
}

void CardView::keyPressEvent(QKeyEvent *event)
{
    const int key = event->key();
    const bool isPress = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space;
    if (m_isPressable && isPress && !event->isAutoRepeat())
        Q_EMIT pressed();
    else
        QWidget::keyPressEvent(event);
}

void CardView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void CardView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}
