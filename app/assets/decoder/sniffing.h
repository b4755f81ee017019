// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/assetdecoder.h"

#include <optional>

//! What the bytes are, by what they begin with. Text is valid UTF-8, UTF-16 with its mark, or Latin-1, without control
//! characters; it is HTML when it begins as a page, or when it was declared as one and has a tag.
[[nodiscard]] AssetFormat sniffed(const QByteArray &bytes, const QString &declaredMediaType);
//! The format that a declared media type names; Unknown for any that is not shown.
[[nodiscard]] AssetFormat formatOfMediaType(const QString &declaredMediaType);
//! The text in the bytes; nothing when they are no text.
[[nodiscard]] std::optional<QString> textIn(const QByteArray &bytes);
