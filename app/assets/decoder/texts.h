// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/assetdecoder.h"

//! As it is, control and bidirectional characters included: the view escapes them. Cut to AssetFrame::textShown.
[[nodiscard]] DecodedAsset decodedPlainText(const QByteArray &bytes);
//! What a page says, without its markup. Nothing that it refers to is loaded.
[[nodiscard]] DecodedAsset decodedHtml(const QByteArray &bytes);
