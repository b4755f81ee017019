// SPDX-License-Identifier: Apache-2.0
#include "tests/assets/assetfakes.h"

#include <QBuffer>

using namespace Qt::StringLiterals;

Pending<DecodedAsset> PngDecoder::decode(const QByteArray &bytes, const QString &, const QSize &size)
{
    ++count;
    DecodedAsset decoded;
    decoded.problem = problem;
    if (decoded.problem != AssetProblem::None)
        return settled<DecodedAsset>(decoded);
    const QImage image = QImage::fromData(bytes, "PNG");
    if (bytes.startsWith("text:")) {
        decoded.format = AssetFormat::PlainText;
        decoded.text = QString::fromUtf8(bytes);
    } else if (image.isNull()) {
        decoded.problem = AssetProblem::Malformed;
    } else {
        decoded.format = AssetFormat::Png;
        decoded.naturalSize = image.size();
        const bool isLarger = image.width() > size.width() || image.height() > size.height();
        decoded.image = (isLarger ? image.scaled(size, Qt::KeepAspectRatio, Qt::SmoothTransformation) : image)
                            .convertToFormat(QImage::Format_ARGB32_Premultiplied);
    }
    return settled<DecodedAsset>(decoded);
}

Pending<Asset> HeldSource::ask(const QString &name)
{
    const Settler<Asset> settler;
    std::optional<Result<Asset>> known;
    {
        const QMutexLocker lock(&m_mutex);
        m_asked << name;
        if (const auto answer = m_answers.find(name); answer != m_answers.end())
            known = answer->second;
        else
            m_waiting[name].push_back(settler);
    }
    if (known)
        settler.settle(*known);
    return settler.pending();
}

AssetSource HeldSource::source()
{
    return [this](const QString &id) { return ask(id); };
}

AssetDownload HeldSource::download()
{
    return [this](const QUrl &url) { return ask(url.toString()); };
}

void HeldSource::answer(const QString &name, const Result<Asset> &asset)
{
    std::vector<Settler<Asset>> waiting;
    {
        const QMutexLocker lock(&m_mutex);
        m_answers.insert_or_assign(name, asset);
        waiting = std::exchange(m_waiting[name], {});
    }
    for (const Settler<Asset> &one : waiting)
        one.settle(asset);
}

int HeldSource::asked(const QString &name) const
{
    const QMutexLocker lock(&m_mutex);
    return static_cast<int>(m_asked.count(name));
}

int HeldSource::asked() const
{
    const QMutexLocker lock(&m_mutex);
    return static_cast<int>(m_asked.size());
}

QByteArray pngOf(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QImage plainImage(const QSize &size, const QColor &color)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(color);
    return image;
}

Asset pngAsset(const QString &id, const QImage &image)
{
    return {.id = id,
            .mediaType = u"image/png"_s,
            .bytes = pngOf(image),
            .width = QString::number(image.width()),
            .height = QString::number(image.height())};
}
