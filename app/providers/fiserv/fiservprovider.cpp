// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/fiservprovider.h"

#include "app/domain/cardnumber.h"
#include "app/domain/formcheck.h"
#include "app/domain/proxyfields.h"
#include "app/providers/fiserv/answers.h"
#include "app/providers/fiserv/capabilities.h"
#include "app/providers/fiserv/names.h"
#include "app/providers/fiserv/requestbody.h"
#include "app/providers/fiserv/text.h"

#include <QRegularExpression>
#include <QSet>
#include <QUuid>

#include <utility>

using namespace Qt::StringLiterals;
using fiserv::Call;
using fiserv::Signing;
using fiserv::Text;

namespace {
constexpr auto probedToken = "tokendesk-connection-test"_L1;

Error invalid(const QString &detail, const QString &field = {})
{
    return {.kind = Error::Kind::InvalidInput, .detail = detail, .field = field};
}

std::optional<Error> problemWithRequestId(const QString &id)
{
    static const QRegularExpression uuid(
        QRegularExpression::anchoredPattern(u"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"_s));
    if (uuid.match(id).hasMatch())
        return std::nullopt;
    return invalid(u"a correlation id is a UUID here"_s);
}

std::optional<Error> problemWithToken(const TokenId &token, const QString &correlationId)
{
    if (!fiserv::isTokenId(token.value))
        return invalid(u"a token's value is visible ASCII without spaces, and no card number"_s, u"tokenId"_s);
    return problemWithRequestId(correlationId);
}

std::optional<Error> problemWithValues(const Form &form, const FormValues &values, QDate today)
{
    for (const FieldProblem &problem : check(form, values, today)) {
        if (problem.severity == FieldProblem::Severity::Error)
            return invalid(problem.message, problem.key);
    }
    const QString ownValue = values.value(fiserv::member::value);
    if (!ownValue.isEmpty() && !fiserv::isTokenId(ownValue))
        return invalid(u"this is a card number, or no value for a token"_s, fiserv::member::value);
    return std::nullopt;
}

std::optional<Error> problemWithRow(const SeveralUpdate &update, const UpdateRow &row, const QString &correlationId,
                                    QDate today)
{
    if (const std::optional<Error> problem = problemWithToken(row.token, correlationId))
        return problem;
    return problemWithValues(update.row, row.values, today);
}

PreparedRow preparedRow(const UpdateRow &row)
{
    const SecretBytes &number = row.values.secret(fiserv::member::number);
    return {.token = row.token,
            .card = maskedCardNumber(number.bytes()),
            .cardNumber = std::make_shared<const SecretBytes>(SecretBytes::copyOf(number.view()))};
}

// Settles with what `read` makes of a successful answer, or with why there is none. `read` owns what it touches.
template <typename T, typename Read>
Pending<T> answer(const Pending<HttpReply> &reply, const Call &call, std::shared_ptr<const Clock> clock, Read read)
{
    const Settler<T> settler;
    whenSettled<HttpReply>(
        reply, [settler, call, clock = std::move(clock), read = std::move(read)](const Result<HttpReply> &outcome) {
            if (!outcome)
                return settler.settle(Failure(fiserv::transportError(outcome.error(), call)));
            if (const std::optional<Error> error = fiserv::errorOf(*outcome, call, clock->nowUtc()))
                return settler.settle(Failure(*error));
            settler.settle(read(*outcome));
        });
    return settler.pending();
}

QString encodingName(fiserv::SignatureEncoding encoding)
{
    return encoding == fiserv::SignatureEncoding::Raw ? Text::tr("Base64 of the bytes")
                                                      : Text::tr("Base64 of the hexadecimal text");
}

QString probeSentence(const Signing &signing)
{
    return signing.secret
               ? Text::tr("The server was reached and is trusted, and it accepted the API key and the "
                          "signature in the form “%1”.")
                     .arg(encodingName(signing.encoding))
               : Text::tr("The server was reached and is trusted, and it accepted the API key and the access "
                          "token.");
}

QString settingBehind(const Error &error, const Signing &signing)
{
    switch (error.kind) {
    case Error::Kind::Unreachable:
    case Error::Kind::TimedOut:
    case Error::Kind::Redirected:
        return fiserv::setting::baseUrl;
    case Error::Kind::ProxyUnreachable:
        return proxy::address;
    case Error::Kind::ProxyUnauthorized:
        return proxy::user;
    case Error::Kind::ServerUntrusted:
        return fiserv::setting::caFile;
    case Error::Kind::Unauthorized:
        if (error.code == fiserv::clockCode)
            return {};
        return signing.secret ? fiserv::setting::apiKey : fiserv::setting::bearerToken;
    default:
        return {};
    }
}

// An answer in the API's own form means that whoever asked was let in. That it knows no such token is what is hoped
// for; some gateways may call that a bad request.
Result<QString> probeResult(const Result<HttpReply> &outcome, const Call &call, const Signing &signing,
                            const QDateTime &now)
{
    if (!outcome) {
        Error error = fiserv::transportError(outcome.error(), call);
        error.field = settingBehind(error, signing);
        return Failure(error);
    }
    const bool isOwnForm = fiserv::bodyOf(*outcome, call).has_value();
    if (isOwnForm && (outcome->status == 200 || outcome->status == 400 || outcome->status == 404))
        return probeSentence(signing);
    if (outcome->status == 404)
        return Failure(Error{.kind = Error::Kind::Configuration,
                             .detail = u"status 404 without an answer of the API: the base address is not that of it"_s,
                             .correlationId = call.correlationId,
                             .field = fiserv::setting::baseUrl,
                             .httpStatus = outcome->status});
    Error error = fiserv::errorOf(*outcome, call, now).value_or(fiserv::unreadable(*outcome, call, u"no JSON"_s));
    error.field = settingBehind(error, signing);
    return Failure(error);
}

Error otherFormWanted(const Signing &wanted, const QString &correlationId)
{
    return {
        .kind = Error::Kind::Configuration,
        .detail =
            Text::tr("this host wants the other form of the signature: choose “%1”").arg(encodingName(wanted.encoding)),
        .correlationId = correlationId,
        .field = fiserv::setting::signatureEncoding,
        .httpStatus = 401};
}
} // namespace

FiservProvider::FiservProvider(Signing signing, std::shared_ptr<Transport> transport,
                               std::shared_ptr<const Clock> clock)
    : m_signing(std::move(signing)), m_transport(std::move(transport)), m_clock(std::move(clock)),
      m_capabilities(fiserv::capabilities())
{
}

Pending<TokenReading> FiservProvider::lookUp(const TokenId &token, const QString &correlationId)
{
    if (const std::optional<Error> problem = problemWithToken(token, correlationId))
        return failed<TokenReading>(*problem);
    const Call call{.correlationId = correlationId};
    return answer<TokenReading>(
        m_transport->send(fiserv::getTokenRequest(token, correlationId, m_signing, m_clock->nowUtc())), call, m_clock,
        [call, token, clock = m_clock](const HttpReply &reply) {
            return fiserv::lookedUpAnswer(reply, call, token, *clock);
        });
}

Pending<Asset> FiservProvider::asset(const QString &, const QString &correlationId)
{
    return failed<Asset>(
        {.kind = Error::Kind::NotFound, .detail = u"this service has no card art"_s, .correlationId = correlationId});
}

Result<PreparedRequest> FiservProvider::prepareCreate(const QString &formId, const FormValues &values,
                                                      const QString &correlationId)
{
    const Form *form = m_capabilities.create(formId);
    if (!form)
        return Failure(invalid(u"no such way to create a token: %1"_s.arg(formId)));
    if (const std::optional<Error> problem = problemWithRequestId(correlationId))
        return Failure(*problem);
    if (const std::optional<Error> problem = problemWithValues(*form, values, m_clock->nowUtc().date()))
        return Failure(*problem);
    return PreparedRequest{.operation = Operation::Create,
                           .formId = formId,
                           .token = {},
                           .correlationId = correlationId,
                           .method = "POST",
                           .path = fiserv::collectionPath,
                           .body = {},
                           .redacted = fiserv::createSummary(*form, values),
                           .secretBody =
                               std::make_shared<const SecretBytes>(fiserv::createBody(values, m_signing.storeId))};
}

Result<PreparedRequest> FiservProvider::prepareDelete(const TokenId &token, const QString &correlationId,
                                                      const QString &)
{
    if (const std::optional<Error> problem = problemWithToken(token, correlationId))
        return Failure(*problem);
    const QString path = fiserv::tokenPath(token, m_signing.storeId);
    return PreparedRequest{.operation = Operation::Delete,
                           .formId = {},
                           .token = token,
                           .correlationId = correlationId,
                           .method = "DELETE",
                           .path = path,
                           .body = {},
                           .redacted = u"DELETE "_s + path};
}

Result<PreparedRequest> FiservProvider::prepareUpdateSeveral(const std::vector<UpdateRow> &rows,
                                                             const QString &correlationId)
{
    const SeveralUpdate &update = *m_capabilities.updateSeveral;
    if (rows.empty() || rows.size() > static_cast<std::size_t>(update.mostRows))
        return Failure(invalid(u"an update has 1 to %1 rows"_s.arg(update.mostRows)));
    QSet<TokenId> seen;
    QList<PreparedRow> prepared;
    for (const UpdateRow &row : rows) {
        std::optional<Error> problem = problemWithRow(update, row, correlationId, m_clock->nowUtc().date());
        if (!problem && seen.contains(row.token))
            problem = invalid(u"this token comes twice"_s, u"tokenId"_s);
        if (problem) {
            problem->detail = u"row %1: "_s.arg(prepared.size() + 1) + problem->detail;
            return Failure(*problem);
        }
        seen.insert(row.token);
        prepared.append(preparedRow(row));
    }
    return PreparedRequest{.operation = Operation::Update,
                           .formId = fiserv::updatePaymentTokens,
                           .token = prepared.size() == 1 ? prepared.first().token : TokenId(),
                           .correlationId = correlationId,
                           .method = "PATCH",
                           .path = fiserv::collectionPath,
                           .body = {},
                           .redacted = fiserv::updateSummary(prepared),
                           .secretBody =
                               std::make_shared<const SecretBytes>(fiserv::updateBody(rows, m_signing.storeId)),
                           .rows = prepared};
}

Pending<MutationAnswer> FiservProvider::perform(const PreparedRequest &request)
{
    const bool isOwn = request.operation == Operation::Create || request.operation == Operation::Delete ||
                       (request.operation == Operation::Update && !request.rows.isEmpty());
    if (!isOwn || !request.path.startsWith(fiserv::collectionPath))
        return failed<MutationAnswer>(invalid(u"this request is not one of this provider's"_s));
    const Call call{.isMutation = true, .correlationId = request.correlationId};
    return answer<MutationAnswer>(m_transport->send(fiserv::mutationRequest(request, m_signing, m_clock->nowUtc())),
                                  call, m_clock,
                                  [call, operation = request.operation, rows = request.rows,
                                   clock = m_clock](const HttpReply &reply) -> Result<MutationAnswer> {
                                      if (operation == Operation::Create)
                                          return fiserv::createdAnswer(reply, call, *clock);
                                      if (operation == Operation::Update)
                                          return fiserv::updatedAnswer(reply, call, rows);
                                      return fiserv::deletedAnswer(reply, call);
                                  });
}

Pending<QString> FiservProvider::probe(const QString &correlationId)
{
    if (const std::optional<Error> problem = problemWithRequestId(correlationId))
        return failed<QString>(*problem);
    const auto ask = [transport = m_transport, clock = m_clock](const Signing &signing, const QString &requestId) {
        const Pending<HttpReply> reply =
            transport->send(fiserv::getTokenRequest(TokenId{probedToken}, requestId, signing, clock->nowUtc()));
        return chainAlways<HttpReply>(reply, [signing, requestId, clock](const Result<HttpReply> &outcome) {
            return settled<QString>(probeResult(outcome, Call{.correlationId = requestId}, signing, clock->nowUtc()));
        });
    };
    return chainAlways<QString>(
        ask(m_signing, correlationId), [ask, signing = m_signing, correlationId](const Result<QString> &first) {
            const bool isRefused = !first && first.error().kind == Error::Kind::Unauthorized;
            if (!isRefused || !signing.secret || first.error().code == fiserv::clockCode)
                return settled<QString>(first);
            Signing other = signing;
            other.encoding = fiserv::otherEncoding(signing.encoding);
            return chainAlways<QString>(ask(other, QUuid::createUuid().toString(QUuid::WithoutBraces)),
                                        [first, other, correlationId](const Result<QString> &second) {
                                            return second ? failed<QString>(otherFormWanted(other, correlationId))
                                                          : settled<QString>(first);
                                        });
        });
}
