// SPDX-License-Identifier: Apache-2.0
#include "app/journal/journalkeys.h"

#include "app/core/keyedhash.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace {
using Secret = std::shared_ptr<const SecretBytes>;

const QString storeName = u"journal"_s;
constexpr std::size_t keySize = 32;

void addNumber(QByteArray &bytes, qint64 number)
{
    const qint64 ordered = qToBigEndian(number);
    bytes.append(reinterpret_cast<const char *>(&ordered), sizeof ordered);
}

void addField(QByteArray &bytes, QByteArrayView field)
{
    addNumber(bytes, field.size());
    bytes.append(field.data(), field.size());
}

QString idOf(const SecretBytes &key)
{
    return QString::fromLatin1(keyedHash(key, "tokendesk journal key id").first(8).toHex());
}

Secret freshKey()
{
    return std::make_shared<const SecretBytes>(randomKey());
}

bool isKey(const Secret &secret)
{
    return secret && secret->size() == keySize;
}

//! The key under this name, made when there is none. Read back after writing: two consoles that start together for the
//! first time must end up with the same one.
Pending<Secret> keyCalled(const std::shared_ptr<SecretStore> &store, const QString &name)
{
    return chain<Secret>(store->read(storeName, name), [store, name](const Secret &found) {
        if (isKey(found))
            return settled<Secret>(found);
        return chain<Done>(store->write(storeName, name, freshKey()),
                           [store, name](const Done &) { return store->read(storeName, name); });
    });
}
} // namespace

HeadKey runHeadKey()
{
    const Secret key = freshKey();
    return {.id = idOf(*key), .isLasting = false, .secret = key};
}

QByteArray headSignature(const HeadKey &key, const SignedHead &head)
{
    QByteArray signedBytes = "tokendesk journal head 1";
    addNumber(signedBytes, head.id);
    addNumber(signedBytes, head.position);
    addField(signedBytes, head.hash);
    addField(signedBytes, head.keyId.toUtf8());
    addNumber(signedBytes, head.isLasting ? 1 : 0);
    addField(signedBytes, head.signedAt.toUtf8());
    return keyedHash(*key.secret, signedBytes);
}

QByteArray checkpointSignature(const HeadKey &key, const JournalCheckpoint &checkpoint)
{
    QByteArray signedBytes = "tokendesk journal purge 1";
    addNumber(signedBytes, checkpoint.position);
    addField(signedBytes, checkpoint.hash);
    addField(signedBytes, checkpoint.before.toUTC().toString(Qt::ISODateWithMs).toUtf8());
    addField(signedBytes, checkpoint.keyId.toUtf8());
    addNumber(signedBytes, checkpoint.isLasting ? 1 : 0);
    return keyedHash(*key.secret, signedBytes);
}

JournalKeys::JournalKeys(std::shared_ptr<SecretStore> store, const QString &databaseFile)
    : m_store(std::move(store)), m_runKey(runHeadKey())
{
    const QByteArray path = QFileInfo(databaseFile).absoluteFilePath().toUtf8();
    m_anchorName =
        u"head-"_s + QString::fromLatin1(QCryptographicHash::hash(path, QCryptographicHash::Sha256).first(8).toHex());
}

Pending<HeadKey> JournalKeys::headKey() const
{
    return chainAlways<Secret>(
        keyCalled(m_store, u"chain-key"_s), [store = m_store, own = m_runKey](const Result<Secret> &key) {
            if (!key || !isKey(*key) || !store->isPersistent())
                return settled<HeadKey>(own);
            return settled<HeadKey>(HeadKey{.id = idOf(**key), .isLasting = true, .secret = *key});
        });
}

Pending<Secret> JournalKeys::guardKey() const
{
    return chainAlways<Secret>(keyCalled(m_store, u"create-guard-key"_s), [](const Result<Secret> &key) {
        return settled<Secret>(key && isKey(*key) ? *key : freshKey());
    });
}

Pending<std::optional<HeadAnchor>> JournalKeys::anchor() const
{
    using Found = std::optional<HeadAnchor>;
    return chainAlways<Secret>(m_store->read(storeName, m_anchorName), [](const Result<Secret> &kept) {
        if (!kept || !*kept)
            return settled<Found>(Found());
        const QList<QByteArray> parts = (*kept)->bytes().toByteArray().split(' ');
        const QByteArray hash = QByteArray::fromHex(parts.value(2));
        return settled<Found>(
            hash.size() == 32 ? Found(HeadAnchor{parts.at(0).toLongLong(), parts.at(1).toLongLong(), hash}) : Found());
    });
}

Pending<Done> JournalKeys::keepAnchor(const HeadAnchor &anchor) const
{
    if (!m_store->isPersistent())
        return settled<Done>(Done{});
    const QByteArray text =
        QByteArray::number(anchor.head) + ' ' + QByteArray::number(anchor.position) + ' ' + anchor.hash.toHex();
    return m_store->write(storeName, m_anchorName, std::make_shared<const SecretBytes>(SecretBytes::copyOf(text)));
}
