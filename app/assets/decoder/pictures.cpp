// SPDX-License-Identifier: Apache-2.0
#include "app/assets/decoder/pictures.h"

#include "app/assets/decoder/svgcheck.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>
#include <QPdfDocument>
#include <QSvgRenderer>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace {
bool isWithinLimits(const QSize &size)
{
    return size.width() <= AssetLimit::side && size.height() <= AssetLimit::side &&
           qsizetype(size.width()) * size.height() * 4 <= AssetLimit::decodedBytes;
}

//! `natural` fitted into `wanted`, or into what may be decoded at all when nothing is wanted.
QSize fitted(const QSizeF &natural, const QSize &wanted)
{
    const QSizeF box = wanted.isEmpty() ? natural.boundedTo({AssetLimit::side, AssetLimit::side}) : QSizeF(wanted);
    QSize size = natural.scaled(box, Qt::KeepAspectRatio).toSize().expandedTo({1, 1});
    if (!isWithinLimits(size)) {
        const double most = AssetLimit::decodedBytes / 4.0;
        const double scale = std::sqrt(most / (double(size.width()) * size.height()));
        size = QSize(int(size.width() * scale), int(size.height() * scale))
                   .expandedTo({1, 1})
                   .boundedTo({AssetLimit::side, AssetLimit::side});
    }
    return size;
}

//! A picture of 1 : 10,000 is no card art, and its short side is nothing once it is fitted.
bool isDrawable(const QSizeF &natural)
{
    constexpr double most = 1'000'000;
    return std::isfinite(natural.width()) && std::isfinite(natural.height()) && natural.width() > 0 &&
           natural.height() > 0 && natural.width() < most && natural.height() < most;
}

QSize wholePixels(const QSizeF &natural)
{
    return QSize(int(std::ceil(natural.width())), int(std::ceil(natural.height())));
}

DecodedAsset picture(QImage image, const QSize &naturalSize)
{
    if (image.isNull())
        return problem(AssetProblem::Malformed, u"cannot be read"_s);
    DecodedAsset asset;
    asset.image = std::move(image).convertToFormat(QImage::Format_ARGB32_Premultiplied);
    asset.naturalSize = naturalSize;
    return asset;
}
} // namespace

DecodedAsset problem(AssetProblem problem, const QString &detail)
{
    DecodedAsset asset;
    asset.problem = problem;
    asset.detail = detail;
    return asset;
}

DecodedAsset decodedRaster(const QByteArray &bytes, const QByteArray &format, const QSize &size)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setDecideFormatFromContent(false);
    reader.setAutoTransform(true);

    const QSize stored = reader.size();
    if (stored.isEmpty())
        return problem(AssetProblem::Malformed, u"has no size"_s);
    if (!isWithinLimits(stored))
        return problem(AssetProblem::TooManyPixels, u"%1 x %2 pixels"_s.arg(stored.width()).arg(stored.height()));
    const bool isTurned = reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
    const QSize natural = isTurned ? stored.transposed() : stored;
    const QSize target = fitted(natural, size);
    if (target.width() < natural.width())
        reader.setScaledSize(isTurned ? target.transposed() : target);
    return picture(reader.read(), natural);
}

DecodedAsset decodedSvg(const QByteArray &bytes, const QSize &size)
{
    const SvgVerdict verdict = checkSvg(bytes);
    if (verdict.kind != SvgVerdict::Kind::Harmless) {
        const bool isForbidden = verdict.kind == SvgVerdict::Kind::Forbidden;
        return problem(isForbidden ? AssetProblem::Forbidden : AssetProblem::Malformed, verdict.why);
    }
    QSvgRenderer renderer;
    if (!renderer.load(bytes))
        return problem(AssetProblem::Malformed, u"cannot be read"_s);
    const QSizeF natural = renderer.defaultSize().isEmpty() ? renderer.viewBoxF().size() : renderer.defaultSize();
    if (!isDrawable(natural))
        return problem(AssetProblem::Malformed, u"has no size"_s);
    QImage image(fitted(natural, size), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    renderer.render(&painter, QRectF(image.rect()));
    painter.end();
    return picture(image, wholePixels(natural));
}

DecodedAsset decodedPdf(const QByteArray &bytes, const QSize &size)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QPdfDocument document;
    document.load(&buffer);
    if (document.status() != QPdfDocument::Status::Ready || document.pageCount() < 1)
        return problem(AssetProblem::Malformed, document.error() == QPdfDocument::Error::IncorrectPassword
                                                    ? u"wants a password"_s
                                                    : u"cannot be read"_s);
    const QSizeF natural = document.pagePointSize(0);
    if (!isDrawable(natural))
        return problem(AssetProblem::Malformed, u"has no size"_s);
    const QImage page = document.render(0, fitted(natural, size));
    if (page.isNull())
        return problem(AssetProblem::Malformed, u"cannot be drawn"_s);
    QImage image(page.size(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.drawImage(0, 0, page);
    painter.end();
    return picture(image, wholePixels(natural));
}
