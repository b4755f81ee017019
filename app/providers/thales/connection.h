// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"
#include "app/net/networktransport.h"
#include "app/providers/thales/thalesprovider.h"

namespace thales {

//! Everything that a connection's values come to.
struct ReadConnection {
    TransportSettings transport;
    ThalesProvider::Settings settings;
    ThalesProvider::Keys keys;
};

//! Checks the values against the connection form, and reads the files they name. Does file I/O. Configuration, with the
//! key of the value at fault as `field`; never with a secret in `detail`. `now` decides which certificates have
//! expired.
[[nodiscard]] Result<ReadConnection> readConnection(const ConnectionValues &values, const QDateTime &now);

} // namespace thales
