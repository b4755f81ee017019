// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/cybersourceprovider.h"

#include "app/domain/formcheck.h"
#include "app/domain/money.h"
#include "app/providers/cybersource/answers.h"
#include "app/providers/cybersource/capabilities.h"
#include "app/providers/cybersource/cardart.h"
#include "app/providers/cybersource/credentials.h"
#include "app/providers/cybersource/names.h"
#include "app/providers/cybersource/paymentanswer.h"
#include "app/providers/cybersource/probe.h"
#include "app/providers/cybersource/requestbody.h"
#include "app/providers/cybersource/requests.h"
#include "app/providers/cybersource/tokenmapping.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using cybersource::Call;
using cybersource::Connection;
using cybersource::Headers;
using cybersource::NamedToken;
using cybersource::TokenKind;

namespace {
constexpr qsizetype longestCorrelationId = 50;

Error invalid(const QString &detail, const QString &field = {})
{
    return {.kind = Error::Kind::InvalidInput, .detail = detail, .field = field};
}

std::optional<Error> problemWithCorrelationId(const QString &id)
{
    const bool isVisible = std::all_of(id.cbegin(), id.cend(), [](QChar c) { return c > u' ' && c <= u'~'; });
    if (!id.isEmpty() && id.size() <= longestCorrelationId && isVisible)
        return std::nullopt;
    return invalid(u"a correlation id has 1 to %1 visible ASCII characters"_s.arg(longestCorrelationId));
}

Error notATokenId()
{
    return invalid(u"a token id has 19 digits, or 32 hexadecimal digits behind the kind of the token"_s, u"tokenId"_s);
}

bool canBeLookedUp(const NamedToken &token)
{
    return token.kind == TokenKind::InstrumentIdentifier || token.kind == TokenKind::TokenizedCard;
}

//! Every problem that keeps a form from being sent, the amount's form in its currency included.
std::optional<Error> problemWithValues(const Form &form, const FormValues &values, QDate today)
{
    for (const FieldProblem &problem : check(form, values, today)) {
        if (problem.severity == FieldProblem::Severity::Error)
            return invalid(problem.message, problem.key);
    }
    const std::pair<QLatin1StringView, QLatin1StringView> amounts[]{
        {cybersource::member::amount, cybersource::member::currency},
        {cybersource::member::reversalAmount, cybersource::member::reversalCurrency}};
    for (const auto &[amount, currency] : amounts) {
        if (!values.has(amount))
            continue;
        const QString problem = amountProblem(values.value(amount), values.value(currency));
        if (!problem.isEmpty())
            return invalid(problem, amount);
    }
    return std::nullopt;
}

QStringList keysOf(const Form *form)
{
    QStringList keys;
    for (const FormField &field : form ? form->fields : QList<FormField>())
        keys << field.key;
    return keys;
}

Headers profileHeader(const QString &profileId)
{
    return profileId.isEmpty() ? Headers() : Headers{{"profile-id", profileId.toLatin1()}};
}

// Settles with what `read` makes of a successful answer, or with why there is none. `read` owns what it touches.
template <typename T, typename Read>
Pending<T> answerTo(const std::shared_ptr<Transport> &transport, const Result<HttpRequest> &request, const Call &call,
                    const std::shared_ptr<const Connection> &connection, const std::shared_ptr<const Clock> &clock,
                    Read read)
{
    if (!request)
        return failed<T>(request.error());
    const Settler<T> settler;
    whenSettled<HttpReply>(transport->send(*request), [settler, call, connection, clock,
                                                       read = std::move(read)](const Result<HttpReply> &outcome) {
        if (!outcome)
            return settler.settle(Failure(cybersource::transportError(outcome.error(), call)));
        const Result<HttpReply> reply = cybersource::opened(*outcome, connection->encryption.keys, call);
        if (!reply)
            return settler.settle(Failure(reply.error()));
        if (const std::optional<Error> error = cybersource::errorOf(*reply, call, clock->nowUtc()))
            return settler.settle(Failure(*error));
        settler.settle(read(*reply));
    });
    return settler.pending();
}

Result<MutationAnswer> performedAnswer(const PreparedRequest &request, const HttpReply &reply, const Call &call,
                                       bool asksForArt, const Clock &clock)
{
    if (request.formId == cybersource::createPayment)
        return cybersource::paidAnswer(reply, call, clock);
    if (request.formId == cybersource::createInstrumentIdentifier)
        return cybersource::createdAnswer(reply, call, TokenKind::InstrumentIdentifier, asksForArt, clock);
    if (request.formId == cybersource::createTokenizedCard)
        return cybersource::createdAnswer(reply, call, TokenKind::TokenizedCard, asksForArt, clock);
    if (request.formId == cybersource::authReversal)
        return cybersource::reversedAnswer(reply, call);
    return cybersource::plainAnswer(reply, call);
}

bool isOwnRequest(const PreparedRequest &request)
{
    return (request.path.startsWith("/tms/"_L1) || request.path.startsWith("/pts/v2/payments"_L1)) &&
           request.operation != Operation::LookUp;
}
} // namespace

CybersourceProvider::CybersourceProvider(Connection connection, std::shared_ptr<Transport> transport,
                                         std::shared_ptr<const Clock> clock)
    : m_connection(std::make_shared<const Connection>(std::move(connection))), m_transport(std::move(transport)),
      m_clock(std::move(clock)), m_capabilities(cybersource::capabilities(*m_connection))
{
}

Pending<TokenReading> CybersourceProvider::lookUpAs(const NamedToken &token, const QString &correlationId) const
{
    const Call call{.correlationId = correlationId};
    return answerTo<TokenReading>(
        m_transport,
        cybersource::readRequest(cybersource::pathOf(token), correlationId, *m_connection, m_clock->nowUtc()), call,
        m_connection, m_clock, [call, token, connection = m_connection, clock = m_clock](const HttpReply &reply) {
            return cybersource::lookedUpAnswer(reply, call, token, connection->asksForArt, *clock);
        });
}

Pending<TokenReading> CybersourceProvider::lookUp(const TokenId &token, const QString &correlationId)
{
    const std::optional<NamedToken> named = cybersource::namedToken(token);
    if (!named || !canBeLookedUp(*named))
        return failed<TokenReading>(notATokenId());
    if (const std::optional<Error> problem = problemWithCorrelationId(correlationId))
        return failed<TokenReading>(*problem);
    const Pending<TokenReading> first = lookUpAs(*named, correlationId);
    if (named->isCertain)
        return first;
    const NamedToken other{.kind = TokenKind::TokenizedCard, .id = named->id};
    const Call call{.correlationId = correlationId};
    // Owns what it needs: the provider may be gone when the first answer comes.
    return chainAlways<TokenReading>(first, [other, call, transport = m_transport, connection = m_connection,
                                             clock = m_clock](const Result<TokenReading> &asked) {
        if (asked || asked.error().kind != Error::Kind::NotFound || asked.error().httpStatus != 404)
            return settled<TokenReading>(asked);
        return answerTo<TokenReading>(
            transport,
            cybersource::readRequest(cybersource::pathOf(other), call.correlationId, *connection, clock->nowUtc()),
            call, connection, clock, [call, other, connection, clock](const HttpReply &reply) {
                return cybersource::lookedUpAnswer(reply, call, other, connection->asksForArt, *clock);
            });
    });
}

Pending<Asset> CybersourceProvider::asset(const QString &assetId, const QString &correlationId)
{
    if (!cybersource::isAssetId(assetId))
        return failed<Asset>(invalid(u"this is no path of card art"_s));
    const Call call{.correlationId = correlationId};
    return answerTo<Asset>(
        m_transport,
        cybersource::readRequest(cybersource::assetPath(assetId), correlationId, *m_connection, m_clock->nowUtc()),
        call, m_connection, m_clock,
        [call, assetId](const HttpReply &reply) { return cybersource::assetAnswer(reply, call, assetId); });
}

Result<PreparedRequest> CybersourceProvider::prepared(Operation operation, const Form &form, const QString &path,
                                                      SecretBytes body, const FormValues &values,
                                                      const QString &correlationId) const
{
    const Result<cybersource::Sealed> content =
        cybersource::sealed(std::move(body), m_connection->encryption, m_clock->nowUtc());
    if (!content)
        return Failure(content.error());
    const QString typed = values.value(cybersource::member::profileId);
    const bool isTms = path.startsWith("/tms/"_L1);
    return PreparedRequest{.operation = operation,
                           .formId = form.id,
                           .token = {},
                           .correlationId = correlationId,
                           .method = "POST",
                           .path = path,
                           .body = content->body,
                           .redacted = cybersource::summaryOf(path, form, values),
                           .secretBody = content->secretBody,
                           .headers =
                               isTms ? profileHeader(typed.isEmpty() ? m_connection->profileId : typed) : Headers()};
}

Result<PreparedRequest> CybersourceProvider::prepareCreate(const QString &formId, const FormValues &values,
                                                           const QString &correlationId)
{
    const Form *form = m_capabilities.create(formId);
    if (!form)
        return Failure(invalid(u"no such way to create a token: %1"_s.arg(formId)));
    if (const std::optional<Error> problem = problemWithCorrelationId(correlationId))
        return Failure(*problem);
    if (const std::optional<Error> problem = problemWithValues(*form, values, m_clock->nowUtc().date()))
        return Failure(*problem);
    if (formId == cybersource::createPayment)
        return prepared(Operation::Create, *form, u"/pts/v2/payments"_s,
                        cybersource::paymentBody(values, correlationId), values, correlationId);
    if (formId == cybersource::createInstrumentIdentifier)
        return prepared(Operation::Create, *form, u"/tms/v1/instrumentidentifiers"_s,
                        cybersource::instrumentIdentifierBody(values), values, correlationId);
    return prepared(Operation::Create, *form, u"/tms/v2/tokenized-cards"_s, cybersource::tokenizedCardBody(values),
                    values, correlationId);
}

Result<PreparedRequest> CybersourceProvider::prepareDelete(const TokenId &token, const QString &correlationId,
                                                           const QString &reason)
{
    const std::optional<NamedToken> named = cybersource::namedToken(token);
    if (!named || !canBeLookedUp(*named))
        return Failure(notATokenId());
    if (const std::optional<Error> problem = problemWithCorrelationId(correlationId))
        return Failure(*problem);
    const QString path = cybersource::pathOf(*named);
    PreparedRequest request{.operation = Operation::Delete,
                            .formId = {},
                            .token = token,
                            .correlationId = correlationId,
                            .method = "DELETE",
                            .path = path,
                            .body = {},
                            .redacted = u"DELETE "_s + path,
                            .headers = profileHeader(m_connection->profileId)};
    if (named->kind != TokenKind::TokenizedCard || !m_connection->deletesWithReason)
        return request;
    if (!reason.isEmpty() && !cybersource::apiDeleteReasons().contains(reason))
        return Failure(invalid(u"the service takes no such reason"_s, u"reason"_s));
    const Result<cybersource::Sealed> body =
        cybersource::sealed(cybersource::deletionBody(reason), m_connection->encryption, m_clock->nowUtc());
    if (!body)
        return Failure(body.error());
    request.method = "POST";
    request.path = path + u"/delete"_s;
    request.body = body->body;
    request.secretBody = body->secretBody;
    request.redacted = u"POST "_s + request.path + u": reason "_s + (reason.isEmpty() ? u"none"_s : reason);
    return request;
}

Result<PreparedRequest> CybersourceProvider::prepareAction(const ActionTarget &target, const FormValues &values,
                                                           const QString &correlationId)
{
    const TokenAction *action = m_capabilities.action(target.action);
    if (!action)
        return Failure(invalid(u"no such action: %1"_s.arg(target.action)));
    if (const std::optional<Error> problem = problemWithCorrelationId(correlationId))
        return Failure(*problem);
    if (const std::optional<Error> problem = problemWithValues(action->form, values, m_clock->nowUtc().date()))
        return Failure(*problem);
    Result<PreparedRequest> request = [&]() -> Result<PreparedRequest> {
        if (action->operation == Operation::Reverse) {
            if (!cybersource::isReversalPath(target.link))
                return Failure(invalid(u"this is no link to a reversal"_s));
            return prepared(Operation::Reverse, action->form, target.link,
                            cybersource::reversalBody(values, correlationId), values, correlationId);
        }
        const std::optional<NamedToken> named = cybersource::namedToken(target.token);
        if (!named || !action->isFor(target.token))
            return Failure(invalid(u"only a network token has an issuer to play"_s, u"tokenId"_s));
        const bool isEvent = values.has(cybersource::member::state) || values.has(cybersource::member::updateArt) ||
                             values.has(cybersource::member::cardLastDigits) ||
                             values.has(cybersource::member::cardExpiration);
        if (!isEvent)
            return Failure(
                invalid(u"choose what happens: a state, a new card or new card art"_s, cybersource::member::state));
        return prepared(Operation::Simulate, action->form,
                        cybersource::tokenizedCardPath(named->id) + u"/issuer-life-cycle-event-simulations"_s,
                        cybersource::simulationBody(values), values, correlationId);
    }();
    if (request)
        request->token = target.token;
    return request;
}

Pending<PaymentCredentials> CybersourceProvider::paymentCredentials(const TokenId &token, const FormValues &values,
                                                                    const QString &correlationId)
{
    const std::optional<NamedToken> named = cybersource::namedToken(token);
    if (!named || !m_capabilities.offersCredentialsOf(token))
        return failed<PaymentCredentials>(notATokenId());
    if (const std::optional<Error> problem = problemWithCorrelationId(correlationId))
        return failed<PaymentCredentials>(*problem);
    const Form &form = *m_capabilities.paymentCredentials;
    if (const std::optional<Error> problem = problemWithValues(form, values, m_clock->nowUtc().date()))
        return failed<PaymentCredentials>(*problem);
    const bool isFunding = values.value(cybersource::member::transactionType) == "AFT"_L1;
    if (isFunding && values.value(cybersource::member::credentialType) != "CRYPTOGRAM"_L1)
        return failed<PaymentCredentials>(
            invalid(u"account funding needs a cryptogram"_s, cybersource::member::transactionType));
    const QDateTime now = m_clock->nowUtc();
    const Result<cybersource::Sealed> body =
        cybersource::sealed(cybersource::credentialsBody(values), m_connection->encryption, now);
    if (!body)
        return failed<PaymentCredentials>(body.error());
    const QString typed = values.value(cybersource::member::profileId);
    const QString path = u"/tms/%1/tokens/%2/payment-credentials"_s.arg(m_connection->credentialsVersion, named->id);
    const Call call{.correlationId = correlationId, .fieldKeys = keysOf(&form)};
    return answerTo<PaymentCredentials>(
        m_transport,
        cybersource::credentialsRequest(path, *body, typed.isEmpty() ? m_connection->profileId : typed, correlationId,
                                        *m_connection, now),
        call, m_connection, m_clock, [call, connection = m_connection](const HttpReply &reply) {
            return cybersource::credentialsAnswer(reply, call, connection->encryption.keys);
        });
}

Pending<MutationAnswer> CybersourceProvider::perform(const PreparedRequest &request)
{
    if (!isOwnRequest(request))
        return failed<MutationAnswer>(invalid(u"this request is not one of this provider's"_s));
    const TokenAction *action = m_capabilities.action(request.formId);
    const Call call{.isMutation = true,
                    .correlationId = request.correlationId,
                    .fieldKeys = keysOf(action ? &action->form : m_capabilities.create(request.formId))};
    const Pending<MutationAnswer> sent = answerTo<MutationAnswer>(
        m_transport, cybersource::mutationRequest(request, *m_connection, m_clock->nowUtc()), call, m_connection,
        m_clock, [request, call, connection = m_connection, clock = m_clock](const HttpReply &reply) {
            return performedAnswer(request, reply, call, connection->asksForArt, *clock);
        });
    const std::optional<NamedToken> named = cybersource::namedToken(request.token);
    if (request.operation != Operation::Delete || !named || named->kind != TokenKind::InstrumentIdentifier)
        return sent;
    return chainAlways<MutationAnswer>(sent, [transport = m_transport, connection = m_connection, clock = m_clock,
                                              id = named->id, correlationId = request.correlationId](
                                                 const Result<MutationAnswer> &outcome) {
        if (outcome || outcome.error().httpStatus != 409)
            return settled<MutationAnswer>(outcome);
        return cybersource::withReferringInstruments(outcome.error(), id, correlationId, transport, connection, clock);
    });
}

Pending<QString> CybersourceProvider::probe(const QString &correlationId)
{
    if (const std::optional<Error> problem = problemWithCorrelationId(correlationId))
        return failed<QString>(*problem);
    const Result<HttpRequest> request =
        cybersource::readRequest(cybersource::instrumentIdentifierPath(cybersource::probedToken), correlationId,
                                 *m_connection, m_clock->nowUtc());
    if (!request)
        return failed<QString>(request.error());
    const Call call{.correlationId = correlationId};
    return chainAlways<HttpReply>(m_transport->send(*request), [call, connection = m_connection,
                                                                clock = m_clock](const Result<HttpReply> &outcome) {
        return settled<QString>(cybersource::probeResult(outcome, call, *connection, clock->nowUtc()));
    });
}
