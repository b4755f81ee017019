// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/sandbox/cybersource/sandboxcybersourceidentity.h"
#include "app/sandbox/sandboxmessage.h"

#include <QHash>
#include <QJsonObject>

#include <memory>
#include <optional>

//! How a request that was let in proved itself, and what it asked for on the way.
struct SandboxCybersourceAdmission {
    bool isJwt = false;         //!< what encrypted messages need
    QString responseKeyId = {}; //!< claim v-c-response-mle-kid: answer encrypted for this key; empty when absent
};

//! Who may use the API. Either of:
//!  - HTTP Signature: headers v-c-merchant-id, date (within five minutes of the clock), host, digest where the method
//!    has a body, and signature with its four parameters, whose `headers` names exactly these in the documented order;
//!    "(request-target)" with parentheses is refused;
//!  - JWT, which goes first when both are there: HS256 with the shared secret or RS256 with the P12 key, each under its
//!    own kid; every documented claim; iat not more than a minute ahead, exp in the future and at most two minutes
//!    after iat; a jti that was not used before. request-method in any case, request-host with or without the port, the
//!    digest named by digestAlgorithm or digest-algorithm.
//! All comparisons of secrets take the same time for every wrong value.
class SandboxCybersourceAccess
{
public:
    SandboxCybersourceAccess(const SandboxCybersourceCredentials &credentials, std::shared_ptr<const Clock> clock)
        : m_credentials(credentials), m_clock(std::move(clock))
    {
    }

    //! Nothing when it is refused, for whatever reason: the API does not say either.
    [[nodiscard]] std::optional<SandboxCybersourceAdmission> admitted(const SandboxRequest &request);

private:
    [[nodiscard]] bool hasGoodSignature(const SandboxRequest &request) const;
    [[nodiscard]] std::optional<QJsonObject> signedClaims(QByteArrayView token) const;
    [[nodiscard]] bool isSigned(const QJsonObject &header, QByteArrayView message, QByteArrayView signature) const;
    [[nodiscard]] bool areCurrent(const QJsonObject &claims) const;
    [[nodiscard]] bool spend(const QString &id, qint64 expiresAt);

    const SandboxCybersourceCredentials m_credentials;
    const std::shared_ptr<const Clock> m_clock;
    QHash<QString, qint64> m_spent; //!< when each jti expires, seconds since 1970
};
