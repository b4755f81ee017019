// SPDX-License-Identifier: Apache-2.0
#include "app/operations/tokenoperations.h"

#include "app/operations/correlationid.h"

using namespace Qt::StringLiterals;

namespace {
//! What one mutation needs until its outcome is recorded. Owned by the continuations: the window that asked, and even the
//! TokenOperations, may be gone by then.
struct Course {
    ConnectionInfo connection;
    std::shared_ptr<TokenProvider> provider;
    std::shared_ptr<Journal> journal;
    std::shared_ptr<Workspace> workspace;
    std::shared_ptr<const Clock> clock;
};

//! A mutation's answer, and whether its outcome could be recorded.
struct Recorded {
    MutationAnswer answer;
    bool isRecorded = true;
};

JournalOutcome outcomeOfAnswer(const MutationAnswer &answer)
{
    JournalOutcome outcome;
    outcome.kind = answer.isAccepted ? JournalOutcome::Kind::Accepted : JournalOutcome::Kind::Succeeded;
    outcome.token = answer.reading ? answer.reading->token.id : TokenId();
    outcome.httpStatus = answer.httpStatus;
    return outcome;
}

Error withCorrelationId(Error error, const QString &correlationId)
{
    if (error.correlationId.isEmpty())
        error.correlationId = correlationId;
    return error;
}

//! Steps three to five: the intent is durable before anything is sent, the outcome after.
Pending<Recorded> carryOut(const Course &course, const JournalIntent &intent, const PreparedRequest &request)
{
    return chain<qint64>(course.journal->open(intent), [course, request](qint64 entry) {
        return chainAlways<MutationAnswer>(course.provider->perform(request), [course, request, entry](const Result<MutationAnswer> &sent) {
            const Result<MutationAnswer> result =
                sent ? sent : Result<MutationAnswer>(Failure(withCorrelationId(sent.error(), request.correlationId)));
            const JournalOutcome outcome = result ? outcomeOfAnswer(*result) : outcomeFrom(result.error());
            return chainAlways<Done>(course.journal->close(entry, outcome), [result](const Result<Done> &closed) {
                if (!result)
                    return failed<Recorded>(result.error());
                return settled<Recorded>(Recorded{*result, closed.has_value()});
            });
        });
    });
}

//! Step six, for whatever a reading came from. What the server said stands, also when it could not be remembered.
Pending<TokenReading> remember(const Course &course, const TokenReading &reading)
{
    return chainAlways<Done>(course.workspace->remember(course.connection.id, reading),
                             [reading](const Result<Done> &) { return settled<TokenReading>(reading); });
}

Pending<TokenReading> readAndRemember(const Course &course, const TokenId &token, const QString &correlationId, TokenState goneState,
                                      const QString &goneWord)
{
    return chainAlways<TokenReading>(
        course.provider->lookUp(token, correlationId),
        [course, token, correlationId, goneState, goneWord](const Result<TokenReading> &read) {
            if (read)
                return remember(course, *read);
            const Error error = withCorrelationId(read.error(), correlationId);
            if (error.kind != Error::Kind::NotFound)
                return failed<TokenReading>(error);
            return chainAlways<Done>(course.workspace->rememberGone(course.connection.id, token, goneState, goneWord,
                                                                    course.clock->nowUtc(), correlationId),
                                     [error](const Result<Done> &) { return failed<TokenReading>(error); });
        });
}

Deletion deletionFrom(const Recorded &recorded, const Result<TokenReading> &reread)
{
    Deletion deletion{.reading = {}, .rereadError = {}, .correlationId = recorded.answer.correlationId, .isRecorded = recorded.isRecorded};
    if (reread) {
        deletion.reading = *reread;
    } else if (reread.error().kind != Error::Kind::NotFound) {
        deletion.couldReread = false;
        deletion.rereadError = reread.error();
    }
    return deletion;
}
} // namespace

TokenOperations::TokenOperations(ConnectionInfo connection, QString operatorId, std::shared_ptr<TokenProvider> provider,
                                 std::shared_ptr<Journal> journal, std::shared_ptr<Workspace> workspace,
                                 std::shared_ptr<const Clock> clock)
    : m_connection(std::move(connection)), m_operatorId(std::move(operatorId)), m_provider(std::move(provider)),
      m_journal(std::move(journal)), m_workspace(std::move(workspace)), m_clock(std::move(clock))
{
}

JournalIntent TokenOperations::intentOf(const PreparedRequest &request, const OperationReason &why) const
{
    return {.operatorId = m_operatorId,
            .operation = request.operation,
            .formId = request.formId,
            .connectionId = m_connection.id,
            .connectionName = m_connection.name,
            .environment = m_connection.environment,
            .token = request.token,
            .reason = why.reason,
            .comment = why.comment,
            .ticket = why.ticket,
            .correlationId = request.correlationId,
            .request = request.redacted};
}

std::optional<Error> TokenOperations::objection(Operation operation) const
{
    if (m_operatorId.trimmed().isEmpty())
        return Error{.kind = Error::Kind::InvalidInput, .detail = u"no operator id is set"_s, .field = u"operatorId"_s};
    const bool isOffered = operation == Operation::Create ? !capabilities().creates.isEmpty() : capabilities().offers(operation);
    if (!isOffered)
        return Error{.kind = Error::Kind::InvalidInput, .detail = u"%1 does not offer this operation"_s.arg(capabilities().apiName)};
    return std::nullopt;
}

Pending<TokenReading> TokenOperations::lookUp(const TokenId &token) const
{
    const Course course{m_connection, m_provider, m_journal, m_workspace, m_clock};
    return readAndRemember(course, token, newCorrelationId(), TokenState::Unknown, u"NOT FOUND"_s);
}

Pending<Creation> TokenOperations::create(const QString &formId, FormValues values, const OperationReason &why) const
{
    if (const std::optional<Error> error = objection(Operation::Create))
        return failed<Creation>(*error);
    const Result<PreparedRequest> request = m_provider->prepareCreate(formId, values, newCorrelationId());
    if (!request)
        return failed<Creation>(request.error());
    const Course course{m_connection, m_provider, m_journal, m_workspace, m_clock};
    return chain<Recorded>(carryOut(course, intentOf(*request, why), *request), [course](const Recorded &recorded) {
        const Creation creation{recorded.answer, recorded.isRecorded};
        if (!recorded.answer.reading)
            return settled<Creation>(creation);
        return chainAlways<TokenReading>(remember(course, *recorded.answer.reading),
                                         [creation](const Result<TokenReading> &) { return settled<Creation>(creation); });
    });
}

Pending<Deletion> TokenOperations::erase(const TokenId &token, const OperationReason &why) const
{
    if (const std::optional<Error> error = objection(Operation::Delete))
        return failed<Deletion>(*error);
    const Result<PreparedRequest> request = m_provider->prepareDelete(token, newCorrelationId());
    if (!request)
        return failed<Deletion>(request.error());
    const Course course{m_connection, m_provider, m_journal, m_workspace, m_clock};
    return chain<Recorded>(carryOut(course, intentOf(*request, why), *request), [course, token](const Recorded &recorded) {
        return chainAlways<TokenReading>(
            readAndRemember(course, token, newCorrelationId(), TokenState::Deleted, u"DELETED"_s),
            [recorded](const Result<TokenReading> &reread) { return settled<Deletion>(deletionFrom(recorded, reread)); });
    });
}

Pending<QList<JournalEntry>> TokenOperations::activity(const TokenId &token) const
{
    return m_journal->entriesFor(m_connection.id, token);
}

Pending<QList<TokenReading>> TokenOperations::seenTokens() const
{
    return m_workspace->tokens(m_connection.id);
}

Pending<QList<TokenReading>> TokenOperations::search(const QString &text, int limit) const
{
    return m_workspace->search(m_connection.id, text, limit);
}
