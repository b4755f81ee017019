// SPDX-License-Identifier: Apache-2.0
#include "ui/cardart/cardface.h"

#include "ui/cardart/statelook.h"
#include "ui/shown.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QLinearGradient>
#include <QPainter>
#include <QPainterPath>
#include <QRegularExpression>

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
QColor grayed(const QColor &color)
{
    const int gray = qGray(color.rgb());
    const auto toward = [gray](int channel) { return gray + (channel - gray) / 8; };
    return {toward(color.red()), toward(color.green()), toward(color.blue())};
}

void paintGround(QPainter &painter, const QRectF &rect, const CardFace &face)
{
    Ground ground = groundOf(face.scheme);
    if (face.state == TokenState::Deleted)
        ground = {grayed(ground.from), grayed(ground.to)};
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

//! What is written on a card, and how: all of it on a drawn card, what the art lacks on a picture.
struct Writing {
    QColor ink;
    QColor scrim = {}; //!< a ground under digits and expiry; invalid for none
    QString heading = {};
    QString brand = {};
};

Writing writingOn(const CardFace &face)
{
    const QString scheme = shown(schemeText(face.scheme, face.schemeWord));
    if (face.issuer.isEmpty())
        return {.ink = cardTextColor(), .heading = scheme};
    return {.ink = cardTextColor(), .heading = shown(face.issuer), .brand = scheme};
}

Writing writingOn(const CardFace &face, const CardPicture &picture)
{
    Writing writing{.ink = picture.ink.isValid() ? picture.ink : cardTextColor()};
    if (picture.needsScrim || !picture.ink.isValid()) {
        const bool isLight = qGray(writing.ink.rgb()) >= 128;
        writing.ink = isLight ? QColor(255, 255, 255) : QColor(0, 0, 0);
        writing.scrim = isLight ? QColor(0, 0, 0, 150) : QColor(255, 255, 255, 160);
    }
    if (!picture.isComplete && !picture.hasIssuer)
        writing.heading = shown(face.issuer);
    if (!picture.isComplete && !picture.hasBrand)
        writing.brand = shown(schemeText(face.scheme, face.schemeWord));
    return writing;
}

//! Under the words alone, as wide as they are.
void paintScrim(QPainter &painter, const QRectF &line, const QFont &font, Qt::Alignment side, const QString &text,
                const QColor &color)
{
    if (!color.isValid() || text.isEmpty())
        return;
    const QFontMetricsF metrics(font);
    const qreal pad = metrics.height() * 0.3;
    const qreal width = qMin(line.width(), metrics.horizontalAdvance(text)) + 2 * pad;
    const qreal left = side.testFlag(Qt::AlignRight) ? line.right() - width + pad : line.left() - pad;
    const QRectF ground(left, line.center().y() - metrics.height() * 0.55, width, metrics.height() * 1.1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(ground, pad, pad);
}

void paintWriting(QPainter &painter, const QRectF &rect, const CardFace &face, const Writing &writing)
{
    const qreal scale = rect.width() / nominalWidth;
    const qreal margin = 24 * scale;
    const QRectF inside = rect.adjusted(margin, 0, -margin, 0);
    const auto write = [&](qreal top, qreal height, qreal from, qreal to, const QFont &font, Qt::Alignment side, const QString &text) {
        const QRectF line(inside.left() + inside.width() * from, rect.top() + top * scale, inside.width() * (to - from), height * scale);
        paintScrim(painter, line, font, side, text, writing.scrim);
        painter.setPen(writing.ink);
        paintLine(painter, line, font, side, text);
    };
    QFont digitsFont = cardFont(scale, 21, QFont::Medium);
    digitsFont.setLetterSpacing(QFont::AbsoluteSpacing, 1.6 * scale);
    write(18, 30, 0, 1, cardFont(scale, 19, QFont::DemiBold), Qt::AlignLeft, writing.heading);
    write(174, 30, 0, 1, digitsFont, Qt::AlignLeft, shown(face.digits));
    write(209, 24, 0, 0.4, cardFont(scale, 14, QFont::Medium), Qt::AlignLeft, shown(face.expiry));
    write(203, 32, 0.4, 1, cardFont(scale, 20, QFont::DemiBold), Qt::AlignRight, writing.brand);
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
        paintWriting(painter, rect, face, writingOn(face));
        if (face.state != TokenState::Active)
            paintStateBand(painter, rect, face);
    }
    painter.restore();
}

QImage withoutColor(const QImage &image)
{
    QImage gray = image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < gray.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(gray.scanLine(y));
        for (int x = 0; x < gray.width(); ++x) {
            const int tone = qGray(line[x]);
            const auto toward = [tone](int channel) { return tone + (channel - tone) / 8; };
            line[x] = qRgba(toward(qRed(line[x])), toward(qGreen(line[x])), toward(qBlue(line[x])), qAlpha(line[x]));
        }
    }
    return gray;
}

QColor artColor(const QString &received)
{
    static const QRegularExpression sixDigits(u"\\A[0-9A-Fa-f]{6}\\z"_s);
    return sixDigits.match(received).hasMatch() ? QColor(u'#' + received) : QColor();
}

QPixmap shownArt(const CardPicture &picture, const QSize &pixels, const CardFace &face, const QColor &ground)
{
    if (picture.isNull() || pixels.isEmpty())
        return {};
    const QImage fitting = picture.image.size() == pixels
                               ? picture.image
                               : picture.image.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QPixmap art(pixels);
    art.fill(Qt::transparent);
    QPainter painter(&art);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF rect({}, QSizeF(pixels));
    const qreal radius = rect.width() * CardShape::cornerRadius / CardShape::width;
    painter.setPen(Qt::NoPen);
    if (ground.isValid()) {
        painter.setBrush(face.state == TokenState::Deleted ? grayed(ground) : ground);
        painter.drawRoundedRect(rect, radius, radius);
    } else {
        paintGround(painter, rect, face);
        painter.setPen(Qt::NoPen);
    }
    painter.setBrush(QBrush(face.state == TokenState::Deleted ? withoutColor(fitting) : fitting));
    painter.drawRoundedRect(rect, radius, radius);
    return art;
}

void paintCard(QPainter &painter, const QRectF &rect, const CardFace &face, const CardPicture &picture, const QPixmap &art)
{
    if (art.isNull())
        return paintCard(painter, rect, face);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QTransform device = painter.deviceTransform();
    const QPointF corner = device.map(rect.topLeft());
    const QRectF place = device.mapRect(rect);
    const bool isItsSize = qAbs(place.width() - art.width()) < 1 && qAbs(place.height() - art.height()) < 1;
    // Between two pixels of the screen, which scales like 1.5 allow, each of the art's would be blurred over both.
    const QRectF target = isItsSize ? device.inverted().mapRect(QRectF(QPointF(corner.toPoint()), QSizeF(art.size()))) : rect;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !isItsSize);
    painter.drawPixmap(target, art, QRectF(QPointF(), QSizeF(art.size())));
    if (rect.width() >= smallestWritten) {
        paintWriting(painter, rect, face, writingOn(face, picture));
        if (face.state != TokenState::Active)
            paintStateBand(painter, rect, face);
    }
    painter.restore();
}
