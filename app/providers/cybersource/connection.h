// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"
#include "app/net/networktransport.h"
#include "app/providers/cybersource/authentication.h"

namespace cybersource {

//! Message-level encryption of a connection.
struct Encryption {
    Key requests = {};          //!< the service's public key; null: requests go in the clear, inside TLS
    QString responseKeyId = {}; //!< the key that answers are asked to be encrypted for; empty: none are asked for
    KeyRing keys = {};          //!< the merchant's own private keys, for answers and for payment credentials
};

//! What a connection is, but for its transport. Immutable once it is open.
struct Connection {
    Identity identity;
    Encryption encryption = {};
    QByteArray host = {}; //!< as the Host header has it
    QString profileId = {};
    QString credentialsVersion = QStringLiteral("v3");
    bool deletesWithReason = true;
    bool isTest = false;
    bool asksForArt = false;
};

//! Everything that a connection's values come to.
struct ReadConnection {
    TransportSettings transport;
    Connection connection;
};

//! Checks the values against the connection form, and reads the files that they name. Configuration, with the key of
//! the value at fault as `field`; never with a secret in `detail`. Nothing is sent.
[[nodiscard]] Result<ReadConnection> readConnection(const ConnectionValues &values, const QDateTime &now);

} // namespace cybersource
