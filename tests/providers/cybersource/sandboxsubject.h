// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/exchange.h"
#include "app/providers/cybersource/cybersourceproviderkind.h"
#include "app/sandbox/sandbox.h"
#include "tests/support/fakeclock.h"

#include <QMap>
#include <QTemporaryDir>

//! The Cybersource provider and a sandbox of its own for it, over TLS, in one process.
class SandboxSubject
{
public:
    using Provider = std::shared_ptr<TokenProvider>;

    //! False, with the reason in the log, when the sandbox does not start.
    [[nodiscard]] bool start();
    [[nodiscard]] Sandbox &sandbox() { return *m_sandbox; }
    [[nodiscard]] FakeClock &deskClock() { return *m_deskClock; }
    [[nodiscard]] const ExchangeLog &exchanges() const { return *m_exchanges; }
    [[nodiscard]] const SandboxCybersourceConnection &access() const { return m_sandbox->connection().cybersource; }

    //! The built-in connection, with some of its values replaced.
    [[nodiscard]] ConnectionValues builtIn(const QMap<QString, QString> &changes = {}) const;
    //! By the shared secret, "jwt-secret" or "http-signature"; the former encrypted in both directions.
    [[nodiscard]] ConnectionValues bySecret(const QString &authentication,
                                            const QMap<QString, QString> &changes = {}) const;
    [[nodiscard]] Result<Provider> open(const ConnectionValues &values) const;
    [[nodiscard]] Result<QString> probe(const ConnectionValues &values) const;

private:
    QTemporaryDir m_directory;
    // Certificates are made for the time that it is: TLS asks no other clock.
    const QDateTime m_now = SystemClock().nowUtc();
    std::shared_ptr<FakeClock> m_clock = std::make_shared<FakeClock>(m_now);
    std::shared_ptr<FakeClock> m_deskClock = std::make_shared<FakeClock>(m_now);
    std::shared_ptr<ExchangeLog> m_exchanges = std::make_shared<ExchangeLog>();
    std::unique_ptr<CybersourceProviderKind> m_kind;
    std::shared_ptr<Sandbox> m_sandbox;
};

namespace sandboxsubject {
[[nodiscard]] QString newId();
[[nodiscard]] Result<TokenReading> lookUp(TokenProvider &provider, const QString &token);
[[nodiscard]] Result<MutationAnswer> perform(TokenProvider &provider, const Result<PreparedRequest> &request);
[[nodiscard]] Result<MutationAnswer> create(TokenProvider &provider, QLatin1StringView form,
                                            const QMap<QString, QString> &texts);
//! The service's own example of a payment, with another card.
[[nodiscard]] Result<MutationAnswer> pay(TokenProvider &provider, const QString &card,
                                         const QMap<QString, QString> &more = {});
[[nodiscard]] Result<MutationAnswer> remove(TokenProvider &provider, const QString &token, const QString &reason = {});
[[nodiscard]] Result<MutationAnswer> act(TokenProvider &provider, const ActionTarget &target,
                                         const QMap<QString, QString> &texts);
[[nodiscard]] Result<PaymentCredentials> credentials(TokenProvider &provider, const QString &token,
                                                     const QMap<QString, QString> &texts);
//! The item with this label; one without a value when there is none.
[[nodiscard]] Disclosure::Item item(const PaymentCredentials &credentials, const QString &label);
} // namespace sandboxsubject
