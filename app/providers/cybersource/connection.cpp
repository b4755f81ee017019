// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/connection.h"

#include "app/domain/proxyfields.h"
#include "app/providers/cybersource/connectionform.h"
#include "app/providers/cybersource/keyfiles.h"
#include "app/providers/cybersource/names.h"

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
Error wrongSetting(const QString &field, const QString &detail)
{
    return {.kind = Error::Kind::Configuration, .detail = detail, .field = field};
}

bool isYes(const ConnectionValues &values, QLatin1StringView key)
{
    return values.plain.value(key) == "yes"_L1;
}

Identity::Way wayOf(const ConnectionValues &values)
{
    const QString word = values.plain.value(setting::authentication);
    return word == authentication::jwtP12      ? Identity::Way::JwtP12
           : word == authentication::jwtSecret ? Identity::Way::JwtSecret
                                               : Identity::Way::HttpSignature;
}

// The service's own libraries send such a request in the clear, and say nothing.
std::optional<Error> problemWithEncryption(const ConnectionValues &values)
{
    if (wayOf(values) != Identity::Way::HttpSignature)
        return std::nullopt;
    for (const QLatin1StringView key : {setting::requestEncryption, setting::responseEncryption}) {
        if (isYes(values, key))
            return wrongSetting(key, u"message-level encryption works with a JWT only, not with HTTP signatures"_s);
    }
    return std::nullopt;
}

Result<QUrl> addressIn(const ConnectionValues &values)
{
    const bool isOther = values.plain.value(setting::server) == otherServer;
    const QUrl url(values.plain.value(isOther ? setting::baseUrl : setting::server), QUrl::StrictMode);
    const bool hasPath = !url.path().isEmpty() && url.path() != "/"_L1;
    if (hasPath || url.hasQuery() || url.hasFragment())
        return Failure(wrongSetting(setting::baseUrl, u"the address has more in it than a host"_s));
    return url;
}

QByteArray hostHeader(QUrl url)
{
    if (url.port() == 443)
        url.setPort(-1);
    return url.authority(QUrl::FullyEncoded).toLatin1();
}

Result<QList<QSslCertificate>> readAuthorities(const QString &name)
{
    if (name.isEmpty())
        return QList<QSslCertificate>();
    const Result<QByteArray> content = readSettingFile(name, setting::caFile);
    if (!content)
        return Failure(content.error());
    QList<QSslCertificate> authorities = QSslCertificate::fromData(*content, QSsl::Pem);
    if (authorities.isEmpty())
        return Failure(wrongSetting(setting::caFile, u"there is no PEM certificate in the file"_s));
    return authorities;
}

std::optional<Error> readIdentity(const ConnectionValues &values, const QDateTime &now, Connection &connection)
{
    Identity &identity = connection.identity;
    identity.way = wayOf(values);
    identity.merchantId = values.plain.value(setting::merchantId);
    identity.portfolioId = values.plain.value(setting::portfolioId);
    if (identity.way == Identity::Way::JwtP12) {
        const Result<Done> read = readP12(values, now, identity, connection.encryption);
        return read ? std::nullopt : std::optional(read.error());
    }
    identity.keyId = values.plain.value(setting::keyId);
    const auto secret = readSharedSecret(values);
    if (!secret)
        return secret.error();
    identity.secret = *secret;
    return std::nullopt;
}

std::optional<Error> readEncryption(const ConnectionValues &values, const QDateTime &now, Encryption &encryption)
{
    const bool hasFile = !values.plain.value(setting::mleCertificateFile).isEmpty();
    if (isYes(values, setting::requestEncryption) && hasFile) {
        const Result<Key> key = readMleCertificate(values, now);
        if (!key)
            return key.error();
        encryption.requests = *key;
    }
    const Result<Key> own = readDecryptionKey(values);
    if (!own)
        return own.error();
    if (!own->isNull())
        encryption.keys.add(*own);
    if (isYes(values, setting::responseEncryption))
        encryption.responseKeyId = own->id();
    return std::nullopt;
}

bool isTestHost(const ConnectionValues &values, const QUrl &url)
{
    return values.plain.value(setting::server) == otherServer ? isYes(values, setting::testEnvironment)
                                                              : url.host().startsWith("apitest."_L1);
}
} // namespace

Result<ReadConnection> readConnection(const ConnectionValues &values, const QDateTime &now)
{
    for (const std::optional<Error> &problem :
         {problemWithConnection(connectionForm(), values, now.date()), problemWithEncryption(values)}) {
        if (problem)
            return Failure(*problem);
    }
    const Result<QUrl> url = addressIn(values);
    if (!url)
        return Failure(url.error());
    const Result<QList<QSslCertificate>> authorities = readAuthorities(values.plain.value(setting::caFile));
    if (!authorities)
        return Failure(authorities.error());
    const Result<ProxySettings> route =
        proxySettings(values.plain.value(proxy::use), values.plain.value(proxy::address),
                      values.plain.value(proxy::user), values.secrets.value(proxy::password));
    if (!route)
        return Failure(wrongSetting(proxy::address, route.error().detail));
    ReadConnection read;
    Connection &connection = read.connection;
    if (const std::optional<Error> problem = readIdentity(values, now, connection))
        return Failure(*problem);
    if (const std::optional<Error> problem = readEncryption(values, now, connection.encryption))
        return Failure(*problem);
    read.transport.baseUrl = *url;
    read.transport.proxy = *route;
    read.transport.authorities = *authorities;
    connection.host = hostHeader(*url);
    connection.profileId = values.plain.value(setting::profileId);
    connection.credentialsVersion = values.plain.value(setting::credentialsVersion);
    connection.deletesWithReason = values.plain.value(setting::deleteForm) == "post"_L1;
    connection.isTest = isTestHost(values, *url);
    connection.asksForArt = isYes(values, setting::cardArt);
    return read;
}

} // namespace cybersource
