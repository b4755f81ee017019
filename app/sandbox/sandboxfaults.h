// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

#include <QList>
#include <QMutex>
#include <QString>

#include <optional>

//! What can go wrong on purpose. The first three answer at once and nothing is executed. With the others the request
//! is executed and only its answer suffers: the case in which a client must not guess.
enum class SandboxFault {
    TooManyRequests, //!< "429", with Retry-After: 1
    InternalError,   //!< "500"
    Unavailable,     //!< "503"
    Stall,           //!< "stall": never answers, keeps the connection
    CloseBefore,     //!< "close-before": closes without answering
    CloseInside,     //!< "close-inside": closes half-way through the answer
    Malformed,       //!< "malformed": a body that is not JSON
    WrongContentType //!< "content-type": a page of text/html
};

enum class SandboxFaultScope { Everything, Mutations, Reads };

[[nodiscard]] bool preventsExecution(SandboxFault fault);

//! Which requests go wrong. Safe to use from any thread.
class SandboxFaults
{
public:
    //! "KIND:RATE": a word of SandboxFault and 0..1, or "next N" for the next N requests. InvalidInput otherwise.
    [[nodiscard]] Result<Done> add(const QString &specification);
    //! The next `count` requests in scope; takes precedence over rates, in the order of the calls.
    void setNext(SandboxFault fault, int count, SandboxFaultScope scope);
    //! This share of all requests in scope, 0..1; replaces an earlier rate of the same fault.
    void setRate(SandboxFault fault, double rate, SandboxFaultScope scope);
    void clear();
    //! What is to happen to a request that has just come in; a counted fault is used up by it.
    [[nodiscard]] std::optional<SandboxFault> take(bool isMutation);

private:
    struct Rule {
        SandboxFault fault;
        SandboxFaultScope scope;
        int remaining; //!< of a counted rule
        double rate;   //!< of any other
    };
    mutable QMutex m_mutex;
    QList<Rule> m_counted;
    QList<Rule> m_rated;
};
