// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/rsasignature.h"

#include "app/crypto/key.h"
#include "app/crypto/openssl.h"

#include <openssl/err.h>

namespace {
using DigestContext = OpenSslOwner<EVP_MD_CTX, EVP_MD_CTX_free>;

const unsigned char *octetsOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}
} // namespace

bool isRs256SignatureOf(const Key &key, QByteArrayView message, QByteArrayView signature)
{
    if (key.isNull() || !key.isRsa())
        return false;
    const DigestContext context(EVP_MD_CTX_new());
    const bool isTheirs =
        EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, static_cast<EVP_PKEY *>(key.native())) ==
            1 &&
        EVP_DigestVerify(context.get(), octetsOf(signature), static_cast<std::size_t>(signature.size()),
                         octetsOf(message), static_cast<std::size_t>(message.size())) == 1;
    ERR_clear_error();
    return isTheirs;
}
