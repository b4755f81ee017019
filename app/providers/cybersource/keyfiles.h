// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"
#include "app/providers/cybersource/connection.h"

//! The files that a connection names, read. Configuration, with the setting at fault as `field`, when they cannot work.
namespace cybersource {

//! The content of a file of at most 1 MiB. It may hold a private key: wipe it.
[[nodiscard]] Result<QByteArray> readSettingFile(const QString &file, QLatin1StringView field);
//! Puts the key of the P12 file and what names it into `identity`, and, when requests are to be encrypted for a
//! certificate in that file, that one's key into `encryption`.
[[nodiscard]] Result<Done> readP12(const ConnectionValues &values, const QDateTime &now, Identity &identity,
                                   Encryption &encryption);
//! The shared secret, decoded.
[[nodiscard]] Result<std::shared_ptr<const SecretBytes>> readSharedSecret(const ConnectionValues &values);
//! The certificate of `setting::mleCertificateFile`.
[[nodiscard]] Result<Key> readMleCertificate(const ConnectionValues &values, const QDateTime &now);
//! The merchant's own key, named; null when there is none.
[[nodiscard]] Result<Key> readDecryptionKey(const ConnectionValues &values);

} // namespace cybersource
