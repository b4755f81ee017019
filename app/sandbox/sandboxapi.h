// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/sandboxmessage.h"

#include <QByteArray>

//! One payment API that the sandbox plays. Lives in the sandbox's thread.
class SandboxApi
{
public:
    virtual ~SandboxApi() = default;
    //! First segment of every path of the API, such as "tsh-cof"; empty for one that is given its paths whole.
    [[nodiscard]] virtual QByteArray prefix() const = 0;
    //! The longest body of a request.
    [[nodiscard]] virtual qsizetype longestBody() const { return 64 * 1024; }
    //! Executes a request. It runs inside a database transaction, which is undone when the answer's status is 500.
    [[nodiscard]] virtual SandboxAnswer answer(const SandboxRequest &request) = 0;
};
