// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

#include <QString>

//! Creates the folder of `file` when it is missing (0700), and an empty `file` when it is missing (0600). SQLite gives
//! its -wal and -shm companions the permissions of the file itself, so no umask has to be changed.
[[nodiscard]] Result<Done> ensurePrivateFile(const QString &file);

//! Takes the rights of others away from a file; does nothing when there is none.
[[nodiscard]] Result<Done> makePrivate(const QString &file);

//! Creates an empty file (0600) named `wanted`, or `wanted-2` and so on when that is taken; returns its name.
[[nodiscard]] Result<QString> createPrivateFileBeside(const QString &wanted);

//! Waits until the content of the file is on the disk.
[[nodiscard]] Result<Done> flushToDisk(const QString &file);
