// SPDX-License-Identifier: Apache-2.0
#include "app/lock/passphraserecord.h"

#include "app/core/keyedhash.h"
#include "app/crypto/base64url.h"
#include "app/crypto/scrypt.h"

#include <QList>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace {
constexpr std::size_t hashSize = 32;
constexpr qsizetype saltSize = 16;
constexpr int usualExponent = 15;
constexpr int greatestExponent = 20;
constexpr auto scheme = "scrypt";

Failure noRecord()
{
    return Failure({.kind = Error::Kind::Storage, .detail = u"what is kept of the desk passphrase is damaged"_s});
}

struct ReadRecord {
    scrypt::Cost cost;
    QByteArray salt;
    QByteArray hash;
};

std::optional<ReadRecord> readRecord(const SecretBytes &record)
{
    const QList<QByteArray> parts = record.bytes().toByteArray().split('$'); // none of it is the passphrase
    if (parts.size() != 6 || parts.first() != scheme)
        return std::nullopt;
    const int exponent = parts.at(1).toInt();
    const auto salt = base64url::decoded(parts.at(4));
    const auto hash = base64url::decoded(parts.at(5));
    if (exponent < 1 || exponent > greatestExponent || !salt || !hash || hash->size() != qsizetype(hashSize))
        return std::nullopt;
    return ReadRecord{.cost = {.n = quint64(1) << exponent, .r = parts.at(2).toUInt(), .p = parts.at(3).toUInt()},
                      .salt = *salt,
                      .hash = *hash};
}
} // namespace

SecretBytes PassphraseRecord::normalised(const SecretBytes &utf8)
{
    QString typed = QString::fromUtf8(utf8.bytes());
    QString same = typed.normalized(QString::NormalizationForm_KC);
    wipe(typed);
    SecretBytes bytes = SecretBytes::fromText(same);
    wipe(same);
    return bytes;
}

qsizetype PassphraseRecord::lengthOf(const SecretBytes &utf8)
{
    const SecretBytes same = normalised(utf8);
    // Every byte but those that go on with a character begins one.
    return std::count_if(same.view().begin(), same.view().end(), [](unsigned char c) { return (c & 0xC0U) != 0x80U; });
}

Result<SecretBytes> PassphraseRecord::make(const SecretBytes &passphrase)
{
    const SecretBytes random = randomKey();
    const QByteArrayView salt = random.bytes().first(saltSize);
    const scrypt::Cost cost{.n = 1U << usualExponent};
    const SecretBytes hash = scrypt::derive(normalised(passphrase), salt, cost, hashSize);
    if (hash.isEmpty())
        return Failure({.kind = Error::Kind::Storage, .detail = u"the passphrase could not be hashed"_s});
    QByteArray text = QByteArrayLiteral("scrypt$") + QByteArray::number(usualExponent) + '$' +
                      QByteArray::number(cost.r) + '$' + QByteArray::number(cost.p) + '$' + base64url::encoded(salt) +
                      '$' + base64url::encoded(hash.bytes());
    SecretBytes record = SecretBytes::copyOf(QByteArrayView(text));
    wipe(text);
    return record;
}

Result<bool> PassphraseRecord::opens(const SecretBytes &record, const SecretBytes &passphrase)
{
    const std::optional<ReadRecord> read = readRecord(record);
    if (!read)
        return noRecord();
    const SecretBytes hash = scrypt::derive(normalised(passphrase), read->salt, read->cost, hashSize);
    if (hash.isEmpty())
        return noRecord(); // a cost that is none
    return isSameHash(hash.bytes(), read->hash);
}
