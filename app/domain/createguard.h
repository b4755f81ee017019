// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"
#include "app/core/secretbytes.h"
#include "app/domain/token.h"

#include <chrono>
#include <optional>

//! A create for the same card that this desk made not long ago.
struct RecentCreate {
    QDateTime createdAt; //!< UTC
    QString operatorId;
    QString outcome; //!< "succeeded", "accepted" or "unknown"
    TokenId token;   //!< empty when it is not known
};

//! Remembers for a day which cards tokens were created for, as keyed hashes: it can tell that a card comes again, and
//! nobody can tell which card it was. Thread-safe.
class CreateGuard
{
public:
    static constexpr std::chrono::hours memory{24};

    virtual ~CreateGuard() = default;
    //! A keyed hash of the card number and the connection, computed here and now; the number is not kept. Empty while
    //! there is no key yet: nothing is remembered then, and nothing recognised.
    [[nodiscard]] virtual QByteArray fingerprint(const QString &connectionId, const SecretBytes &cardNumber) const = 0;
    //! The newest create with this fingerprint within `memory`. None for an empty fingerprint.
    [[nodiscard]] virtual Pending<std::optional<RecentCreate>> recent(const QByteArray &fingerprint) = 0;
    //! Does nothing for an empty fingerprint. The guard sets `createdAt`, and forgets what is older than `memory`.
    [[nodiscard]] virtual Pending<Done> remember(const QByteArray &fingerprint, const RecentCreate &create) = 0;
};
