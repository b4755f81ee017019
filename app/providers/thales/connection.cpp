// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/connection.h"

#include "app/domain/proxyfields.h"
#include "app/providers/thales/clientidentity.h"
#include "app/providers/thales/connectionform.h"
#include "app/providers/thales/names.h"

#include <QScopeGuard>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace thales {
namespace {
Error wrong(const QString &field, const QString &detail)
{
    return {.kind = Error::Kind::Configuration, .detail = detail, .field = field};
}

const SecretBytes &secretOf(const ConnectionValues &values, QLatin1StringView key)
{
    static const SecretBytes none;
    const auto secret = values.secrets.value(key);
    return secret ? *secret : none;
}

// The key goes into a header, where anything but visible ASCII would break it apart.
std::optional<Error> problemWithApiKey(const SecretBytes &apiKey)
{
    const auto bytes = apiKey.view();
    const bool isVisible = std::all_of(bytes.begin(), bytes.end(), [](unsigned char c) { return c > ' ' && c <= '~'; });
    if (isVisible)
        return std::nullopt;
    return wrong(setting::apiKey, u"an API key has no spaces, and only visible ASCII characters"_s);
}

// That it is https with a host and without a user, the form has checked.
std::optional<Error> problemWithAddress(const QUrl &url)
{
    if (url.hasQuery() || url.hasFragment())
        return wrong(setting::baseUrl, u"the base address has a query or a fragment"_s);
    return std::nullopt;
}

Result<QList<QSslCertificate>> readAuthorities(const QString &file)
{
    if (file.isEmpty())
        return QList<QSslCertificate>();
    const Result<QByteArray> content = readSettingFile(file, setting::caFile);
    if (!content)
        return Failure(content.error());
    QList<QSslCertificate> authorities = QSslCertificate::fromData(*content, QSsl::Pem);
    if (authorities.isEmpty())
        return Failure(wrong(setting::caFile, u"there is no PEM certificate in the file"_s));
    return authorities;
}

Result<TransportSettings> readTransport(const ConnectionValues &values, const QDateTime &now)
{
    const QUrl url(values.plain.value(setting::baseUrl), QUrl::StrictMode);
    if (const std::optional<Error> problem = problemWithAddress(url))
        return Failure(*problem);
    if (const std::optional<Error> problem = problemWithApiKey(secretOf(values, setting::apiKey)))
        return Failure(*problem);
    const Result<QList<QSslCertificate>> authorities = readAuthorities(values.plain.value(setting::caFile));
    if (!authorities)
        return Failure(authorities.error());
    const Result<ClientIdentity> identity = readClientIdentity(values.plain.value(setting::clientCertificateFile),
                                                               values.plain.value(setting::clientKeyFile),
                                                               secretOf(values, setting::clientKeyPassphrase), now);
    if (!identity)
        return Failure(identity.error());
    const Result<ProxySettings> route =
        proxySettings(values.plain.value(proxy::use), values.plain.value(proxy::address),
                      values.plain.value(proxy::user), values.secrets.value(proxy::password));
    if (!route)
        return Failure(wrong(proxy::address, route.error().detail));
    TransportSettings transport;
    transport.baseUrl = url;
    transport.proxy = *route;
    transport.authorities = *authorities;
    transport.clientChain = identity->chain;
    transport.clientKey = identity->key;
    transport.credential = {.header = "authorization",
                            .prefix = "APIKEY ",
                            .secret = values.secrets.value(setting::apiKey),
                            .hosts = {url.host()}};
    return transport;
}

// Thales' encryption is RSA-OAEP-256 (section 3); a JWK may say that it is for something else.
std::optional<Error> problemWithUse(const Key &key, QLatin1StringView file)
{
    if (!key.isRsa())
        return wrong(file, u"the key is not RSA, which Thales' encryption needs"_s);
    if (!key.isForEncryption())
        return wrong(file, u"the key is meant for signatures only"_s);
    if (!key.algorithm().isEmpty() && key.algorithm() != "RSA-OAEP-256"_L1)
        return wrong(file, u"the key is bound to another algorithm than RSA-OAEP-256"_s);
    return std::nullopt;
}

Result<Key> readEncryptionKey(const ConnectionValues &values, const QDateTime &now)
{
    const auto file = setting::encryptionCertificateFile;
    const Result<QByteArray> content = readSettingFile(values.plain.value(file), file);
    if (!content)
        return Failure(content.error());
    const Result<Key> key = readKey(*content, values.plain.value(setting::encryptionKeyId));
    if (!key)
        return Failure(wrong(file, key.error().detail));
    if (key->isPrivate())
        return Failure(wrong(file, u"the file holds a private key; the certificate that Thales gave is needed"_s));
    if (const std::optional<Error> problem = problemWithUse(*key, file))
        return Failure(*problem);
    if (key->expiresAt().isValid() && key->expiresAt() < now)
        return Failure(wrong(file, u"the certificate expired on %1"_s.arg(key->expiresAt().toString(Qt::ISODate))));
    if (key->id().isEmpty())
        return Failure(wrong(setting::encryptionKeyId, u"the id that Thales gave with the certificate is needed"_s));
    return key;
}

Result<KeyRing> readDecryptionKeys(const ConnectionValues &values)
{
    const auto file = setting::decryptionKeyFile;
    KeyRing keys;
    if (values.plain.value(file).isEmpty())
        return keys;
    Result<QByteArray> content = readSettingFile(values.plain.value(file), file);
    if (!content)
        return Failure(content.error());
    const auto wipeContent = qScopeGuard([&] { wipe(*content); });
    const Result<Key> key = readKey(*content, values.plain.value(setting::decryptionKeyId),
                                    secretOf(values, setting::decryptionKeyPassphrase));
    if (!key)
        return Failure(wrong(culprit(*content, file, setting::decryptionKeyPassphrase), key.error().detail));
    if (!key->isPrivate())
        return Failure(wrong(file, u"the file holds no private key"_s));
    if (const std::optional<Error> problem = problemWithUse(*key, file))
        return Failure(*problem);
    if (key->id().isEmpty())
        return Failure(
            wrong(setting::decryptionKeyId, u"the id that Thales received with the certificate is needed"_s));
    keys.add(*key);
    return keys;
}
} // namespace

Result<ReadConnection> readConnection(const ConnectionValues &values, const QDateTime &now)
{
    if (const std::optional<Error> problem = problemWithConnection(connectionForm(), values, now.date()))
        return Failure(*problem);
    const LifecycleExtension lifecycle = lifecycle::fromValues(values.plain);
    if (const QList<FieldProblem> problems = lifecycle::problems(lifecycle); !problems.isEmpty())
        return Failure(wrong(problems.first().key, problems.first().message));
    const Result<TransportSettings> transport = readTransport(values, now);
    if (!transport)
        return Failure(transport.error());
    const Result<Key> encryption = readEncryptionKey(values, now);
    if (!encryption)
        return Failure(encryption.error());
    const Result<KeyRing> decryption = readDecryptionKeys(values);
    if (!decryption)
        return Failure(decryption.error());
    return ReadConnection{
        .transport = *transport,
        .settings = {.merchantId = values.plain.value(setting::merchantId),
                     .visaVces = values.plain.value(setting::visaVces) == "yes"_L1,
                     .clientCertificateExpiresAt = transport->clientChain.first().expiryDate().toUTC(),
                     .lifecycle = lifecycle},
        .keys = {.encryption = *encryption, .decryption = *decryption}};
}

} // namespace thales
