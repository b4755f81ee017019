// SPDX-License-Identifier: Apache-2.0
#include "app/operations/desk.h"

#include "app/assets/connectionpictures.h"
#include "app/domain/formcheck.h"
#include "app/domain/proxyfields.h"
#include "app/operations/correlationid.h"

using namespace Qt::StringLiterals;

namespace {
using Secret = std::shared_ptr<const SecretBytes>;
using Secrets = QMap<QString, Secret>;

//! Reads the secrets of `fields` from the first one on, one after another, and adds them to `secrets`.
Pending<Secrets> readSecrets(const std::shared_ptr<SecretStore> &store, const QString &connectionId, QStringList fields,
                             const Secrets &secrets = {})
{
    if (fields.isEmpty())
        return settled<Secrets>(secrets);
    const QString field = fields.takeFirst();
    return chain<Secret>(store->read(connectionId, field),
                         [store, connectionId, fields, secrets, field](const Secret &secret) {
                             Secrets more = secrets;
                             if (secret)
                                 more.insert(field, secret);
                             return readSecrets(store, connectionId, fields, more);
                         });
}

QStringList secretFields(const Form &form)
{
    QStringList keys;
    for (const FormField &field : form.fields) {
        if (field.isSecret())
            keys << field.key;
    }
    return keys;
}

//! As the form's rules see it. The copies of the secrets are wiped with the result.
FormValues filledIn(const ConnectionProfile &profile, const Secrets &secrets)
{
    FormValues values;
    for (auto plain = profile.values.begin(); plain != profile.values.end(); ++plain)
        values.set(plain.key(), plain.value());
    for (auto secret = secrets.begin(); secret != secrets.end(); ++secret) {
        if (secret.value())
            values.setSecret(secret.key(), SecretBytes::copyOf(secret.value()->view()));
    }
    return values;
}

//! The values for the provider: without the secrets of fields that the form does not show.
Result<ConnectionValues> connectionValues(const Form &form, const ConnectionProfile &profile, const Secrets &secrets)
{
    const FormValues values = filledIn(profile, secrets);
    ConnectionValues connection{.plain = profile.values, .secrets = {}};
    for (const FormField &field : form.fields) {
        if (!field.isSecret() || !isShown(field, form, values))
            continue;
        if (values.has(field.key))
            connection.secrets.insert(field.key, secrets.value(field.key));
        else if (isRequired(field, form, values))
            return Failure({.kind = Error::Kind::Configuration,
                            .detail = u"no value is stored for “%1”"_s.arg(field.label),
                            .field = field.key});
    }
    return connection;
}

const ProviderKind *kindIn(const Desk::Parts &parts, const QString &id)
{
    for (const auto &kind : parts.kinds) {
        if (kind->id() == id)
            return kind.get();
    }
    return nullptr;
}

std::shared_ptr<SecretStore> secretStoreOf(const Desk::Parts &parts, const ConnectionProfile &profile)
{
    return profile.isBuiltIn ? parts.builtInSecrets : parts.secrets;
}

Error unknownKind(const ConnectionProfile &profile)
{
    return {.kind = Error::Kind::Configuration,
            .detail = u"this program knows no token service called “%1”"_s.arg(profile.kind),
            .field = u"kind"_s};
}

Pending<std::shared_ptr<TokenProvider>> openProvider(const ProviderKind &kind, const ConnectionProfile &profile,
                                                     const Secrets &secrets)
{
    const Result<ConnectionValues> values = connectionValues(kind.connectionForm(), profile, secrets);
    return values ? kind.open(*values) : failed<std::shared_ptr<TokenProvider>>(values.error());
}

std::shared_ptr<CardPictures> picturesOf(const Desk::Parts &parts, const ConnectionProfile &profile,
                                         const std::shared_ptr<TokenProvider> &provider, const Secret &proxyPassword)
{
    if (!parts.assetDecoder)
        return nullptr;
    AssetCache::Settings settings{
        .connectionId = profile.id,
        .source = [provider](const QString &id) { return provider->asset(id, newCorrelationId()); },
        .download = {},
        .store = parts.assetStore,
        .decoder = parts.assetDecoder,
        .clock = parts.clock};
    if (parts.assetDownload)
        settings.download = parts.assetDownload(profile, proxyPassword);
    const QString host = QUrl(profile.values.value(u"baseUrl"_s)).host();
    return std::make_shared<ConnectionPictures>(std::make_shared<AssetCache>(std::move(settings)), host);
}

std::shared_ptr<const Session> sessionOf(const Desk::Parts &parts, const ConnectionProfile &profile,
                                         const QString &operatorId, const std::shared_ptr<TokenProvider> &provider,
                                         const Secret &proxyPassword)
{
    const ConnectionInfo info{profile.id, profile.name, toWord(profile.environment)};
    return std::make_shared<const Session>(
        Session{.profile = profile,
                .operations = std::make_shared<const TokenOperations>(info, operatorId, provider, parts.journal,
                                                                      parts.workspace, parts.clock, parts.createGuard),
                .pictures = picturesOf(parts, profile, provider, proxyPassword)});
}
} // namespace

Desk::Desk(Parts parts) : m_parts(std::make_shared<const Parts>(std::move(parts))) {}

QList<const ProviderKind *> Desk::kinds() const
{
    QList<const ProviderKind *> kinds;
    for (const auto &kind : m_parts->kinds)
        kinds << kind.get();
    return kinds;
}

const ProviderKind *Desk::kind(const QString &id) const
{
    return kindIn(*m_parts, id);
}

SecretStore &Desk::secretsOf(const ConnectionProfile &profile) const
{
    return *secretStoreOf(*m_parts, profile);
}

Pending<std::shared_ptr<const Session>> Desk::open(const ConnectionProfile &profile, const QString &operatorId) const
{
    using Opened = std::shared_ptr<const Session>;
    const ProviderKind *service = kind(profile.kind);
    if (!service)
        return failed<Opened>(unknownKind(profile));
    const Pending<Secrets> secrets =
        readSecrets(secretStoreOf(*m_parts, profile), profile.id, secretFields(service->connectionForm()));
    return chain<Secrets>(secrets, [parts = m_parts, service, profile, operatorId](const Secrets &read) {
        return transformed<std::shared_ptr<TokenProvider>>(
            openProvider(*service, profile, read), // `parts` owns the service
            [parts, profile, operatorId, password = read.value(proxy::password)](
                const std::shared_ptr<TokenProvider> &opened) -> Result<Opened> {
                return sessionOf(*parts, profile, operatorId, opened, password);
            });
    });
}

Pending<QString> Desk::test(const ConnectionProfile &profile, const Secrets &secrets) const
{
    const ProviderKind *service = kind(profile.kind);
    if (!service)
        return failed<QString>(unknownKind(profile));
    QStringList notGiven = secretFields(service->connectionForm());
    notGiven.removeIf([&secrets](const QString &key) { return secrets.contains(key); });
    const auto provider =
        chain<Secrets>(readSecrets(secretStoreOf(*m_parts, profile), profile.id, notGiven, secrets),
                       [parts = m_parts, service, profile](const Secrets &all) {
                           return openProvider(*service, profile, all); // `parts` owns the service
                       });
    return chain<std::shared_ptr<TokenProvider>>(
        provider, [parts = m_parts](const std::shared_ptr<TokenProvider> &opened) {
            // The provider lives until its probe has ended.
            return transformed<QString>(opened->probe(newCorrelationId()),
                                        [opened](const QString &found) -> Result<QString> { return found; });
        });
}
