// SPDX-License-Identifier: Apache-2.0
#include "app/assets/inkchoice.h"

#include "app/assets/cardlayout.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace {
constexpr QRgb whiteInk = 0xFFFFFFFF;
constexpr QRgb darkInk = 0xFF14171A;
constexpr int strokesPerWidth = 200; // a stroke of a digit is about this part of the card's width

double linear(int channel)
{
    static const std::array<double, 256> table = [] {
        std::array<double, 256> made{};
        for (std::size_t i = 0; i < made.size(); ++i) {
            const double s = static_cast<double>(i) / 255;
            made[i] = s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
        }
        return made;
    }();
    return table[static_cast<std::size_t>(channel)];
}

double luminanceOf(QRgb color)
{
    return 0.2126 * linear(qRed(color)) + 0.7152 * linear(qGreen(color)) + 0.0722 * linear(qBlue(color));
}

//! What lies under the writing.
struct Ground {
    double darkest = 1;
    double brightest = 0;
    double sum = 0;
    int spots = 0;

    void add(double spot)
    {
        darkest = std::min(darkest, spot);
        brightest = std::max(brightest, spot);
        sum += spot;
        ++spots;
    }
    [[nodiscard]] double average() const { return spots > 0 ? sum / spots : 0; }
    [[nodiscard]] double worstContrast(double ink) const
    {
        // The extremes are enough only when the ink is beyond both: between them there may be a spot just like it.
        if (ink > darkest && ink < brightest)
            return 1;
        return std::min(contrast(ink, darkest), contrast(ink, brightest));
    }
};

double averageLuminance(const QImage &image, const QRect &spot)
{
    double sum = 0;
    for (int y = spot.top(); y <= spot.bottom(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        for (int x = spot.left(); x <= spot.right(); ++x)
            sum += luminanceOf(line[x]);
    }
    return sum / (spot.width() * spot.height());
}

void measure(const QImage &image, const QRect &area, Ground &ground)
{
    const int side = std::max(1, image.width() / strokesPerWidth);
    for (int y = area.top(); y <= area.bottom(); y += side) {
        for (int x = area.left(); x <= area.right(); x += side)
            ground.add(averageLuminance(image, QRect(x, y, side, side) & area));
    }
}

Ground groundUnderWriting(const QImage &face)
{
    const QImage image = face.convertToFormat(QImage::Format_RGB32);
    Ground ground;
    for (const QRectF &area : {CardLayout::digits, CardLayout::expiry})
        measure(image, CardLayout::on(image.rect(), area).toAlignedRect() & image.rect(), ground);
    return ground;
}
} // namespace

std::optional<QColor> cardColor(const QString &sixDigits)
{
    const auto isHex = [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
    };
    if (sixDigits.size() != 6 || !std::all_of(sixDigits.cbegin(), sixDigits.cend(), isHex))
        return std::nullopt;
    return QColor::fromRgb(static_cast<QRgb>(sixDigits.toUInt(nullptr, 16)));
}

double luminance(const QColor &color)
{
    return luminanceOf(color.rgb());
}

double contrast(double luminance, double other)
{
    return (std::max(luminance, other) + 0.05) / (std::min(luminance, other) + 0.05);
}

InkChoice chooseInk(const QImage &face, const QString &wanted)
{
    const Ground ground = groundUnderWriting(face);
    if (const auto color = cardColor(wanted); color && ground.worstContrast(luminance(*color)) >= readableContrast)
        return {*color};
    const double whiteWorst = ground.worstContrast(luminanceOf(whiteInk));
    const double darkWorst = ground.worstContrast(luminanceOf(darkInk));
    if (std::max(whiteWorst, darkWorst) >= readableContrast)
        return {QColor::fromRgb(whiteWorst >= darkWorst ? whiteInk : darkInk)};
    const bool isWhite =
        contrast(luminanceOf(whiteInk), ground.average()) >= contrast(luminanceOf(darkInk), ground.average());
    return {QColor::fromRgb(isWhite ? whiteInk : darkInk), true};
}
