// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/core/secretbytes.h"
#include "app/crypto/key.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QStringList>

#include <memory>
#include <optional>

//! JSON Web Encryption, compact serialization (RFC 7516), for all providers. Stateless and thread-safe.

//! Largest message that is looked at at all, in characters. The Thales limit is 8196; Cybersource answers are longer.
inline constexpr qsizetype longestJwe = 256 * 1024;

//! The protected header of a message that is well-formed as J1 to J7 of security.md demand, and the lengths of its
//! parts.
struct JweHeader {
    QString alg;
    QString enc;
    QString kid;         //!< empty when there is none
    QJsonObject members; //!< all of them
    qsizetype encryptedKeySize = 0;
    qsizetype ivSize = 0;
    qsizetype ciphertextSize = 0;
    qsizetype tagSize = 0;
};

//! Which {alg, enc} pairs are acceptable: the message never chooses.
struct JwePolicy {
    QStringList algs{QStringLiteral("RSA-OAEP-256")};
    QStringList encs{QStringLiteral("A256GCM")};
};

//! What a protected header says besides, when it is set: after `kid`, in this order.
struct JweRemarks {
    QString cty = {};               //!< content type, such as "JWT"
    std::optional<qint64> iat = {}; //!< when it was made, seconds since 1970
};

//! Encrypts with RSA-OAEP-256 and A256GCM. The protected header is exactly {"alg","enc","kid"} in this order, then the
//! remarks; `kid` is `recipient.id()` and must not be empty. Configuration when the key cannot encrypt this way;
//! InvalidInput when the message would be longer than `longestJwe`.
[[nodiscard]] Result<QByteArray> encryptJwe(const SecretBytes &plaintext, const Key &recipient,
                                            const JweRemarks &remarks = {});

//! Splits and checks a message without any key. Undecryptable, with the check that failed in `detail`.
[[nodiscard]] Result<JweHeader> parseJwe(QByteArrayView compact, const JwePolicy &policy = {});

//! What a message shows of itself without any check, for a person who wants to know why it is refused.
struct JweAnatomy {
    QList<qsizetype>
        partSizes;     //!< bytes of the first eight parts once decoded; -1 for one that is not strict base64url
    QByteArray header; //!< the first part decoded, at most 4 KiB of it; neither JSON nor harmless for sure
};
[[nodiscard]] JweAnatomy dissectJwe(QByteArrayView compact);

//! Opens a message with the key of `keys` that its `kid` names (a message without `kid`: the only key there is).
//! Undecryptable with the check that failed, uniformly for everything that depends on the key's secret; the detail of
//! an unknown kid names the kid that is wanted.
[[nodiscard]] Result<std::shared_ptr<const SecretBytes>> decryptJwe(QByteArrayView compact, const KeyRing &keys,
                                                                    const JwePolicy &policy = {});
