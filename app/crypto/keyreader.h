// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/crypto/key.h"
#include "app/crypto/openssl.h"

//! Makes keys out of the content of files, one function for each form, and admits them: RSA of at least 2048 bits or EC
//! on P-256, P-384 or P-521; a private key that belongs to its public part. Errors are those of `readKey`.
class KeyReader
{
public:
    //! The content has a PEM block anywhere. A private key goes before a certificate, and that before a public key.
    [[nodiscard]] static Result<Key> fromPem(QByteArrayView content, const SecretBytes &passphrase);
    [[nodiscard]] static Result<Key> fromPkcs12(QByteArrayView content, const SecretBytes &passphrase);
    [[nodiscard]] static Result<Key> fromJwk(QByteArrayView content);
    //! The public key of a certificate, with its end of validity.
    [[nodiscard]] static Result<Key> fromCertificate(X509 *certificate);
    [[nodiscard]] static Result<Key> fromPrivateKey(NativeKey native);

private:
    [[nodiscard]] static Result<Key> admitted(NativeKey native, bool isPrivate);
    [[nodiscard]] static Key withUse(Key key, const QString &algorithm, bool isForEncryption);
    [[nodiscard]] static Key withExpiry(Key key, const X509 *certificate);
};

//! UTC; invalid for a time that cannot be read.
[[nodiscard]] QDateTime timeOf(const ASN1_TIME *time);
//! Configuration, with this sentence.
[[nodiscard]] Failure unreadableKey(const QString &detail);
//! Empties OpenSSL's queue of errors; true when the last one says that an algorithm is not available.
[[nodiscard]] bool takeUnsupportedAlgorithm();
//! For a PKCS#12 file that the passphrase does not open, right after OpenSSL said so.
[[nodiscard]] Failure archiveStaysShut(const SecretBytes &passphrase);
