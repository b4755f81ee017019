// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/core/secretbytes.h"

#include <QString>

class QIODevice;

//! All that a device has to give. InvalidInput when that is more than `most` bytes, Storage when it cannot be read.
[[nodiscard]] Result<SecretBytes> readAtMost(QIODevice &device, qsizetype most);
//! The same for a file, or for `in` when the name is "-" or empty.
[[nodiscard]] Result<SecretBytes> readAtMost(const QString &file, QIODevice &in, qsizetype most);

//! Forgets one line end, LF or CR LF, at the end of the text: what an editor or `echo` puts there.
void dropLineEnd(SecretBytes &text);
