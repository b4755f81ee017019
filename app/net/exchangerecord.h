// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/exchange.h"
#include "app/net/networktransport.h"

//! What there is to tell about one send, as it happened.
struct ExchangeFacts {
    const HttpRequest &request;
    const TransportSettings &settings;
    QDateTime startedAt; //!< UTC
    qint64 elapsedMs = 0;
    int attempts = 1;
};

//! The send and its outcome fit to be shown: header values by allow-list, bodies by the request's `visibleKeys`, and
//! everything through the redactor (security.md C5). The credential's value is not looked at.
[[nodiscard]] Exchange exchangeRecord(const ExchangeFacts &facts, const std::optional<HttpReply> &reply,
                                      const QString &failure);
