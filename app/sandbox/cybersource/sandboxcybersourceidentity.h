// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/crypto/key.h"
#include "app/sandbox/cybersource/sandboxcybersourceconnection.h"

#include <QByteArray>
#include <QString>

//! What opens the Cybersource API of a sandbox, as text.
struct SandboxCybersourceKeys {
    QString keyId;
    QString sharedSecret; //!< base64
    QString p12Password;
};

//! The one merchant of the Cybersource API, and the keys of both sides. The ids of RSA keys are kids.
struct SandboxCybersourceCredentials {
    QString merchantId;
    QString profileId = QStringLiteral("93B32398-AD51-4CC2-A682-EA3E93614EB1");
    QString keyId;           //!< of the shared secret
    QByteArray sharedSecret; //!< decoded
    Key signatureKey;        //!< the merchant's, public
    Key requestKey;          //!< the sandbox's, private: opens what comes encrypted
    Key responseKey;         //!< the merchant's, public: for what goes out encrypted
    QByteArray numberKey;    //!< makes of card numbers what may be stored
};
