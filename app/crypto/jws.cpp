// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/jws.h"

#include "app/crypto/cjosememory.h"
#include "app/crypto/openssl.h"

#include <cjose/cjose.h>
#include <openssl/core_names.h>
#include <openssl/err.h>

#include <array>

using namespace Qt::StringLiterals;

namespace {
using JwsKey = OpenSslOwner<cjose_jwk_t, cjose_jwk_release>;
using JwsHeader = OpenSslOwner<cjose_header_t, cjose_header_release>;
using Jws = OpenSslOwner<cjose_jws_t, cjose_jws_release>;

constexpr std::size_t shortestHmacSecret = 32;

Failure cannotSign(const QString &detail)
{
    return Failure({.kind = Error::Kind::Configuration, .detail = detail});
}

SecretBytes secretNumber(const EVP_PKEY *key, const char *name)
{
    BIGNUM *number = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &number) != 1)
        return {};
    const BigNumber owner(number);
    SecretBytes bytes = SecretBytes::ofSize(static_cast<std::size_t>(BN_num_bytes(number)));
    BN_bn2bin(number, bytes.data());
    return bytes;
}

JwsKey rsaKey(const Key &key)
{
    static constexpr std::array names{OSSL_PKEY_PARAM_RSA_N,         OSSL_PKEY_PARAM_RSA_E,
                                      OSSL_PKEY_PARAM_RSA_D,         OSSL_PKEY_PARAM_RSA_FACTOR1,
                                      OSSL_PKEY_PARAM_RSA_FACTOR2,   OSSL_PKEY_PARAM_RSA_EXPONENT1,
                                      OSSL_PKEY_PARAM_RSA_EXPONENT2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1};
    std::array<SecretBytes, names.size()> numbers;
    for (std::size_t i = 0; i < names.size(); ++i)
        numbers[i] = secretNumber(static_cast<const EVP_PKEY *>(key.native()), names[i]);
    cjose_jwk_rsa_keyspec spec{};
    const std::array<std::pair<std::uint8_t **, std::size_t *>, names.size()> places{{{&spec.n, &spec.nlen},
                                                                                      {&spec.e, &spec.elen},
                                                                                      {&spec.d, &spec.dlen},
                                                                                      {&spec.p, &spec.plen},
                                                                                      {&spec.q, &spec.qlen},
                                                                                      {&spec.dp, &spec.dplen},
                                                                                      {&spec.dq, &spec.dqlen},
                                                                                      {&spec.qi, &spec.qilen}}};
    for (std::size_t i = 0; i < names.size(); ++i) {
        *places[i].first = numbers[i].data();
        *places[i].second = numbers[i].size();
    }
    return JwsKey(cjose_jwk_create_RSA_spec(&spec, nullptr));
}

Result<QByteArray> signedWith(const JwsKey &key, const char *alg, const QString &keyId, const QByteArray &claims)
{
    const JwsHeader header(cjose_header_new(nullptr));
    const bool isNamed = key && header && cjose_header_set(header.get(), "typ", "JWT", nullptr) &&
                         cjose_header_set(header.get(), CJOSE_HDR_ALG, alg, nullptr) &&
                         cjose_header_set(header.get(), CJOSE_HDR_KID, keyId.toUtf8().constData(), nullptr);
    const Jws jws(isNamed ? cjose_jws_sign(key.get(), header.get(),
                                           reinterpret_cast<const std::uint8_t *>(claims.constData()),
                                           static_cast<std::size_t>(claims.size()), nullptr)
                          : nullptr);
    const char *compact = nullptr; // stays the property of `jws`
    const bool isWritten = jws && cjose_jws_export(jws.get(), &compact, nullptr);
    ERR_clear_error();
    return isWritten ? Result<QByteArray>(QByteArray(compact)) : cannotSign(u"The key cannot sign."_s);
}
} // namespace

Result<QByteArray> signedJwt(const QByteArray &claims, const QString &keyId, const SecretBytes &secret)
{
    if (keyId.isEmpty())
        return cannotSign(u"The key has no id (kid) to name it by."_s);
    if (secret.size() < shortestHmacSecret)
        return cannotSign(
            u"The secret has %1 bytes; HS256 needs at least %2."_s.arg(secret.size()).arg(shortestHmacSecret));
    makeCjoseWipe();
    return signedWith(JwsKey(cjose_jwk_create_oct_spec(secret.view().data(), secret.size(), nullptr)),
                      CJOSE_HDR_ALG_HS256, keyId, claims);
}

Result<QByteArray> signedJwt(const QByteArray &claims, const QString &keyId, const Key &key)
{
    if (keyId.isEmpty())
        return cannotSign(u"The key has no id (kid) to name it by."_s);
    if (key.isNull() || !key.isPrivate() || !key.isRsa())
        return cannotSign(u"RS256 needs a private RSA key."_s);
    makeCjoseWipe();
    return signedWith(rsaKey(key), CJOSE_HDR_ALG_RS256, keyId, claims);
}
