// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/createguard.h"
#include "app/domain/journal.h"
#include "app/domain/tokenprovider.h"
#include "app/domain/workspace.h"
#include "app/operations/activity.h"

#include <memory>
#include <optional>

//! Which connection, for the journal and the windows.
struct ConnectionInfo {
    QString id;
    QString name;
    QString environment; //!< "sandbox", "test", "production"
};

//! Why an agent does something.
struct OperationReason {
    QString reason; //!< reason code
    QString comment;
    QString ticket;
};

//! What came of a create. `recorded` is false when the server's answer could not be journaled: the outcome is then
//! known here and now, but the record still says "open", and the window says so.
struct Creation {
    MutationAnswer answer;
    bool isRecorded = true;
};

//! What came of a delete: the server confirmed it, and this is how the token looks to it now.
struct Deletion {
    std::optional<TokenReading> reading; //!< what a fresh look-up said; empty when the server no longer knows the token
    Error rereadError;                   //!< why the fresh look-up gave nothing, when it failed otherwise
    bool couldReread = true;
    QString correlationId; //!< of the delete
    bool isRecorded = true;
};

//! What came of a suspend or a resume that the server confirmed, and how the token looks to it now: maybe not as asked,
//! because someone else suspends it too, or because the server takes its time.
struct StateChange {
    Operation operation = Operation::Suspend;
    std::optional<TokenReading> reading; //!< what a fresh look-up said; empty when the server no longer knows the token
    Error rereadError;                   //!< why the fresh look-up gave nothing, when it failed otherwise
    bool couldReread = true;
    bool isAccepted = false; //!< accepted for later (202)
    QString correlationId;   //!< of the suspend or resume
    bool isRecorded = true;

    [[nodiscard]] bool isAsAsked() const { return reading && reading->token.state == stateAfter(operation); }
};

//! What came of an update of several tokens that the server accepted, row by row.
struct SeveralUpdated {
    QList<RowOutcome> rows; //!< as they were given
    QString correlationId;
    QList<TokenField> extra;
    bool isRecorded = true;
};

//! What came of an action (TokenAction) that the server accepted.
struct ActionDone {
    MutationAnswer answer;
    std::optional<TokenReading> reading; //!< how its token looks now, when there is one and it could be read
    bool isRecorded = true;
};

//! Every operation in the same six steps: check, prepare, journal the intent, send once, journal the outcome, remember
//! the token. The journal's row is durable before a mutating byte leaves; when it cannot be written, nothing is sent.
//! Work goes on when the window that asked is closed. Thread-safe.
class TokenOperations
{
public:
    TokenOperations(ConnectionInfo connection, QString operatorId, std::shared_ptr<TokenProvider> provider,
                    std::shared_ptr<Journal> journal, std::shared_ptr<Workspace> workspace,
                    std::shared_ptr<const Clock> clock, std::shared_ptr<CreateGuard> guard = {});

    [[nodiscard]] const ConnectionInfo &connection() const { return m_connection; }
    [[nodiscard]] const QString &operatorId() const { return m_operatorId; }
    [[nodiscard]] const Capabilities &capabilities() const { return m_provider->capabilities(); }

    //! Asks the server and remembers what it said, also when it said NotFound. InvalidInput when looking tokens up is
    //! not offered. An answer with card data in it is journaled before it settles; it stands also when that fails.
    [[nodiscard]] Pending<TokenReading> lookUp(const TokenId &token) const;
    //! Whether this desk created a token for the same card on this connection within a day: ask before `create`. The
    //! card number is read before this returns. Nothing for a form without a card number.
    [[nodiscard]] Pending<std::optional<RecentCreate>> recentCreate(const QString &formId,
                                                                    const FormValues &values) const;
    //! `values` is used up before this returns: its secrets are encrypted or wiped. InvalidInput, and nothing is
    //! journaled or sent, without an operator, for a form that is not offered and for values that the provider refuses.
    //! Storage when the intent could not be journaled: nothing was sent.
    [[nodiscard]] Pending<Creation> create(const QString &formId, FormValues values, const OperationReason &why) const;
    //! The same; then asks the server how the token looks now. Whether the state allows it is the caller's to check.
    [[nodiscard]] Pending<Deletion> erase(const TokenId &token, const OperationReason &why) const;
    //! The same for a suspend or a resume. InvalidInput also for a reason or a comment that the connection cannot send.
    [[nodiscard]] Pending<StateChange> changeState(Operation operation, const TokenId &token,
                                                   const OperationReason &why) const;
    //! The same for one of the capabilities' actions; then reads the token that it was done to. `values` is used up
    //! before this returns.
    [[nodiscard]] Pending<ActionDone> act(const ActionTarget &target, FormValues values,
                                          const OperationReason &why) const;
    //! TokenProvider::paymentCredentials. That they were asked for is recorded before anything is sent, and nothing is
    //! sent when it cannot be. `values` is used up before this returns. Not an operation: it changes no token.
    [[nodiscard]] Pending<PaymentCredentials> paymentCredentials(const TokenId &token, FormValues values,
                                                                 const OperationReason &why = {}) const;
    //! What this desk did with the token and what it saw change, newest first.
    [[nodiscard]] Pending<QList<ActivityItem>> activity(const TokenId &token) const;
    //! All rows in one request and one entry of the journal, which names what was refused. The entry is unknown when a
    //! row is unclear: somebody has to look. `rows` is used up before this returns. No token is read afterwards.
    [[nodiscard]] Pending<SeveralUpdated> updateSeveral(std::vector<UpdateRow> rows, const OperationReason &why) const;
    //! Operations of every connection whose outcome is unknown, newest first: nothing of this run that is under way.
    [[nodiscard]] Pending<QList<JournalEntry>> openItems() const;
    //! Records what someone found out about an operation whose outcome is unknown; signed with this operator's id.
    //! Sends nothing. InvalidInput without an operator.
    [[nodiscard]] Pending<Done> settle(qint64 entry, JournalSettlement settlement) const;
    //! All that the journal holds about the token on this connection.
    [[nodiscard]] Pending<JournalEvidence> evidence(const TokenId &token) const;
    //! Records that something about the token leaves the desk as a file. InvalidInput without an operator.
    [[nodiscard]] Pending<Done> recordExport(const TokenId &token, const QString &what) const;
    //! Records that personal data was shown; `what` is its name, never its value.
    [[nodiscard]] Pending<Done> recordReveal(const TokenId &token, const QString &what,
                                             const OperationReason &why = {}) const;
    [[nodiscard]] Pending<QList<TokenReading>> seenTokens() const;
    //! Among the tokens that this desk has seen: Workspace::search, and by the correlation ids of operations.
    [[nodiscard]] Pending<QList<FoundToken>> search(const QString &text, int limit) const;
    [[nodiscard]] Pending<Annotations> annotations(const TokenId &token) const;
    //! Signed by the operator. InvalidInput without one; what else may be refused: Workspace::annotate.
    [[nodiscard]] Pending<Annotations> annotate(const TokenId &token, const AnnotationEdit &edit) const;
    [[nodiscard]] Pending<QList<TagUse>> tags() const;
    [[nodiscard]] Pending<QList<TokenId>> taggedWith(const QString &tag) const;

private:
    [[nodiscard]] JournalEvent eventOf(JournalEvent::Kind kind, const TokenId &token, const QString &what,
                                       const OperationReason &why = {}) const;
    [[nodiscard]] JournalIntent intentOf(const PreparedRequest &request, const OperationReason &why) const;
    [[nodiscard]] QByteArray fingerprintOf(const QString &formId, const FormValues &values) const;
    //! Why nothing may be changed: nobody is named who does it.
    [[nodiscard]] std::optional<Error> objection() const;

    ConnectionInfo m_connection;
    QString m_operatorId;
    std::shared_ptr<TokenProvider> m_provider;
    std::shared_ptr<Journal> m_journal;
    std::shared_ptr<Workspace> m_workspace;
    std::shared_ptr<const Clock> m_clock;
    std::shared_ptr<CreateGuard> m_guard; //!< may be null: then nothing is recognised
};
