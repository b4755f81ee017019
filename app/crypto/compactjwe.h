// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/crypto/jwe.h"

//! A message taken apart, after every check that needs no key.
struct CompactJwe {
    JweHeader header;
    QByteArrayView protectedHeader; //!< as it stands in the message: the additional authenticated data
    QByteArray encryptedKey;
    QByteArray iv;
    QByteArray ciphertext;
    QByteArray tag;
};

//! `parseJwe` with everything that `decryptJwe` needs. `compact` must outlive the result.
[[nodiscard]] Result<CompactJwe> takeApart(QByteArrayView compact, const JwePolicy &policy);

//! Undecryptable, with this sentence.
[[nodiscard]] Failure refusedJwe(const QString &detail);
