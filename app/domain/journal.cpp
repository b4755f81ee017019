// SPDX-License-Identifier: Apache-2.0
#include "app/domain/journal.h"

#include "app/core/redact.h"

using namespace Qt::StringLiterals;

QString toWord(JournalOutcome::Kind kind)
{
    switch (kind) {
    case JournalOutcome::Kind::Open:
        break;
    case JournalOutcome::Kind::Succeeded:
        return u"succeeded"_s;
    case JournalOutcome::Kind::Accepted:
        return u"accepted"_s;
    case JournalOutcome::Kind::Refused:
        return u"refused"_s;
    case JournalOutcome::Kind::Unknown:
        return u"unknown"_s;
    }
    return u"open"_s;
}

JournalOutcome outcomeFrom(const Error &error)
{
    QStringList details{error.detail, error.providerDetail};
    details.removeAll(QString());
    return {
        .kind =
            error.kind == Error::Kind::OutcomeUnknown ? JournalOutcome::Kind::Unknown : JournalOutcome::Kind::Refused,
        .token = {},
        .httpStatus = error.httpStatus,
        .errorKind = toString(error.kind),
        .errorCode = redacted(error.code),
        .schemeCorrelationId = redacted(error.schemeCorrelationId),
        .detail = redacted(details.join(u": "_s)),
    };
}
