// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/assetkey.h"
#include "app/core/clock.h"
#include "app/core/worker.h"
#include "app/domain/tokenprovider.h"

#include <memory>

//! Assets on the disk, for every connection of this desk: for ever, because an asset's content never changes, but for
//! the ones used least recently when the limit is reached. A file that is damaged counts as missing and is removed.
//! Several consoles may share the folder. Thread-safe; all I/O happens in a thread of its own.
class AssetStore
{
public:
    struct Settings {
        QString folder = {};                     //!< made when it is missing (0700); its files are 0600
        qint64 limit = qint64(64) * 1024 * 1024; //!< bytes of all files together
        std::shared_ptr<const Clock> clock = {};
    };
    explicit AssetStore(Settings settings);
    ~AssetStore();
    AssetStore(const AssetStore &) = delete;
    AssetStore &operator=(const AssetStore &) = delete;
    //! XDG cache folder.
    [[nodiscard]] static QString defaultFolder();

    //! NotFound when it is not there; Storage when it cannot be read.
    [[nodiscard]] Pending<Asset> find(const QString &connectionId, const AssetKey &key);
    //! Storage when it cannot be written; what was there before is then there still.
    [[nodiscard]] Pending<Done> keep(const QString &connectionId, const AssetKey &key, const Asset &asset);

private:
    std::shared_ptr<const Settings> m_settings;
    std::unique_ptr<Worker> m_worker;
};
