// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/core/secretbytes.h"
#include "app/crypto/key.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QPair>
#include <QString>

#include <memory>

//! How a request proves who sends it. Made when it is sent: it holds for two minutes.
namespace cybersource {

using Headers = QList<QPair<QByteArray, QByteArray>>;

//! Who sends the requests of a connection.
struct Identity {
    enum class Way { JwtP12, JwtSecret, HttpSignature };
    Way way = Way::JwtP12;
    QString merchantId = {};
    QString portfolioId = {}; //!< in whose name the merchant's requests are signed; empty: its own
    QString keyId = {};       //!< the JWS's kid, or the signature's keyid
    std::shared_ptr<const SecretBytes> secret = {}; //!< decoded; null with a P12
    Key key = {};                                   //!< with a P12
    QDateTime expiresAt = {};                       //!< of the P12's certificate, UTC; invalid otherwise

    [[nodiscard]] const QString &signer() const { return portfolioId.isEmpty() ? merchantId : portfolioId; }
};

//! What is signed of a request.
struct SignedRequest {
    QByteArray method;   //!< upper case
    QByteArray host;     //!< as the Host header has it
    QByteArray target;   //!< path and query, as they are sent
    QByteArrayView body; //!< exactly the bytes that are sent
};

//! Base64 of the SHA-256.
[[nodiscard]] QByteArray digestOf(QByteArrayView body);

//! What an HTTP signature signs: one line for each header, without a newline at the end.
[[nodiscard]] QByteArray stringToSign(const SignedRequest &request, const QByteArray &date, const QString &signer);

//! The claims of a JWT. `jti` is a UUID; `responseKeyId` asks for an encrypted answer, when it is not empty.
[[nodiscard]] QByteArray claimsOf(const SignedRequest &request, const Identity &identity, const QDateTime &now,
                                  const QString &jti, const QString &responseKeyId);

//! The headers that authenticate the request. Configuration, with the setting at fault as `field`, when the identity
//! cannot sign, such as with a certificate that has expired meanwhile.
[[nodiscard]] Result<Headers> authenticationOf(const SignedRequest &request, const Identity &identity,
                                               const QDateTime &now, const QString &responseKeyId);

//! Why the certificate of a P12 file cannot be used at `now`; nothing when it can. Configuration at the file's setting.
[[nodiscard]] std::optional<Error> problemWithExpiry(const QDateTime &expiresAt, const QDateTime &now);

} // namespace cybersource
