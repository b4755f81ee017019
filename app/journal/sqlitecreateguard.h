// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/createguard.h"
#include "app/storage/database.h"

#include <memory>

//! The create guard in the desk's database. The fingerprint is HMAC-SHA-256 over the connection's id and the number,
//! with a key from the secret store: the database alone does not tell whether a card was here.
class SqliteCreateGuard final : public CreateGuard
{
public:
    using Key = std::shared_ptr<const SecretBytes>;
    //! Until `key` has settled there are no fingerprints.
    SqliteCreateGuard(std::shared_ptr<Database> database, std::shared_ptr<const Clock> clock, Pending<Key> key);

    [[nodiscard]] QByteArray fingerprint(const QString &connectionId, const SecretBytes &cardNumber) const override;
    [[nodiscard]] Pending<std::optional<RecentCreate>> recent(const QByteArray &fingerprint) override;
    [[nodiscard]] Pending<Done> remember(const QByteArray &fingerprint, const RecentCreate &create) override;

private:
    std::shared_ptr<Database> m_database;
    std::shared_ptr<const Clock> m_clock;
    Pending<Key> m_key;
};
