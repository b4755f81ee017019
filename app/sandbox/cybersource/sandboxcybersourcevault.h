// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/sandbox/cybersource/cybersourcetestcards.h"
#include "app/sandbox/cybersource/sandboxcybersourceart.h"
#include "app/sandbox/cybersource/sandboxcybersourceidentity.h"
#include "app/sandbox/cybersource/sandboxcybersourceitems.h"

#include <memory>

//! A card as a request brings it.
struct SandboxCybersourceCard {
    QString number;
    QString month; //!< MM; empty when none was given, as the year
    QString year;  //!< YYYY
};

//! The token vault: makes identifiers of cards and network tokens of identifiers, and says of each what the API shows.
//! It keeps no card number: what it shows of one it masks as 411111XXXXXX1111, and only of the test cards, whose keyed
//! hashes it compares, it can say the whole number again.
class SandboxCybersourceVault
{
public:
    using Item = SandboxCybersourceItem;
    struct Identified {
        Item identifier;
        bool isNew = false;
    };

    SandboxCybersourceVault(SandboxCybersourceItems items, const SandboxCybersourceArt &art,
                            const SandboxCybersourceCredentials &credentials, std::shared_ptr<const Clock> clock);

    [[nodiscard]] SandboxCybersourceItems &items() { return m_items; }
    [[nodiscard]] const SandboxCybersourceArt &art() const { return m_art; }
    [[nodiscard]] const SandboxCybersourceCredentials &credentials() const { return m_credentials; }
    [[nodiscard]] QDateTime now() const { return m_clock->nowUtc(); }

    //! The identifier of a card; made when the vault does not hold it. A new expiry date takes the place of the old
    //! one.
    [[nodiscard]] Result<Identified> identified(const SandboxCybersourceCard &card);
    //! An identifier that is not stored yet.
    [[nodiscard]] Item newIdentifier(const SandboxCybersourceCard &card) const;
    //! A network token, not stored yet, for a card of this scheme; ACTIVE, or UNPROVISIONED with its reason.
    //! `identifier` is null for one that has none.
    [[nodiscard]] Item newNetworkToken(const Item *identifier, const SandboxCybersourceTestCard &outcome,
                                       const SandboxCybersourceCard &card) const;
    //! The latest one.
    [[nodiscard]] SandboxCybersourceItems::Found networkTokenOf(const Item &identifier);
    //! What the catalogue or the scheme's rule says of the identifier's card.
    [[nodiscard]] SandboxCybersourceTestCard outcomeOf(const Item &identifier) const;
    //! The whole number of a test card, a masked one of any other.
    [[nodiscard]] QString numberOf(const Item &identifier) const;
    //! The number of a network token: derived, never stored.
    [[nodiscard]] QString networkNumberOf(const Item &networkToken) const;

    [[nodiscard]] QJsonObject described(const Item &identifier, const std::optional<Item> &networkToken) const;
    //! Without its number, which only payment credentials have.
    [[nodiscard]] QJsonObject describedNetworkToken(const Item &networkToken) const;

private:
    [[nodiscard]] QByteArray keyed(QByteArrayView purpose, const QString &text) const;
    [[nodiscard]] QString accountReference(const QString &scheme, const QString &of) const;
    [[nodiscard]] QString cardKeyOf(const QString &number) const;
    [[nodiscard]] QString digitsFrom(const QByteArray &hash, int count) const;

    SandboxCybersourceItems m_items;
    SandboxCybersourceArt m_art;
    SandboxCybersourceCredentials m_credentials;
    std::shared_ptr<const Clock> m_clock;
};

//! "001" for VISA, ...
[[nodiscard]] QString sandboxCybersourceCardType(const QString &scheme);
