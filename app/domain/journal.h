// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"
#include "app/domain/operation.h"
#include "app/domain/token.h"

#include <QDateTime>
#include <QList>

//! What is about to be done, by whom and why. Everything here is free of card data.
struct JournalIntent {
    QString operatorId;
    Operation operation = Operation::Create;
    QString formId;         //!< which way of creating, empty otherwise
    QString connectionId;
    QString connectionName;
    QString environment;    //!< "sandbox", "test", "production"
    TokenId token;          //!< empty for a create
    QString reason;         //!< reason code
    QString comment;
    QString ticket;
    QString correlationId;
    QString request;        //!< redacted
};

//! How it ended.
struct JournalOutcome {
    enum class Kind { Open, Succeeded, Accepted, Refused, Unknown }; //!< Open: no outcome yet
    Kind kind = Kind::Open;
    TokenId token;          //!< the token that a create made
    int httpStatus = 0;
    QString errorKind;
    QString errorCode;
    QString schemeCorrelationId;
    QString detail;         //!< redacted
};

struct JournalEntry {
    qint64 id = 0;
    JournalIntent intent;
    QDateTime openedAt;     //!< UTC
    JournalOutcome outcome;
    QDateTime closedAt;     //!< UTC, invalid while open
};

[[nodiscard]] QString toWord(JournalOutcome::Kind kind); //!< "open", "succeeded", "accepted", "refused", "unknown"
//! The outcome that an error means: OutcomeUnknown is Unknown, everything else Refused.
[[nodiscard]] JournalOutcome outcomeFrom(const Error &error);

//! The record of every mutation. Thread-safe.
class Journal
{
public:
    virtual ~Journal() = default;
    //! Settles with the entry's id only once the row is durable: nothing may be sent before. Storage when it cannot be.
    [[nodiscard]] virtual Pending<qint64> open(const JournalIntent &intent) = 0;
    //! Settles once the outcome is durable.
    [[nodiscard]] virtual Pending<Done> close(qint64 entry, const JournalOutcome &outcome) = 0;
    //! Entries that concern the token (as target or as result), newest first.
    [[nodiscard]] virtual Pending<QList<JournalEntry>> entriesFor(const QString &connectionId, const TokenId &token) = 0;
    //! Entries without an outcome that an earlier run of the program left behind: their outcome is unknown.
    [[nodiscard]] virtual Pending<QList<JournalEntry>> leftOpen() = 0;
};
