// SPDX-License-Identifier: Apache-2.0
#include "app/assets/assetcache.h"

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostFailures = 1000;
constexpr qsizetype entryCost = 256; // bytes, about: keys and members

//! The bytes are to blame, so that trying again gives the same: the asset never changes.
bool isLasting(AssetProblem problem)
{
    switch (problem) {
    case AssetProblem::TooSlow:
    case AssetProblem::TooMuchMemory:
    case AssetProblem::Crashed:
    case AssetProblem::NoDecoder:
        return false;
    default:
        return true;
    }
}

DecodedAsset withoutDecoder()
{
    DecodedAsset decoded;
    decoded.problem = AssetProblem::NoDecoder;
    return decoded;
}

//! What a decoder may be asked for, whatever a window asks for.
QSize sensible(const QSize &size)
{
    return size.boundedTo({AssetLimit::side, AssetLimit::side}).expandedTo({1, 1});
}
} // namespace

AssetCache::AssetCache(Settings settings)
    : m_settings(std::move(settings)), m_assets(m_settings.encodedLimit), m_pictures(m_settings.decodedLimit)
{
}

Pending<FetchedAsset> AssetCache::fetch(const AssetKey &key)
{
    return m_fetching.join(key, [self = shared_from_this(), key] { return self->obtain(key); });
}

Pending<DecodedAsset> AssetCache::decoded(const AssetKey &key, const QSize &size)
{
    const PictureKey picture{key, sensible(size)};
    return m_decoding.join(picture, [self = shared_from_this(), picture] { return self->obtainPicture(picture); });
}

Pending<FetchedAsset> AssetCache::obtain(const AssetKey &key)
{
    if (const auto remembered = recall(key))
        return settled<FetchedAsset>(*remembered);
    const auto self = shared_from_this();
    const Pending<Asset> stored = m_settings.store ? m_settings.store->find(m_settings.connectionId, key)
                                                   : failed<Asset>({.kind = Error::Kind::NotFound});
    return chainAlways<Asset>(stored, [self, key](const Result<Asset> &found) {
        if (found) {
            self->remember(key, *found);
            return settled<FetchedAsset>(FetchedAsset{*found, true});
        }
        return chainAlways<Asset>(self->request(key), [self, key](const Result<Asset> &answer) {
            return settled<FetchedAsset>(self->received(key, answer));
        });
    });
}

Pending<Asset> AssetCache::request(const AssetKey &key) const
{
    if (key.kind == AssetKey::Kind::Id)
        return m_settings.source(key.name);
    if (!m_settings.download)
        return failed<Asset>({.kind = Error::Kind::InvalidInput, .detail = u"addresses are not fetched here"_s});
    return m_settings.download(QUrl(key.name, QUrl::StrictMode));
}

Result<FetchedAsset> AssetCache::received(const AssetKey &key, const Result<Asset> &answer)
{
    if (!answer) {
        rememberFailure(key, answer.error());
        return Failure(answer.error());
    }
    remember(key, *answer);
    if (m_settings.store)
        (void)m_settings.store->keep(m_settings.connectionId, key, *answer); // if it fails, the next run asks again
    return FetchedAsset{*answer, false};
}

Pending<DecodedAsset> AssetCache::obtainPicture(const PictureKey &key)
{
    if (const auto remembered = recallPicture(key))
        return settled<DecodedAsset>(*remembered);
    return chain<FetchedAsset>(fetch(key.asset), [self = shared_from_this(), key](const FetchedAsset &fetched) {
        return self->decode(key, fetched.asset);
    });
}

Pending<DecodedAsset> AssetCache::decode(const PictureKey &key, const Asset &asset)
{
    const auto self = shared_from_this();
    const Pending<DecodedAsset> decoding =
        m_settings.decoder ? m_settings.decoder->decode(asset.bytes, asset.mediaType, key.size)
                           : settled<DecodedAsset>(withoutDecoder());
    return chain<DecodedAsset>(decoding, [self, key](const DecodedAsset &decoded) {
        self->rememberPicture(key, decoded);
        return settled<DecodedAsset>(decoded);
    });
}

std::optional<Result<FetchedAsset>> AssetCache::recall(const AssetKey &key)
{
    const QMutexLocker lock(&m_mutex);
    if (const Asset *asset = m_assets.object(key))
        return FetchedAsset{*asset, true};
    const auto failure = m_failures.constFind(key);
    if (failure == m_failures.constEnd() || failure->until <= m_settings.clock->monotonic())
        return std::nullopt;
    return Failure(failure->error);
}

std::optional<DecodedAsset> AssetCache::recallPicture(const PictureKey &key)
{
    const QMutexLocker lock(&m_mutex);
    const RememberedPicture *picture = m_pictures.object(key);
    if (!picture || (picture->until && *picture->until <= m_settings.clock->monotonic()))
        return std::nullopt;
    return picture->decoded;
}

void AssetCache::remember(const AssetKey &key, const Asset &asset)
{
    const QMutexLocker lock(&m_mutex);
    m_failures.remove(key);
    m_assets.insert(key, new Asset(asset), asset.bytes.size() + entryCost);
}

void AssetCache::rememberFailure(const AssetKey &key, const Error &error)
{
    const Moment now = m_settings.clock->monotonic();
    const Moment lasts = error.kind == Error::Kind::NotFound ? Moment(missingFor) : Moment(unavailableFor);
    const QMutexLocker lock(&m_mutex);
    if (m_failures.size() >= mostFailures)
        m_failures.removeIf([now](const auto &entry) { return entry.value().until <= now; });
    if (m_failures.size() < mostFailures || m_failures.contains(key))
        m_failures.insert(key, {error, now + lasts});
}

void AssetCache::rememberPicture(const PictureKey &key, const DecodedAsset &decoded)
{
    const qsizetype cost = decoded.image.sizeInBytes() + 2 * (decoded.text.size() + decoded.detail.size()) + entryCost;
    std::optional<Moment> until;
    if (!isLasting(decoded.problem))
        until = m_settings.clock->monotonic() + unavailableFor;
    const QMutexLocker lock(&m_mutex);
    m_pictures.insert(key, new RememberedPicture{decoded, until}, cost);
}
