// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/core/secretbytes.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <memory>

//! An RSA or EC key, public or private, with the id (kid) under which messages name it. Copies share one immutable key.
class Key
{
public:
    Key() = default;
    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] Key withId(const QString &id) const;
    [[nodiscard]] bool isNull() const { return !m_native; }
    [[nodiscard]] bool isPrivate() const { return m_isPrivate; }
    [[nodiscard]] bool isRsa() const;
    [[nodiscard]] int bits() const;
    //! The one algorithm that a JWK is bound to by its `alg`; empty when it says nothing, and for keys that came as PEM
    //! or PKCS#12. A key is never used with another algorithm than its own (RFC 8725 section 3.1).
    [[nodiscard]] const QString &algorithm() const { return m_algorithm; }
    //! False for a JWK whose `use` or `key_ops` reserve it for signatures.
    [[nodiscard]] bool isForEncryption() const { return m_isForEncryption; }
    //! End of validity of the certificate it came from, UTC; invalid when it came from none.
    [[nodiscard]] const QDateTime &expiresAt() const { return m_expiresAt; }
    //! The EVP_PKEY, for app/crypto only.
    [[nodiscard]] void *native() const { return m_native.get(); }

private:
    friend class KeyReader;
    QString m_id;
    std::shared_ptr<void> m_native;
    QString m_algorithm;
    bool m_isPrivate = false;
    bool m_isForEncryption = true;
    QDateTime m_expiresAt;
};

//! Reads one key from the content of a file: PEM certificate, PEM public key, PEM private key (PKCS#8, PKCS#1, SEC1;
//! also encrypted), PKCS#12, or JWK (through cjose; its `kid`, when there is one, becomes the key's id). `id` wins over
//! a JWK's. Configuration, in a sentence, when it cannot be read: wrong passphrase, no key in it, weaker than RSA 2048,
//! not RSA/EC.
[[nodiscard]] Result<Key> readKey(const QByteArray &content, const QString &id = {},
                                  const SecretBytes &passphrase = {});
//! The same for a file; its size is limited to 1 MiB.
[[nodiscard]] Result<Key> readKeyFile(const QString &file, const QString &id = {}, const SecretBytes &passphrase = {});

//! The public part of a key as a JWK (RFC 7517), compact JSON, with its kid. Configuration for a null key.
[[nodiscard]] Result<QByteArray> publicJwk(const Key &key);

//! The keys that may open messages, chosen by kid. Two keys with the same kid: the later one wins.
class KeyRing
{
public:
    void add(const Key &key);
    [[nodiscard]] const Key *find(const QString &id) const;
    [[nodiscard]] const QList<Key> &keys() const { return m_keys; }

private:
    QList<Key> m_keys;
};
