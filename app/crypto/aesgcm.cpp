// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/aesgcm.h"

#include "app/crypto/openssl.h"

#include <openssl/err.h>

#include <algorithm>
#include <array>

namespace aesgcm {
namespace {
const EVP_CIPHER *cipherFor(const SecretBytes &key)
{
    switch (key.size()) {
    case 16:
        return EVP_aes_128_gcm();
    case 32:
        return EVP_aes_256_gcm();
    default:
        return nullptr;
    }
}

const unsigned char *unsignedBytes(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}
} // namespace

bool seal(const SecretBytes &key, Nonce nonce, QByteArrayView additional, const SecretBytes &plaintext,
          std::span<unsigned char> ciphertext, std::span<unsigned char, tagSize> tag)
{
    const CipherContext context(EVP_CIPHER_CTX_new());
    const EVP_CIPHER *cipher = cipherFor(key);
    int size = 0;
    // An update without output is one of additional data, so an empty text must not become an update at all.
    const bool isSealed =
        context && cipher &&
        EVP_EncryptInit_ex2(context.get(), cipher, key.view().data(), nonce.data(), nullptr) == 1 &&
        EVP_EncryptUpdate(context.get(), nullptr, &size, unsignedBytes(additional),
                          static_cast<int>(additional.size())) == 1 &&
        (plaintext.isEmpty() || EVP_EncryptUpdate(context.get(), ciphertext.data(), &size, plaintext.view().data(),
                                                  static_cast<int>(plaintext.size())) == 1) &&
        EVP_EncryptFinal_ex(context.get(), tag.data(), &size) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tagSize, tag.data()) == 1;
    if (!isSealed)
        ERR_clear_error();
    return isSealed;
}

bool open(const SecretBytes &key, Nonce nonce, QByteArrayView additional, std::span<const unsigned char> ciphertext,
          std::span<const unsigned char, tagSize> tag, SecretBytes &plaintext)
{
    const CipherContext context(EVP_CIPHER_CTX_new());
    const EVP_CIPHER *cipher = cipherFor(key);
    std::array<unsigned char, tagSize> expected{};
    std::copy(tag.begin(), tag.end(), expected.begin());
    int size = 0;
    const bool isOpened =
        context && cipher &&
        EVP_DecryptInit_ex2(context.get(), cipher, key.view().data(), nonce.data(), nullptr) == 1 &&
        EVP_DecryptUpdate(context.get(), nullptr, &size, unsignedBytes(additional),
                          static_cast<int>(additional.size())) == 1 &&
        (ciphertext.empty() || EVP_DecryptUpdate(context.get(), plaintext.data(), &size, ciphertext.data(),
                                                 static_cast<int>(ciphertext.size())) == 1) &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, tagSize, expected.data()) == 1 &&
        EVP_DecryptFinal_ex(context.get(), expected.data(), &size) == 1;
    if (!isOpened) {
        plaintext.clear();
        ERR_clear_error();
    }
    return isOpened;
}

} // namespace aesgcm
