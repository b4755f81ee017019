// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/key.h"

#include "app/crypto/keyreader.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype largestKeyFile = 1024 * 1024;

const EVP_PKEY *opensslKey(const Key &key)
{
    return static_cast<const EVP_PKEY *>(key.native());
}

Result<Key> readAnyForm(QByteArrayView content, const SecretBytes &passphrase)
{
    if (content.trimmed().isEmpty())
        return unreadableKey(u"The file is empty."_s);
    if (content.size() > largestKeyFile)
        return unreadableKey(u"The file has more than %1 bytes."_s.arg(largestKeyFile));
    if (content.contains("-----BEGIN "))
        return KeyReader::fromPem(content, passphrase);
    if (content.trimmed().startsWith('{'))
        return KeyReader::fromJwk(content.trimmed());
    return KeyReader::fromPkcs12(content, passphrase);
}
} // namespace

Key Key::withId(const QString &id) const
{
    Key named = *this;
    named.m_id = id;
    return named;
}

bool Key::isRsa() const
{
    return m_native && EVP_PKEY_is_a(opensslKey(*this), "RSA") == 1;
}

int Key::bits() const
{
    return m_native ? EVP_PKEY_get_bits(opensslKey(*this)) : 0;
}

Result<Key> readKey(const QByteArray &content, const QString &id, const SecretBytes &passphrase)
{
    const Result<Key> key = readAnyForm(content, passphrase);
    return key && !id.isEmpty() ? key->withId(id) : key;
}

Result<Key> readKeyFile(const QString &file, const QString &id, const SecretBytes &passphrase)
{
    QFile device(file);
    if (!device.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unreadableKey(u"The key file cannot be read: %1"_s.arg(device.errorString()));
    QByteArray content = device.read(largestKeyFile + 1);
    const Result<Key> key = readKey(content, id, passphrase);
    wipe(content);
    return key;
}

void KeyRing::add(const Key &key)
{
    m_keys.removeIf([&](const Key &known) { return known.id() == key.id(); });
    m_keys.append(key);
}

const Key *KeyRing::find(const QString &id) const
{
    for (const Key &key : m_keys) {
        if (key.id() == id)
            return &key;
    }
    return nullptr;
}
