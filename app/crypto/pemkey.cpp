// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/keyreader.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <vector>

using namespace Qt::StringLiterals;

namespace {
using SealedKey = OpenSslOwner<X509_SIG, X509_SIG_free>;
using KeyInfo = OpenSslOwner<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;

constexpr int pemFlags = PEM_FLAG_SECURE | PEM_FLAG_EAY_COMPATIBLE;

//! One block between BEGIN and END lines. What OpenSSL allocated for it goes back wiped.
struct Block {
    char *name = nullptr;
    char *header = nullptr;
    unsigned char *data = nullptr;
    long size = 0;

    Block() = default;
    Block(Block &&other) noexcept
        : name(std::exchange(other.name, nullptr)), header(std::exchange(other.header, nullptr)),
          data(std::exchange(other.data, nullptr)), size(std::exchange(other.size, 0))
    {
    }
    Block &operator=(Block &&) = delete;
    ~Block()
    {
        OPENSSL_secure_free(name);
        OPENSSL_secure_free(header);
        OPENSSL_secure_clear_free(data, static_cast<std::size_t>(size));
    }

    bool is(const char *label) const { return std::strcmp(name, label) == 0; }
    bool isPrivateKey() const { return QByteArrayView(name).endsWith("PRIVATE KEY"); }
    bool isCertificate() const { return is(PEM_STRING_X509) || is(PEM_STRING_X509_OLD) || is(PEM_STRING_X509_TRUSTED); }
    bool isPublicKey() const { return is(PEM_STRING_PUBLIC) || is(PEM_STRING_RSA_PUBLIC); }
};

std::vector<Block> readBlocks(QByteArrayView content)
{
    const Bio bio(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
    std::vector<Block> blocks;
    for (Block block; PEM_read_bio_ex(bio.get(), &block.name, &block.header, &block.data, &block.size, pemFlags) == 1;)
        blocks.push_back(std::move(block));
    return blocks;
}

//! Hands out the passphrase. Without a callback OpenSSL would ask for one on the terminal.
int givePassphrase(char *buffer, int size, int, void *passphrase)
{
    const auto &secret = *static_cast<const SecretBytes *>(passphrase);
    if (secret.isEmpty() || secret.size() > static_cast<std::size_t>(size))
        return -1;
    std::memcpy(buffer, secret.view().data(), secret.size());
    return static_cast<int>(secret.size());
}

Failure notOpened(const SecretBytes &passphrase)
{
    if (takeUnsupportedAlgorithm())
        return unreadableKey(u"The private key is encrypted with an algorithm that OpenSSL does not offer here."_s);
    if (passphrase.isEmpty())
        return unreadableKey(u"The private key is encrypted and no passphrase was given."_s);
    return unreadableKey(u"The passphrase does not open the private key."_s);
}

Failure malformed(const Block &block)
{
    ERR_clear_error();
    return unreadableKey(u"The PEM block \"%1\" is damaged."_s.arg(QString::fromLatin1(block.name)));
}

//! PKCS#8, encrypted.
Result<NativeKey> openedKey(const Block &block, const SecretBytes &passphrase)
{
    const unsigned char *at = block.data;
    const SealedKey sealed(d2i_X509_SIG(nullptr, &at, block.size));
    if (!sealed)
        return malformed(block);
    if (passphrase.isEmpty())
        return notOpened(passphrase);
    const KeyInfo info(PKCS8_decrypt(sealed.get(), passphrase.bytes().data(), static_cast<int>(passphrase.size())));
    if (!info)
        return notOpened(passphrase);
    NativeKey key(EVP_PKCS82PKEY(info.get()));
    if (!key)
        return malformed(block);
    return key;
}

//! PKCS#8, PKCS#1 and SEC1; the last two possibly encrypted in the way of RFC 1421, with a header that says so.
Result<NativeKey> privateKey(Block &block, const SecretBytes &passphrase)
{
    if (block.is(PEM_STRING_PKCS8))
        return openedKey(block, passphrase);
    EVP_CIPHER_INFO cipher;
    if (PEM_get_EVP_CIPHER_INFO(block.header, &cipher) != 1) {
        ERR_clear_error();
        return unreadableKey(u"The private key is encrypted with an algorithm that OpenSSL does not offer here."_s);
    }
    auto *secret = const_cast<SecretBytes *>(&passphrase);
    if (PEM_do_header(&cipher, block.data, &block.size, givePassphrase, secret) != 1)
        return notOpened(passphrase);
    const unsigned char *at = block.data;
    NativeKey key(d2i_AutoPrivateKey(nullptr, &at, block.size));
    if (key)
        return key;
    const Failure damaged = malformed(block);
    // A wrong passphrase leaves valid padding once in 256 times.
    return cipher.cipher ? notOpened(passphrase) : damaged;
}

NativeCertificate certificateIn(const Block &block)
{
    const unsigned char *at = block.data;
    return NativeCertificate(block.is(PEM_STRING_X509_TRUSTED) ? d2i_X509_AUX(nullptr, &at, block.size)
                                                               : d2i_X509(nullptr, &at, block.size));
}

NativeKey publicKeyIn(const Block &block)
{
    const unsigned char *at = block.data;
    return NativeKey(block.is(PEM_STRING_PUBLIC) ? d2i_PUBKEY(nullptr, &at, block.size)
                                                 : d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, block.size));
}

template <typename Matches>
Block *firstOf(std::vector<Block> &blocks, Matches matches)
{
    const auto found = std::find_if(blocks.begin(), blocks.end(), matches);
    return found == blocks.end() ? nullptr : &*found;
}

//! The certificate among `blocks` that `key` belongs to.
NativeCertificate certificateOf(EVP_PKEY *key, const std::vector<Block> &blocks)
{
    for (const Block &block : blocks) {
        NativeCertificate certificate = block.isCertificate() ? certificateIn(block) : nullptr;
        if (certificate && X509_check_private_key(certificate.get(), key) == 1)
            return certificate;
    }
    ERR_clear_error();
    return nullptr;
}
} // namespace

Result<Key> KeyReader::fromPem(QByteArrayView content, const SecretBytes &passphrase)
{
    std::vector<Block> blocks = readBlocks(content);
    ERR_clear_error();
    if (blocks.empty())
        return unreadableKey(u"The file begins a PEM block that is damaged."_s);

    if (std::count_if(blocks.begin(), blocks.end(), std::mem_fn(&Block::isPrivateKey)) > 1)
        return unreadableKey(u"There is more than one private key in the file."_s);
    if (Block *block = firstOf(blocks, std::mem_fn(&Block::isPrivateKey))) {
        Result<NativeKey> native = privateKey(*block, passphrase);
        if (!native)
            return Failure(native.error());
        const NativeCertificate certificate = certificateOf(native->get(), blocks);
        Result<Key> key = admitted(std::move(*native), true);
        return key && certificate ? withExpiry(*key, certificate.get()) : key;
    }
    if (const Block *block = firstOf(blocks, std::mem_fn(&Block::isCertificate))) {
        const NativeCertificate certificate = certificateIn(*block);
        NativeKey native(certificate ? X509_get_pubkey(certificate.get()) : nullptr);
        if (!native)
            return malformed(*block);
        const Result<Key> key = admitted(std::move(native), false);
        return key ? withExpiry(*key, certificate.get()) : key;
    }
    if (const Block *block = firstOf(blocks, std::mem_fn(&Block::isPublicKey))) {
        NativeKey native = publicKeyIn(*block);
        return native ? admitted(std::move(native), false) : malformed(*block);
    }
    return unreadableKey(u"There is no key and no certificate in the file, only \"%1\"."_s.arg(
        QString::fromLatin1(blocks.front().name)));
}
