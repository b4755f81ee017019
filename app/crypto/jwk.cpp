// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/base64url.h"
#include "app/crypto/cjosememory.h"
#include "app/crypto/keyreader.h"
#include "app/crypto/strictjson.h"

#include <cjose/cjose.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

using namespace Qt::StringLiterals;

// cjose reads and writes the JWK; nothing of it stays with a Key, because its reference count is not atomic. Its
// messages say only "invalid argument", so what can be wrong with a JWK is looked at here first.

namespace {
using Jwk = OpenSslOwner<cjose_jwk_t, cjose_jwk_release>;
using ParameterBuilder = OpenSslOwner<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Parameters = OpenSslOwner<OSSL_PARAM, OSSL_PARAM_free>;
using Members = QList<JsonMember>;

//! A JSON text that cjose allocated.
struct JwkText {
    char *text = nullptr;
    explicit JwkText(char *from) : text(from) {}
    Q_DISABLE_COPY_MOVE(JwkText)
    ~JwkText() { cjose_get_dealloc()(text); }
};

QByteArrayView rawValue(const Members &members, QLatin1StringView name)
{
    for (const JsonMember &member : members) {
        if (member.name == name)
            return member.value;
    }
    return {};
}

//! A member that is no secret, decoded; Undefined when there is none.
QJsonValue valueOf(const Members &members, QLatin1StringView name)
{
    const QByteArrayView raw = rawValue(members, name);
    return raw.isNull() ? QJsonValue(QJsonValue::Undefined) : QJsonDocument::fromJson('[' + raw.toByteArray() + ']')[0];
}

//! The text inside a string without escapes; null for any other value. A view, so that no copy of a secret is made.
QByteArrayView plainText(QByteArrayView raw)
{
    const bool isString = raw.size() >= 2 && raw.startsWith('"');
    return isString ? raw.sliced(1, raw.size() - 2) : QByteArrayView();
}

std::optional<SecretBytes> bytesOf(const Members &members, QLatin1StringView name)
{
    const QByteArrayView text = plainText(rawValue(members, name));
    SecretBytes bytes = SecretBytes::ofSize(static_cast<std::size_t>(base64url::decodedSize(text.size())));
    if (text.isEmpty() || !base64url::decode(text, bytes.data()))
        return std::nullopt;
    return bytes;
}

//! Empty when all that is there is as it should be. cjose itself overlooks padding, line breaks and members of a wrong
//! type.
QString objectionTo(const Members &members)
{
    if (!rawValue(members, "keys"_L1).isNull())
        return u"The file is a JWK set; one JWK alone is needed."_s;
    const QJsonValue kind = valueOf(members, "kty"_L1);
    if (!kind.isString())
        return u"The file is JSON but not a JWK: it has no \"kty\"."_s;
    if (kind != "RSA"_L1 && kind != "EC"_L1)
        return u"The JWK is of the kind %1; RSA or EC is needed."_s.arg(quotedForDetail(kind.toString()));
    for (const QLatin1StringView name : {"kid"_L1, "alg"_L1, "use"_L1, "crv"_L1}) {
        if (!valueOf(members, name).isUndefined() && !valueOf(members, name).isString())
            return u"The member \"%1\" of the JWK is not a string."_s.arg(name);
    }
    const bool isRsa = kind == "RSA"_L1;
    for (const QLatin1StringView name : isRsa ? std::array{"n"_L1, "e"_L1} : std::array{"x"_L1, "y"_L1}) {
        if (rawValue(members, name).isNull())
            return u"The JWK has no \"%1\"."_s.arg(name);
    }
    for (const QLatin1StringView name :
         {"n"_L1, "e"_L1, "d"_L1, "p"_L1, "q"_L1, "dp"_L1, "dq"_L1, "qi"_L1, "x"_L1, "y"_L1}) {
        if (!rawValue(members, name).isNull() && !bytesOf(members, name))
            return u"The member \"%1\" of the JWK is not strict base64url."_s.arg(name);
    }
    // RFC 7518 section 6.3.2.7: who does not know keys of more than two primes must not use them.
    if (isRsa && !rawValue(members, "oth"_L1).isNull())
        return u"The JWK has more than two primes, which is not supported."_s;
    return {};
}

//! `use` and `key_ops` as RFC 7517 sections 4.2 and 4.3 define them; both may be absent.
bool isForEncryption(const Members &members)
{
    const QJsonValue use = valueOf(members, "use"_L1);
    const QJsonValue operations = valueOf(members, "key_ops"_L1);
    if (use.isString() && use != "enc"_L1)
        return false;
    if (!operations.isArray())
        return true;
    const QJsonArray list = operations.toArray();
    return list.contains("encrypt"_L1) || list.contains("decrypt"_L1) || list.contains("wrapKey"_L1) ||
           list.contains("unwrapKey"_L1);
}

//! Pushes numbers and keeps them until the key has been made of them.
class NativeKeyBuilder
{
public:
    NativeKeyBuilder() : m_builder(OSSL_PARAM_BLD_new()) {}

    bool pushNumber(const char *name, const std::optional<SecretBytes> &bytes)
    {
        if (!bytes)
            return true;
        m_numbers.emplace_back(BN_secure_new());
        BIGNUM *number = m_numbers.back().get();
        return BN_bin2bn(bytes->view().data(), static_cast<int>(bytes->size()), number) &&
               OSSL_PARAM_BLD_push_BN(m_builder.get(), name, number) == 1;
    }
    //! `text` and `bytes` must live until the key is built.
    bool pushText(const char *name, const QByteArray &text)
    {
        return OSSL_PARAM_BLD_push_utf8_string(m_builder.get(), name, text.constData(), 0) == 1;
    }
    bool pushBytes(const char *name, const QByteArray &bytes)
    {
        return OSSL_PARAM_BLD_push_octet_string(m_builder.get(), name, bytes.constData(),
                                                static_cast<std::size_t>(bytes.size())) == 1;
    }
    NativeKey build(const char *type, bool isPrivate) const
    {
        const Parameters parameters(OSSL_PARAM_BLD_to_param(m_builder.get()));
        const NativeKeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
        EVP_PKEY *key = nullptr;
        if (parameters && context && EVP_PKEY_fromdata_init(context.get()) == 1)
            EVP_PKEY_fromdata(context.get(), &key, isPrivate ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY,
                              parameters.get());
        return NativeKey(key);
    }

private:
    ParameterBuilder m_builder;
    std::vector<BigNumber> m_numbers;
};

NativeKey nativeRsa(const Members &members)
{
    static constexpr std::pair<QLatin1StringView, const char *> names[]{
        {"n"_L1, OSSL_PKEY_PARAM_RSA_N},          {"e"_L1, OSSL_PKEY_PARAM_RSA_E},
        {"d"_L1, OSSL_PKEY_PARAM_RSA_D},          {"p"_L1, OSSL_PKEY_PARAM_RSA_FACTOR1},
        {"q"_L1, OSSL_PKEY_PARAM_RSA_FACTOR2},    {"dp"_L1, OSSL_PKEY_PARAM_RSA_EXPONENT1},
        {"dq"_L1, OSSL_PKEY_PARAM_RSA_EXPONENT2}, {"qi"_L1, OSSL_PKEY_PARAM_RSA_COEFFICIENT1}};
    NativeKeyBuilder builder;
    for (const auto &[member, parameter] : names) {
        if (!builder.pushNumber(parameter, bytesOf(members, member)))
            return nullptr;
    }
    return builder.build("RSA", bytesOf(members, "d"_L1).has_value());
}

NativeKey nativeEc(const Members &members)
{
    const std::optional<SecretBytes> x = bytesOf(members, "x"_L1);
    const std::optional<SecretBytes> y = bytesOf(members, "y"_L1);
    if (!x || !y)
        return nullptr;
    const QByteArray curve = valueOf(members, "crv"_L1).toString().toLatin1();
    const QByteArray point = '\x04' + x->bytes().toByteArray() + y->bytes().toByteArray();
    const std::optional<SecretBytes> d = bytesOf(members, "d"_L1);
    NativeKeyBuilder builder;
    const bool isPushed = builder.pushText(OSSL_PKEY_PARAM_GROUP_NAME, curve) &&
                          builder.pushBytes(OSSL_PKEY_PARAM_PUB_KEY, point) &&
                          builder.pushNumber(OSSL_PKEY_PARAM_PRIV_KEY, d);
    return isPushed ? builder.build("EC", d.has_value()) : nullptr;
}

std::optional<QByteArray> numberIn(const EVP_PKEY *key, const char *name)
{
    BIGNUM *number = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &number) != 1)
        return std::nullopt;
    const BigNumber owner(number);
    QByteArray bytes(BN_num_bytes(number), Qt::Uninitialized);
    BN_bn2bin(number, reinterpret_cast<unsigned char *>(bytes.data()));
    return bytes;
}

unsigned char *writableBytes(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

Jwk publicRsa(const EVP_PKEY *key)
{
    std::optional<QByteArray> n = numberIn(key, OSSL_PKEY_PARAM_RSA_N);
    std::optional<QByteArray> e = numberIn(key, OSSL_PKEY_PARAM_RSA_E);
    if (!n || !e)
        return nullptr;
    cjose_jwk_rsa_keyspec spec{};
    spec.n = writableBytes(*n);
    spec.nlen = static_cast<std::size_t>(n->size());
    spec.e = writableBytes(*e);
    spec.elen = static_cast<std::size_t>(e->size());
    return Jwk(cjose_jwk_create_RSA_spec(&spec, nullptr));
}

Jwk publicEc(const EVP_PKEY *key)
{
    std::optional<QByteArray> x = numberIn(key, OSSL_PKEY_PARAM_EC_PUB_X);
    std::optional<QByteArray> y = numberIn(key, OSSL_PKEY_PARAM_EC_PUB_Y);
    if (!x || !y)
        return nullptr;
    const int bits = EVP_PKEY_get_bits(key);
    cjose_jwk_ec_keyspec spec{};
    spec.crv = bits == 256 ? CJOSE_JWK_EC_P_256 : bits == 384 ? CJOSE_JWK_EC_P_384 : CJOSE_JWK_EC_P_521;
    spec.x = writableBytes(*x);
    spec.xlen = static_cast<std::size_t>(x->size());
    spec.y = writableBytes(*y);
    spec.ylen = static_cast<std::size_t>(y->size());
    return Jwk(cjose_jwk_create_EC_spec(&spec, nullptr));
}
} // namespace

Result<Key> KeyReader::fromJwk(QByteArrayView content)
{
    const auto given = strictJsonObject(content);
    if (!given)
        return unreadableKey(u"The file looks like a JWK but %1."_s.arg(given.error()));
    const QString objection = objectionTo(*given);
    if (!objection.isEmpty())
        return unreadableKey(objection);

    makeCjoseWipe();
    const Jwk jwk(cjose_jwk_import(content.data(), static_cast<std::size_t>(content.size()), nullptr));
    const JwkText text(jwk ? cjose_jwk_to_json(jwk.get(), true, nullptr) : nullptr);
    const auto members = strictJsonObject(QByteArrayView(text.text));
    const bool isRsa = valueOf(*given, "kty"_L1) == "RSA"_L1;
    NativeKey native = !members ? nullptr : isRsa ? nativeRsa(*members) : nativeEc(*members);
    ERR_clear_error();
    if (!native)
        return unreadableKey(isRsa ? u"The numbers of the JWK are not those of an RSA key."_s
                                   : u"The numbers of the JWK are not those of a point on its curve."_s);
    // cjose works out the point of a private EC key itself and does not look at the one that it was given.
    if (!isRsa && (rawValue(*given, "x"_L1) != rawValue(*members, "x"_L1) ||
                   rawValue(*given, "y"_L1) != rawValue(*members, "y"_L1)))
        return unreadableKey(u"The private part of the key does not belong to its public part."_s);
    const Result<Key> key = admitted(std::move(native), !rawValue(*given, "d"_L1).isNull());
    if (!key)
        return key;
    return withUse(key->withId(valueOf(*given, "kid"_L1).toString()), valueOf(*given, "alg"_L1).toString(),
                   isForEncryption(*given));
}

Result<QByteArray> publicJwk(const Key &key)
{
    if (key.isNull())
        return unreadableKey(u"There is no key to write as a JWK."_s);
    const auto *native = static_cast<const EVP_PKEY *>(key.native());
    const Jwk jwk = key.isRsa() ? publicRsa(native) : publicEc(native);
    const QByteArray id = key.id().toUtf8();
    const bool isNamed = jwk && (id.isEmpty() || cjose_jwk_set_kid(jwk.get(), id.constData(),
                                                                   static_cast<std::size_t>(id.size()), nullptr));
    const JwkText text(isNamed ? cjose_jwk_to_json(jwk.get(), false, nullptr) : nullptr);
    ERR_clear_error();
    if (!text.text)
        return unreadableKey(u"The key cannot be written as a JWK."_s);
    return QByteArray(text.text);
}
