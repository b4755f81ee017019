// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/assetcache.h"

#include <QMutex>

#include <atomic>
#include <map>
#include <vector>

//! A decoder that reads PNG in this process, at once, and counts. Other bytes are Malformed.
class PngDecoder final : public AssetDecoder
{
public:
    [[nodiscard]] Pending<DecodedAsset> decode(const QByteArray &bytes, const QString &declaredMediaType,
                                               const QSize &size) override;

    std::atomic<int> count = 0;
    std::atomic<AssetProblem> problem = AssetProblem::None; //!< what it says instead, when it is one
};

//! A server that answers when the test says so, and counts what it was asked for. Thread-safe.
class HeldSource
{
public:
    [[nodiscard]] Pending<Asset> ask(const QString &name);
    //! As AssetCache wants it. This object must outlive the cache's requests.
    [[nodiscard]] AssetSource source();
    [[nodiscard]] AssetDownload download();

    //! Answers everything that waits for `name`, and whoever asks later.
    void answer(const QString &name, const Result<Asset> &asset);
    [[nodiscard]] int asked(const QString &name) const;
    [[nodiscard]] int asked() const;

private:
    mutable QMutex m_mutex;
    std::map<QString, std::vector<Settler<Asset>>> m_waiting;
    std::map<QString, Result<Asset>> m_answers;
    QStringList m_asked;
};

[[nodiscard]] QByteArray pngOf(const QImage &image);
[[nodiscard]] QImage plainImage(const QSize &size, const QColor &color);
[[nodiscard]] Asset pngAsset(const QString &id, const QImage &image);
