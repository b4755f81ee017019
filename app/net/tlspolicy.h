// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/net/networktransport.h"

#include <QSslConfiguration>

//! TLS as this program speaks it (security.md N1, F3): 1.2 or later, the peer verified against the connection's own
//! roots when it has any, forward-secret AEAD ciphers only, the connection's client certificate, no session kept
//! anywhere. Loads Qt's TLS plugin on first use: not for the GUI thread.
[[nodiscard]] QSslConfiguration tlsConfiguration(const TransportSettings &settings);

//! Whether a fatal alert says that the server did not accept our certificate, or the lack of one. `wasHelloAnswered`:
//! the server had chosen version and cipher before, so handshake_failure is not about those.
[[nodiscard]] bool refusesClientCertificate(QSsl::AlertType alert, bool wasHelloAnswered);
