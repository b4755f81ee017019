// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/cardart/fakepictures.h"

#include <QApplication>
#include <QLinearGradient>
#include <QPainter>
#include <QPainterPath>
#include <QRadialGradient>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {
constexpr qreal artWidth = 856; // what follows is drawn for this width
constexpr qreal artHeight = 539.8;

void fill(QPainter &painter, const QColor &from, const QColor &to)
{
    QLinearGradient gradient(0, 0, artWidth, artHeight);
    gradient.setColorAt(0, from);
    gradient.setColorAt(1, to);
    painter.fillRect(QRectF(0, 0, artWidth, artHeight), gradient);
}

void write(QPainter &painter, const QPointF &at, const QString &text, int pixels, const QColor &color)
{
    QFont font = QApplication::font();
    font.setPixelSize(pixels);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(at, text);
}

void chip(QPainter &painter)
{
    QLinearGradient gold(60, 190, 170, 280);
    gold.setColorAt(0, QColor(0xE9, 0xD3, 0x9A));
    gold.setColorAt(1, QColor(0xB7, 0x93, 0x4A));
    painter.setPen(QPen(QColor(0x7A, 0x60, 0x2C), 2));
    painter.setBrush(gold);
    painter.drawRoundedRect(QRectF(60, 190, 104, 80), 14, 14);
    painter.drawLine(QPointF(60, 230), QPointF(98, 230));
    painter.drawLine(QPointF(126, 230), QPointF(164, 230));
    painter.drawRoundedRect(QRectF(96, 208, 32, 44), 8, 8);
}

void waves(QPainter &painter, const QColor &color)
{
    painter.setPen(Qt::NoPen);
    for (int wave = 0; wave < 5; ++wave) {
        QPainterPath path(QPointF(0, artHeight));
        for (int x = 0; x <= 860; x += 10)
            path.lineTo(x, 300 + wave * 48 + 40 * std::sin(x / 130.0 + wave * 0.9));
        path.lineTo(artWidth, artHeight);
        QColor shade = color;
        shade.setAlpha(38);
        painter.fillPath(path, shade);
    }
}

void harbour(QPainter &painter)
{
    fill(painter, QColor(0x0B, 0x2A, 0x4A), QColor(0x17, 0x6B, 0x87));
    waves(painter, QColor(0x9B, 0xE3, 0xF0));
    chip(painter);
    write(painter, {60, 92}, u"Harbour Bank"_s, 46, Qt::white);
}

void aurora(QPainter &painter)
{
    fill(painter, QColor(0x12, 0x0B, 0x33), QColor(0x1B, 0x2B, 0x52));
    for (int band = 0; band < 4; ++band) {
        QRadialGradient glow(QPointF(180 + band * 200, 120 + 40 * (band % 2)), 300);
        const QColor tones[] = {QColor(0x39, 0xE0, 0xA8, 120), QColor(0x4F, 0x9B, 0xFF, 110),
                                QColor(0xB3, 0x66, 0xFF, 110), QColor(0x2F, 0xD6, 0xD0, 110)};
        glow.setColorAt(0, tones[band]);
        glow.setColorAt(1, Qt::transparent);
        painter.fillRect(QRectF(0, 0, artWidth, artHeight), glow);
    }
    write(painter, {60, 92}, u"AURORA"_s, 48, Qt::white);
    write(painter, {650, 480}, u"VISA"_s, 60, Qt::white);
}

void alder(QPainter &painter)
{
    fill(painter, QColor(0x12, 0x3B, 0x2B), QColor(0x3D, 0x83, 0x55));
    painter.setPen(QPen(QColor(255, 255, 255, 34), 3));
    painter.setBrush(Qt::NoBrush);
    for (int ring = 1; ring < 14; ++ring)
        painter.drawEllipse(QPointF(650, 300), ring * 36.0, ring * 32.0);
    chip(painter);
}

void meadow(QPainter &painter)
{
    fill(painter, QColor(0xF3, 0xF6, 0xE9), QColor(0xC9, 0xE4, 0xB8));
    waves(painter, QColor(0x3E, 0x8E, 0x4A));
    write(painter, {60, 92}, u"Meadow Credit Union"_s, 42, QColor(0x1F, 0x4A, 0x29));
}

void night(QPainter &painter)
{
    fill(painter, QColor(0x10, 0x11, 0x14), QColor(0x2A, 0x2C, 0x33));
    painter.setPen(QPen(QColor(0xD8, 0xB9, 0x6A), 3));
    for (int line = 0; line < 9; ++line)
        painter.drawLine(QPointF(500 + line * 40, 0), QPointF(300 + line * 40, artHeight));
    chip(painter);
    write(painter, {60, 92}, u"NIGHT · METAL"_s, 42, QColor(0xD8, 0xB9, 0x6A));
}

//! So much light and dark that no single ink is readable.
void pearl(QPainter &painter)
{
    for (int stripe = 0; stripe < 12; ++stripe)
        painter.fillRect(QRectF(stripe * 72, 0, 73, artHeight),
                         stripe % 2 ? QColor(0xFA, 0xF4, 0xEE) : QColor(0x3C, 0x2A, 0x55));
}

QString productOf(const CardArt &art)
{
    const QString id = art.assetIds.isEmpty() ? art.imageUrl : art.assetIds.first();
    return id.section(u'-', 0, 0);
}
} // namespace

QStringList FakeArt::products()
{
    return {u"harbour"_s, u"aurora"_s, u"alder"_s, u"meadow"_s, u"night"_s, u"pearl"_s};
}

CardArt FakeArt::named(const QString &product)
{
    CardArt art;
    art.foregroundColor = u"FFFFFF"_s;
    art.backgroundColor = u"123B2B"_s;
    art.assetIds = {{AssetRole::Background, product + "-background"_L1}, {AssetRole::Icon, product + "-icon"_L1}};
    return art;
}

CardPicture FakeArt::painted(const QString &product, const QSize &size)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::black);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size.width() / artWidth, size.height() / artHeight);
    const QHash<QString, void (*)(QPainter &)> painters{{u"harbour"_s, harbour}, {u"aurora"_s, aurora},
                                                        {u"alder"_s, alder},     {u"meadow"_s, meadow},
                                                        {u"night"_s, night},     {u"pearl"_s, pearl}};
    painters.value(product, harbour)(painter);
    painter.end();
    CardPicture picture;
    picture.image = image;
    picture.ink = product == "meadow"_L1 ? QColor(0x14, 0x33, 0x1B) : QColor(Qt::white);
    picture.needsScrim = product == "pearl"_L1;
    picture.isComplete = product == "aurora"_L1;
    picture.hasIssuer = product != "alder"_L1 && product != "pearl"_L1;
    picture.hasBrand = picture.isComplete;
    return picture;
}

CardPicture FakePictures::pictureOf(const CardArt &art, const QSize &size) const
{
    return FakeArt::painted(productOf(art), size);
}

Pending<CardPicture> FakePictures::ask(QList<Question> &questions, const CardArt &art, const QSize &size) const
{
    const Question question{.art = art, .size = size};
    questions.append(question);
    if (answersAtOnce)
        question.settler.settle(pictureOf(art, size));
    return question.settler.pending();
}

Pending<QList<AssetDescription>> FakePictures::describe(const CardArt &)
{
    if (answersAtOnce)
        return settled<QList<AssetDescription>>(described);
    descriptions.append(Settler<QList<AssetDescription>>());
    return descriptions.last().pending();
}

Pending<DecodedAsset> FakePictures::decoded(const QString &assetId, const QSize &)
{
    decodedIds.append(assetId);
    return settled<DecodedAsset>(assets.value(assetId));
}

Pending<QByteArray> FakePictures::bytes(const QString &assetId)
{
    if (!files.contains(assetId))
        return failed<QByteArray>({.kind = Error::Kind::Unreachable});
    return settled<QByteArray>(files.value(assetId));
}
