// SPDX-License-Identifier: Apache-2.0
#include "app/core/keyedhash.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>

namespace {
constexpr std::size_t blockSize = 64;

//! The key as RFC 2104 wants it: hashed when it is longer than a block, then filled up with zeros, then XORed.
SecretBytes padded(const SecretBytes &key, unsigned char with)
{
    SecretBytes block = SecretBytes::ofSize(blockSize);
    if (key.size() > blockSize) {
        QByteArray digest = QCryptographicHash::hash(key.bytes(), QCryptographicHash::Sha256);
        std::copy(digest.cbegin(), digest.cend(), reinterpret_cast<char *>(block.data()));
        wipe(digest);
    } else {
        std::copy(key.view().begin(), key.view().end(), block.data());
    }
    std::for_each(block.data(), block.data() + blockSize,
                  [with](unsigned char &byte) { byte = static_cast<unsigned char>(byte ^ with); });
    return block;
}
} // namespace

QByteArray keyedHash(const SecretBytes &key, QByteArrayView message, const SecretBytes &secret)
{
    QCryptographicHash inner(QCryptographicHash::Sha256);
    inner.addData(padded(key, 0x36).bytes());
    inner.addData(message);
    inner.addData(secret.bytes());
    QCryptographicHash outer(QCryptographicHash::Sha256);
    outer.addData(padded(key, 0x5c).bytes());
    outer.addData(inner.result());
    return outer.result();
}

QByteArray keyedHash(const SecretBytes &key, QByteArrayView message)
{
    return keyedHash(key, message, SecretBytes());
}

bool isSameHash(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    unsigned different = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        different |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned>(static_cast<unsigned char>(b[i]));
    return different == 0;
}

SecretBytes randomKey()
{
    SecretBytes key = SecretBytes::ofSize(32);
    auto *words = reinterpret_cast<quint32 *>(key.data());
    QRandomGenerator::system()->generate(words, words + 8);
    return key;
}
