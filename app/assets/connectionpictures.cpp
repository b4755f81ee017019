// SPDX-License-Identifier: Apache-2.0
#include "app/assets/connectionpictures.h"

#include "app/assets/cardcomposer.h"
#include "app/assets/gathered.h"

#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace {
using Kind = AssetKey::Kind;
constexpr QSize describedSize{320, 202};
constexpr qsizetype mostAddresses = 10'000;

bool isFetchable(const QUrl &url, const QString &text)
{
    return url.isValid() && url.scheme() == "https"_L1 && !url.host().isEmpty() && url.userInfo().isEmpty() &&
           text.size() <= ConnectionPictures::longestAddress;
}

//! What a card image address comes to, under the agent's choice.
struct Address {
    enum class Use { None, Awaits, Refused, Allowed };
    Use use = Use::None;
    QString host;

    Address(const QString &text, bool isAllowed)
    {
        if (text.isEmpty())
            return;
        const QUrl url(text, QUrl::StrictMode);
        host = url.host();
        use = !isFetchable(url, text) ? Use::Refused : isAllowed ? Use::Allowed : Use::Awaits;
    }
};

//! What one card picture needs until it is composed. Owned by the continuations.
struct Composition {
    std::shared_ptr<AssetCache> cache;
    CardArt art;
    QSize size;
    CardPicture notes; // problem, problemAsset and awaitsHost of the picture to come

    void noteProblem(AssetProblem problem, const QString &asset)
    {
        if (notes.problem != AssetProblem::None)
            return;
        notes.problem = problem;
        notes.problemAsset = asset;
    }
    //! The picture, or a null one and a note why.
    QImage pictureOf(const Result<DecodedAsset> &decoded, const QString &asset)
    {
        if (decoded && decoded->isPicture())
            return decoded->image;
        const AssetProblem problem = !decoded                                 ? AssetProblem::Empty // no bytes came
                                     : decoded->problem == AssetProblem::None ? AssetProblem::NotAPicture
                                                                              : decoded->problem;
        noteProblem(problem, asset);
        return {};
    }
    [[nodiscard]] CardPicture noted(CardPicture picture) const
    {
        picture.problem = notes.problem;
        picture.problemAsset = notes.problemAsset;
        picture.awaitsHost = notes.awaitsHost;
        return picture;
    }
};

//! Off every thread that has something else to do.
template <typename Fn>
Pending<CardPicture> inPool(Fn compose)
{
    const Settler<CardPicture> settler;
    QThreadPool::globalInstance()->start([settler, compose = std::move(compose)] { settler.settle(compose()); });
    return settler.pending();
}

Pending<CardPicture> composeCard(const Composition &composition, CardParts parts)
{
    parts.foregroundColor = composition.art.foregroundColor;
    parts.backgroundColor = composition.art.backgroundColor;
    return inPool([composition, parts] { return composition.noted(composedCard(parts, composition.size)); });
}

QImage &partOf(CardParts &parts, AssetRole role)
{
    switch (role) {
    case AssetRole::IssuerLogo:
        return parts.issuerLogo;
    case AssetRole::BrandLogo:
        return parts.brandLogo;
    case AssetRole::CobrandLogo:
        return parts.cobrandLogo;
    default:
        return parts.background;
    }
}

Pending<CardPicture> composeParts(Composition composition)
{
    QList<AssetRole> roles;
    QList<Pending<DecodedAsset>> pendings;
    for (const AssetRole role :
         {AssetRole::Background, AssetRole::IssuerLogo, AssetRole::BrandLogo, AssetRole::CobrandLogo}) {
        const QString id = composition.art.assetIds.value(role);
        if (id.isEmpty())
            continue;
        roles << role;
        pendings << composition.cache->decoded({Kind::Id, id}, largestSize(role, composition.size));
    }
    using Parts = QList<Result<DecodedAsset>>;
    return chain<Parts>(gathered<DecodedAsset>(pendings), [composition, roles](const Parts &decoded) mutable {
        CardParts parts;
        for (qsizetype i = 0; i < roles.size(); ++i)
            partOf(parts, roles.at(i)) =
                composition.pictureOf(decoded.at(i), composition.art.assetIds.value(roles.at(i)));
        return composeCard(composition, parts);
    });
}

//! The first of `completes` that is a picture; the parts when none is.
Pending<CardPicture> composeFirst(Composition composition, QList<AssetKey> completes)
{
    if (completes.isEmpty())
        return composeParts(composition);
    const AssetKey key = completes.takeFirst();
    return chainAlways<DecodedAsset>(composition.cache->decoded(key, composition.size),
                                     [composition, completes, key](const Result<DecodedAsset> &decoded) mutable {
                                         const QString named = key.kind == Kind::Id ? key.name : QUrl(key.name).host();
                                         const QImage complete = composition.pictureOf(decoded, named);
                                         if (complete.isNull())
                                             return composeFirst(composition, completes);
                                         composition.notes.awaitsHost.clear(); // the issuer's own card is there
                                         return composeCard(composition, {.complete = complete});
                                     });
}

QString declaredSizeOf(const Asset &asset)
{
    const bool isDeclared = !asset.width.isEmpty() && !asset.height.isEmpty();
    return isDeclared ? u"%1 x %2"_s.arg(asset.width, asset.height) : QString();
}

//! How the declared size is wrong; empty when it is not.
QString sizeObjection(const Asset &asset, const QSize &natural)
{
    if (declaredSizeOf(asset).isEmpty())
        return {};
    bool isWidth = false;
    bool isHeight = false;
    const QSize declared(asset.width.toInt(&isWidth), asset.height.toInt(&isHeight));
    if (!isWidth || !isHeight || declared.isEmpty())
        return u"the declared size is not a number of pixels"_s;
    if (natural.isEmpty() || natural == declared)
        return {};
    return u"declared as %1 x %2 pixels, is %3 x %4"_s.arg(declared.width())
        .arg(declared.height())
        .arg(natural.width())
        .arg(natural.height());
}

void addDetail(AssetDescription &description, const QString &detail)
{
    if (!detail.isEmpty())
        description.detail += (description.detail.isEmpty() ? QString() : u"; "_s) + detail;
}

bool hasPixelSize(AssetFormat format)
{
    return format == AssetFormat::Png || format == AssetFormat::Jpeg;
}

AssetDescription described(AssetDescription description, const FetchedAsset &fetched,
                           const Result<DecodedAsset> &decoded)
{
    description.declaredMediaType = fetched.asset.mediaType;
    description.declaredSize = declaredSizeOf(fetched.asset);
    description.bytes = fetched.asset.bytes.size();
    description.isFromCache = fetched.isFromCache;
    if (!decoded) {
        description.problem = AssetProblem::NoDecoder;
        addDetail(description, decoded.error().detail);
        return description;
    }
    description.format = decoded->format;
    description.problem = decoded->problem;
    description.naturalSize = decoded->naturalSize;
    addDetail(description, decoded->detail);
    addDetail(description,
              sizeObjection(fetched.asset, hasPixelSize(decoded->format) ? decoded->naturalSize : QSize()));
    return description;
}

Pending<AssetDescription> describeOne(const std::shared_ptr<AssetCache> &cache, const AssetKey &key,
                                      AssetDescription description)
{
    return chainAlways<FetchedAsset>(cache->fetch(key), [cache, key,
                                                         description](const Result<FetchedAsset> &fetched) mutable {
        if (!fetched) {
            description.problem = AssetProblem::Empty;
            description.detail = u"it did not come: %1"_s.arg(fetched.error().detail);
            return settled<AssetDescription>(description);
        }
        return chainAlways<DecodedAsset>(cache->decoded(key, describedSize),
                                         [description, fetched = *fetched](const Result<DecodedAsset> &decoded) {
                                             return settled<AssetDescription>(described(description, fetched, decoded));
                                         });
    });
}

Pending<AssetDescription> describeAddress(const std::shared_ptr<AssetCache> &cache, const QString &text,
                                          const Address &address)
{
    AssetDescription description;
    description.id = text;
    description.host = address.host;
    if (address.use == Address::Use::Allowed)
        return describeOne(cache, {Kind::Address, text}, description);
    description.problem = AssetProblem::Forbidden;
    description.detail = address.use == Address::Use::Awaits
                             ? u"not fetched: card images from addresses are not allowed on this connection"_s
                             : u"not fetched: the address is not https, or it is not a plain address"_s;
    return settled<AssetDescription>(description);
}
} // namespace

ConnectionPictures::ConnectionPictures(std::shared_ptr<AssetCache> cache, QString serverHost)
    : m_cache(std::move(cache)), m_serverHost(std::move(serverHost))
{
}

Pending<CardPicture> ConnectionPictures::card(const CardArt &art, const QSize &size)
{
    noteAddress(art);
    Composition composition{.cache = m_cache, .art = art, .size = size, .notes = {}};
    QList<AssetKey> completes;
    if (const QString id = art.assetIds.value(AssetRole::CompleteCard); !id.isEmpty())
        completes << AssetKey{Kind::Id, id};
    const Address address(art.imageUrl, m_urlsAllowed);
    if (address.use == Address::Use::Allowed)
        completes << AssetKey{Kind::Address, art.imageUrl};
    else if (address.use == Address::Use::Awaits)
        composition.notes.awaitsHost = address.host;
    else if (address.use == Address::Use::Refused && completes.isEmpty())
        composition.noteProblem(AssetProblem::Forbidden, address.host);
    return composeFirst(composition, completes);
}

Pending<CardPicture> ConnectionPictures::thumbnail(const CardArt &art, const QSize &size)
{
    const QString icon = art.assetIds.value(AssetRole::Icon);
    if (icon.isEmpty())
        return card(art, size);
    // What the card is to be, should the icon not do: decided now, because this object may be gone by then.
    const auto self = std::make_shared<ConnectionPictures>(m_cache, m_serverHost);
    self->setUrlsAllowed(m_urlsAllowed);
    return chainAlways<DecodedAsset>(
        m_cache->decoded({Kind::Id, icon}, size), [self, art, size](const Result<DecodedAsset> &decoded) {
            if (!decoded || !decoded->isPicture())
                return self->card(art, size);
            return inPool([image = decoded->image, size] { return composedIcon(image, size); });
        });
}

Pending<QList<AssetDescription>> ConnectionPictures::describe(const CardArt &art)
{
    noteAddress(art);
    QList<Pending<AssetDescription>> pendings;
    const auto addAddress = [&] {
        if (!art.imageUrl.isEmpty())
            pendings << describeAddress(m_cache, art.imageUrl, Address(art.imageUrl, m_urlsAllowed));
    };
    if (!art.assetIds.contains(AssetRole::CompleteCard))
        addAddress();
    for (auto asset = art.assetIds.begin(); asset != art.assetIds.end(); ++asset) {
        AssetDescription description;
        description.role = asset.key();
        description.id = asset.value();
        description.host = m_serverHost;
        pendings << describeOne(m_cache, {Kind::Id, asset.value()}, description);
        if (asset.key() == AssetRole::CompleteCard)
            addAddress();
    }
    using Described = QList<Result<AssetDescription>>;
    return transformed<Described>(gathered<AssetDescription>(pendings),
                                  [](const Described &all) -> Result<QList<AssetDescription>> {
                                      QList<AssetDescription> descriptions;
                                      for (const auto &one : all) {
                                          if (!one)
                                              return Failure(one.error());
                                          descriptions << *one;
                                      }
                                      return descriptions;
                                  });
}

Pending<DecodedAsset> ConnectionPictures::decoded(const QString &assetId, const QSize &size)
{
    const Result<AssetKey> key = keyOf(assetId);
    return key ? m_cache->decoded(*key, size) : failed<DecodedAsset>(key.error());
}

Pending<QByteArray> ConnectionPictures::bytes(const QString &assetId)
{
    const Result<AssetKey> key = keyOf(assetId);
    if (!key)
        return failed<QByteArray>(key.error());
    return transformed<FetchedAsset>(
        m_cache->fetch(*key), [](const FetchedAsset &fetched) -> Result<QByteArray> { return fetched.asset.bytes; });
}

Result<AssetKey> ConnectionPictures::keyOf(const QString &assetId) const
{
    const QMutexLocker lock(&m_mutex);
    if (!m_addresses.contains(assetId))
        return AssetKey{Kind::Id, assetId};
    if (Address(assetId, m_urlsAllowed).use == Address::Use::Allowed)
        return AssetKey{Kind::Address, assetId};
    return Failure({.kind = Error::Kind::InvalidInput,
                    .detail = u"card images from addresses are not allowed on this connection"_s});
}

void ConnectionPictures::noteAddress(const CardArt &art)
{
    const QMutexLocker lock(&m_mutex);
    if (!art.imageUrl.isEmpty() && m_addresses.size() < mostAddresses)
        m_addresses.insert(art.imageUrl);
}
