// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/cybersource/sandboxcybersourceaccess.h"
#include "app/sandbox/cybersource/sandboxcybersourcevault.h"
#include "app/sandbox/sandboxapi.h"

#include <memory>

//! Token management and payments of Cybersource, with state. Where the vendor documents no behaviour, this server does
//! what follows:
//!  - an encrypted request or an encrypted answer needs a JWT; with HTTP Signature it is refused;
//!  - a tokenized card that its merchant deleted is 410, one that its issuer deleted stays readable as DELETED;
//!  - a profile-id other than the sandbox's is 424;
//!  - payments make no network tokens; enrolment, and an identifier of type "enrollable card", do;
//!  - payment credentials of a network token that is not ACTIVE are 403.
class SandboxCybersourceApi final : public SandboxApi
{
public:
    //! Puts the practice tokens into the database when it does not hold them yet. Configuration without the catalogue.
    [[nodiscard]] static Result<std::unique_ptr<SandboxCybersourceApi>>
    create(const QSqlDatabase &connection, const SandboxCybersourceCredentials &credentials,
           std::shared_ptr<const Clock> clock);

    //! Where remote pictures of practice assets are, as SandboxCardImages::host().
    void setCardImageHost(const QString &host) { m_cardImageHost = host; }

    //! It has two: "pts" and "tms".
    [[nodiscard]] QByteArray prefix() const override { return {}; }
    //! Longer ones are refused here, because the refusal has a correlation id too.
    [[nodiscard]] qsizetype longestBody() const override;
    [[nodiscard]] SandboxAnswer answer(const SandboxRequest &request) override;

private:
    enum class Operation;
    struct Endpoint;
    SandboxCybersourceApi(const SandboxCybersourceVault &vault, std::shared_ptr<const Clock> clock);

    [[nodiscard]] SandboxAnswer guarded(const SandboxRequest &request);
    [[nodiscard]] SandboxAnswer routed(const SandboxRequest &request, const SandboxCybersourceAdmission &admission);
    [[nodiscard]] SandboxAnswer execute(const Endpoint &endpoint, const SandboxRequest &request,
                                        const QJsonObject &body);
    //! The body as an object, decrypted when it came encrypted, or the answer that refuses it.
    [[nodiscard]] std::expected<QJsonObject, SandboxAnswer>
    bodyOf(const Endpoint &endpoint, const SandboxRequest &request, const SandboxCybersourceAdmission &admission) const;
    [[nodiscard]] std::expected<QJsonObject, SandboxAnswer> opened(const QString &compact, bool isPayment) const;
    [[nodiscard]] SandboxAnswer encrypted(const SandboxAnswer &answer) const;
    [[nodiscard]] SandboxAnswer badBody(bool isPayment, const QString &message) const;

    SandboxCybersourceVault m_vault;
    SandboxCybersourceAccess m_access;
    QString m_cardImageHost;
};
