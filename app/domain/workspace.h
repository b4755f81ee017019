// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"
#include "app/domain/token.h"

#include <QList>

//! The tokens that this desk has seen, with their last reading, per connection. Thread-safe; kept over restarts.
class Workspace
{
public:
    virtual ~Workspace() = default;
    //! Keeps the reading as the token's last one.
    [[nodiscard]] virtual Pending<Done> remember(const QString &connectionId, const TokenReading &reading) = 0;
    //! The server said that it does not know the token (any more): keeps what was known, with this state and word
    //! (Deleted and "DELETED" after a delete that it confirmed; Unknown and "NOT FOUND" otherwise). Does nothing for a
    //! token that was never seen.
    [[nodiscard]] virtual Pending<Done> rememberGone(const QString &connectionId, const TokenId &token, TokenState state,
                                                     const QString &stateWord, const QDateTime &when,
                                                     const QString &correlationId) = 0;
    //! Most recently read first.
    [[nodiscard]] virtual Pending<QList<TokenReading>> tokens(const QString &connectionId) = 0;
    //! By part of a token id, last digits or PAR; most recently read first.
    [[nodiscard]] virtual Pending<QList<TokenReading>> search(const QString &connectionId, const QString &text,
                                                              int limit) = 0;
    [[nodiscard]] virtual Pending<Done> forget(const QString &connectionId, const TokenId &token) = 0;
};
