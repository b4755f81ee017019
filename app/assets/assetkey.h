// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

//! What an asset is asked for by, within one connection. The two kinds never stand for each other: an address is only
//! fetched with the agent's consent, however much an asset id may look like one.
struct AssetKey {
    enum class Kind { Id, Address };
    Kind kind = Kind::Id;
    QString name; //!< the provider's asset id, or an address in full

    friend bool operator==(const AssetKey &, const AssetKey &) = default;
    friend size_t qHash(const AssetKey &key, size_t seed = 0)
    {
        return qHashMulti(seed, static_cast<int>(key.kind), key.name);
    }
};
