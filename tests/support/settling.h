// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"

#include <QTest>

//! The outcome of `pending`, waited for with the event loop running; OutcomeUnknown when it does not settle in time.
template <typename T>
[[nodiscard]] Result<T> settledWithin(const QFuture<std::expected<T, Error>> &pending, int milliseconds = 10'000)
{
    if (!QTest::qWaitFor([&] { return pending.isFinished(); }, milliseconds))
        return Failure({.kind = Error::Kind::OutcomeUnknown, .detail = QStringLiteral("did not settle in time")});
    return outcomeOf<T>(pending);
}

//! For QVERIFY2: what an outcome says when it is not the success that was expected.
template <typename T>
[[nodiscard]] QByteArray failureText(const std::expected<T, Error> &outcome)
{
    return outcome ? QByteArray("succeeded")
                   : (toString(outcome.error().kind) + QStringLiteral(": ") + outcome.error().detail).toUtf8();
}
