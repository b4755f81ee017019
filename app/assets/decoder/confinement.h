// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/assetdecoder.h"

#include <functional>

//! Gives up, for good, everything but memory, standard input and output, and forking. False when the system refuses;
//! the process must then not read a single byte from outside.
[[nodiscard]] bool confine();

//! The answer's frame that `decode` makes, in a process of its own with what time and memory an asset may have, so that
//! it can touch neither the next asset nor this process. When that process dies, the frame says why. Where a system
//! cannot, `decode` runs here, and its death is this process's.
[[nodiscard]] QByteArray decodedApart(quint32 id, const std::function<DecodedAsset()> &decode);
