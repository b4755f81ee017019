// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/secretbytes.h"

#include <QByteArray>
#include <QString>

#include <optional>

//! The Message-Signature header. The vendor's documents and libraries agree on the message and on HMAC-SHA-256, and
//! disagree on how the result is written: some encode its 32 bytes, others the 64 characters of its hexadecimal form.
namespace fiserv {

enum class SignatureEncoding {
    Raw, //!< Base64 of the 32 bytes: 44 characters
    Hex  //!< Base64 of the lower-case hexadecimal text: 88 characters
};

struct SignedMessage {
    QByteArray requestId; //!< Client-Request-Id
    QByteArray timestamp; //!< milliseconds since 1970
    QByteArrayView body;  //!< exactly the bytes that are sent; empty for GET and DELETE
};

//! `secret` is used as the text that the vendor shows, not decoded.
[[nodiscard]] QByteArray messageSignature(const SecretBytes &apiKey, const SecretBytes &secret,
                                          const SignedMessage &message, SignatureEncoding encoding);

//! What the vendor's own examples for that family of hosts use: Raw for fiservapps, Hex for everything else.
[[nodiscard]] SignatureEncoding usualEncoding(const QString &host);
[[nodiscard]] SignatureEncoding otherEncoding(SignatureEncoding encoding);
//! The setting's words, "raw" and "hex".
[[nodiscard]] QString toWord(SignatureEncoding encoding);
[[nodiscard]] std::optional<SignatureEncoding> encodingFromWord(const QString &word);

} // namespace fiserv
