// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"
#include "app/domain/journalrecord.h"
#include "app/settings/secretstore.h"

#include <memory>
#include <optional>

//! What heads are signed with.
struct HeadKey {
    QString id; //!< names the key without giving it away: 16 hexadecimal digits
    bool isLasting = false;
    std::shared_ptr<const SecretBytes> secret; //!< null: nothing can be signed
};

//! The newest head that was signed, kept outside the database: whoever cuts the end off the journal, signed heads
//! included, cannot cut it off here.
struct HeadAnchor {
    qint64 head = 0;
    qint64 position = 0;
    QByteArray hash;
    friend bool operator==(const HeadAnchor &, const HeadAnchor &) = default;
};

//! A fresh key that lasts as long as this run.
[[nodiscard]] HeadKey runHeadKey();

//! HMAC-SHA-256 over SHA-256's input rules of journalchain.h: "tokendesk journal head 1" || number(id) ||
//! number(position) || field(hash) || field(keyId) || number(isLasting) || field(signedAt).
[[nodiscard]] QByteArray headSignature(const HeadKey &key, const SignedHead &head);

//! The same for "tokendesk journal purge 1" || number(position) || field(hash) || field(before as ISO 8601 in UTC with
//! milliseconds) || field(keyId) || number(isLasting).
[[nodiscard]] QByteArray checkpointSignature(const HeadKey &key, const JournalCheckpoint &checkpoint);

//! The journal's secrets in the secret store: two keys of 32 random bytes, made at first use, and the anchor of one
//! database file. Thread-safe.
class JournalKeys
{
public:
    JournalKeys(std::shared_ptr<SecretStore> store, const QString &databaseFile);

    //! Never fails: where the store keeps nothing, or does not answer with a key, it is the run's own.
    [[nodiscard]] Pending<HeadKey> headKey() const;
    //! The key of the create guard; likewise.
    [[nodiscard]] Pending<std::shared_ptr<const SecretBytes>> guardKey() const;
    //! None where nothing lasting is kept, or was yet.
    [[nodiscard]] Pending<std::optional<HeadAnchor>> anchor() const;
    [[nodiscard]] Pending<Done> keepAnchor(const HeadAnchor &anchor) const;

private:
    std::shared_ptr<SecretStore> m_store;
    QString m_anchorName;
    HeadKey m_runKey;
};
