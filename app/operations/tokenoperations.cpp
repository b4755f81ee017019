// SPDX-License-Identifier: Apache-2.0
#include "app/operations/tokenoperations.h"

#include "app/core/redact.h"
#include "app/domain/cardnumber.h"
#include "app/operations/correlationid.h"
#include "app/operations/journaledsearch.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace {
const QString notFoundWord = u"NOT FOUND"_s;

//! What one mutation needs until its outcome is recorded. Owned by the continuations: the window that asked, and even
//! the TokenOperations, may be gone by then.
struct Course {
    ConnectionInfo connection;
    QString operatorId;
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

constexpr qsizetype mostRowsRecorded = 50;

//! The rows that did not go through, for the record.
QString notDoneRows(const QList<RowOutcome> &rows)
{
    QStringList lines;
    qsizetype others = 0;
    for (const RowOutcome &row : rows) {
        if (row.kind == RowOutcome::Kind::Succeeded)
            continue;
        if (lines.size() == mostRowsRecorded)
            ++others;
        else
            lines << u"%1 (%2) %3: %4"_s.arg(redacted(row.token.value), row.card,
                                             row.kind == RowOutcome::Kind::Refused ? u"refused"_s : u"unclear"_s,
                                             row.detail);
    }
    if (others > 0)
        lines << u"and %1 more"_s.arg(others);
    return lines.join(u'\n');
}

JournalOutcome::Kind kindOfRows(const QList<RowOutcome> &rows)
{
    const auto has = [&rows](RowOutcome::Kind kind) {
        return std::any_of(rows.begin(), rows.end(), [kind](const RowOutcome &row) { return row.kind == kind; });
    };
    if (has(RowOutcome::Kind::Unclear))
        return JournalOutcome::Kind::Unknown;
    return has(RowOutcome::Kind::Succeeded) ? JournalOutcome::Kind::Succeeded : JournalOutcome::Kind::Refused;
}

JournalOutcome outcomeOfRows(const MutationAnswer &answer)
{
    JournalOutcome outcome;
    outcome.kind = kindOfRows(answer.rows);
    outcome.httpStatus = answer.httpStatus;
    outcome.detail = notDoneRows(answer.rows);
    if (!outcome.detail.isEmpty())
        outcome.detail.prepend(u"of %1 rows not all were updated:\n"_s.arg(answer.rows.size()));
    return outcome;
}

//! Where one request did several things, the record says of each how it ended: what succeeded did happen.
JournalOutcome outcomeOfParts(const MutationAnswer &answer)
{
    const auto has = [&answer](AnswerPart::Kind kind) {
        return std::any_of(answer.parts.begin(), answer.parts.end(),
                           [kind](const AnswerPart &part) { return part.kind == kind; });
    };
    QStringList said;
    for (const AnswerPart &part : answer.parts)
        said << u"%1: %2 (%3)"_s.arg(part.label, part.word, toWord(part.kind)) +
                    (part.reference.isEmpty() ? QString() : u' ' + part.reference);
    JournalOutcome outcome;
    outcome.kind = has(AnswerPart::Kind::Unknown)     ? JournalOutcome::Kind::Unknown
                   : has(AnswerPart::Kind::Succeeded) ? JournalOutcome::Kind::Succeeded
                   : has(AnswerPart::Kind::Pending)   ? JournalOutcome::Kind::Accepted
                                                      : JournalOutcome::Kind::Refused;
    outcome.token = answer.reading ? answer.reading->token.id : TokenId();
    outcome.httpStatus = answer.httpStatus;
    outcome.detail = redacted(said.join(u"; "_s));
    return outcome;
}

JournalOutcome outcomeOfAnswer(const MutationAnswer &answer)
{
    if (!answer.rows.isEmpty())
        return outcomeOfRows(answer);
    if (!answer.parts.isEmpty())
        return outcomeOfParts(answer);
    JournalOutcome outcome;
    outcome.kind = answer.isAccepted ? JournalOutcome::Kind::Accepted : JournalOutcome::Kind::Succeeded;
    outcome.token = answer.reading ? answer.reading->token.id : TokenId();
    outcome.httpStatus = answer.httpStatus;
    outcome.detail = answer.disclosureProblem;
    return outcome;
}

Error withCorrelationId(Error error, const QString &correlationId)
{
    if (error.correlationId.isEmpty())
        error.correlationId = correlationId;
    return error;
}

//! An entry that was never opened means that nothing was sent, whatever became of the journal. OutcomeUnknown would
//! send people looking for something that cannot have happened.
Error nothingSent(Error error)
{
    if (error.kind == Error::Kind::OutcomeUnknown) {
        error.kind = Error::Kind::Storage;
        error.detail = u"the journal gave no answer, so nothing was sent"_s;
    }
    return error;
}

//! Step three: settles once the intent is durable.
Pending<qint64> openEntry(const Course &course, const JournalIntent &intent)
{
    return chainAlways<qint64>(course.journal->open(intent), [](const Result<qint64> &entry) {
        return entry ? settled<qint64>(entry) : failed<qint64>(nothingSent(entry.error()));
    });
}

//! Step five: records how it ended, then passes it on.
Pending<Recorded> closeEntry(const Course &course, qint64 entry, const Result<MutationAnswer> &result)
{
    const JournalOutcome outcome = result ? outcomeOfAnswer(*result) : outcomeFrom(result.error());
    return chainAlways<Done>(course.journal->close(entry, outcome), [result](const Result<Done> &closed) {
        if (!result)
            return failed<Recorded>(result.error());
        return settled<Recorded>(Recorded{*result, closed.has_value()});
    });
}

//! Steps three to five: the intent is durable before anything is sent, the outcome after.
Pending<Recorded> carryOut(const Course &course, const JournalIntent &intent, const PreparedRequest &request)
{
    return chain<qint64>(openEntry(course, intent), [course, request](qint64 entry) {
        return chainAlways<MutationAnswer>(
            course.provider->perform(request), [course, request, entry](const Result<MutationAnswer> &sent) {
                if (!sent)
                    return closeEntry(course, entry, Failure(withCorrelationId(sent.error(), request.correlationId)));
                MutationAnswer answer = *sent;
                if (answer.correlationId.isEmpty())
                    answer.correlationId = request.correlationId;
                return closeEntry(course, entry, answer);
            });
    });
}

//! Step six, for whatever a reading came from. What the server said stands, also when it could not be remembered.
Pending<TokenReading> remember(const Course &course, const TokenReading &reading)
{
    return chainAlways<Done>(course.workspace->remember(course.connection.id, reading, course.operatorId),
                             [reading](const Result<Done> &) { return settled<TokenReading>(reading); });
}

//! Step six, for a token that the server does not know (any more); settles with the error that said so.
template <typename T>
Pending<T> rememberGone(const Course &course, const TokenId &token, TokenState state, const QString &word,
                        const Error &error)
{
    return chainAlways<Done>(course.workspace->rememberGone(course.connection.id, token, state, word,
                                                            course.clock->nowUtc(), error.correlationId, course.operatorId),
                             [error](const Result<Done> &) { return failed<T>(error); });
}

Pending<TokenReading> readAndRemember(const Course &course, const TokenId &token, TokenState goneState,
                                      const QString &goneWord)
{
    const QString correlationId = newCorrelationId();
    return chainAlways<TokenReading>(
        course.provider->lookUp(token, correlationId),
        [course, token, correlationId, goneState, goneWord](const Result<TokenReading> &read) {
            if (read)
                return remember(course, *read);
            const Error error = withCorrelationId(read.error(), correlationId);
            return error.kind == Error::Kind::NotFound
                       ? rememberGone<TokenReading>(course, token, goneState, goneWord, error)
                       : failed<TokenReading>(error);
        });
}

Deletion deletionFrom(const Recorded &recorded, const Result<TokenReading> &reread)
{
    Deletion deletion;
    deletion.correlationId = recorded.answer.correlationId;
    deletion.isRecorded = recorded.isRecorded;
    if (reread) {
        deletion.reading = *reread;
    } else if (reread.error().kind != Error::Kind::NotFound) {
        deletion.couldReread = false;
        deletion.rereadError = reread.error();
    }
    return deletion;
}

Pending<Deletion> afterDelete(const Course &course, const TokenId &token, const Result<Recorded> &recorded)
{
    if (!recorded)
        return recorded.error().kind == Error::Kind::NotFound
                   ? rememberGone<Deletion>(course, token, TokenState::Unknown, notFoundWord, recorded.error())
                   : failed<Deletion>(recorded.error());
    return chainAlways<TokenReading>(readAndRemember(course, token, TokenState::Deleted, u"DELETED"_s),
                                     [recorded = *recorded](const Result<TokenReading> &reread) {
                                         return settled<Deletion>(deletionFrom(recorded, reread));
                                     });
}

StateChange stateChangeFrom(Operation operation, const Recorded &recorded, const Result<TokenReading> &reread)
{
    StateChange change;
    change.operation = operation;
    change.isAccepted = recorded.answer.isAccepted;
    change.correlationId = recorded.answer.correlationId;
    change.isRecorded = recorded.isRecorded;
    if (reread) {
        change.reading = *reread;
    } else if (reread.error().kind != Error::Kind::NotFound) {
        change.couldReread = false;
        change.rereadError = reread.error();
    }
    return change;
}

Pending<StateChange> afterStateChange(const Course &course, Operation operation, const TokenId &token,
                                      const Result<Recorded> &recorded)
{
    if (!recorded)
        return recorded.error().kind == Error::Kind::NotFound
                   ? rememberGone<StateChange>(course, token, TokenState::Unknown, notFoundWord, recorded.error())
                   : failed<StateChange>(recorded.error());
    return chainAlways<TokenReading>(readAndRemember(course, token, TokenState::Unknown, notFoundWord),
                                     [operation, recorded = *recorded](const Result<TokenReading> &reread) {
                                         return settled<StateChange>(stateChangeFrom(operation, recorded, reread));
                                     });
}

Pending<Creation> afterCreate(const Course &course, const Recorded &recorded)
{
    const Creation creation{recorded.answer, recorded.isRecorded};
    if (!recorded.answer.reading)
        return settled<Creation>(creation);
    return chainAlways<TokenReading>(remember(course, *recorded.answer.reading),
                                     [creation](const Result<TokenReading> &) { return settled<Creation>(creation); });
}

Pending<ActionDone> afterAction(const Course &course, const TokenId &token, const Recorded &recorded)
{
    const ActionDone done{.answer = recorded.answer, .reading = {}, .isRecorded = recorded.isRecorded};
    if (token.isEmpty() || !course.provider->capabilities().offers(Operation::LookUp))
        return settled<ActionDone>(done);
    return chainAlways<TokenReading>(readAndRemember(course, token, TokenState::Unknown, notFoundWord),
                                     [done](const Result<TokenReading> &reread) {
                                         ActionDone complete = done;
                                         if (reread)
                                             complete.reading = *reread;
                                         return settled<ActionDone>(complete);
                                     });
}

//! Lets the guard know which card a token was, or may have been, created for. Whether it could does not matter here.
Pending<Done> rememberCard(const std::shared_ptr<CreateGuard> &guard, const QByteArray &fingerprint,
                           const QString &operatorId, const Result<Recorded> &recorded)
{
    const bool mayExist = recorded || recorded.error().kind == Error::Kind::OutcomeUnknown;
    if (!guard || fingerprint.isEmpty() || !mayExist)
        return settled<Done>(Done{});
    const JournalOutcome outcome = recorded ? outcomeOfAnswer(recorded->answer) : outcomeFrom(recorded.error());
    return guard->remember(
        fingerprint,
        {.createdAt = {}, .operatorId = operatorId, .outcome = toWord(outcome.kind), .token = outcome.token});
}

//! What the desk remembers of a creation that ends later: the scheme and the last four digits of the card.
AwaitedCreation awaitedFrom(const Form &form, const FormValues &values)
{
    constexpr qsizetype shownDigits = 4;
    constexpr qsizetype shortestNumber = 12;
    for (const FormField &field : form.fields) {
        if (field.kind != FormField::Kind::CardNumber || !values.has(field.key))
            continue;
        const QByteArrayView digits = values.secret(field.key).bytes();
        return {.scheme = schemeOf(digits),
                .cardLastDigits =
                    digits.size() < shortestNumber ? QString() : QString::fromLatin1(digits.last(shownDigits))};
    }
    return {};
}

//! Why something was done that is no operation, in the one line that an event has for it.
QString whyInWords(const OperationReason &why)
{
    QStringList words;
    for (const auto &[name, value] : {std::pair(u"reason: "_s, why.reason), std::pair(u"ticket: "_s, why.ticket),
                                      std::pair(u"comment: "_s, why.comment)}) {
        if (!value.isEmpty())
            words << name + value;
    }
    return redacted(words.join(u"; "_s));
}

Error notOffered(const Capabilities &capabilities, const QString &what)
{
    return {.kind = Error::Kind::InvalidInput, .detail = u"%1 does not offer to %2"_s.arg(capabilities.apiName, what)};
}
} // namespace

TokenOperations::TokenOperations(ConnectionInfo connection, QString operatorId, std::shared_ptr<TokenProvider> provider,
                                 std::shared_ptr<Journal> journal, std::shared_ptr<Workspace> workspace,
                                 std::shared_ptr<const Clock> clock, std::shared_ptr<CreateGuard> guard)
    : m_connection(std::move(connection)), m_operatorId(std::move(operatorId)), m_provider(std::move(provider)),
      m_journal(std::move(journal)), m_workspace(std::move(workspace)), m_clock(std::move(clock)),
      m_guard(std::move(guard))
{
}

JournalIntent TokenOperations::intentOf(const PreparedRequest &request, const OperationReason &why) const
{
    QList<TokenId> tokens;
    if (request.token.isEmpty()) {
        for (const PreparedRow &row : request.rows)
            tokens.append(row.token);
    }
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
            .request = request.redacted,
            .tokens = tokens};
}

std::optional<Error> TokenOperations::objection() const
{
    if (m_operatorId.trimmed().isEmpty())
        return Error{.kind = Error::Kind::InvalidInput, .detail = u"no operator id is set"_s, .field = u"operatorId"_s};
    return std::nullopt;
}

Pending<TokenReading> TokenOperations::lookUp(const TokenId &token) const
{
    if (!capabilities().offers(Operation::LookUp))
        return failed<TokenReading>(notOffered(capabilities(), u"look tokens up"_s));
    const Course course{m_connection, m_operatorId, m_provider, m_journal, m_workspace, m_clock};
    return chainAlways<TokenReading>(
        readAndRemember(course, token, TokenState::Unknown, notFoundWord),
        [journal = m_journal,
         event = eventOf(JournalEvent::Kind::CardDataShown, token, u"look-up"_s)](const Result<TokenReading> &read) {
            if (!read || read->token.cardLastDigits.isEmpty())
                return settled<TokenReading>(read);
            return chainAlways<Done>(journal->record(event),
                                     [read](const Result<Done> &) { return settled<TokenReading>(read); });
        });
}

QByteArray TokenOperations::fingerprintOf(const QString &formId, const FormValues &values) const
{
    const Form *form = capabilities().create(formId);
    if (!form || !m_guard)
        return {};
    for (const FormField &field : form->fields) {
        if (field.kind == FormField::Kind::CardNumber && values.has(field.key))
            return m_guard->fingerprint(m_connection.id, values.secret(field.key));
    }
    return {};
}

Pending<std::optional<RecentCreate>> TokenOperations::recentCreate(const QString &formId,
                                                                   const FormValues &values) const
{
    const QByteArray fingerprint = fingerprintOf(formId, values);
    return m_guard ? m_guard->recent(fingerprint) : settled<std::optional<RecentCreate>>(std::optional<RecentCreate>());
}

Pending<Creation> TokenOperations::create(const QString &formId, FormValues values, const OperationReason &why) const
{
    if (const std::optional<Error> error = objection())
        return failed<Creation>(*error);
    if (!capabilities().create(formId))
        return failed<Creation>(notOffered(capabilities(), u"create tokens with “%1”"_s.arg(formId)));
    const QByteArray fingerprint = fingerprintOf(formId, values);
    const Result<PreparedRequest> request = m_provider->prepareCreate(formId, values, newCorrelationId());
    std::optional<AwaitedCreation> awaited;
    if (capabilities().asynchronousCreates.contains(formId))
        awaited = awaitedFrom(*capabilities().create(formId), values);
    values = FormValues(); // wiped here: a parameter may live on until the caller's statement ends
    if (!request)
        return failed<Creation>(request.error());
    const Course course{m_connection, m_operatorId, m_provider, m_journal, m_workspace, m_clock};
    JournalIntent intent = intentOf(*request, why);
    intent.awaited = awaited;
    return chainAlways<Recorded>(
        carryOut(course, intent, *request),
        [course, guard = m_guard, fingerprint, who = m_operatorId](const Result<Recorded> &recorded) {
            return chainAlways<Done>(
                rememberCard(guard, fingerprint, who, recorded), [course, recorded](const Result<Done> &) {
                    return recorded ? afterCreate(course, *recorded) : failed<Creation>(recorded.error());
                });
        });
}

Pending<Deletion> TokenOperations::erase(const TokenId &token, const OperationReason &why) const
{
    if (const std::optional<Error> error = objection())
        return failed<Deletion>(*error);
    if (!capabilities().offers(Operation::Delete))
        return failed<Deletion>(notOffered(capabilities(), u"delete tokens"_s));
    const Result<PreparedRequest> request = m_provider->prepareDelete(token, newCorrelationId(), why.reason);
    if (!request)
        return failed<Deletion>(request.error());
    const Course course{m_connection, m_operatorId, m_provider, m_journal, m_workspace, m_clock};
    return chainAlways<Recorded>(
        carryOut(course, intentOf(*request, why), *request),
        [course, token](const Result<Recorded> &recorded) { return afterDelete(course, token, recorded); });
}

Pending<SeveralUpdated> TokenOperations::updateSeveral(std::vector<UpdateRow> rows, const OperationReason &why) const
{
    if (const std::optional<Error> error = objection())
        return failed<SeveralUpdated>(*error);
    if (!capabilities().updateSeveral)
        return failed<SeveralUpdated>(notOffered(capabilities(), u"update tokens"_s));
    const Result<PreparedRequest> request = m_provider->prepareUpdateSeveral(rows, newCorrelationId());
    rows.clear(); // wiped here: a parameter may live on until the caller's statement ends
    if (!request)
        return failed<SeveralUpdated>(request.error());
    const Course course{m_connection, m_operatorId, m_provider, m_journal, m_workspace, m_clock};
    return transformed<Recorded>(carryOut(course, intentOf(*request, why), *request),
                                 [](const Recorded &recorded) -> Result<SeveralUpdated> {
                                     return SeveralUpdated{.rows = recorded.answer.rows,
                                                           .correlationId = recorded.answer.correlationId,
                                                           .extra = recorded.answer.extra,
                                                           .isRecorded = recorded.isRecorded};
                                 });
}

Pending<StateChange> TokenOperations::changeState(Operation operation, const TokenId &token,
                                                  const OperationReason &why) const
{
    if (const std::optional<Error> error = objection())
        return failed<StateChange>(*error);
    const bool isStateChange = operation == Operation::Suspend || operation == Operation::Resume;
    if (!isStateChange || !capabilities().offers(operation))
        return failed<StateChange>(notOffered(capabilities(), toWord(operation) + u" tokens"_s));
    const Result<PreparedRequest> request = m_provider->prepareLifecycle({.operation = operation,
                                                                          .token = token,
                                                                          .reason = why.reason,
                                                                          .comment = why.comment,
                                                                          .ticket = why.ticket,
                                                                          .operatorId = m_operatorId,
                                                                          .correlationId = newCorrelationId()});
    if (!request)
        return failed<StateChange>(request.error());
    const Course course{m_connection, m_operatorId, m_provider, m_journal, m_workspace, m_clock};
    return chainAlways<Recorded>(carryOut(course, intentOf(*request, why), *request),
                                 [course, operation, token](const Result<Recorded> &recorded) {
                                     return afterStateChange(course, operation, token, recorded);
                                 });
}

Pending<ActionDone> TokenOperations::act(const ActionTarget &target, FormValues values,
                                         const OperationReason &why) const
{
    if (const std::optional<Error> error = objection())
        return failed<ActionDone>(*error);
    if (!capabilities().action(target.action))
        return failed<ActionDone>(notOffered(capabilities(), u"do “%1”"_s.arg(target.action)));
    const Result<PreparedRequest> request = m_provider->prepareAction(target, values, newCorrelationId());
    values = FormValues(); // wiped here: a parameter may live on until the caller's statement ends
    if (!request)
        return failed<ActionDone>(request.error());
    const Course course{m_connection, m_operatorId, m_provider, m_journal, m_workspace, m_clock};
    return chain<Recorded>(carryOut(course, intentOf(*request, why), *request),
                           [course, token = target.token](const Recorded &recorded) {
                               return afterAction(course, token, recorded);
                           });
}

Pending<PaymentCredentials> TokenOperations::paymentCredentials(const TokenId &token, FormValues values,
                                                                const OperationReason &why) const
{
    if (const std::optional<Error> error = objection())
        return failed<PaymentCredentials>(*error);
    if (!capabilities().offersCredentialsOf(token))
        return failed<PaymentCredentials>(notOffered(capabilities(), u"give payment credentials of this token"_s));
    const auto kept = std::make_shared<FormValues>(std::move(values));
    return chainAlways<Done>(
        m_journal->record(eventOf(JournalEvent::Kind::Revealed, token, u"payment credentials, asked for"_s, why)),
        [provider = m_provider, token, kept](const Result<Done> &recorded) {
            const FormValues given = std::exchange(*kept, FormValues());
            return recorded ? provider->paymentCredentials(token, given, newCorrelationId())
                            : failed<PaymentCredentials>(nothingSent(recorded.error()));
        });
}

Pending<QList<ActivityItem>> TokenOperations::activity(const TokenId &token) const
{
    return activityOf(m_journal, m_workspace, m_connection.id, token);
}

Pending<QList<JournalEntry>> TokenOperations::openItems() const
{
    return m_journal->openItems();
}

Pending<Done> TokenOperations::settle(qint64 entry, JournalSettlement settlement) const
{
    if (const std::optional<Error> error = objection())
        return failed<Done>(*error);
    settlement.operatorId = m_operatorId;
    return m_journal->settle(entry, settlement);
}

Pending<JournalEvidence> TokenOperations::evidence(const TokenId &token) const
{
    return m_journal->evidence(m_connection.id, token);
}

Pending<Done> TokenOperations::recordExport(const TokenId &token, const QString &what) const
{
    if (const std::optional<Error> error = objection())
        return failed<Done>(*error);
    return m_journal->record(eventOf(JournalEvent::Kind::Exported, token, what));
}

Pending<Done> TokenOperations::recordReveal(const TokenId &token, const QString &what,
                                            const OperationReason &why) const
{
    return m_journal->record(eventOf(JournalEvent::Kind::Revealed, token, what, why));
}

JournalEvent TokenOperations::eventOf(JournalEvent::Kind kind, const TokenId &token, const QString &what,
                                      const OperationReason &why) const
{
    return {.kind = kind,
            .operatorId = operatorOrNobody(m_operatorId),
            .connectionId = m_connection.id,
            .token = token,
            .affectedItem = what,
            .detail = whyInWords(why)};
}

Pending<QList<TokenReading>> TokenOperations::seenTokens() const
{
    return m_workspace->tokens(m_connection.id);
}

Pending<QList<FoundToken>> TokenOperations::search(const QString &text, int limit) const
{
    return searchWithJournal(m_workspace, m_journal, m_connection.id, text, limit);
}

Pending<Annotations> TokenOperations::annotations(const TokenId &token) const
{
    return m_workspace->annotations(m_connection.id, token);
}

Pending<Annotations> TokenOperations::annotate(const TokenId &token, const AnnotationEdit &edit) const
{
    if (const std::optional<Error> error = objection())
        return failed<Annotations>(*error);
    return m_workspace->annotate(m_connection.id, token, edit, m_operatorId, m_clock->nowUtc());
}

Pending<QList<TagUse>> TokenOperations::tags() const
{
    return m_workspace->tags(m_connection.id);
}

Pending<QList<TokenId>> TokenOperations::taggedWith(const QString &tag) const
{
    return m_workspace->taggedWith(m_connection.id, tag);
}
