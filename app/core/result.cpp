// SPDX-License-Identifier: Apache-2.0
#include "app/core/result.h"

QString toString(Error::Kind kind)
{
    using enum Error::Kind;
    switch (kind) {
    case InvalidInput:
        return QStringLiteral("InvalidInput");
    case Configuration:
        return QStringLiteral("Configuration");
    case Unreachable:
        return QStringLiteral("Unreachable");
    case ProxyUnreachable:
        return QStringLiteral("ProxyUnreachable");
    case ProxyUnauthorized:
        return QStringLiteral("ProxyUnauthorized");
    case TimedOut:
        return QStringLiteral("TimedOut");
    case ServerUntrusted:
        return QStringLiteral("ServerUntrusted");
    case CertificateRefused:
        return QStringLiteral("CertificateRefused");
    case Unauthorized:
        return QStringLiteral("Unauthorized");
    case Rejected:
        return QStringLiteral("Rejected");
    case NotFound:
        return QStringLiteral("NotFound");
    case Throttled:
        return QStringLiteral("Throttled");
    case Unavailable:
        return QStringLiteral("Unavailable");
    case ServerFault:
        return QStringLiteral("ServerFault");
    case Redirected:
        return QStringLiteral("Redirected");
    case TooLarge:
        return QStringLiteral("TooLarge");
    case BadReply:
        return QStringLiteral("BadReply");
    case Undecryptable:
        return QStringLiteral("Undecryptable");
    case Storage:
        return QStringLiteral("Storage");
    case OutcomeUnknown:
        return QStringLiteral("OutcomeUnknown");
    }
    return QStringLiteral("Error %1").arg(static_cast<int>(kind));
}

bool mayHaveBeenDone(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::OutcomeUnknown:
    case Error::Kind::TimedOut:
    case Error::Kind::ServerFault:
    case Error::Kind::TooLarge:
    case Error::Kind::BadReply:
    case Error::Kind::Undecryptable:
        return true;
    default:
        return false;
    }
}
