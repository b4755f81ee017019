// SPDX-License-Identifier: Apache-2.0
#include "app/operations/desk.h"

#include "app/operations/correlationid.h"

using namespace Qt::StringLiterals;

namespace {
using Secrets = QMap<QString, std::shared_ptr<const SecretBytes>>;

//! Reads the secrets of `fields` from the first one on, one after another.
Pending<Secrets> readSecrets(SecretStore *store, const QString &connectionId, QStringList fields, Secrets secrets = {})
{
    if (fields.isEmpty())
        return settled<Secrets>(secrets);
    const QString field = fields.takeFirst();
    return chain<std::shared_ptr<const SecretBytes>>(
        store->read(connectionId, field),
        [store, connectionId, fields, secrets, field](const std::shared_ptr<const SecretBytes> &secret) mutable {
            if (secret)
                secrets.insert(field, secret);
            return readSecrets(store, connectionId, fields, secrets);
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

std::optional<Error> missingSecret(const Form &form, const Secrets &secrets)
{
    for (const FormField &field : form.fields) {
        if (field.isSecret() && field.isRequired && !secrets.contains(field.key))
            return Error{.kind = Error::Kind::Configuration,
                         .detail = u"no value is stored for “%1”"_s.arg(field.label),
                         .field = field.key};
    }
    return std::nullopt;
}

Error unknownKind(const ConnectionProfile &profile)
{
    return {.kind = Error::Kind::Configuration, .detail = u"this program knows no token service called “%1”"_s.arg(profile.kind)};
}
} // namespace

Desk::Desk(Parts parts) : m_parts(std::move(parts)) {}

QList<const ProviderKind *> Desk::kinds() const
{
    QList<const ProviderKind *> kinds;
    for (const auto &kind : m_parts.kinds)
        kinds << kind.get();
    return kinds;
}

const ProviderKind *Desk::kind(const QString &id) const
{
    for (const auto &kind : m_parts.kinds) {
        if (kind->id() == id)
            return kind.get();
    }
    return nullptr;
}

SecretStore &Desk::secretsOf(const ConnectionProfile &profile) const
{
    return profile.isBuiltIn ? *m_parts.builtInSecrets : *m_parts.secrets;
}

Pending<std::shared_ptr<TokenProvider>> Desk::openProvider(const ConnectionProfile &profile, const Secrets &given) const
{
    using Provider = std::shared_ptr<TokenProvider>;
    const ProviderKind *service = kind(profile.kind);
    if (!service)
        return failed<Provider>(unknownKind(profile));
    // Kinds and stores live as long as the desk, which outlives what it opens.
    const auto stored = readSecrets(&secretsOf(profile), profile.id, secretFields(service->connectionForm()));
    return chain<Secrets>(stored, [service, values = profile.values, given](Secrets secrets) {
        secrets.insert(given);
        if (const std::optional<Error> error = missingSecret(service->connectionForm(), secrets))
            return failed<Provider>(*error);
        return service->open({.plain = values, .secrets = secrets});
    });
}

Pending<std::shared_ptr<const Session>> Desk::open(const ConnectionProfile &profile, const QString &operatorId) const
{
    using Opened = std::shared_ptr<const Session>;
    return transformed<std::shared_ptr<TokenProvider>>(
        openProvider(profile, {}),
        [parts = &m_parts, profile, operatorId](const std::shared_ptr<TokenProvider> &opened) -> Result<Opened> {
            const ConnectionInfo info{profile.id, profile.name, toWord(profile.environment)};
            return std::make_shared<const Session>(
                Session{profile, std::make_shared<const TokenOperations>(info, operatorId, opened, parts->journal,
                                                                         parts->workspace, parts->clock)});
        });
}

Pending<QString> Desk::test(const ConnectionProfile &profile, const Secrets &secrets) const
{
    return chain<std::shared_ptr<TokenProvider>>(openProvider(profile, secrets), [](const std::shared_ptr<TokenProvider> &opened) {
        // The provider lives until its probe has ended.
        return transformed<QString>(opened->probe(newCorrelationId()),
                                    [opened](const QString &found) -> Result<QString> { return found; });
    });
}
