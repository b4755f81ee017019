// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"
#include "app/net/transport.h"
#include "app/providers/cybersource/connection.h"
#include "app/providers/cybersource/tokenkind.h"

//! The HTTP requests of the operations: signed when they are made, so they are made when they are sent.
namespace cybersource {

[[nodiscard]] QString instrumentIdentifierPath(const QString &id);
[[nodiscard]] QString tokenizedCardPath(const QString &id);
//! InstrumentIdentifier or TokenizedCard.
[[nodiscard]] QString pathOf(const NamedToken &token);

//! A body as it is sent: encrypted when the connection encrypts requests, a secret otherwise. `now` goes into the
//! encrypted message.
struct Sealed {
    QByteArray body = {};
    std::shared_ptr<const SecretBytes> secretBody = {};
};
[[nodiscard]] Result<Sealed> sealed(SecretBytes body, const Encryption &encryption, const QDateTime &now);

[[nodiscard]] Result<HttpRequest> readRequest(const QString &path, const QString &correlationId,
                                              const Connection &connection, const QDateTime &now);
[[nodiscard]] Result<HttpRequest> mutationRequest(const PreparedRequest &prepared, const Connection &connection,
                                                  const QDateTime &now);
//! POST, with an answer that is a bare JWE.
[[nodiscard]] Result<HttpRequest> credentialsRequest(const QString &path, const Sealed &body, const QString &profileId,
                                                     const QString &correlationId, const Connection &connection,
                                                     const QDateTime &now);

} // namespace cybersource
