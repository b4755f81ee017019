// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

#include <QFuture>
#include <QPromise>

#include <concepts>
#include <memory>
#include <type_traits>

//! What has to wait: settles with exactly one Result. A future that ends without one was abandoned.
template <typename T>
using Pending = QFuture<Result<T>>;

//! A Pending that has already settled.
template <typename T>
[[nodiscard]] Pending<T> settled(Result<T> result)
{
    return QtFuture::makeReadyFuture(std::move(result));
}

//! A Pending that has already failed.
template <typename T>
[[nodiscard]] Pending<T> failed(Error error)
{
    return settled<T>(Failure(std::move(error)));
}

//! What an abandoned operation means to whoever waited for it.
[[nodiscard]] inline Error abandonedError()
{
    return {.kind = Error::Kind::OutcomeUnknown, .detail = QStringLiteral("abandoned")};
}

//! The result of a future that has ended, also when it ended without one.
template <typename T>
[[nodiscard]] Result<T> outcomeOf(const QFuture<std::expected<T, Error>> &ended)
{
    return ended.resultCount() == 0 ? Result<T>(Failure(abandonedError())) : ended.result();
}

//! The promise side of a Pending. Copies share one promise; when the last copy goes without `settle`, the
//! operation was abandoned, and those who wait are told so.
template <typename T>
class Settler
{
public:
    Settler() : m_promise(std::make_shared<QPromise<Result<T>>>()) { m_promise->start(); }
    [[nodiscard]] Pending<T> pending() const { return m_promise->future(); }
    //! First call wins; later ones are ignored.
    void settle(Result<T> result) const
    {
        if (m_promise->addResult(std::move(result), 0))
            m_promise->finish();
    }

private:
    std::shared_ptr<QPromise<Result<T>>> m_promise;
};

//! Runs `fn(const Result<T> &)` once `pending` has ended, also when it was abandoned, in the thread that ended it.
//! `fn` owns what it touches (values, shared_ptr), never `this`; it is copied, and one copy of it runs, once. Returns
//! nothing: use `chain` to go on waiting.
template <typename T, typename Fn>
    requires std::invocable<Fn, const Result<T> &>
void whenSettled(const QFuture<std::expected<T, Error>> &pending, Fn fn)
{
    static_assert(std::is_copy_constructible_v<Result<T>>, "Qt 6.4 futures crash on move-only results");
    // Qt 6.4 runs no `then` at all for a future that was cancelled, which is how an abandoned promise ends.
    auto mutableFuture = pending;
    mutableFuture.then([fn](const QFuture<Result<T>> &ended) mutable { fn(outcomeOf<T>(ended)); })
        .onCanceled([fn]() mutable { fn(Result<T>(Failure(abandonedError()))); });
}

//! `next(const T &)`, which returns a Pending<U>, once `first` has succeeded; its error otherwise.
template <typename T, typename Fn>
[[nodiscard]] auto chain(const QFuture<std::expected<T, Error>> &first, Fn next) -> std::invoke_result_t<Fn, const T &>
{
    using PendingU = std::invoke_result_t<Fn, const T &>;
    using U = typename decltype(std::declval<PendingU>().result())::value_type;
    const Settler<U> settler;
    whenSettled<T>(first, [settler, next = std::move(next)](const Result<T> &outcome) mutable {
        if (!outcome)
            return settler.settle(Failure(outcome.error()));
        whenSettled<U>(next(*outcome), [settler](const Result<U> &last) { settler.settle(last); });
    });
    return settler.pending();
}

//! `next(const Result<T> &)`, which returns a Pending<U>, however `first` ended (success, failure, abandonment).
template <typename T, typename Fn>
[[nodiscard]] auto chainAlways(const QFuture<std::expected<T, Error>> &first, Fn next)
    -> std::invoke_result_t<Fn, const Result<T> &>
{
    using PendingU = std::invoke_result_t<Fn, const Result<T> &>;
    using U = typename decltype(std::declval<PendingU>().result())::value_type;
    const Settler<U> settler;
    whenSettled<T>(first, [settler, next = std::move(next)](const Result<T> &outcome) mutable {
        whenSettled<U>(next(outcome), [settler](const Result<U> &last) { settler.settle(last); });
    });
    return settler.pending();
}

//! `convert(const T &)`, which returns a Result<U>, once `first` has succeeded; its error otherwise.
template <typename T, typename Fn>
[[nodiscard]] auto transformed(const QFuture<std::expected<T, Error>> &first, Fn convert)
    -> QFuture<std::invoke_result_t<Fn, const T &>>
{
    using ResultU = std::invoke_result_t<Fn, const T &>;
    using U = typename ResultU::value_type;
    const Settler<U> settler;
    whenSettled<T>(first, [settler, convert = std::move(convert)](const Result<T> &outcome) mutable {
        settler.settle(outcome ? convert(*outcome) : ResultU(Failure(outcome.error())));
    });
    return settler.pending();
}
