// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

#include <QJsonObject>

#include <optional>

//! A small JSON object in a file that belongs to the user alone (0600, in a folder 0700).

//! Nothing when there is no file, or an empty one. Storage when it cannot be read, is longer than 4 MiB or is not a JSON object.
[[nodiscard]] Result<std::optional<QJsonObject>> readJsonFile(const QString &file);
//! Replaces the file as a whole, by rename: after a failure the old one is still there.
[[nodiscard]] Result<Done> writeJsonFile(const QString &file, const QJsonObject &content);
