// SPDX-License-Identifier: Apache-2.0
#include "ui/cardart/assetpreview.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace {
constexpr int checkSide = 8;
constexpr int previewMargin = 12;

QPixmap checks()
{
    QPixmap tile(2 * checkSide, 2 * checkSide);
    tile.fill(isDark() ? QColor(0x2A, 0x30, 0x37) : QColor(0xFF, 0xFF, 0xFF));
    QPainter painter(&tile);
    const QColor other = isDark() ? QColor(0x38, 0x3F, 0x48) : QColor(0xE9, 0xED, 0xF1);
    painter.fillRect(0, 0, checkSide, checkSide, other);
    painter.fillRect(checkSide, checkSide, checkSide, checkSide, other);
    return tile;
}
} // namespace

AssetPreview::AssetPreview(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"assetPreview"_s);
    setAccessibleName(tr("Preview"));
}

void AssetPreview::setImage(const QImage &image, const QString &spoken)
{
    m_image = image;
    m_message.clear();
    setAccessibleDescription(spoken);
    update();
}

void AssetPreview::setMessage(const QString &message)
{
    m_image = {};
    m_message = message;
    setAccessibleDescription(message);
    update();
}

void AssetPreview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(frame, Metrics::radius, Metrics::radius);
    painter.fillPath(outline, m_image.isNull() ? QBrush(colors().base) : QBrush(checks()));
    painter.setPen(colors().border);
    painter.drawPath(outline);
    const QRectF room = frame.adjusted(previewMargin, previewMargin, -previewMargin, -previewMargin);
    if (m_image.isNull()) {
        painter.setPen(colors().muted);
        painter.drawText(room, static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap, m_message);
        return;
    }
    const QSizeF natural = QSizeF(m_image.size()) / devicePixelRatioF();
    const bool fits = natural.width() <= room.width() && natural.height() <= room.height();
    const QSizeF size = fits ? natural : natural.scaled(room.size(), Qt::KeepAspectRatio);
    QRectF target({}, size);
    target.moveCenter(room.center());
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, m_image);
}
