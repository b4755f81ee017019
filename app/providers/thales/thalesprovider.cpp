// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/thalesprovider.h"

#include "app/domain/formcheck.h"
#include "app/domain/proxyfields.h"
#include "app/providers/thales/answers.h"
#include "app/providers/thales/capabilities.h"
#include "app/providers/thales/createrequest.h"
#include "app/providers/thales/names.h"
#include "app/providers/thales/requests.h"
#include "app/providers/thales/text.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using thales::Call;
using thales::Text;

namespace {
constexpr auto probedToken = "tokendesk-connection-test"_L1;
constexpr int noticeOfExpiryInDays = 60;

Error invalid(const QString &detail, const QString &field = {})
{
    return {.kind = Error::Kind::InvalidInput, .detail = detail, .field = field};
}

// The id goes into a header, so nothing but visible ASCII may be in it.
std::optional<Error> problemWithCorrelationId(const QString &id)
{
    const bool isVisible = std::all_of(id.cbegin(), id.cend(), [](QChar c) { return c > u' ' && c <= u'~'; });
    if (!id.isEmpty() && id.size() <= thales::longestCorrelationId && isVisible)
        return std::nullopt;
    return invalid(u"a correlation id has 1 to %1 visible ASCII characters"_s.arg(thales::longestCorrelationId));
}

std::optional<Error> problemWithToken(const TokenId &token, const QString &correlationId)
{
    if (!thales::isTokenId(token.value))
        return invalid(u"a token id has 1 to %1 letters, digits, '-' and '_'"_s.arg(thales::longestId), u"tokenId"_s);
    return problemWithCorrelationId(correlationId);
}

std::optional<Error> problemWithValues(const Form &form, const FormValues &values, QDate today)
{
    for (const FieldProblem &problem : check(form, values, today)) {
        if (problem.severity == FieldProblem::Severity::Error)
            return invalid(problem.message, problem.key);
    }
    return std::nullopt;
}

// Settles with what `read` makes of a successful answer, or with why there is none. `read` owns what it touches.
template <typename T, typename Read>
Pending<T> answer(const Pending<HttpReply> &reply, const Call &call, Read read)
{
    const Settler<T> settler;
    whenSettled<HttpReply>(reply, [settler, call, read = std::move(read)](const Result<HttpReply> &outcome) {
        if (!outcome)
            return settler.settle(Failure(thales::transportError(outcome.error(), call)));
        if (const std::optional<Error> error = thales::errorOf(*outcome, call))
            return settler.settle(Failure(*error));
        settler.settle(read(*outcome));
    });
    return settler.pending();
}

bool isLifecycle(Operation operation)
{
    return operation == Operation::Suspend || operation == Operation::Resume;
}

//! The status that means success; nothing for a request that this provider has not prepared.
std::optional<int> successStatus(const PreparedRequest &request, const thales::CreateOperation *create,
                                 const LifecycleExtension &lifecycle)
{
    if (create)
        return request.operation == Operation::Create ? std::optional(create->successStatus) : std::nullopt;
    if (request.operation == Operation::Delete)
        return 204;
    return lifecycle.isOn && isLifecycle(request.operation)
               ? std::optional(lifecycle.call(request.operation).expectedStatus.toInt())
               : std::nullopt;
}

QString probeSentence(const QDateTime &certificateExpiresAt, const QDateTime &now)
{
    QString works = Text::tr("The server was reached and is trusted, and it accepted the client certificate and the "
                             "API key. Encryption is not tested until a token is created.");
    const qint64 days = now.daysTo(certificateExpiresAt);
    if (!certificateExpiresAt.isValid() || days > noticeOfExpiryInDays)
        return works;
    return works + u' ' +
           Text::tr("The client certificate expires on %1.").arg(certificateExpiresAt.toString(u"yyyy-MM-dd"_s));
}

//! The setting that a person looks at first when a probe ends like this; empty when none of them is to blame.
QString settingBehind(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Unreachable:
    case Error::Kind::TimedOut:
    case Error::Kind::Redirected:
        return thales::setting::baseUrl;
    case Error::Kind::ProxyUnreachable:
        return proxy::address;
    case Error::Kind::ProxyUnauthorized:
        return proxy::user;
    case Error::Kind::ServerUntrusted:
        return thales::setting::caFile;
    case Error::Kind::CertificateRefused:
        return thales::setting::clientCertificateFile;
    case Error::Kind::Unauthorized:
        return thales::setting::apiKey;
    default:
        return {};
    }
}

Result<QString> withTheSettingBehind(Result<QString> probed)
{
    if (!probed && probed.error().field.isEmpty())
        probed.error().field = settingBehind(probed.error().kind);
    return probed;
}

// 404 is the answer that is hoped for; Thales sends it without a body, so a page means that something else answered.
Result<QString> probeResult(const HttpReply &reply, const Call &call, const QString &works)
{
    if (reply.status == 404 && reply.header("content-type").toLower().startsWith("text/html")) {
        return Failure(Error{.kind = Error::Kind::Configuration,
                             .detail = u"status 404 with a web page: the base address is not that of the API"_s,
                             .correlationId = call.correlationId,
                             .field = thales::setting::baseUrl,
                             .httpStatus = reply.status});
    }
    if (reply.status == 404)
        return works;
    if (const std::optional<Error> error = thales::errorOf(reply, call))
        return Failure(*error);
    const Result<QJsonObject> body = thales::bodyOf(reply, call);
    return body ? Result<QString>(works) : Failure(body.error());
}
} // namespace

ThalesProvider::ThalesProvider(Settings settings, std::shared_ptr<Transport> transport, Keys keys,
                               std::shared_ptr<const Clock> clock)
    : m_settings(std::move(settings)), m_transport(std::move(transport)), m_keys(std::move(keys)),
      m_clock(std::move(clock)), m_capabilities(thales::capabilities(m_settings.visaVces, m_settings.lifecycle))
{
}

Pending<TokenReading> ThalesProvider::lookUp(const TokenId &token, const QString &correlationId)
{
    if (const std::optional<Error> problem = problemWithToken(token, correlationId))
        return failed<TokenReading>(*problem);
    const Call call{.correlationId = correlationId};
    return answer<TokenReading>(m_transport->send(thales::getTokenRequest(token, correlationId)), call,
                                [call, token, clock = m_clock](const HttpReply &reply) {
                                    return thales::lookedUpAnswer(reply, call, token, *clock);
                                });
}

Pending<Asset> ThalesProvider::asset(const QString &assetId, const QString &correlationId)
{
    // A path of "." or ".." would name another place.
    if (assetId.isEmpty() || assetId.size() > thales::longestId || assetId == u"."_s || assetId == u".."_s)
        return failed<Asset>(invalid(u"an asset id has 1 to %1 characters"_s.arg(thales::longestId)));
    const Call call{.correlationId = correlationId};
    return answer<Asset>(m_transport->send(thales::getAssetRequest(assetId, correlationId)), call,
                         [call, assetId](const HttpReply &reply) { return thales::assetAnswer(reply, call, assetId); });
}

Result<PreparedRequest> ThalesProvider::prepareCreate(const QString &formId, const FormValues &values,
                                                      const QString &correlationId)
{
    const thales::CreateOperation *operation = thales::createOperation(formId);
    const Form *form = m_capabilities.create(formId);
    if (!operation || !form)
        return Failure(invalid(u"no such way to create a token: %1"_s.arg(formId)));
    if (const std::optional<Error> problem = problemWithCorrelationId(correlationId))
        return Failure(*problem);
    if (const std::optional<Error> problem = problemWithValues(*form, values, m_clock->nowUtc().date()))
        return Failure(*problem);
    const Result<QByteArray> body = thales::createBody(*form, values, m_settings.merchantId, m_keys.encryption);
    if (!body)
        return Failure(body.error());
    return PreparedRequest{.operation = Operation::Create,
                           .formId = formId,
                           .token = {},
                           .correlationId = correlationId,
                           .method = "POST",
                           .path = operation->path,
                           .body = *body,
                           .redacted = thales::createSummary(*operation, *form, values)};
}

Result<PreparedRequest> ThalesProvider::prepareDelete(const TokenId &token, const QString &correlationId,
                                                      const QString &)
{
    if (const std::optional<Error> problem = problemWithToken(token, correlationId))
        return Failure(*problem);
    const QString path = thales::tokenPath(token);
    return PreparedRequest{.operation = Operation::Delete,
                           .formId = {},
                           .token = token,
                           .correlationId = correlationId,
                           .method = "DELETE",
                           .path = path,
                           .body = {},
                           .redacted = u"DELETE "_s + path};
}

Result<PreparedRequest> ThalesProvider::prepareLifecycle(const LifecycleOrder &order)
{
    if (const std::optional<Error> problem = problemWithToken(order.token, order.correlationId))
        return Failure(*problem);
    const Result<LifecycleRequest> request = lifecycle::request(m_settings.lifecycle, order);
    if (!request)
        return Failure(request.error());
    return PreparedRequest{.operation = order.operation,
                           .formId = {},
                           .token = order.token,
                           .correlationId = order.correlationId,
                           .method = request->method,
                           .path = request->path,
                           .body = request->body,
                           .redacted = request->redacted};
}

Pending<MutationAnswer> ThalesProvider::perform(const PreparedRequest &request)
{
    const thales::CreateOperation *create = thales::createOperation(request.formId);
    const std::optional<int> status = successStatus(request, create, m_settings.lifecycle);
    if (!status)
        return failed<MutationAnswer>(invalid(u"this request is not one of this provider's"_s));
    const Call call{.isMutation = true, .successStatus = *status, .correlationId = request.correlationId};
    const bool hasBody = create && create->successStatus == 201;
    return answer<MutationAnswer>(
        m_transport->send(thales::mutationRequest(request)), call,
        [call, hasBody, keys = m_keys.decryption, clock = m_clock](const HttpReply &reply) -> Result<MutationAnswer> {
            if (hasBody)
                return thales::createdAnswer(reply, call, keys, *clock);
            return thales::bodilessAnswer(reply, call);
        });
}

Pending<QString> ThalesProvider::probe(const QString &correlationId)
{
    if (const std::optional<Error> problem = problemWithCorrelationId(correlationId))
        return failed<QString>(*problem);
    const Settler<QString> settler;
    const QString works = probeSentence(m_settings.clientCertificateExpiresAt, m_clock->nowUtc());
    whenSettled<HttpReply>(
        m_transport->send(thales::getTokenRequest(TokenId{probedToken}, correlationId)),
        [settler, works, call = Call{.correlationId = correlationId}](const Result<HttpReply> &outcome) {
            if (!outcome)
                return settler.settle(withTheSettingBehind(Failure(thales::transportError(outcome.error(), call))));
            settler.settle(withTheSettingBehind(probeResult(*outcome, call, works)));
        });
    return settler.pending();
}
