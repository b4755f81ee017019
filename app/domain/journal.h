// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"
#include "app/domain/journalrecord.h"
#include "app/domain/operation.h"
#include "app/domain/token.h"

#include <QDateTime>
#include <QList>

#include <optional>

//! What a desk remembers about a creation whose end it will be told later. Never more of a card than this.
struct AwaitedCreation {
    Scheme scheme = Scheme::Unknown;
    QString cardLastDigits; //!< four; empty when the request holds no card number
    friend bool operator==(const AwaitedCreation &, const AwaitedCreation &) = default;
};

//! What is about to be done, by whom and why. Everything here is free of card data.
struct JournalIntent {
    QString operatorId;
    Operation operation = Operation::Create;
    QString formId;         //!< which way of creating, empty otherwise
    QString connectionId;
    QString connectionName;
    QString environment;    //!< "sandbox", "test", "production"
    TokenId token;          //!< empty for a create, and for an operation on several tokens
    QString reason;         //!< reason code
    QString comment;
    QString ticket;
    QString correlationId;
    QString request;        //!< redacted
    std::optional<AwaitedCreation> awaited = {}; //!< of a create whose token arrives later
    QList<TokenId> tokens = {}; //!< of an operation on several tokens, in their order; `token` is empty then
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
    JournalSettlement settlement = {}; //!< the newest
    QString host = {};
};

//! Which entries or events to return. What is empty does not narrow.
struct JournalFilter {
    QDateTime from = {};  //!< inclusive
    QDateTime until = {}; //!< exclusive
    QString operatorId = {};
    QString connectionId = {};
    QString token = {};     //!< as target, as one of several, or as result, exactly
    QString ticket = {};    //!< exactly
    QString text = {};      //!< part of a token, reason, comment, ticket, correlation id, error code or detail
    std::optional<Operation> operation = {};             //!< of entries only
    std::optional<JournalOutcome::Kind> outcome = {};    //!< of entries only
    std::optional<JournalEvent::Kind> event = {};        //!< of events only
};

[[nodiscard]] QString toWord(JournalOutcome::Kind kind); //!< "open", "succeeded", "accepted", "refused", "unknown"
//! The outcome that an error means: OutcomeUnknown is Unknown, everything else Refused.
[[nodiscard]] JournalOutcome outcomeFrom(const Error &error);

//! The record of every mutation, and of what else an audit asks for. Nothing in it is ever changed. Thread-safe.
class Journal
{
public:
    virtual ~Journal() = default;
    //! Settles with the entry's id only once the row is durable: nothing may be sent before. Storage when it cannot be.
    [[nodiscard]] virtual Pending<qint64> open(const JournalIntent &intent) = 0;
    //! Settles once the outcome is durable.
    [[nodiscard]] virtual Pending<Done> close(qint64 entry, const JournalOutcome &outcome) = 0;
    //! Entries that concern the token (as target, as one of several, or as result), newest first.
    [[nodiscard]] virtual Pending<QList<JournalEntry>> entriesFor(const QString &connectionId, const TokenId &token) = 0;
    //! Entries whose outcome is unknown, or that an earlier run left without one, and awaited creations that were
    //! accepted, as long as nobody and no notification has settled them: also those that were settled as still unknown.
    //! Newest first.
    [[nodiscard]] virtual Pending<QList<JournalEntry>> openItems() = 0;

    //! Records what an unknown outcome, or an accepted creation, turned out to be; may be done again, the last one
    //! counts. InvalidInput for an entry that is neither and was not left open by a run that is over, and without an
    //! operator.
    [[nodiscard]] virtual Pending<Done> settle(qint64 entry, const JournalSettlement &settlement) = 0;
    [[nodiscard]] virtual Pending<Done> record(const JournalEvent &event) = 0;
    //! At most `limit` entries older than the entry `before` (0: from the newest on), newest first.
    [[nodiscard]] virtual Pending<QList<JournalEntry>> query(const JournalFilter &filter, qint64 before, int limit) = 0;
    //! The same for events.
    [[nodiscard]] virtual Pending<QList<RecordedEvent>> events(const JournalFilter &filter, qint64 before,
                                                               int limit) = 0;
    //! All that concerns the token, with what is needed to check it.
    [[nodiscard]] virtual Pending<JournalEvidence> evidence(const QString &connectionId, const TokenId &token) = 0;
    //! Checks every row, as of now, without keeping others from writing. InvalidInput when it was cancelled.
    [[nodiscard]] virtual Pending<JournalVerdict> verify(const VerificationWatch &watch) = 0;
};
