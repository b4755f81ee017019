// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/sandbox/sandboxmessage.h"

#include <QString>

//! How the host wants the signature: the vendor's hosts differ, and so may sandboxes.
enum class SandboxFiservSignature { Raw, Hex };

//! What opens the API.
struct SandboxFiservCredentials {
    QString apiKey;
    QString apiSecret;
    QString accessToken; //!< in place of a signature
    SandboxFiservSignature signature = SandboxFiservSignature::Hex;
};

//! Why a request is not let in.
struct SandboxFiservObjection {
    int status = 401;
    QString responseType;
    QString message;
};

//! Checks Api-Key, Client-Request-Id, Timestamp (milliseconds, within five minutes of `clock`) and Message-Signature,
//! or a bearer token in its place; nothing when all is well. Comparisons take the same time for every wrong value.
[[nodiscard]] std::optional<SandboxFiservObjection>
sandboxFiservObjection(const SandboxRequest &request, const SandboxFiservCredentials &credentials, const Clock &clock);
