// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/assetcache.h"
#include "app/assets/cardpictures.h"
#include "app/core/exchange.h"
#include "app/core/pending.h"
#include "app/domain/tokenprovider.h"
#include "app/operations/tokenoperations.h"
#include "app/settings/connectionprofile.h"
#include "app/settings/secretstore.h"

#include <QList>
#include <QMap>

#include <functional>
#include <memory>
#include <vector>

//! A connection that is open: what the window works with.
struct Session {
    ConnectionProfile profile;
    std::shared_ptr<const TokenOperations> operations;
    std::shared_ptr<CardPictures> pictures = {}; //!< null when the desk has no decoder: draw the neutral card
};

//! The desk: the kinds of token service that this program speaks, where secrets, records and readings are kept, and how
//! a connection becomes a session. Built once in the composition root; lives in the GUI thread and outlives every
//! window.
class Desk
{
public:
    struct Parts {
        std::vector<std::unique_ptr<ProviderKind>> kinds;
        std::shared_ptr<Journal> journal;
        std::shared_ptr<Workspace> workspace;
        std::shared_ptr<SecretStore> secrets;
        std::shared_ptr<SecretStore> builtInSecrets; //!< of built-in connections: the sandbox's key, for the run only
        std::shared_ptr<ExchangeLog> exchanges;
        std::shared_ptr<const Clock> clock;
        std::shared_ptr<AssetDecoder> assetDecoder = {}; //!< null: sessions without card art
        std::shared_ptr<AssetStore> assetStore = {};     //!< null: card art is kept in memory only
        //! What fetches card images from the hosts that a connection's server names; empty: nothing does.
        //! It gets the password of the connection's proxy, if there is one, and no other secret.
        std::function<AssetDownload(const ConnectionProfile &, const std::shared_ptr<const SecretBytes> &)> assetDownload = {};
        std::shared_ptr<CreateGuard> createGuard = {}; //!< null: no create is recognised
    };
    explicit Desk(Parts parts);

    [[nodiscard]] QList<const ProviderKind *> kinds() const;
    [[nodiscard]] const ProviderKind *kind(const QString &id) const; //!< null for an unknown one
    [[nodiscard]] const Parts &parts() const { return *m_parts; }
    [[nodiscard]] SecretStore &secretsOf(const ConnectionProfile &profile) const;

    //! Reads the profile's secrets and files and makes a session of it; `operatorId` signs what is done in it.
    //! Configuration, with `field`, for a kind that is not known and for a secret that is required but not stored.
    [[nodiscard]] Pending<std::shared_ptr<const Session>> open(const ConnectionProfile &profile,
                                                               const QString &operatorId) const;
    //! Opens the profile with these secrets, and the stored ones where none is given, and probes it; stores nothing.
    [[nodiscard]] Pending<QString> test(const ConnectionProfile &profile,
                                        const QMap<QString, std::shared_ptr<const SecretBytes>> &secrets) const;

private:
    //! Shared with what is being opened, which may settle after the desk has gone.
    std::shared_ptr<const Parts> m_parts;
};
