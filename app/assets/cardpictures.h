// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/assetdecoder.h"
#include "app/core/pending.h"
#include "app/domain/token.h"

#include <QColor>
#include <QImage>
#include <QList>
#include <QSize>
#include <QUrl>

//! A card's face as its issuer wants it, without digits, expiry and state: those are for the view to write.
struct CardPicture {
    QImage image;            //!< of the size asked for, square corners; null: draw the neutral card
    QColor ink;              //!< for what is written on it; readable there (4.5:1 on what lies under it, or `needsScrim`)
    bool needsScrim = false; //!< no single ink is readable: put a translucent ground under the writing
    bool isComplete = false; //!< the issuer drew the whole card: write no issuer or scheme name on it
    bool hasBrand = false;   //!< the scheme's mark is already on it
    bool hasIssuer = false;  //!< the issuer's mark is already on it
    AssetProblem problem = AssetProblem::None; //!< the first thing that kept a part of it from being shown
    QString problemAsset;    //!< the asset id or host that it is about
    QString awaitsHost;      //!< the host of `cardImageUrl` when it is there but the agent has not allowed it

    [[nodiscard]] bool isNull() const { return image.isNull(); }
};

//! One asset of a card product, for the list of them.
struct AssetDescription {
    AssetRole role = AssetRole::CompleteCard;
    QString id;                //!< asset id, or the address for a card image URL
    QString declaredMediaType;
    AssetFormat format = AssetFormat::Unknown;
    AssetProblem problem = AssetProblem::None;
    QString detail;
    qsizetype bytes = 0;
    QSize naturalSize;
    QString declaredSize;      //!< "512 x 323" as the server said, empty when it did not
    bool isFromCache = false;
    QString host;              //!< who served it: the connection's own server, or the host of the card image URL
};

//! The card art of one connection: fetched once, decoded apart, composed off the GUI thread. Thread-safe; asks the server
//! for an asset once, however many ask at once.
class CardPictures
{
public:
    virtual ~CardPictures() = default;
    //! The card's face, `size` in device pixels. A null picture when there is no art or none of it can be shown.
    [[nodiscard]] virtual Pending<CardPicture> card(const CardArt &art, const QSize &size) = 0;
    //! `cardIconId`, else the card's face.
    [[nodiscard]] virtual Pending<CardPicture> thumbnail(const CardArt &art, const QSize &size) = 0;
    //! All assets of the card product, in the order of AssetRole.
    [[nodiscard]] virtual Pending<QList<AssetDescription>> describe(const CardArt &art) = 0;
    //! One asset by itself, as a picture of at most `size` or as text.
    [[nodiscard]] virtual Pending<DecodedAsset> decoded(const QString &assetId, const QSize &size) = 0;
    //! The asset's bytes as the server sent them, for saving.
    [[nodiscard]] virtual Pending<QByteArray> bytes(const QString &assetId) = 0;
    //! Whether the agent allows fetching card images from the hosts that the server names (off at first).
    virtual void setUrlsAllowed(bool isAllowed) = 0;
    [[nodiscard]] virtual bool urlsAllowed() const = 0;
};
