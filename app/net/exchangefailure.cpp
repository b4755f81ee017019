// SPDX-License-Identifier: Apache-2.0
#include "app/net/exchangefailure.h"

using namespace Qt::StringLiterals;

namespace {
using Cause = ExchangeFailure::Cause;
using Kind = Error::Kind;

Kind kindOfRead(Cause cause)
{
    switch (cause) {
    case Cause::TimedOut:
        return Kind::TimedOut;
    case Cause::Malformed:
        return Kind::BadReply;
    case Cause::TooLarge:
        return Kind::TooLarge;
    default:
        return Kind::Unreachable;
    }
}

Kind kindOf(const ExchangeFailure &failure, bool isRead)
{
    if (failure.cause == Cause::BadConfiguration)
        return Kind::Configuration;
    if (failure.cause == Cause::ProxyNotReached)
        return Kind::ProxyUnreachable;
    if (failure.cause == Cause::ProxyUnauthorized)
        return Kind::ProxyUnauthorized;
    if (failure.cause == Cause::ServerUntrusted)
        return Kind::ServerUntrusted;
    if (failure.cause == Cause::ClientRefused)
        return Kind::CertificateRefused;
    if (!failure.wasSent)
        return Kind::Unreachable;
    return isRead ? kindOfRead(failure.cause) : Kind::OutcomeUnknown;
}
} // namespace

Error errorFrom(const ExchangeFailure &failure, bool isRead, const QString &correlationId)
{
    const QString seen = failure.status ? u" (the status was %1)"_s.arg(failure.status) : QString();
    const QString sent = failure.wasSent ? QString() : u"; nothing was sent"_s;
    return {.kind = kindOf(failure, isRead),
            .detail = failure.detail + seen + sent,
            .correlationId = correlationId,
            .httpStatus = failure.status};
}
