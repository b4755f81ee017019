// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/rsaoaep.h"

#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include <cstring>

namespace rsaoaep {
namespace {
bool setUp(EVP_PKEY_CTX *context, Hash hash)
{
    const EVP_MD *digest = hash == Hash::Sha256 ? EVP_sha256() : EVP_sha1();
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) > 0 &&
           EVP_PKEY_CTX_set_rsa_oaep_md(context, digest) > 0 && EVP_PKEY_CTX_set_rsa_mgf1_md(context, digest) > 0;
}

const unsigned char *unsignedBytes(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

//! Replaces `to` by `from` when `condition` holds, with the same work done when it does not.
void copyIf(bool condition, const unsigned char *from, SecretBytes &to)
{
    const auto mask = static_cast<unsigned char>(-static_cast<int>(condition));
    for (std::size_t i = 0; i < to.size(); ++i)
        to.data()[i] = static_cast<unsigned char>(to.data()[i] ^ (mask & (to.data()[i] ^ from[i])));
}
} // namespace

std::optional<QByteArray> seal(EVP_PKEY *key, Hash hash, const SecretBytes &secret)
{
    const NativeKeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    QByteArray sealed(EVP_PKEY_get_size(key), Qt::Uninitialized);
    auto size = static_cast<std::size_t>(sealed.size());
    const bool isSealed = context && EVP_PKEY_encrypt_init(context.get()) > 0 && setUp(context.get(), hash) &&
                          EVP_PKEY_encrypt(context.get(), reinterpret_cast<unsigned char *>(sealed.data()), &size,
                                           secret.view().data(), secret.size()) > 0;
    if (!isSealed) {
        ERR_clear_error();
        return std::nullopt;
    }
    return sealed;
}

bool openOrRandom(EVP_PKEY *key, Hash hash, QByteArrayView sealed, SecretBytes &secret)
{
    if (RAND_priv_bytes(secret.data(), static_cast<int>(secret.size())) != 1)
        return false;
    const NativeKeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    SecretBytes opened = SecretBytes::ofSize(static_cast<std::size_t>(EVP_PKEY_get_size(key)));
    std::size_t size = opened.size();
    const bool isOpened = context && EVP_PKEY_decrypt_init(context.get()) > 0 && setUp(context.get(), hash) &&
                          EVP_PKEY_decrypt(context.get(), opened.data(), &size, unsignedBytes(sealed),
                                           static_cast<std::size_t>(sealed.size())) > 0;
    copyIf(isOpened && size == secret.size(), opened.view().data(), secret);
    ERR_clear_error();
    return true;
}

bool opensWhatItSeals(EVP_PKEY *key)
{
    SecretBytes probe = SecretBytes::ofSize(32);
    SecretBytes opened = SecretBytes::ofSize(probe.size());
    if (RAND_bytes(probe.data(), static_cast<int>(probe.size())) != 1)
        return false;
    const std::optional<QByteArray> sealed = seal(key, Hash::Sha256, probe);
    return sealed && openOrRandom(key, Hash::Sha256, *sealed, opened) &&
           std::memcmp(probe.view().data(), opened.view().data(), probe.size()) == 0;
}

} // namespace rsaoaep
