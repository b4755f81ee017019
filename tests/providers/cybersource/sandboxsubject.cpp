// SPDX-License-Identifier: Apache-2.0
#include "tests/providers/cybersource/sandboxsubject.h"

#include "app/providers/cybersource/names.h"
#include "tests/providers/cybersource/cybersourcefixture.h"
#include "tests/support/settling.h"

#include <QUuid>

using namespace Qt::StringLiterals;
using cybersourcefixture::secret;

namespace {
constexpr int patienceMs = 60'000;

void change(ConnectionValues &values, const QMap<QString, QString> &changes)
{
    for (auto entry = changes.cbegin(); entry != changes.cend(); ++entry) {
        if (values.secrets.contains(entry.key()))
            values.secrets.insert(entry.key(), secret(entry.value().toUtf8()));
        else
            values.plain.insert(entry.key(), entry.value());
    }
}
} // namespace

bool SandboxSubject::start()
{
    SandboxOptions options;
    options.dataDir = m_directory.filePath(u"data"_s);
    options.clock = m_clock;
    const auto started = settledWithin<std::shared_ptr<Sandbox>>(Sandbox::start(options), patienceMs);
    if (!started) {
        qWarning("%s", failureText(started).constData());
        return false;
    }
    m_sandbox = *started;
    m_kind = std::make_unique<CybersourceProviderKind>(m_deskClock, m_exchanges);
    return true;
}

ConnectionValues SandboxSubject::builtIn(const QMap<QString, QString> &changes) const
{
    const auto entries = sandboxCybersourceEntries(access(), m_sandbox->connection().caFile);
    ConnectionValues values{.plain = entries.values, .secrets = {}};
    for (auto entry = entries.secrets.cbegin(); entry != entries.secrets.cend(); ++entry)
        values.secrets.insert(entry.key(), secret(entry.value().toUtf8()));
    change(values, changes);
    return values;
}

ConnectionValues SandboxSubject::bySecret(const QString &authentication, const QMap<QString, QString> &changes) const
{
    ConnectionValues values = builtIn();
    const QString encrypts = authentication == cybersource::authentication::jwtSecret ? u"yes"_s : u"no"_s;
    values.plain.insert({{u"authentication"_s, authentication},
                         {u"p12File"_s, {}},
                         {u"keyAlias"_s, {}},
                         {u"keyId"_s, access().keyId},
                         {u"requestEncryption"_s, encrypts},
                         {u"responseEncryption"_s, encrypts},
                         {u"mleCertificateFile"_s, access().requestCertificateFile}});
    values.secrets = {{u"sharedSecret"_s, secret(access().sharedSecret.toUtf8())}};
    change(values, changes);
    return values;
}

Result<SandboxSubject::Provider> SandboxSubject::open(const ConnectionValues &values) const
{
    return settledWithin<Provider>(m_kind->open(values), patienceMs);
}

Result<QString> SandboxSubject::probe(const ConnectionValues &values) const
{
    const Result<Provider> opened = open(values);
    return opened ? settledWithin<QString>((*opened)->probe(sandboxsubject::newId()), patienceMs)
                  : Failure(opened.error());
}

namespace sandboxsubject {

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

Result<TokenReading> lookUp(TokenProvider &provider, const QString &token)
{
    return settledWithin<TokenReading>(provider.lookUp({token}, newId()), patienceMs);
}

Result<MutationAnswer> perform(TokenProvider &provider, const Result<PreparedRequest> &request)
{
    return request ? settledWithin<MutationAnswer>(provider.perform(*request), patienceMs) : Failure(request.error());
}

Result<MutationAnswer> create(TokenProvider &provider, QLatin1StringView form, const QMap<QString, QString> &texts)
{
    return perform(
        provider, provider.prepareCreate(form, cybersourcefixture::values(*provider.capabilities().create(form), texts),
                                         newId()));
}

Result<MutationAnswer> pay(TokenProvider &provider, const QString &card, const QMap<QString, QString> &more)
{
    QMap<QString, QString> texts = cybersourcefixture::paymentTexts();
    texts.insert(more);
    texts.insert(cybersource::member::paymentCardNumber, card);
    return create(provider, cybersource::createPayment, texts);
}

Result<MutationAnswer> remove(TokenProvider &provider, const QString &token, const QString &reason)
{
    return perform(provider, provider.prepareDelete({token}, newId(), reason));
}

Result<MutationAnswer> act(TokenProvider &provider, const ActionTarget &target, const QMap<QString, QString> &texts)
{
    const Form &form = provider.capabilities().action(target.action)->form;
    return perform(provider, provider.prepareAction(target, cybersourcefixture::values(form, texts), newId()));
}

Result<PaymentCredentials> credentials(TokenProvider &provider, const QString &token,
                                       const QMap<QString, QString> &texts)
{
    const FormValues values = cybersourcefixture::values(*provider.capabilities().paymentCredentials, texts);
    return settledWithin<PaymentCredentials>(provider.paymentCredentials({token}, values, newId()), patienceMs);
}

Disclosure::Item item(const PaymentCredentials &credentials, const QString &label)
{
    for (const Disclosure::Item &candidate : credentials.disclosure.items) {
        if (candidate.label == label)
            return candidate;
    }
    return {};
}

} // namespace sandboxsubject
