// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/secretbytes.h"

#include <QByteArray>

//! HMAC-SHA-256 (RFC 2104): 32 bytes. The key is copied to memory that is wiped, and nowhere else.
[[nodiscard]] QByteArray keyedHash(const SecretBytes &key, QByteArrayView message);
//! The same over `message` followed by `secret`, for what must not lie in memory that is not wiped.
[[nodiscard]] QByteArray keyedHash(const SecretBytes &key, QByteArrayView message, const SecretBytes &secret);
//! Compares in a time that depends on the lengths only.
[[nodiscard]] bool isSameHash(QByteArrayView a, QByteArrayView b);
//! 32 bytes from the system's random number generator.
[[nodiscard]] SecretBytes randomKey();
