// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"

//! Waits in a test for work that another thread finishes by itself, without an event loop: the shortest way for tests
//! that make thousands of small calls.
template <typename T>
[[nodiscard]] Result<T> await(QFuture<std::expected<T, Error>> pending)
{
    pending.waitForFinished();
    return outcomeOf<T>(pending);
}

//! The kind of the error, by its name; empty for a success. (QCOMPARE cannot take an Error::Kind: it would call the
//! project's toString for it, which returns a QString.)
template <typename T>
[[nodiscard]] QString kindOf(const std::expected<T, Error> &outcome)
{
    return outcome ? QString() : toString(outcome.error().kind);
}

//! The error's detail for QVERIFY2; empty for a success.
template <typename T>
[[nodiscard]] QByteArray detailOf(const std::expected<T, Error> &outcome)
{
    return outcome ? QByteArray() : outcome.error().detail.toUtf8();
}
