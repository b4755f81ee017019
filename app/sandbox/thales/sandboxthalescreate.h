// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/crypto/key.h"
#include "app/sandbox/sandboxmessage.h"
#include "app/sandbox/sandboxplaintext.h"
#include "app/sandbox/thales/sandboxthalescard.h"
#include "app/sandbox/thales/sandboxthalesissuer.h"
#include "app/sandbox/thales/sandboxthalesnotifications.h"
#include "app/sandbox/thales/sandboxthalestokens.h"

#include <QJsonObject>

//! The keys and names that a client of the API was given.
struct SandboxThalesCredentials {
    QString apiKey;
    Key serverKey;   //!< private: opens what clients encrypt
    Key merchantKey; //!< public: for what goes back encrypted
    QByteArray parKey;
};

//! A merchant that the server knows.
struct SandboxThalesMerchant {
    QString id;
    bool isVcesActive = false;
};
//! `sandbox-merchant`, and `sandbox-merchant-vces` whose Visa cards need no expiry date.
[[nodiscard]] const QList<SandboxThalesMerchant> &sandboxThalesMerchants();

//! A 400 with what the API says about it; the body of a refusal that knows nothing is `{}`.
[[nodiscard]] SandboxAnswer sandboxThalesBadRequest(const SandboxThalesRefusal &refusal);

//! The four ways to create a token, section 4 of the API, once headers and body passed their checks.
class SandboxThalesCreate
{
public:
    SandboxThalesCreate(SandboxThalesTokens &tokens, SandboxThalesNotifications &notifications,
                        const SandboxThalesIssuer &issuer, const SandboxThalesCredentials &credentials,
                        const Clock &clock, double delayScale)
        : m_tokens(tokens), m_notifications(notifications), m_issuer(issuer), m_credentials(credentials),
          m_clock(clock), m_delayScale(delayScale)
    {
    }

    [[nodiscard]] SandboxAnswer answer(SandboxThalesOperation operation, const QJsonObject &body,
                                       const QString &correlationId) const;

private:
    struct Request {
        SandboxThalesOperation operation;
        QJsonObject body;
        QString correlationId;
        SandboxThalesMerchant merchant;
        QDateTime receivedAt;
    };

    [[nodiscard]] SandboxAnswer createFromCard(const Request &request) const;
    [[nodiscard]] SandboxAnswer createNow(const Request &request, const SandboxThalesCard &card) const;
    [[nodiscard]] SandboxAnswer createLater(const Request &request, const SandboxThalesCard &card) const;
    [[nodiscard]] SandboxAnswer createPci(const Request &request, const SandboxThalesCard &card) const;
    [[nodiscard]] SandboxAnswer createPushed(const Request &request) const;

    [[nodiscard]] SandboxThalesChecked<SandboxPlaintext> opened(const QString &encryptedData) const;
    [[nodiscard]] SandboxAnswer stored(const SandboxThalesToken &token, QJsonObject answer) const;
    [[nodiscard]] static SandboxThalesToken newToken(const Request &request, const QJsonObject &details);

    SandboxThalesTokens &m_tokens;
    SandboxThalesNotifications &m_notifications;
    const SandboxThalesIssuer &m_issuer;
    const SandboxThalesCredentials &m_credentials;
    const Clock &m_clock;
    const double m_delayScale;
};
