// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/tokenoperations.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

//! One token of a series, and what came of it; no outcome when it was not tried.
struct SeriesItem {
    TokenId token;
    std::optional<Result<StateChange>> outcome = {};
};

//! How a series is watched and ended early: between two tokens, never inside one.
struct SeriesWatch {
    //! After each token, from another thread: which one, and what came of it.
    std::function<void(qsizetype index, const Result<StateChange> &outcome)> progress = {};
    std::shared_ptr<const std::atomic<bool>> isCancelled = {}; //!< may be null
};

//! Suspends or resumes the tokens one after another, each with a journal row and an outcome of its own; settles with
//! one item for each token, in their order. A token that is named twice is tried once. The series ends early when the
//! next token would fare no better (endsSeries); it succeeds also then.
[[nodiscard]] Pending<QList<SeriesItem>> changeStates(std::shared_ptr<const TokenOperations> operations,
                                                      Operation operation, const QList<TokenId> &tokens,
                                                      const OperationReason &why, const SeriesWatch &watch = {});

//! Whether a series ends with this outcome: nothing can be recorded, the server takes nothing from this desk or asks it
//! to slow down, or it is not known what became of the request.
[[nodiscard]] bool endsSeries(const Result<StateChange> &outcome);
