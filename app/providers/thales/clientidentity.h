// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/core/secretbytes.h"

#include <QDateTime>
#include <QList>
#include <QSslCertificate>
#include <QSslKey>

namespace thales {

//! What proves to the server who we are.
struct ClientIdentity {
    QList<QSslCertificate> chain; //!< leaf first
    QSslKey key;
};

//! Reads a client certificate and its key: a PEM file and a PEM key (RSA or EC; PKCS#8, PKCS#1 or SEC1; may be
//! encrypted), one PEM file with both (`keyFile` empty), or PKCS#12 (`keyFile` is not looked at). Does file I/O.
//! Configuration, with the setting at fault as `field`: no such file, not a certificate, wrong passphrase, a key that
//! does not belong to the certificate, RSA below 2048 bits, a certificate that is not valid at `now`.
[[nodiscard]] Result<ClientIdentity> readClientIdentity(const QString &certificateFile, const QString &keyFile,
                                                        const SecretBytes &passphrase, const QDateTime &now);

//! The content of a file of at most 1 MiB. Configuration with `field` otherwise. It may hold a private key: wipe it.
[[nodiscard]] Result<QByteArray> readSettingFile(const QString &file, QLatin1StringView field);

//! Which setting is to blame when the private key in `content` cannot be read: the passphrase when the content is
//! encrypted, the file itself otherwise.
[[nodiscard]] QString culprit(const QByteArray &content, QLatin1StringView fileField,
                              QLatin1StringView passphraseField);

} // namespace thales
