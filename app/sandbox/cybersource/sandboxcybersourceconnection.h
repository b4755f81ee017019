// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QString>

//! What a client of the Cybersource API is given. Files have absolute paths.
struct SandboxCybersourceConnection {
    QString baseUrl = {}; //!< without a slash at the end
    QString merchantId = {};
    QString keyId = {};                  //!< of the shared secret, for JWT and HTTP Signature alike
    QString sharedSecret = {};           //!< base64; opens this sandbox and nothing else
    QString p12File = {};                //!< the other way to sign JWTs; holds the certificate for requests too
    QString p12Password = {};            //!< likewise
    QString p12Alias = {};               //!< the certificate's friendly name has "cn=" and this in it
    QString p12KeyId = {};               //!< kid of its JWTs: the subject's serialNumber
    QString requestCertificateFile = {}; //!< PEM, for requests that are sent encrypted,
    QString requestKeyId = {};           //!< under this kid, likewise
    QString responseKeyFile = {};        //!< PEM: the merchant's private key, for what comes back encrypted
    QString responseKeyId = {};          //!< under this kid
    QString profileId = {};              //!< the one that there is
};

[[nodiscard]] QJsonObject toJsonObject(const SandboxCybersourceConnection &connection);
[[nodiscard]] SandboxCybersourceConnection sandboxCybersourceConnectionFrom(const QJsonObject &object);

//! What a person would fill in to connect a console to it, by the keys of the console's form: JWT by the P12 file,
//! encrypted in both directions. `caFile` is the authority of the sandbox.
struct SandboxCybersourceEntries {
    QMap<QString, QString> values;
    QMap<QString, QString> secrets; //!< for a store that forgets
};
[[nodiscard]] SandboxCybersourceEntries sandboxCybersourceEntries(const SandboxCybersourceConnection &connection,
                                                                  const QString &caFile);
