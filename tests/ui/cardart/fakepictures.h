// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/cardpictures.h"

#include <QHash>
#include <QList>
#include <QStringList>

//! Card art that is painted here and answered when the test says so, or at once.
class FakePictures final : public CardPictures
{
public:
    struct Question {
        CardArt art;
        QSize size;
        Settler<CardPicture> settler = {};
    };
    bool answersAtOnce = false;
    QList<Question> cards;      //!< every question for a card's face, in order
    QList<Question> thumbnails; //!< every question for a thumbnail, in order
    QList<Settler<QList<AssetDescription>>> descriptions;
    QStringList decodedIds;
    QHash<QString, DecodedAsset> assets; //!< by id
    QHash<QString, QByteArray> files;    //!< by id; a failure for an unknown one
    QList<AssetDescription> described;   //!< the answer of `describe`

    [[nodiscard]] Pending<CardPicture> card(const CardArt &art, const QSize &size) override
    {
        return ask(cards, art, size);
    }
    [[nodiscard]] Pending<CardPicture> thumbnail(const CardArt &art, const QSize &size) override
    {
        return ask(thumbnails, art, size);
    }
    [[nodiscard]] Pending<QList<AssetDescription>> describe(const CardArt &art) override;
    [[nodiscard]] Pending<DecodedAsset> decoded(const QString &assetId, const QSize &size) override;
    [[nodiscard]] Pending<QByteArray> bytes(const QString &assetId) override;
    void setUrlsAllowed(bool isAllowed) override { m_urlsAllowed = isAllowed; }
    [[nodiscard]] bool urlsAllowed() const override { return m_urlsAllowed; }

    //! What is painted for the art: see `FakeArt::painted`.
    [[nodiscard]] CardPicture pictureOf(const CardArt &art, const QSize &size) const;

private:
    [[nodiscard]] Pending<CardPicture> ask(QList<Question> &questions, const CardArt &art, const QSize &size) const;

    bool m_urlsAllowed = false;
};

//! Made-up issuers and the cards that they draw.
namespace FakeArt {
//! Art of the product: "harbour", "aurora", "alder", "meadow", "night", "pearl".
[[nodiscard]] CardArt named(const QString &product);
[[nodiscard]] QStringList products();
[[nodiscard]] CardPicture painted(const QString &product, const QSize &size);
} // namespace FakeArt
