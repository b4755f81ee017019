// SPDX-License-Identifier: Apache-2.0
#include "app/operations/stateseries.h"

#include <algorithm>

namespace {
//! Owned by the continuations: whoever asked may be gone by then.
struct Series {
    std::shared_ptr<const TokenOperations> operations;
    Operation operation;
    OperationReason why;
    SeriesWatch watch;
    QList<SeriesItem> items;
    Settler<QList<SeriesItem>> settler;

    [[nodiscard]] bool isCancelled() const { return watch.isCancelled && watch.isCancelled->load(); }
};

void goOn(const std::shared_ptr<Series> &series, qsizetype index)
{
    if (index == series->items.size() || series->isCancelled())
        return series->settler.settle(series->items);
    whenSettled<StateChange>(
        series->operations->changeState(series->operation, series->items.at(index).token, series->why),
        [series, index](const Result<StateChange> &outcome) {
            series->items[index].outcome = outcome;
            if (series->watch.progress)
                series->watch.progress(index, outcome);
            if (endsSeries(outcome))
                return series->settler.settle(series->items);
            goOn(series, index + 1);
        });
}
} // namespace

Pending<QList<SeriesItem>> changeStates(std::shared_ptr<const TokenOperations> operations, Operation operation,
                                        const QList<TokenId> &tokens, const OperationReason &why,
                                        const SeriesWatch &watch)
{
    const auto series = std::make_shared<Series>(Series{std::move(operations), operation, why, watch, {}, {}});
    for (const TokenId &token : tokens) {
        const bool isThere = std::any_of(series->items.cbegin(), series->items.cend(),
                                         [&](const SeriesItem &item) { return item.token == token; });
        if (!isThere)
            series->items.append({.token = token});
    }
    goOn(series, 0);
    return series->settler.pending();
}

bool endsSeries(const Result<StateChange> &outcome)
{
    if (outcome)
        return !outcome->isRecorded;
    switch (outcome.error().kind) {
    case Error::Kind::InvalidInput:
    case Error::Kind::Rejected:
    case Error::Kind::NotFound:
        return false;
    default:
        return true;
    }
}
