// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/assetkey.h"
#include "app/domain/tokenprovider.h"

#include <optional>

//! The name of the file for an asset of a connection: 64 hexadecimal digits, and nothing that a server said.
[[nodiscard]] QString assetFileName(const QString &connectionId, const AssetKey &key);
//! Whether a file could be one of them.
[[nodiscard]] bool isAssetFileName(const QString &name);

//! The content of that file: the asset without its id, and SHA-256 over all of it and the name.
[[nodiscard]] QByteArray packedAsset(const QString &fileName, const Asset &asset);
//! Nothing when one bit of it differs, or when it was packed for another name.
[[nodiscard]] std::optional<Asset> unpackedAsset(const QString &fileName, const QByteArray &packed);
