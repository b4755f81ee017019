// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/assetdecoder.h"
#include "app/assets/assetstore.h"
#include "app/assets/jointwork.h"

#include <QCache>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

//! How an asset reaches the cache when nobody has it yet.
using AssetSource = std::function<Pending<Asset>(const QString &assetId)>;
//! How a picture reaches it from the address that a provider named: without credentials.
using AssetDownload = std::function<Pending<Asset>(const QUrl &url)>;

struct FetchedAsset {
    Asset asset;
    bool isFromCache = false; //!< it was here before anyone asked
};

//! The assets of one connection, encoded and decoded: memory, then disk, then the server, and one request however many
//! ask at once. A failure is remembered for a short while, so that a list of a thousand tokens asks once. A failure of
//! the disk costs a request, never a picture. Owned by shared_ptr; thread-safe.
class AssetCache : public std::enable_shared_from_this<AssetCache>
{
public:
    static constexpr std::chrono::minutes missingFor{5};      //!< how long NotFound is remembered
    static constexpr std::chrono::seconds unavailableFor{20}; //!< any other failure

    struct Settings {
        QString connectionId = {};
        AssetSource source = {};
        AssetDownload download = {};                //!< may be empty: addresses are then InvalidInput
        std::shared_ptr<AssetStore> store = {};     //!< null: nothing is kept on the disk
        std::shared_ptr<AssetDecoder> decoder = {}; //!< null: every asset is AssetProblem::NoDecoder
        std::shared_ptr<const Clock> clock = {};
        qsizetype encodedLimit = 8 * 1024 * 1024;  //!< bytes of assets in memory
        qsizetype decodedLimit = 48 * 1024 * 1024; //!< bytes of pictures in memory
    };
    explicit AssetCache(Settings settings);

    [[nodiscard]] Pending<FetchedAsset> fetch(const AssetKey &key);
    //! The picture that fits `size`, or the text, or the problem; the error that kept the bytes from coming.
    [[nodiscard]] Pending<DecodedAsset> decoded(const AssetKey &key, const QSize &size);

private:
    using Moment = std::chrono::milliseconds; // of Clock::monotonic
    struct PictureKey {
        AssetKey asset;
        QSize size;
        friend bool operator==(const PictureKey &, const PictureKey &) = default;
        friend size_t qHash(const PictureKey &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.asset, key.size.width(), key.size.height());
        }
    };
    struct RememberedFailure {
        Error error;
        Moment until;
    };
    struct RememberedPicture {
        DecodedAsset decoded;
        std::optional<Moment> until;
    };

    [[nodiscard]] Pending<FetchedAsset> obtain(const AssetKey &key);
    [[nodiscard]] Pending<Asset> request(const AssetKey &key) const;
    [[nodiscard]] Result<FetchedAsset> received(const AssetKey &key, const Result<Asset> &answer);
    [[nodiscard]] Pending<DecodedAsset> obtainPicture(const PictureKey &key);
    [[nodiscard]] Pending<DecodedAsset> decode(const PictureKey &key, const Asset &asset);
    [[nodiscard]] std::optional<Result<FetchedAsset>> recall(const AssetKey &key);
    [[nodiscard]] std::optional<DecodedAsset> recallPicture(const PictureKey &key);
    void remember(const AssetKey &key, const Asset &asset);
    void rememberFailure(const AssetKey &key, const Error &error);
    void rememberPicture(const PictureKey &key, const DecodedAsset &decoded);

    const Settings m_settings;
    JointWork<AssetKey, FetchedAsset> m_fetching;
    JointWork<PictureKey, DecodedAsset> m_decoding;
    QMutex m_mutex; // guards what follows
    QCache<AssetKey, Asset> m_assets;
    QCache<PictureKey, RememberedPicture> m_pictures;
    QHash<AssetKey, RememberedFailure> m_failures;
};
