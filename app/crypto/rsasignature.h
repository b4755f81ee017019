// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

class Key;

//! Whether `signature` is the owner of `key`'s over `message`: RSASSA-PKCS1-v1_5 with SHA-256, the RS256 of RFC 7518
//! section 3.3. False for a key that is not RSA or not there.
[[nodiscard]] bool isRs256SignatureOf(const Key &key, QByteArrayView message, QByteArrayView signature);
