// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

#include <optional>
#include <span>

//! Base64url without padding (RFC 7515 section 2), strict in both directions: one text for each sequence of bytes.
namespace base64url {

[[nodiscard]] constexpr qsizetype encodedSize(qsizetype bytes)
{
    return bytes / 3 * 4 + (bytes % 3 == 0 ? 0 : bytes % 3 + 1);
}
[[nodiscard]] constexpr qsizetype decodedSize(qsizetype characters)
{
    return characters / 4 * 3 + (characters % 4 == 0 ? 0 : characters % 4 - 1);
}

//! Writes the `encodedSize` characters for `bytes` and returns the end of them.
char *encode(std::span<const unsigned char> bytes, char *to);
[[nodiscard]] QByteArray encoded(QByteArrayView bytes);

//! Writes the `decodedSize` bytes that `text` stands for. False, with unspecified bytes written, when it stands for
//! none: a character outside the alphabet (also padding and white space), an impossible length, or trailing bits that
//! are not zero.
[[nodiscard]] bool decode(QByteArrayView text, unsigned char *to);
[[nodiscard]] std::optional<QByteArray> decoded(QByteArrayView text);

} // namespace base64url
