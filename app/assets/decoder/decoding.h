// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/assetdecoder.h"

//! Sniffs and decodes in this process, with no limits on time and memory: for inside the confined process, and for
//! measuring against it. Wants a QGuiApplication.
[[nodiscard]] DecodedAsset decodedHere(const QByteArray &bytes, const QString &declaredMediaType, const QSize &size);
