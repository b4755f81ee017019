// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/secretbytes.h"
#include "app/crypto/openssl.h"

#include <QByteArray>

#include <optional>

//! RSAES-OAEP (RFC 8017 section 7.1) with an empty label, for content keys.
namespace rsaoaep {

//! The hash, for the label and for MGF1 alike: Sha256 is RSA-OAEP-256, Sha1 is RSA-OAEP (RFC 7518 section 4.3).
enum class Hash { Sha256, Sha1 };

//! `secret` for the owner of `key`: as many bytes as the modulus has. Nothing when the key cannot do it.
[[nodiscard]] std::optional<QByteArray> seal(EVP_PKEY *key, Hash hash, const SecretBytes &secret);

//! Opens `sealed` into `secret`, whose size says how long the secret has to be. When it does not open to exactly that
//! many bytes, `secret` holds random bytes, and the caller is not told, so that it cannot tell others (RFC 7516
//! section 11.5). False only when the system has no random bytes to give.
[[nodiscard]] bool openOrRandom(EVP_PKEY *key, Hash hash, QByteArrayView sealed, SecretBytes &secret);

//! Whether the private part of `key` undoes its public part.
[[nodiscard]] bool opensWhatItSeals(EVP_PKEY *key);

} // namespace rsaoaep
