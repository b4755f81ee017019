// SPDX-License-Identifier: Apache-2.0
#include "tests/crypto/forgedjwe.h"

#include "app/crypto/openssl.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>

using namespace Qt::StringLiterals;

namespace {
unsigned char *bytesOf(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

int paddingNumber(ForgedJwe::Padding padding)
{
    switch (padding) {
    case ForgedJwe::Padding::Oaep:
        return RSA_PKCS1_OAEP_PADDING;
    case ForgedJwe::Padding::Pkcs1:
        return RSA_PKCS1_PADDING;
    case ForgedJwe::Padding::None:
        return RSA_NO_PADDING;
    }
    return 0;
}

QByteArray wrapped(const ForgedJwe &forged, const Key &recipient)
{
    const NativeKeyContext context(
        EVP_PKEY_CTX_new_from_pkey(nullptr, static_cast<EVP_PKEY *>(recipient.native()), nullptr));
    EVP_PKEY_encrypt_init(context.get());
    EVP_PKEY_CTX_set_rsa_padding(context.get(), paddingNumber(forged.padding));
    if (forged.padding == ForgedJwe::Padding::Oaep) {
        EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_get_digestbyname(forged.hash));
        EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), EVP_get_digestbyname(forged.maskHash));
        if (!forged.label.isEmpty())
            EVP_PKEY_CTX_set0_rsa_oaep_label(context.get(),
                                             OPENSSL_memdup(forged.label.constData(), std::size_t(forged.label.size())),
                                             static_cast<int>(forged.label.size()));
    }
    QByteArray result(EVP_PKEY_get_size(static_cast<EVP_PKEY *>(recipient.native())), '\0');
    auto size = static_cast<std::size_t>(result.size());
    if (EVP_PKEY_encrypt(context.get(), bytesOf(result), &size, bytesOf(forged.contentKey),
                         std::size_t(forged.contentKey.size())) <= 0)
        qFatal("the forged key does not wrap");
    return result;
}
} // namespace

QByteArray base64urlByQt(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QList<QByteArray> ForgedJwe::parts(const Key &recipient) const
{
    const CipherContext context(EVP_CIPHER_CTX_new());
    const bool isShort = contentKey.size() == 16;
    const QByteArray usedKey = isShort ? contentKey : contentKey.leftJustified(32, '\0', true);
    EVP_EncryptInit_ex(context.get(), isShort ? EVP_aes_128_gcm() : EVP_aes_256_gcm(), nullptr, nullptr, nullptr);
    if (!iv.isEmpty())
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_IVLEN, static_cast<int>(iv.size()), nullptr);
    EVP_EncryptInit_ex(context.get(), nullptr, nullptr, bytesOf(usedKey),
                       iv.isEmpty() ? bytesOf(QByteArray(12, '\0')) : bytesOf(iv));
    const QByteArray additional = base64urlByQt(header);
    int size = 0;
    EVP_EncryptUpdate(context.get(), nullptr, &size, bytesOf(additional), static_cast<int>(additional.size()));
    QByteArray ciphertext(plaintext.size(), '\0');
    if (!plaintext.isEmpty())
        EVP_EncryptUpdate(context.get(), bytesOf(ciphertext), &size, bytesOf(plaintext),
                          static_cast<int>(plaintext.size()));
    QByteArray tag(16, '\0');
    EVP_EncryptFinal_ex(context.get(), bytesOf(tag), &size);
    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, 16, tag.data());
    return {header, wrapped(*this, recipient), iv, ciphertext, tag};
}

QByteArray ForgedJwe::joined(const QList<QByteArray> &parts)
{
    QByteArrayList encoded;
    for (const QByteArray &part : parts)
        encoded.append(base64urlByQt(part));
    return encoded.join('.');
}

QByteArray ForgedJwe::compact(const Key &recipient) const
{
    return joined(parts(recipient));
}

QByteArray newRsaPem(int bits)
{
    const NativeKey key(EVP_RSA_gen(static_cast<unsigned>(bits)));
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<qsizetype>(size)};
}

const Key &deskKey()
{
    static const Key key = readKey(newRsaPem(), u"desk"_s).value();
    return key;
}

const Key &strangerKey()
{
    static const Key key = readKey(newRsaPem(), u"desk"_s).value();
    return key;
}

KeyRing ringOf(const Key &key)
{
    KeyRing ring;
    ring.add(key);
    return ring;
}
