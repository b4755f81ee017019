// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/scrypt.h"

#include "app/crypto/openssl.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <array>

namespace scrypt {
namespace {
using Kdf = OpenSslOwner<EVP_KDF, EVP_KDF_free>;
using KdfContext = OpenSslOwner<EVP_KDF_CTX, EVP_KDF_CTX_free>;
} // namespace

SecretBytes derive(const SecretBytes &passphrase, QByteArrayView salt, const Cost &cost, std::size_t length)
{
    const Kdf kdf(EVP_KDF_fetch(nullptr, "SCRYPT", nullptr));
    const KdfContext context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
    Cost wanted = cost;
    std::uint64_t memory = mostMemory;
    // OpenSSL only reads them, and takes an empty one only with an address.
    unsigned char none = 0;
    auto *password = passphrase.isEmpty() ? &none : const_cast<unsigned char *>(passphrase.view().data());
    auto *salted = salt.isEmpty() ? reinterpret_cast<char *>(&none) : const_cast<char *>(salt.data());
    const std::array<OSSL_PARAM, 7> parameters{
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, password, passphrase.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salted, static_cast<std::size_t>(salt.size())),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &wanted.n),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &wanted.r),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &wanted.p),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
        OSSL_PARAM_construct_end()};
    SecretBytes derived = SecretBytes::ofSize(length);
    if (!context || EVP_KDF_derive(context.get(), derived.data(), derived.size(), parameters.data()) != 1) {
        ERR_clear_error();
        return {};
    }
    return derived;
}

} // namespace scrypt
