// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/sandboxfaults.h"
#include "app/sandbox/sandboxmessage.h"

#include <chrono>
#include <optional>

//! An answer and how much of it reaches the client.
struct SandboxReply {
    enum class Delivery {
        Whole,
        Cut,    //!< half of its bytes, then the end of the connection
        Closed, //!< nothing but the end of the connection
        Never   //!< nothing at all, on a connection that stays open
    };
    SandboxAnswer answer;
    Delivery delivery = Delivery::Whole;
    std::chrono::milliseconds delay{0}; //!< besides the server's latency

    //! The status that the client learns for certain; 0 when it gets no whole answer.
    [[nodiscard]] int answeredStatus() const { return delivery == Delivery::Whole ? answer.status : 0; }
};

//! What is left of the answer after the fault; the answer of a fault that prevents execution does not matter.
[[nodiscard]] SandboxReply spoiledReply(const SandboxAnswer &answer, std::optional<SandboxFault> fault);
