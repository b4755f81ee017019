// SPDX-License-Identifier: Apache-2.0
#include "ui/cardart/cardface.h"

#include "ui/cardart/statelook.h"
#include "ui/shown.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QLinearGradient>
#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace {
constexpr qreal smallestWritten = 120;
constexpr qreal nominalWidth = 400; // the sizes below are for a card of this width

struct FaceWords {
    Q_DECLARE_TR_FUNCTIONS(CardFace)
};

struct Ground {
    QColor from;
    QColor to;
};

Ground groundOf(Scheme scheme)
{
    switch (scheme) {
    case Scheme::Visa:
        return {QColor(0x12, 0x35, 0x5B), QColor(0x18, 0x74, 0x6E)};
    case Scheme::Mastercard:
        return {QColor(0x5A, 0x1A, 0x1A), QColor(0xB0, 0x48, 0x1F)};
    case Scheme::Amex:
        return {QColor(0x2C, 0x31, 0x42), QColor(0x5F, 0x5E, 0x7C)};
    case Scheme::Discover:
        return {QColor(0x35, 0x26, 0x5C), QColor(0x74, 0x53, 0xAF)};
    case Scheme::Elo:
        return {QColor(0x17, 0x38, 0x2A), QColor(0x33, 0x73, 0x48)};
    case Scheme::Jcb:
        return {QColor(0x12, 0x2F, 0x5E), QColor(0x2A, 0x67, 0xA8)};
    case Scheme::Diners:
        return {QColor(0x1F, 0x38, 0x42), QColor(0x3F, 0x6C, 0x7A)};
    case Scheme::UnionPay:
        return {QColor(0x4A, 0x10, 0x30), QColor(0x9C, 0x2F, 0x5B)};
    case Scheme::Maestro:
        return {QColor(0x26, 0x2B, 0x63), QColor(0x55, 0x59, 0xB4)};
    case Scheme::Unknown:
        break;
    }
    return {QColor(0x39, 0x42, 0x4E), QColor(0x5F, 0x6A, 0x77)};
}

// Nearly grey, and as dark to the eye as before: lightness would brighten blue and purple.
QColor withoutColor(const QColor &color)
{
    const int gray = qGray(color.rgb());
    const auto toward = [gray](int channel) { return gray + (channel - gray) / 8; };
    return {toward(color.red()), toward(color.green()), toward(color.blue())};
}

void paintGround(QPainter &painter, const QRectF &rect, const CardFace &face)
{
    Ground ground = groundOf(face.scheme);
    if (face.state == TokenState::Deleted)
        ground = {withoutColor(ground.from), withoutColor(ground.to)};
    QLinearGradient gradient(rect.topLeft(), rect.bottomRight());
    gradient.setColorAt(0, ground.from);
    gradient.setColorAt(1, ground.to);

    const qreal radius = rect.width() * CardShape::cornerRadius / CardShape::width;
    QPainterPath outline;
    outline.addRoundedRect(rect, radius, radius);
    painter.fillPath(outline, gradient);

    const QPointF center = rect.topLeft() + QPointF(rect.width() * 0.80, rect.height() * 0.24);
    QPainterPath ring;
    ring.addEllipse(center, rect.width() * 0.375, rect.width() * 0.375);
    ring.addEllipse(center, rect.width() * 0.26, rect.width() * 0.26);
    painter.fillPath(ring & outline, QColor(255, 255, 255, 13));
}

QFont cardFont(qreal scale, qreal pixels, QFont::Weight weight)
{
    QFont font = QApplication::font();
    font.setPixelSize(qMax(1, qRound(pixels * scale)));
    font.setWeight(weight);
    return font;
}

void paintLine(QPainter &painter, const QRectF &line, const QFont &font, Qt::Alignment side, const QString &text)
{
    painter.setFont(font);
    painter.drawText(line, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine,
                     QFontMetricsF(font).elidedText(text, Qt::ElideRight, line.width()));
}

void paintWriting(QPainter &painter, const QRectF &rect, const CardFace &face)
{
    const qreal scale = rect.width() / nominalWidth;
    const qreal margin = 24 * scale;
    const QRectF inside = rect.adjusted(margin, 0, -margin, 0);
    const auto line = [&](qreal top, qreal height, qreal from = 0, qreal to = 1) {
        return QRectF(inside.left() + inside.width() * from, rect.top() + top * scale, inside.width() * (to - from),
                      height * scale);
    };
    const QString scheme = shown(schemeText(face.scheme, face.schemeWord));
    const bool isBySchemeAlone = face.issuer.isEmpty();

    painter.setPen(cardTextColor());
    paintLine(painter, line(18, 30), cardFont(scale, 19, QFont::DemiBold), Qt::AlignLeft,
              isBySchemeAlone ? scheme : shown(face.issuer));

    QFont digitsFont = cardFont(scale, 21, QFont::Medium);
    digitsFont.setLetterSpacing(QFont::AbsoluteSpacing, 1.6 * scale);
    paintLine(painter, line(174, 30), digitsFont, Qt::AlignLeft, shown(face.digits));
    paintLine(painter, line(209, 24, 0, 0.4), cardFont(scale, 14, QFont::Medium), Qt::AlignLeft, shown(face.expiry));
    if (!isBySchemeAlone)
        paintLine(painter, line(203, 32, 0.4), cardFont(scale, 20, QFont::DemiBold), Qt::AlignRight, scheme);
}

void paintStateBand(QPainter &painter, const QRectF &rect, const CardFace &face)
{
    const qreal scale = rect.width() / nominalWidth;
    const StateColors look = stateColors(face.state);
    const QRectF band(rect.left(), rect.top() + 96 * scale, rect.width(), 44 * scale);
    painter.fillRect(band, look.ground);

    const qreal side = 15 * scale;
    const QRectF symbol(rect.left() + 25 * scale, band.center().y() - side / 2, side, side);
    paintStateSymbol(painter, symbol, face.state, look.text);
    painter.setPen(look.text);
    paintLine(painter, band.adjusted(50 * scale, 0, -24 * scale, 0), cardFont(scale, 17, QFont::DemiBold),
              Qt::AlignLeft, stateText(face.state, face.stateWord));
}
} // namespace

CardFace faceOf(const Token &token)
{
    return {.issuer = token.issuerName,
            .scheme = token.scheme,
            .schemeWord = token.schemeWord,
            .digits = maskedLastDigits(token.cardLastDigits),
            .expiry = displayExpiry(token.cardExpiry),
            .state = token.state,
            .stateWord = token.stateWord};
}

QString maskedLastDigits(const QString &lastDigits)
{
    return lastDigits.isEmpty() ? QString() : u"•••• "_s + lastDigits;
}

QString schemeText(Scheme scheme, const QString &schemeWord)
{
    const bool isNamed = scheme != Scheme::Unknown || schemeWord.isEmpty()
                         || schemeWord.compare("UNKNOWN"_L1, Qt::CaseInsensitive) == 0;
    return isNamed ? schemeName(scheme) : schemeWord;
}

QString spokenFace(const CardFace &face)
{
    QStringList parts;
    if (!face.issuer.isEmpty())
        parts << shown(face.issuer);
    parts << shown(schemeText(face.scheme, face.schemeWord));
    if (const QString ending = face.digits.section(u'•', -1).trimmed(); !ending.isEmpty())
        parts << FaceWords::tr("number ending %1").arg(shown(ending));
    if (!face.expiry.isEmpty())
        parts << FaceWords::tr("expires %1").arg(shown(face.expiry));
    return parts.join(u", "_s);
}

QColor cardTextColor()
{
    return QColor(255, 255, 255);
}

void paintCard(QPainter &painter, const QRectF &rect, const CardFace &face)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    paintGround(painter, rect, face);
    if (rect.width() >= smallestWritten) {
        paintWriting(painter, rect, face);
        if (face.state != TokenState::Active)
            paintStateBand(painter, rect, face);
    }
    painter.restore();
}
