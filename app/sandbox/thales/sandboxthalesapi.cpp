// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/sandboxthalesapi.h"

#include "app/sandbox/sandboxcardimages.h"
#include "app/sandbox/thales/sandboxthalesissuercontrols.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using enum SandboxThalesOperation;

namespace {
constexpr qsizetype longestId = 128;
constexpr qsizetype longestCorrelationId = 36;
constexpr qsizetype longestAuthorization = 512;

//! A path of one to three segments; the second is always an id.
struct Endpoint {
    const char *collection;
    bool hasId;
    const char *action; //!< empty: the path ends with the id
    const char *method;
    SandboxThalesOperation operation;

    [[nodiscard]] bool isAt(const QList<QByteArray> &segments) const
    {
        const QByteArray end(action);
        const qsizetype count = 1 + (hasId ? 1 : 0) + (end.isEmpty() ? 0 : 1);
        return segments.size() == count && segments.first() == collection &&
               (end.isEmpty() || segments.last() == end) && (!hasId || !segments.at(1).isEmpty());
    }
};

constexpr std::array endpoints{
    Endpoint{"tokens", false, "", "POST", CreateToken},
    Endpoint{"async-tokens", false, "", "POST", CreateAsyncToken},
    Endpoint{"pci-tokens", false, "", "POST", CreatePciToken},
    Endpoint{"push-tokens", false, "", "POST", CreatePushToken},
    Endpoint{"tokens", true, "", "GET", GetToken},
    Endpoint{"tokens", true, "", "DELETE", EraseToken},
    Endpoint{"tokens", true, "suspend", "POST", SuspendToken},
    Endpoint{"tokens", true, "resume", "POST", ResumeToken},
    Endpoint{"assets", true, "", "GET", GetAsset},
};

//! The answer to a path, or a method on it, that the API does not have.
SandboxAnswer noEndpoint(const QList<QByteArray> &segments)
{
    QByteArrayList methods;
    for (const Endpoint &endpoint : endpoints) {
        if (endpoint.isAt(segments))
            methods << endpoint.method;
    }
    return methods.isEmpty() ? SandboxAnswer{.status = 404}
                             : SandboxAnswer{.status = 405, .headers = {{"Allow", methods.join(", ")}}};
}

bool isCreate(SandboxThalesOperation operation)
{
    return operation == CreateToken || operation == CreateAsyncToken || operation == CreatePciToken ||
           operation == CreatePushToken;
}

bool isLifecycle(SandboxThalesOperation operation)
{
    return operation == SuspendToken || operation == ResumeToken;
}

//! Only the creates declare a body for 400, and the contract for its extension.
SandboxAnswer badRequest(SandboxThalesOperation operation, const QString &details)
{
    return isCreate(operation) || isLifecycle(operation) ? sandboxThalesBadRequest({.errorDetails = details})
                                                         : SandboxAnswer{.status = 400};
}

bool isAllowed(SandboxThalesOperation operation, const SandboxThalesToken &token)
{
    if (operation == EraseToken)
        return true;
    return !token.isPci && token.state == (operation == SuspendToken ? "ACTIVE"_L1 : "SUSPENDED"_L1);
}
} // namespace

Result<std::unique_ptr<SandboxThalesApi>> SandboxThalesApi::create(const QSqlDatabase &connection,
                                                                   const SandboxThalesCredentials &credentials,
                                                                   std::shared_ptr<const Clock> clock)
{
    const Result<SandboxThalesCatalogue> catalogue = SandboxThalesCatalogue::load();
    if (!catalogue)
        return Failure(catalogue.error());
    std::unique_ptr<SandboxThalesApi> api(new SandboxThalesApi(connection, *catalogue, credentials, std::move(clock)));
    if (const Result<Done> planted = api->plantTokens(); !planted)
        return Failure(planted.error());
    return api;
}

SandboxThalesApi::SandboxThalesApi(const QSqlDatabase &connection, const SandboxThalesCatalogue &catalogue,
                                   const SandboxThalesCredentials &credentials, std::shared_ptr<const Clock> clock)
    : m_catalogue(catalogue), m_credentials(credentials), m_clock(std::move(clock)), m_tokens(connection),
      m_notifications(connection), m_issuer(m_catalogue, credentials.parKey)
{
}

Result<Done> SandboxThalesApi::plantTokens()
{
    const QString merchant = sandboxThalesMerchants().first().id;
    for (const SandboxThalesToken &token : m_catalogue.tokens(merchant)) {
        if (const Result<Done> inserted = m_tokens.insertIfMissing(token); !inserted)
            return inserted;
    }
    return Done{};
}

SandboxAnswer SandboxThalesApi::answer(const SandboxRequest &request)
{
    SandboxAnswer answer = execute(request);
    answer.body.replace(SandboxCardImages::placeholder, m_cardImageHost.toLatin1());
    return answer;
}

SandboxAnswer SandboxThalesApi::execute(const SandboxRequest &request)
{
    const auto endpoint = std::ranges::find_if(endpoints, [&](const Endpoint &candidate) {
        return candidate.isAt(request.segments) && request.method == candidate.method;
    });
    if (endpoint == endpoints.end())
        return noEndpoint(request.segments);
    const SandboxThalesOperation operation = endpoint->operation;
    if (!isAuthorized(request))
        return {.status = 401};
    const QByteArray correlationId = request.header("x-correlation-id").value_or(QByteArray());
    if (operation != GetAsset && (correlationId.isEmpty() || correlationId.size() > longestCorrelationId))
        return badRequest(operation, u"x-correlation-id must have 1 to 36 characters"_s);
    if (endpoint->hasId && request.segments.at(1).size() > longestId)
        return {.status = 400};

    if (request.method == "POST")
        return post(operation, request, QString::fromLatin1(correlationId));
    const QString id = QString::fromUtf8(request.segments.at(1));
    if (operation == GetAsset)
        return asset(id);
    return operation == GetToken ? token(id) : changeState(id, operation);
}

bool SandboxThalesApi::isAuthorized(const SandboxRequest &request) const
{
    const QByteArray authorization = request.header("authorization").value_or(QByteArray());
    return authorization.size() <= longestAuthorization && authorization == "APIKEY " + m_credentials.apiKey.toLatin1();
}

SandboxAnswer SandboxThalesApi::post(SandboxThalesOperation operation, const SandboxRequest &request,
                                     const QString &correlationId)
{
    if (!request.isJson())
        return {.status = 415};
    const std::optional<QJsonObject> body = request.object();
    const QString problem = body ? sandboxThalesBodyProblem(*body, operation) : u"The body is not a JSON object"_s;
    if (!problem.isEmpty())
        return badRequest(operation, problem);
    if (!isCreate(operation))
        return changeState(QString::fromUtf8(request.segments.at(1)), operation);
    return SandboxThalesCreate(m_tokens, m_notifications, m_issuer, m_credentials, *m_clock, m_delayScale)
        .answer(operation, *body, correlationId);
}

SandboxAnswer SandboxThalesApi::token(const QString &id)
{
    const auto found = m_tokens.find(id, m_clock->nowUtc());
    if (!found)
        return {.status = 500};
    if (!*found)
        return {.status = 404};
    const SandboxThalesToken &token = **found;
    QJsonObject answer = token.details;
    answer.insert("merchantId"_L1, token.merchantId);
    answer.insert("tokenState"_L1, token.state);
    answer.insert("creationTimestamp"_L1, token.createdAt.toString(Qt::ISODateWithMs));
    if (token.updatedAt.isValid())
        answer.insert("lastUpdateTimestamp"_L1, token.updatedAt.toString(Qt::ISODateWithMs));
    return SandboxAnswer::json(200, answer);
}

SandboxAnswer SandboxThalesApi::changeState(const QString &id, SandboxThalesOperation operation)
{
    const QDateTime now = m_clock->nowUtc();
    const auto found = m_tokens.find(id, now);
    if (!found)
        return {.status = 500};
    if (!*found || (*found)->state == "DELETED"_L1)
        return {.status = 404};
    if (!isAllowed(operation, **found))
        return {.status = 409};
    const Result<Done> changed = operation == EraseToken     ? m_tokens.markDeleted(id, now)
                                 : operation == SuspendToken ? m_tokens.suspend(id, sandboxParty::merchant, now)
                                                             : m_tokens.resume(id, sandboxParty::merchant, now);
    return changed ? SandboxAnswer{.status = 204, .tokenId = id} : SandboxAnswer{.status = 500};
}

void SandboxThalesApi::addControls(SandboxControl &control)
{
    addSandboxThalesIssuerControls(control, m_tokens, m_notifications, m_catalogue, m_clock);
}

SandboxAnswer SandboxThalesApi::asset(const QString &id) const
{
    const std::optional<QJsonObject> asset = m_catalogue.asset(id, m_cardImageHost);
    return asset ? SandboxAnswer::json(200, *asset) : SandboxAnswer{.status = 404};
}
