// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/assetcache.h"
#include "app/assets/cardpictures.h"

#include <QMutex>
#include <QSet>

//! The card pictures of one connection, out of its AssetCache.
class ConnectionPictures final : public CardPictures
{
public:
    //! Longest card image address that is looked at, in characters (the API allows 512).
    static constexpr qsizetype longestAddress = 512;

    //! `serverHost` is who serves the assets, to be shown.
    ConnectionPictures(std::shared_ptr<AssetCache> cache, QString serverHost);

    [[nodiscard]] Pending<CardPicture> card(const CardArt &art, const QSize &size) override;
    [[nodiscard]] Pending<CardPicture> thumbnail(const CardArt &art, const QSize &size) override;
    [[nodiscard]] Pending<QList<AssetDescription>> describe(const CardArt &art) override;
    //! An address that `describe` listed works like an asset id; InvalidInput while addresses are not allowed.
    [[nodiscard]] Pending<DecodedAsset> decoded(const QString &assetId, const QSize &size) override;
    [[nodiscard]] Pending<QByteArray> bytes(const QString &assetId) override;
    void setUrlsAllowed(bool isAllowed) override { m_urlsAllowed = isAllowed; }
    [[nodiscard]] bool urlsAllowed() const override { return m_urlsAllowed; }

private:
    [[nodiscard]] Result<AssetKey> keyOf(const QString &assetId) const;
    void noteAddress(const CardArt &art);

    const std::shared_ptr<AssetCache> m_cache;
    const QString m_serverHost;
    std::atomic<bool> m_urlsAllowed = false;
    mutable QMutex m_mutex;
    QSet<QString> m_addresses; // guarded: those that the server named
};
