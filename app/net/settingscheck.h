// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/net/networktransport.h"

//! Configuration, in a sentence, when no connection could be made with these settings or the credential would go to a
//! host that it is not bound to (security.md N6). Looks nothing up and sends nothing.
[[nodiscard]] Result<Done> checkSettings(const TransportSettings &settings);

//! InvalidInput when `request` cannot be written as HTTP/1.1 as it stands (a line break in a header would make two of
//! it) or sets a header that belongs to the transport, such as the credential's.
[[nodiscard]] Result<Done> checkRequest(const HttpRequest &request, const TransportSettings &settings);
