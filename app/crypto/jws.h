// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/core/secretbytes.h"
#include "app/crypto/key.h"

#include <QByteArray>
#include <QString>

//! JSON Web Signatures (RFC 7515) of JSON Web Tokens, compact serialization: how a request proves who sends it.
//! Stateless and thread-safe.

//! Signs with HS256. The protected header is exactly {"typ":"JWT","alg","kid"} in this order; the claims are signed as
//! they are. Configuration for an empty key id and for a secret of less than 32 bytes (RFC 7518 section 3.2).
[[nodiscard]] Result<QByteArray> signedJwt(const QByteArray &claims, const QString &keyId, const SecretBytes &secret);
//! The same with RS256. Configuration for a key that is not a private RSA key.
[[nodiscard]] Result<QByteArray> signedJwt(const QByteArray &claims, const QString &keyId, const Key &key);
