// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"

#include <QFutureWatcher>

//! How a window waits: `fn(const Result<T> &)` runs in the thread of `context` once `pending` has ended, and not at
//! all when `context` is gone by then. The work itself goes on; only the watching stops.
template <typename T, typename Fn>
    requires std::invocable<Fn, const Result<T> &>
void observe(QObject *context, const QFuture<std::expected<T, Error>> &pending, Fn fn)
{
    static_assert(std::is_copy_constructible_v<Result<T>>, "Qt 6.4 futures crash on move-only results");
    auto *watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, fn = std::move(fn)]() mutable {
        watcher->deleteLater();
        const QFuture<Result<T>> done = watcher->future();
        fn(outcomeOf<T>(done));
    });
    watcher->setFuture(pending);
}
