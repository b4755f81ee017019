// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/assetdecoder.h"
#include "app/core/pending.h"

#include <QByteArray>
#include <QString>

//! A file name for an asset that is saved, from a name that a server chose: no folder, no leading dot, nothing that a
//! file system reserves, at most 80 characters; the extension is that of what was found in the bytes, whatever was
//! declared.
[[nodiscard]] QString fileNameFor(const QString &assetId, AssetFormat found);

//! Writes the bytes off the calling thread, whole or not at all. Storage when it cannot.
[[nodiscard]] Pending<Done> saveAsset(const QString &file, const QByteArray &bytes);
