// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/sandboxapi.h"
#include "app/sandbox/sandboxcontrol.h"
#include "app/sandbox/thales/sandboxthalescreate.h"

#include <memory>

//! Thales ETP Server API 1.78, with state. Where the vendor documents no behaviour, this server does what follows:
//!  - a deleted token can still be read, with state DELETED; deleting it again is 404;
//!  - a 400 for a mistake that has no documented errorCode carries errorDetails alone;
//!  - POST /tokens/{tokenId}/suspend and /resume, which only a contract can add, want {"reason", "comment"} and nothing
//!    else, answer 204, and 409 when the token's state does not allow it or it is a PCI token. A resume lifts the
//!    merchant's own suspension: a token that the issuer suspends too stays SUSPENDED.
class SandboxThalesApi final : public SandboxApi
{
public:
    //! Puts those of the catalogue's tokens into the database that it does not hold yet.
    [[nodiscard]] static Result<std::unique_ptr<SandboxThalesApi>> create(const QSqlDatabase &connection,
                                                                          const SandboxThalesCredentials &credentials,
                                                                          std::shared_ptr<const Clock> clock);

    [[nodiscard]] QByteArray prefix() const override { return "tsh-cof"; }
    [[nodiscard]] SandboxAnswer answer(const SandboxRequest &request) override;
    //! Host and port for the image addresses in answers: a stored one outlives the port of its day.
    void setCardImageHost(const QString &host) { m_cardImageHost = host; }
    //! Of asynchronous creations: sandboxThalesDelay times this.
    void setDelayScale(double scale) { m_delayScale = scale; }
    [[nodiscard]] Result<QList<SandboxThalesNotification>> notifications() { return m_notifications.all(); }
    [[nodiscard]] Result<QList<SandboxThalesAsyncRequest>> asyncRequests() { return m_tokens.asyncRequests(); }
    //! What the issuer does to a token. `control` does not outlive the API.
    void addControls(SandboxControl &control);

private:
    SandboxThalesApi(const QSqlDatabase &connection, const SandboxThalesCatalogue &catalogue,
                     const SandboxThalesCredentials &credentials, std::shared_ptr<const Clock> clock);

    [[nodiscard]] SandboxAnswer execute(const SandboxRequest &request);
    [[nodiscard]] Result<Done> plantTokens();
    [[nodiscard]] bool isAuthorized(const SandboxRequest &request) const;
    [[nodiscard]] SandboxAnswer post(SandboxThalesOperation operation, const SandboxRequest &request,
                                     const QString &correlationId);
    [[nodiscard]] SandboxAnswer token(const QString &id);
    [[nodiscard]] SandboxAnswer changeState(const QString &id, SandboxThalesOperation operation);
    [[nodiscard]] SandboxAnswer asset(const QString &id) const;

    const SandboxThalesCatalogue m_catalogue;
    const SandboxThalesCredentials m_credentials;
    const std::shared_ptr<const Clock> m_clock;
    QString m_cardImageHost;
    double m_delayScale = 1;
    SandboxThalesTokens m_tokens;
    SandboxThalesNotifications m_notifications;
    const SandboxThalesIssuer m_issuer;
};
