// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/thales/sandboxthalescatalogue.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

//! The card art of network tokens, out of the sandbox's catalogue. A token keeps which pieces it has under the
//! catalogue's own names ("completeCardImageId"), and its colours.
class SandboxCybersourceArt
{
public:
    explicit SandboxCybersourceArt(const SandboxThalesCatalogue &catalogue) : m_catalogue(catalogue) {}

    //! A product of the scheme whose art is in the catalogue; `choice` picks one of several.
    [[nodiscard]] QJsonObject productOf(const QString &scheme, int choice) const;
    //! metadata.cardArt of a network token: colours, and for each piece that the API links its id and address.
    [[nodiscard]] QJsonObject described(const QJsonObject &art, const QString &identifierId,
                                        const QString &scheme) const;
    //! The answer for a piece, {id, type, provider, content: [{type, data, width, height}]}, under either of the names
    //! that the vendor's documents have for it. Nothing when there is none.
    [[nodiscard]] std::optional<QJsonObject> asset(const QJsonObject &art, const QString &scheme,
                                                   const QByteArray &provider, const QByteArray &type,
                                                   const QString &cardImageHost) const;

private:
    SandboxThalesCatalogue m_catalogue;
};
