// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/connection.h"

#include "app/domain/proxyfields.h"
#include "app/providers/fiserv/connectionform.h"
#include "app/providers/fiserv/names.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fiserv {
namespace {
constexpr qint64 longestFile = 1024 * 1024;

Error wrong(const QString &field, const QString &detail)
{
    return {.kind = Error::Kind::Configuration, .detail = detail, .field = field};
}

// Both go into headers, where anything but visible ASCII would break them apart.
std::optional<Error> problemWithSecrets(const ConnectionValues &values)
{
    for (const QLatin1StringView key : {setting::apiKey, setting::bearerToken}) {
        const auto secret = values.secrets.value(key);
        if (!secret)
            continue;
        const auto bytes = secret->view();
        if (!std::all_of(bytes.begin(), bytes.end(), [](unsigned char c) { return c > ' ' && c <= '~'; }))
            return wrong(key, u"it has no spaces, and only visible ASCII characters"_s);
    }
    return std::nullopt;
}

Result<QList<QSslCertificate>> readAuthorities(const QString &name)
{
    if (name.isEmpty())
        return QList<QSslCertificate>();
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly) || file.size() > longestFile)
        return Failure(wrong(setting::caFile, u"the file cannot be read, or is larger than 1 MiB"_s));
    QList<QSslCertificate> authorities = QSslCertificate::fromData(file.read(longestFile), QSsl::Pem);
    if (authorities.isEmpty())
        return Failure(wrong(setting::caFile, u"there is no PEM certificate in the file"_s));
    return authorities;
}

Signing signingOf(const ConnectionValues &values, const QString &host)
{
    Signing signing{.apiKey = values.secrets.value(setting::apiKey),
                    .secret = nullptr,
                    .encoding =
                        encodingFromWord(values.plain.value(setting::signatureEncoding)).value_or(usualEncoding(host)),
                    .region = values.plain.value(setting::region),
                    .storeId = values.plain.value(setting::storeId)};
    if (values.plain.value(setting::authentication) != authentication::bearer)
        signing.secret = values.secrets.value(setting::apiSecret);
    return signing;
}

Credential bearerOf(const ConnectionValues &values, const QString &host)
{
    if (values.plain.value(setting::authentication) != authentication::bearer)
        return {};
    return {.header = "authorization",
            .prefix = "Bearer ",
            .secret = values.secrets.value(setting::bearerToken),
            .hosts = {host}};
}
} // namespace

Result<ReadConnection> readConnection(const ConnectionValues &values, const QDateTime &now)
{
    for (const std::optional<Error> &problem :
         {problemWithConnection(connectionForm(), values, now.date()), problemWithSecrets(values)}) {
        if (problem)
            return Failure(*problem);
    }
    const QUrl url(values.plain.value(setting::baseUrl), QUrl::StrictMode);
    if (url.hasQuery() || url.hasFragment())
        return Failure(wrong(setting::baseUrl, u"the base address has a query or a fragment"_s));
    const Result<QList<QSslCertificate>> authorities = readAuthorities(values.plain.value(setting::caFile));
    if (!authorities)
        return Failure(authorities.error());
    const Result<ProxySettings> route =
        proxySettings(values.plain.value(proxy::use), values.plain.value(proxy::address),
                      values.plain.value(proxy::user), values.secrets.value(proxy::password));
    if (!route)
        return Failure(wrong(proxy::address, route.error().detail));
    ReadConnection connection;
    connection.transport.baseUrl = url;
    connection.transport.proxy = *route;
    connection.transport.authorities = *authorities;
    connection.transport.credential = {
        .header = "api-key", .prefix = {}, .secret = values.secrets.value(setting::apiKey), .hosts = {url.host()}};
    connection.transport.secondCredential = bearerOf(values, url.host());
    connection.signing = signingOf(values, url.host());
    return connection;
}

} // namespace fiserv
