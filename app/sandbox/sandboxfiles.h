// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QString>

//! The data directory exists and belongs to its owner alone (0700). Storage, with the path, otherwise.
[[nodiscard]] Result<Done> makeSandboxDirectory(const QString &path);
//! Replaces a file's content in one step; it is 0600 before the first byte is in it. Storage, with the path.
[[nodiscard]] Result<Done> writeSandboxFile(const QString &path, const QByteArray &content);
//! At most 64 KiB of a file; nothing when it cannot be read.
[[nodiscard]] QByteArray readSandboxFile(const QString &path);
