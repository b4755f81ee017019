// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

//! Why an exchange on a connection ended without a reply, before anyone asks what that means for the operation.
struct ExchangeFailure {
    enum class Cause {
        BadConfiguration, //!< our own certificate or key cannot be used
        NotReached,       //!< no connection, or no TLS on it
        ProxyNotReached,   //!< or it made no connection to the server
        ProxyUnauthorized, //!< it wants a name and a password that it accepts
        ServerUntrusted,
        ClientRefused, //!< a fatal alert about our certificate: the server processed no request
        Closed,        //!< the connection ended before the reply began
        TimedOut,
        Malformed, //!< something came that is no complete reply
        TooLarge,
        Stopped, //!< ended from here: the transport is going away
    };
    Cause cause = Cause::NotReached;
    QString detail = {};
    bool wasSent = false; //!< whether any part of the request may have reached the server
    int status = 0;       //!< of the final status line, if it came
};

//! What the failure means: definite when nothing was sent; unknown when a mutation was. The one place that decides it.
[[nodiscard]] Error errorFrom(const ExchangeFailure &failure, bool isRead, const QString &correlationId);
