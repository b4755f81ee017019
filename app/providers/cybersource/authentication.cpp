// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/authentication.h"

#include "app/core/httpdate.h"
#include "app/core/keyedhash.h"
#include "app/crypto/jws.h"
#include "app/providers/cybersource/names.h"

#include <QCryptographicHash>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
constexpr qint64 lifeInSeconds = 120;

bool hasDigest(const QByteArray &method)
{
    return method == "POST" || method == "PUT" || method == "PATCH";
}

//! A JSON string (RFC 8259 section 7) of a text that may hold anything.
QByteArray quoted(const QByteArray &utf8)
{
    QByteArray text = "\"";
    for (const char c : utf8) {
        if (static_cast<unsigned char>(c) < 0x20)
            text += "\\u" + QByteArray::number(static_cast<int>(c), 16).rightJustified(4, '0');
        else if (c == '"' || c == '\\')
            (text += '\\') += c;
        else
            text += c;
    }
    return text + '"';
}

//! Members in the order in which they are added: QJsonObject would sort them.
class Claims
{
public:
    void add(QByteArrayView name, const QByteArray &text) { addRaw(name, quoted(text)); }
    void add(QByteArrayView name, qint64 number) { addRaw(name, QByteArray::number(number)); }
    [[nodiscard]] QByteArray json() const { return '{' + m_members.join(',') + '}'; }

private:
    void addRaw(QByteArrayView name, const QByteArray &value)
    {
        m_members.append('"' + name.toByteArray() + "\":" + value);
    }

    QByteArrayList m_members;
};

Headers httpSignature(const SignedRequest &request, const Identity &identity, const QDateTime &now)
{
    const QByteArray date = httpDate(now);
    const QByteArray mac = keyedHash(*identity.secret, stringToSign(request, date, identity.signer()));
    const QByteArray signedHeaders = hasDigest(request.method) ? "host date request-target digest v-c-merchant-id"
                                                               : "host date request-target v-c-merchant-id";
    Headers headers{{"v-c-merchant-id", identity.merchantId.toUtf8()}, {"date", date}};
    if (hasDigest(request.method))
        headers.emplaceBack("digest", "SHA-256=" + digestOf(request.body));
    headers.emplaceBack("signature", "keyid=\"" + identity.keyId.toUtf8() + "\", algorithm=\"HmacSHA256\", headers=\"" +
                                         signedHeaders + "\", signature=\"" + mac.toBase64() + '"');
    return headers;
}

Error atSetting(Error error, QLatin1StringView field)
{
    error.field = field;
    return error;
}
} // namespace

QByteArray digestOf(QByteArrayView body)
{
    return QCryptographicHash::hash(body, QCryptographicHash::Sha256).toBase64();
}

QByteArray stringToSign(const SignedRequest &request, const QByteArray &date, const QString &signer)
{
    QByteArrayList lines{"host: " + request.host, "date: " + date,
                         "request-target: " + request.method.toLower() + ' ' + request.target};
    if (hasDigest(request.method))
        lines << "digest: SHA-256=" + digestOf(request.body);
    lines << "v-c-merchant-id: " + signer.toUtf8();
    return lines.join('\n');
}

QByteArray claimsOf(const SignedRequest &request, const Identity &identity, const QDateTime &now, const QString &jti,
                    const QString &responseKeyId)
{
    const qint64 issuedAt = now.toSecsSinceEpoch();
    Claims claims;
    if (hasDigest(request.method)) {
        claims.add("digest", digestOf(request.body));
        claims.add("digestAlgorithm", QByteArray("SHA-256"));
    }
    claims.add("iat", issuedAt);
    claims.add("exp", issuedAt + lifeInSeconds);
    claims.add("request-host", request.host);
    claims.add("request-resource-path", request.target);
    claims.add("request-method", request.method.toLower());
    claims.add("iss", identity.signer().toUtf8());
    claims.add("jti", jti.toUtf8());
    claims.add("v-c-jwt-version", QByteArray("2"));
    claims.add("v-c-merchant-id", identity.merchantId.toUtf8());
    if (!responseKeyId.isEmpty())
        claims.add("v-c-response-mle-kid", responseKeyId.toUtf8());
    return claims.json();
}

Result<Headers> authenticationOf(const SignedRequest &request, const Identity &identity, const QDateTime &now,
                                 const QString &responseKeyId)
{
    if (identity.way == Identity::Way::HttpSignature)
        return httpSignature(request, identity, now);
    const bool isP12 = identity.way == Identity::Way::JwtP12;
    if (isP12) {
        if (const std::optional<Error> problem = problemWithExpiry(identity.expiresAt, now))
            return Failure(*problem);
    }
    const QString jti = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QByteArray claims = claimsOf(request, identity, now, jti, responseKeyId);
    const Result<QByteArray> token =
        isP12 ? signedJwt(claims, identity.keyId, identity.key) : signedJwt(claims, identity.keyId, *identity.secret);
    if (!token)
        return Failure(atSetting(token.error(), isP12 ? setting::p12File : setting::sharedSecret));
    return Headers{{"authorization", "Bearer " + *token}};
}

std::optional<Error> problemWithExpiry(const QDateTime &expiresAt, const QDateTime &now)
{
    if (!expiresAt.isValid() || expiresAt > now)
        return std::nullopt;
    return Error{.kind = Error::Kind::Configuration,
                 .detail = u"the certificate in the P12 file expired on %1: make a new one in the Business Center and "
                           "choose its file here"_s.arg(expiresAt.toUTC().toString(u"yyyy-MM-dd"_s)),
                 .field = setting::p12File};
}

} // namespace cybersource
