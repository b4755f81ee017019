// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"
#include "app/net/networktransport.h"
#include "app/providers/fiserv/requests.h"

namespace fiserv {

//! Everything that a connection's values come to.
struct ReadConnection {
    TransportSettings transport;
    Signing signing;
};

//! Checks the values against the connection form, and reads the file that they name. Configuration, with the key of the
//! value at fault as `field`; never with a secret in `detail`.
[[nodiscard]] Result<ReadConnection> readConnection(const ConnectionValues &values, const QDateTime &now);

} // namespace fiserv
