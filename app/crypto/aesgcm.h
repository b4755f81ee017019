// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/secretbytes.h"

#include <QByteArrayView>

#include <span>

//! AES-GCM (NIST SP 800-38D) as JWE uses it (RFC 7518 section 5.3): 96-bit nonce, 128-bit tag. The size of the key, 16
//! or 32 bytes, chooses AES-128 or AES-256. OpenSSL itself would accept tags down to one byte, so the sizes are part of
//! the types.
namespace aesgcm {

inline constexpr std::size_t nonceSize = 12;
inline constexpr std::size_t tagSize = 16;
using Nonce = std::span<const unsigned char, nonceSize>;

//! Encrypts into `ciphertext`, which is as long as `plaintext`. False when the key has no such size or OpenSSL fails.
[[nodiscard]] bool seal(const SecretBytes &key, Nonce nonce, QByteArrayView additional, const SecretBytes &plaintext,
                        std::span<unsigned char> ciphertext, std::span<unsigned char, tagSize> tag);

//! Decrypts into `plaintext`, which is as long as `ciphertext`. False, with `plaintext` wiped, when the tag does not
//! match.
[[nodiscard]] bool open(const SecretBytes &key, Nonce nonce, QByteArrayView additional,
                        std::span<const unsigned char> ciphertext, std::span<const unsigned char, tagSize> tag,
                        SecretBytes &plaintext);

} // namespace aesgcm
