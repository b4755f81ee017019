// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/cybersource/sandboxcybersourceaccess.h"

#include "app/core/httpdate.h"
#include "app/core/keyedhash.h"
#include "app/crypto/base64url.h"
#include "app/crypto/rsasignature.h"
#include "app/crypto/strictjson.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>

#include <cmath>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 dateWindowSeconds = 5 * 60;
constexpr qint64 clockToleranceSeconds = 60;
constexpr qint64 longestLifeSeconds = 120;
constexpr qsizetype longestToken = 8192;
constexpr qsizetype longestJti = 128;
constexpr qsizetype mostSpent = 100'000;

bool hasBody(const SandboxRequest &request)
{
    return request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
}

QByteArray digestOf(const SandboxRequest &request)
{
    return QCryptographicHash::hash(request.body, QCryptographicHash::Sha256).toBase64();
}

QByteArray headerOf(const SandboxRequest &request, QByteArrayView name)
{
    return request.header(name).value_or(QByteArray());
}

//! keyid="...", algorithm="...": one of each, nothing else.
std::optional<QHash<QByteArray, QByteArray>> parametersOf(const QByteArray &header)
{
    QHash<QByteArray, QByteArray> parameters;
    for (const QByteArray &part : header.split(',')) {
        const qsizetype equals = part.indexOf('=');
        const QByteArray name = part.left(equals).trimmed();
        const QByteArray value = part.mid(equals + 1).trimmed();
        if (equals < 1 || value.size() < 2 || !value.startsWith('"') || !value.endsWith('"') ||
            parameters.contains(name))
            return std::nullopt;
        parameters.insert(name, value.sliced(1, value.size() - 2));
    }
    return parameters;
}

bool isRecent(const QByteArray &date, const QDateTime &now)
{
    const QDateTime time = fromHttpDate(date);
    return time.isValid() && std::abs(time.secsTo(now)) <= dateWindowSeconds;
}

std::optional<QJsonObject> objectIn(QByteArrayView part)
{
    const std::optional<QByteArray> json = base64url::decoded(part);
    if (!json || !strictJsonObject(*json))
        return std::nullopt;
    return QJsonDocument::fromJson(*json).object();
}

//! Seconds since 1970; nothing for anything but a whole number.
std::optional<qint64> timeIn(const QJsonObject &claims, QLatin1StringView name)
{
    const double value = claims.value(name).toDouble(-1);
    if (value < 0 || value > 1e11 || std::trunc(value) != value)
        return std::nullopt;
    return static_cast<qint64>(value);
}

bool isHost(const QString &claimed, const QByteArray &host)
{
    const QString whole = QString::fromLatin1(host);
    const qsizetype port = whole.lastIndexOf(u':');
    return claimed.compare(whole, Qt::CaseInsensitive) == 0 ||
           (port > 0 && claimed.compare(whole.first(port), Qt::CaseInsensitive) == 0);
}

bool coversBody(const QJsonObject &claims, const SandboxRequest &request)
{
    const QJsonValue digest = claims.value("digest"_L1);
    if (digest.isUndefined())
        return request.body.isEmpty(); // as the vendor's client does it
    const QJsonValue documented = claims.value("digestAlgorithm"_L1);
    const QString algorithm =
        documented.isUndefined() ? claims.value("digest-algorithm"_L1).toString() : documented.toString();
    return algorithm == "SHA-256"_L1 && digest.toString().toLatin1() == digestOf(request);
}

bool coverRequest(const QJsonObject &claims, const SandboxRequest &request)
{
    const auto text = [&claims](QLatin1StringView name) { return claims.value(name).toString(); };
    return text("request-method"_L1).compare(QLatin1StringView(request.method), Qt::CaseInsensitive) == 0 &&
           text("request-resource-path"_L1) == QLatin1StringView(request.target) &&
           isHost(text("request-host"_L1), headerOf(request, "host")) && coversBody(claims, request);
}
} // namespace

std::optional<SandboxCybersourceAdmission> SandboxCybersourceAccess::admitted(const SandboxRequest &request)
{
    static constexpr QByteArrayView scheme = "Bearer ";
    const QByteArray authorization = headerOf(request, "authorization");
    if (authorization.isEmpty())
        return hasGoodSignature(request) ? std::optional(SandboxCybersourceAdmission{}) : std::nullopt;
    if (!authorization.startsWith(scheme) || authorization.size() > longestToken)
        return std::nullopt;
    const std::optional<QJsonObject> claims = signedClaims(QByteArrayView(authorization).sliced(scheme.size()));
    if (!claims || !areCurrent(*claims) || !coverRequest(*claims, request))
        return std::nullopt;
    if (!spend(claims->value("jti"_L1).toString(), *timeIn(*claims, "exp"_L1)))
        return std::nullopt;
    return SandboxCybersourceAdmission{.isJwt = true,
                                       .responseKeyId = claims->value("v-c-response-mle-kid"_L1).toString()};
}

bool SandboxCybersourceAccess::hasGoodSignature(const SandboxRequest &request) const
{
    const auto parameters = parametersOf(headerOf(request, "signature"));
    const QByteArray wanted = hasBody(request) ? "host date request-target digest v-c-merchant-id"
                                               : "host date request-target v-c-merchant-id";
    if (!parameters || parameters->size() != 4 || parameters->value("algorithm") != "HmacSHA256" ||
        parameters->value("headers") != wanted || parameters->value("keyid") != m_credentials.keyId.toLatin1())
        return false;
    if (!isRecent(headerOf(request, "date"), m_clock->nowUtc()) ||
        headerOf(request, "v-c-merchant-id") != m_credentials.merchantId.toLatin1() ||
        (hasBody(request) && headerOf(request, "digest") != "SHA-256=" + digestOf(request)))
        return false;

    QByteArrayList lines;
    for (const QByteArray &name : wanted.split(' ')) {
        const QByteArray value =
            name == "request-target" ? request.method.toLower() + ' ' + request.target : headerOf(request, name);
        lines << name + ": " + value;
    }
    const QByteArray code =
        QMessageAuthenticationCode::hash(lines.join('\n'), m_credentials.sharedSecret, QCryptographicHash::Sha256);
    return isSameHash(parameters->value("signature"), code.toBase64());
}

std::optional<QJsonObject> SandboxCybersourceAccess::signedClaims(QByteArrayView token) const
{
    const qsizetype first = token.indexOf('.');
    const qsizetype last = token.lastIndexOf('.');
    if (first < 0 || last == first || token.sliced(first + 1, last - first - 1).contains('.'))
        return std::nullopt;
    const std::optional<QJsonObject> header = objectIn(token.first(first));
    const std::optional<QByteArray> signature = base64url::decoded(token.sliced(last + 1));
    if (!header || !signature || !isSigned(*header, token.first(last), *signature))
        return std::nullopt;
    return objectIn(token.sliced(first + 1, last - first - 1));
}

//! Each key goes with its own algorithm: the message does not choose.
bool SandboxCybersourceAccess::isSigned(const QJsonObject &header, QByteArrayView message,
                                        QByteArrayView signature) const
{
    const QString kid = header.value("kid"_L1).toString();
    const QString algorithm = header.value("alg"_L1).toString();
    if (header.contains("crit"_L1) || header.value("typ"_L1).toString(u"JWT"_s) != "JWT"_L1)
        return false;
    if (kid == m_credentials.keyId)
        return algorithm == "HS256"_L1 &&
               isSameHash(signature, QMessageAuthenticationCode::hash(message.toByteArray(), m_credentials.sharedSecret,
                                                                      QCryptographicHash::Sha256));
    return kid == m_credentials.signatureKey.id() && algorithm == "RS256"_L1 &&
           isRs256SignatureOf(m_credentials.signatureKey, message, signature);
}

bool SandboxCybersourceAccess::areCurrent(const QJsonObject &claims) const
{
    const std::optional<qint64> issuedAt = timeIn(claims, "iat"_L1);
    const std::optional<qint64> expiresAt = timeIn(claims, "exp"_L1);
    const qint64 now = m_clock->nowUtc().toSecsSinceEpoch();
    const auto isMerchant = [&](QLatin1StringView name) {
        return claims.value(name).toString() == m_credentials.merchantId;
    };
    return issuedAt && expiresAt && *issuedAt <= now + clockToleranceSeconds && *expiresAt > now &&
           *expiresAt > *issuedAt && *expiresAt - *issuedAt <= longestLifeSeconds && isMerchant("iss"_L1) &&
           isMerchant("v-c-merchant-id"_L1) && claims.value("v-c-jwt-version"_L1).toString() == "2"_L1;
}

bool SandboxCybersourceAccess::spend(const QString &id, qint64 expiresAt)
{
    const qint64 now = m_clock->nowUtc().toSecsSinceEpoch();
    if (id.isEmpty() || id.size() > longestJti || m_spent.contains(id))
        return false;
    if (m_spent.size() >= mostSpent)
        m_spent.removeIf([now](const auto &spent) { return spent.value() <= now; });
    m_spent.insert(id, expiresAt);
    return true;
}
