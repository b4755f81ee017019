// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

//! Owners for the OpenSSL objects that app/crypto handles.
template <auto release>
struct OpenSslRelease {
    template <typename T>
    void operator()(T *object) const
    {
        release(object);
    }
};
template <typename T, auto release>
using OpenSslOwner = std::unique_ptr<T, OpenSslRelease<release>>;

using NativeKey = OpenSslOwner<EVP_PKEY, EVP_PKEY_free>;
using NativeKeyContext = OpenSslOwner<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using CipherContext = OpenSslOwner<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using Bio = OpenSslOwner<BIO, BIO_free>;
using BigNumber = OpenSslOwner<BIGNUM, BN_clear_free>;
using NativeCertificate = OpenSslOwner<X509, X509_free>;
