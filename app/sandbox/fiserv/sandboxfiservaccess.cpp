// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/fiserv/sandboxfiservaccess.h"

#include "app/core/keyedhash.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 timestampWindowMs = 5 * 60 * 1000;
constexpr qsizetype longestHeader = 8192;

SandboxFiservObjection badHeader(const QString &message)
{
    return {.status = 400, .responseType = u"BadRequest"_s, .message = message};
}

SandboxFiservObjection unauthenticated(const QString &message)
{
    return {.status = 401, .responseType = u"Unauthenticated"_s, .message = message};
}

QByteArray signatureOf(const SandboxRequest &request, const SandboxFiservCredentials &credentials)
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, credentials.apiSecret.toUtf8());
    for (const QByteArrayView header : {"api-key", "client-request-id", "timestamp"})
        code.addData(request.header(header).value_or(QByteArray()));
    code.addData(request.body);
    return credentials.signature == SandboxFiservSignature::Raw ? code.result().toBase64()
                                                                : code.result().toHex().toBase64();
}

std::optional<SandboxFiservObjection> timestampObjection(const SandboxRequest &request, const Clock &clock)
{
    bool isNumber = false;
    const qint64 stamp = request.header("timestamp").value_or(QByteArray()).toLongLong(&isNumber);
    if (!isNumber)
        return badHeader(u"Timestamp must be the milliseconds since 1970"_s);
    if (std::abs(clock.nowUtc().toMSecsSinceEpoch() - stamp) > timestampWindowMs)
        return unauthenticated(u"Timestamp is more than five minutes off"_s);
    return std::nullopt;
}
} // namespace

std::optional<SandboxFiservObjection>
sandboxFiservObjection(const SandboxRequest &request, const SandboxFiservCredentials &credentials, const Clock &clock)
{
    const auto given = [&request](QByteArrayView name) {
        const QByteArray value = request.header(name).value_or(QByteArray());
        return value.size() <= longestHeader ? value : QByteArray();
    };
    if (given("api-key").isEmpty() || !isSameHash(given("api-key"), credentials.apiKey.toUtf8()))
        return unauthenticated(u"Api-Key is missing or unknown"_s);
    if (given("client-request-id").isEmpty())
        return badHeader(u"Client-Request-Id is required"_s);
    if (const auto objection = timestampObjection(request, clock))
        return objection;
    if (const QByteArray authorization = given("authorization"); !authorization.isEmpty()) {
        return isSameHash(authorization, "Bearer " + credentials.accessToken.toUtf8())
                   ? std::nullopt
                   : std::optional(unauthenticated(u"The access token is unknown or has expired"_s));
    }
    if (!isSameHash(given("message-signature"), signatureOf(request, credentials)))
        return unauthenticated(u"Message-Signature is missing or does not fit the message"_s);
    return std::nullopt;
}
