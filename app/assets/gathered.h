// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"

#include <QList>

#include <atomic>
#include <memory>
#include <vector>

//! All results, in order, once the last of `pendings` has ended. Always a value.
template <typename T>
[[nodiscard]] Pending<QList<Result<T>>> gathered(const QList<QFuture<std::expected<T, Error>>> &pendings)
{
    struct Gathering {
        std::vector<Result<T>> results; // each element is written once, by whoever settles it
        std::atomic<qsizetype> left = 0;
    };
    using Results = QList<Result<T>>;
    if (pendings.isEmpty())
        return settled<Results>(Results());
    const Settler<Results> settler;
    const auto gathering = std::make_shared<Gathering>();
    gathering->results.resize(static_cast<std::size_t>(pendings.size()), Failure(abandonedError()));
    gathering->left = pendings.size();
    for (qsizetype i = 0; i < pendings.size(); ++i) {
        whenSettled<T>(pendings.at(i), [settler, gathering, i](const Result<T> &outcome) {
            gathering->results[static_cast<std::size_t>(i)] = outcome;
            if (--gathering->left == 0)
                settler.settle(Results(gathering->results.cbegin(), gathering->results.cend()));
        });
    }
    return settler.pending();
}
