// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/jwe.h"

#include "app/crypto/aesgcm.h"
#include "app/crypto/base64url.h"
#include "app/crypto/compactjwe.h"
#include "app/crypto/rsaoaep.h"
#include "app/crypto/strictjson.h"

#include <openssl/rand.h>

#include <array>

using namespace Qt::StringLiterals;

namespace {
constexpr std::size_t contentKeySize = 32;
constexpr qsizetype longestKeyId = 1024;

EVP_PKEY *nativeOf(const Key &key)
{
    return static_cast<EVP_PKEY *>(key.native());
}

std::span<const unsigned char> bytesOf(const QByteArray &bytes)
{
    return {reinterpret_cast<const unsigned char *>(bytes.data()), static_cast<std::size_t>(bytes.size())};
}

std::span<unsigned char> writable(QByteArray &bytes)
{
    return {reinterpret_cast<unsigned char *>(bytes.data()), static_cast<std::size_t>(bytes.size())};
}

Failure misfit(const QString &detail)
{
    return Failure({.kind = Error::Kind::Configuration, .detail = detail});
}

//! Empty when the key can encrypt with RSA-OAEP-256.
QString objectionToRecipient(const Key &key)
{
    if (key.isNull())
        return u"There is no key to encrypt with."_s;
    if (!key.isRsa())
        return u"The key %1 is not an RSA key."_s.arg(quotedForDetail(key.id()));
    if (!key.isForEncryption())
        return u"The key %1 is meant for signatures only."_s.arg(quotedForDetail(key.id()));
    if (!key.algorithm().isEmpty() && key.algorithm() != "RSA-OAEP-256"_L1)
        return u"The key %1 is bound to the algorithm %2."_s.arg(quotedForDetail(key.id()),
                                                                 quotedForDetail(key.algorithm()));
    if (key.id().isEmpty())
        return u"The key has no id (kid) to name it by."_s;
    if (key.id().size() > longestKeyId)
        return u"The id (kid) of the key has more than %1 characters."_s.arg(longestKeyId);
    return {};
}

//! RFC 8259 section 7. QJsonDocument would do it as well and take a fiftieth of the whole encryption.
QByteArray quotedForJson(const QString &text)
{
    QByteArray quoted = "\"";
    for (const char byte : text.toUtf8()) {
        if (static_cast<unsigned char>(byte) < 0x20)
            quoted += "\\u" + QByteArray::number(byte, 16).rightJustified(4, '0');
        else if (byte == '"' || byte == '\\')
            (quoted += '\\') += byte;
        else
            quoted += byte;
    }
    return quoted + '"';
}

QByteArray headerFor(const QString &keyId, const JweRemarks &remarks)
{
    QByteArray header = R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":)" + quotedForJson(keyId);
    if (!remarks.cty.isEmpty())
        header += R"(,"cty":)" + quotedForJson(remarks.cty);
    if (remarks.iat)
        header += R"(,"iat":)" + QByteArray::number(*remarks.iat);
    return header + '}';
}

qsizetype messageSize(const QByteArray &header, const SecretBytes &plaintext, const Key &recipient)
{
    qsizetype size = 4; // dots
    for (const std::size_t part : {static_cast<std::size_t>(header.size()), plaintext.size(), aesgcm::nonceSize,
                                   aesgcm::tagSize, static_cast<std::size_t>(EVP_PKEY_get_size(nativeOf(recipient)))})
        size += base64url::encodedSize(static_cast<qsizetype>(part));
    return size;
}

//! Grows a message part by part in a buffer of its final size.
class Composer
{
public:
    explicit Composer(qsizetype size) : m_message(size, Qt::Uninitialized), m_end(m_message.data()) {}
    void append(std::span<const unsigned char> part)
    {
        if (m_end != m_message.data())
            *m_end++ = '.';
        m_end = base64url::encode(part, m_end);
    }
    QByteArrayView written() const { return {m_message.constData(), m_end}; }
    QByteArray take() { return std::move(m_message); }

private:
    QByteArray m_message;
    char *m_end;
};

Result<rsaoaep::Hash> hashFor(const QString &alg)
{
    if (alg == "RSA-OAEP-256"_L1)
        return rsaoaep::Hash::Sha256;
    if (alg == "RSA-OAEP"_L1)
        return rsaoaep::Hash::Sha1;
    return refusedJwe(u"The algorithm %1 is not supported."_s.arg(quotedForDetail(alg)));
}

Result<std::size_t> contentKeySizeFor(const QString &enc)
{
    if (enc == "A256GCM"_L1)
        return std::size_t(32);
    if (enc == "A128GCM"_L1)
        return std::size_t(16);
    return refusedJwe(u"The content encryption %1 is not supported."_s.arg(quotedForDetail(enc)));
}

Result<const Key *> keyFor(const JweHeader &header, const KeyRing &keys)
{
    if (header.kid.isEmpty()) {
        if (keys.keys().size() == 1)
            return &keys.keys().first();
        return refusedJwe(
            u"The message names no key (kid), and there are %1 to choose from."_s.arg(keys.keys().size()));
    }
    const Key *key = keys.find(header.kid);
    if (!key)
        return refusedJwe(u"The message is for the key %1, which is not here."_s.arg(quotedForDetail(header.kid)));
    return key;
}

//! Empty when the key may be tried on this message. All of this is public: it depends on no secret.
QString objectionToKey(const Key &key, const CompactJwe &message)
{
    const QString name = quotedForDetail(key.id());
    if (!key.isRsa())
        return u"The key %1 is not an RSA key."_s.arg(name);
    if (!key.isPrivate())
        return u"The key %1 is a public key; its private part is needed."_s.arg(name);
    if (!key.isForEncryption())
        return u"The key %1 is meant for signatures only."_s.arg(name);
    if (!key.algorithm().isEmpty() && key.algorithm() != message.header.alg)
        return u"The key %1 is bound to the algorithm %2."_s.arg(name, quotedForDetail(key.algorithm()));
    if (message.encryptedKey.size() != EVP_PKEY_get_size(nativeOf(key)))
        return u"The encrypted key has %1 bytes; the key %2 makes %3."_s.arg(message.encryptedKey.size())
            .arg(name)
            .arg(EVP_PKEY_get_size(nativeOf(key)));
    return {};
}
} // namespace

Result<QByteArray> encryptJwe(const SecretBytes &plaintext, const Key &recipient, const JweRemarks &remarks)
{
    const QString objection = objectionToRecipient(recipient);
    if (!objection.isEmpty())
        return misfit(objection);
    const QByteArray header = headerFor(recipient.id(), remarks);
    const qsizetype size = messageSize(header, plaintext, recipient);
    if (size > longestJwe)
        return Failure(
            {.kind = Error::Kind::InvalidInput,
             .detail = u"The message would have %1 characters; at most %2 are sent."_s.arg(size).arg(longestJwe)});

    SecretBytes contentKey = SecretBytes::ofSize(contentKeySize);
    std::array<unsigned char, aesgcm::nonceSize> iv{};
    std::array<unsigned char, aesgcm::tagSize> tag{};
    if (RAND_priv_bytes(contentKey.data(), contentKeySize) != 1 || RAND_bytes(iv.data(), aesgcm::nonceSize) != 1)
        return misfit(u"The system has no random bytes to give."_s);
    const std::optional<QByteArray> encryptedKey =
        rsaoaep::seal(nativeOf(recipient), rsaoaep::Hash::Sha256, contentKey);
    if (!encryptedKey)
        return misfit(u"The key %1 cannot encrypt."_s.arg(quotedForDetail(recipient.id())));

    Composer message(size);
    message.append(bytesOf(header));
    QByteArray ciphertext(static_cast<qsizetype>(plaintext.size()), Qt::Uninitialized);
    if (!aesgcm::seal(contentKey, iv, message.written(), plaintext, writable(ciphertext), tag))
        return misfit(u"AES-GCM is not available."_s);
    message.append(bytesOf(*encryptedKey));
    message.append(iv);
    message.append(bytesOf(ciphertext));
    message.append(tag);
    return message.take();
}

Result<std::shared_ptr<const SecretBytes>> decryptJwe(QByteArrayView compact, const KeyRing &keys,
                                                      const JwePolicy &policy)
{
    const Result<CompactJwe> message = takeApart(compact, policy);
    if (!message)
        return Failure(message.error());
    const Result<rsaoaep::Hash> hash = hashFor(message->header.alg);
    const Result<std::size_t> keySize = contentKeySizeFor(message->header.enc);
    const Result<const Key *> key = keyFor(message->header, keys);
    if (!hash || !keySize || !key)
        return Failure(!hash ? hash.error() : !keySize ? keySize.error() : key.error());
    const QString objection = objectionToKey(**key, *message);
    if (!objection.isEmpty())
        return refusedJwe(objection);

    SecretBytes contentKey = SecretBytes::ofSize(*keySize);
    if (!rsaoaep::openOrRandom(nativeOf(**key), *hash, message->encryptedKey, contentKey))
        return refusedJwe(u"The system has no random bytes to give."_s);
    auto plaintext =
        std::make_shared<SecretBytes>(SecretBytes::ofSize(static_cast<std::size_t>(message->ciphertext.size())));
    const std::span<const unsigned char> iv = bytesOf(message->iv);
    const std::span<const unsigned char> tag = bytesOf(message->tag);
    if (!aesgcm::open(contentKey, iv.first<aesgcm::nonceSize>(), message->protectedHeader, bytesOf(message->ciphertext),
                      tag.first<aesgcm::tagSize>(), *plaintext))
        return refusedJwe(u"The message does not open with the key %1: it was made for another key, or altered."_s.arg(
            quotedForDetail((*key)->id())));
    return std::shared_ptr<const SecretBytes>(std::move(plaintext));
}
