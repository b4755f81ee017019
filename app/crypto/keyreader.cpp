// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/keyreader.h"

#include "app/crypto/rsaoaep.h"

#include <openssl/core_names.h>
#include <openssl/err.h>

#include <array>

using namespace Qt::StringLiterals;

namespace {
constexpr int weakestRsa = 2048;
constexpr int strongestRsa = 16384;

QString curveOf(const EVP_PKEY *key)
{
    std::array<char, 64> name{};
    std::size_t size = 0;
    EVP_PKEY_get_group_name(key, name.data(), name.size(), &size);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(size));
}

//! An exponent of 1 would leave every message in the clear, and an even one belongs to no RSA key.
bool hasUsableExponent(const EVP_PKEY *key)
{
    BIGNUM *number = nullptr;
    EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &number);
    const BigNumber exponent(number);
    return exponent && BN_is_odd(number) && !BN_is_one(number);
}

//! Empty when the key is of a kind and strength that is used here.
QString objectionTo(const EVP_PKEY *key)
{
    const int bits = EVP_PKEY_get_bits(key);
    if (EVP_PKEY_is_a(key, "RSA")) {
        if (bits < weakestRsa)
            return u"The RSA key has %1 bits; at least %2 are needed."_s.arg(bits).arg(weakestRsa);
        if (bits > strongestRsa)
            return u"The RSA key has %1 bits; at most %2 are used."_s.arg(bits).arg(strongestRsa);
        return hasUsableExponent(key) ? QString() : u"The RSA key has an exponent that no RSA key may have."_s;
    }
    if (!EVP_PKEY_is_a(key, "EC"))
        return u"The key is neither RSA nor EC but %1."_s.arg(QLatin1StringView(EVP_PKEY_get0_type_name(key)));
    static const QStringList curves{u"prime256v1"_s, u"secp384r1"_s, u"secp521r1"_s};
    const QString curve = curveOf(key);
    return curves.contains(curve) ? QString() : u"The EC key is on the curve %1, which is not used here."_s.arg(curve);
}

//! A private part that does not fit its public part would only be noticed at the first message.
bool isPair(EVP_PKEY *key)
{
    if (EVP_PKEY_is_a(key, "RSA"))
        return rsaoaep::opensWhatItSeals(key);
    const NativeKeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    return context && EVP_PKEY_pairwise_check(context.get()) == 1;
}

} // namespace

QDateTime timeOf(const ASN1_TIME *time)
{
    std::tm fields{};
    if (!time || ASN1_TIME_to_tm(time, &fields) != 1)
        return {};
    return QDateTime(QDate(fields.tm_year + 1900, fields.tm_mon + 1, fields.tm_mday),
                     QTime(fields.tm_hour, fields.tm_min, fields.tm_sec), Qt::UTC);
}

Failure unreadableKey(const QString &detail)
{
    return Failure({.kind = Error::Kind::Configuration, .detail = detail});
}

bool takeUnsupportedAlgorithm()
{
    bool isUnsupported = false;
    while (const unsigned long code = ERR_get_error()) {
        const int reason = ERR_GET_REASON(code);
        isUnsupported = isUnsupported || reason == ERR_R_UNSUPPORTED ||
                        (ERR_GET_LIB(code) == ERR_LIB_EVP && reason == EVP_R_UNSUPPORTED_ALGORITHM);
    }
    return isUnsupported;
}

Result<Key> KeyReader::admitted(NativeKey native, bool isPrivate)
{
    const QString objection = objectionTo(native.get());
    if (!objection.isEmpty())
        return unreadableKey(objection);
    if (isPrivate && !isPair(native.get()))
        return unreadableKey(u"The private part of the key does not belong to its public part."_s);
    Key key;
    key.m_native = std::shared_ptr<EVP_PKEY>(native.release(), EVP_PKEY_free);
    key.m_isPrivate = isPrivate;
    return key;
}

Key KeyReader::withUse(Key key, const QString &algorithm, bool isForEncryption)
{
    key.m_algorithm = algorithm;
    key.m_isForEncryption = isForEncryption;
    return key;
}

Key KeyReader::withExpiry(Key key, const X509 *certificate)
{
    key.m_expiresAt = timeOf(X509_get0_notAfter(certificate));
    return key;
}

Result<Key> KeyReader::fromCertificate(X509 *certificate)
{
    NativeKey native(X509_get_pubkey(certificate));
    if (!native)
        return unreadableKey(u"The certificate's key cannot be read."_s);
    const Result<Key> key = admitted(std::move(native), false);
    return key ? withExpiry(*key, certificate) : key;
}

Result<Key> KeyReader::fromPrivateKey(NativeKey native)
{
    return admitted(std::move(native), true);
}
