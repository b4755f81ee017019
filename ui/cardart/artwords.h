// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/cardpictures.h"

//! The words for card art: what an asset is, and why it is not shown. All fit to be shown.
namespace ArtWords {
[[nodiscard]] QString role(AssetRole role);
//! "PNG", "SVG", "Plain text"; "Unknown format".
[[nodiscard]] QString format(AssetFormat format);
//! "it refers to files outside itself", after "because" or a colon. Empty for None.
[[nodiscard]] QString problem(AssetProblem problem);
//! Why a card's art is missing, in part or whole, and what is shown instead. Empty when nothing is missing.
[[nodiscard]] QString whyMissing(const CardPicture &picture);
//! "PNG, declared as image/png · 1024 × 646 pixels · 32 KiB · from this desk's cache"
[[nodiscard]] QString summary(const AssetDescription &asset);
} // namespace ArtWords
