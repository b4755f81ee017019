// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/cybersource/sandboxcybersourceapi.h"

#include "app/crypto/jwe.h"
#include "app/crypto/strictjson.h"
#include "app/sandbox/cybersource/sandboxcybersourceanswer.h"
#include "app/sandbox/cybersource/sandboxcybersourcepayments.h"
#include "app/sandbox/cybersource/sandboxcybersourcepractice.h"
#include "app/sandbox/cybersource/sandboxcybersourcetokens.h"
#include "app/sandbox/sandboxcardimages.h"

#include <QJsonDocument>
#include <QUuid>

#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype longestCybersourceBody = 256 * 1024;
constexpr qsizetype longestPathPart = 128;
constexpr QByteArrayView jose = "application/jose";
} // namespace

enum class SandboxCybersourceApi::Operation {
    CreatePayment,
    ReversePayment,
    CreateIdentifier,
    ReadIdentifier,
    RemoveIdentifier,
    ListInstruments,
    Enroll,
    CreateNetworkToken,
    ReadNetworkToken,
    RemoveNetworkToken,
    DeleteNetworkToken,
    PlayIssuer,
    Credentials,
    NewestCredentials,
    Asset,
    Tokenize
};

struct SandboxCybersourceApi::Endpoint {
    const char *method;
    const char *path; //!< "*" stands for any segment
    Operation operation;

    [[nodiscard]] bool isAt(const QList<QByteArray> &segments) const
    {
        const QByteArrayList wanted = QByteArray(path).split('/');
        if (wanted.size() != segments.size())
            return false;
        for (qsizetype i = 0; i < wanted.size(); ++i) {
            const QByteArray &segment = segments.at(i);
            const bool isAny = wanted.at(i) == "*" && !segment.isEmpty() && segment.size() <= longestPathPart;
            if (!isAny && segment != wanted.at(i))
                return false;
        }
        return true;
    }
    [[nodiscard]] bool isPayment() const { return QByteArrayView(path).startsWith("pts/"); }
    [[nodiscard]] bool isCredentials() const
    {
        return operation == Operation::Credentials || operation == Operation::NewestCredentials;
    }
    [[nodiscard]] bool needsBody() const
    {
        return QByteArrayView(method) == "POST" && operation != Operation::DeleteNetworkToken && !isCredentials();
    }
};

Result<std::unique_ptr<SandboxCybersourceApi>>
SandboxCybersourceApi::create(const QSqlDatabase &connection, const SandboxCybersourceCredentials &credentials,
                              std::shared_ptr<const Clock> clock)
{
    const Result<SandboxThalesCatalogue> catalogue = SandboxThalesCatalogue::load();
    if (!catalogue)
        return Failure(catalogue.error());
    std::unique_ptr<SandboxCybersourceApi> api(
        new SandboxCybersourceApi(SandboxCybersourceVault(SandboxCybersourceItems(connection),
                                                          SandboxCybersourceArt(*catalogue), credentials, clock),
                                  clock));
    if (const Result<Done> planted = plantSandboxCybersourcePractice(api->m_vault); !planted)
        return Failure(planted.error());
    return api;
}

SandboxCybersourceApi::SandboxCybersourceApi(const SandboxCybersourceVault &vault, std::shared_ptr<const Clock> clock)
    : m_vault(vault), m_access(vault.credentials(), std::move(clock))
{
}

qsizetype SandboxCybersourceApi::longestBody() const
{
    return std::numeric_limits<qsizetype>::max();
}

SandboxAnswer SandboxCybersourceApi::answer(const SandboxRequest &request)
{
    SandboxAnswer answer = guarded(request);
    answer.headers.append({"v-c-correlation-id", QUuid::createUuid().toByteArray(QUuid::WithoutBraces)});
    return answer;
}

SandboxAnswer SandboxCybersourceApi::guarded(const SandboxRequest &request)
{
    if (request.body.size() > longestCybersourceBody)
        return sandboxCybersourceGatewayError(413, u"Payload Too Large"_s);
    const std::optional<SandboxCybersourceAdmission> admission = m_access.admitted(request);
    if (!admission)
        return sandboxCybersourceGatewayError(401, u"Authentication Failed"_s);
    if (admission->responseKeyId.isEmpty())
        return routed(request, *admission);
    if (admission->responseKeyId != m_vault.credentials().responseKey.id())
        return sandboxCybersourceGatewayError(400, u"The key for encrypted responses is not known"_s);
    return encrypted(routed(request, *admission));
}

SandboxAnswer SandboxCybersourceApi::routed(const SandboxRequest &request, const SandboxCybersourceAdmission &admission)
{
    using enum Operation;
    static constexpr std::array endpoints{
        Endpoint{"POST", "pts/v2/payments", CreatePayment},
        Endpoint{"POST", "pts/v2/payments/*/reversals", ReversePayment},
        Endpoint{"POST", "tms/v1/instrumentidentifiers", CreateIdentifier},
        Endpoint{"GET", "tms/v1/instrumentidentifiers/*", ReadIdentifier},
        Endpoint{"DELETE", "tms/v1/instrumentidentifiers/*", RemoveIdentifier},
        Endpoint{"GET", "tms/v1/instrumentidentifiers/*/paymentinstruments", ListInstruments},
        Endpoint{"POST", "tms/v1/instrumentidentifiers/*/enrollment", Enroll},
        Endpoint{"POST", "tms/v2/tokenized-cards", CreateNetworkToken},
        Endpoint{"GET", "tms/v2/tokenized-cards/*", ReadNetworkToken},
        Endpoint{"DELETE", "tms/v2/tokenized-cards/*", RemoveNetworkToken},
        Endpoint{"POST", "tms/v2/tokenized-cards/*/delete", DeleteNetworkToken},
        Endpoint{"POST", "tms/v2/tokenized-cards/*/issuer-life-cycle-event-simulations", PlayIssuer},
        Endpoint{"POST", "tms/v2/tokens/*/payment-credentials", Credentials},
        Endpoint{"POST", "tms/v3/tokens/*/payment-credentials", NewestCredentials},
        Endpoint{"GET", "tms/v2/tokens/*/*/assets/*", Asset},
        Endpoint{"POST", "tms/v2/tokenize", Tokenize},
    };
    QByteArrayList methods;
    for (const Endpoint &endpoint : endpoints) {
        if (!endpoint.isAt(request.segments))
            continue;
        methods << endpoint.method;
        if (request.method != endpoint.method)
            continue;
        const auto body = bodyOf(endpoint, request, admission);
        return body ? execute(endpoint, request, *body) : body.error();
    }
    if (methods.isEmpty())
        return sandboxCybersourceGatewayError(404, u"Resource not found"_s);
    SandboxAnswer refused = sandboxCybersourceGatewayError(405, u"Method not allowed"_s);
    refused.headers.append({"Allow", methods.join(", ")});
    return refused;
}

SandboxAnswer SandboxCybersourceApi::execute(const Endpoint &endpoint, const SandboxRequest &request,
                                             const QJsonObject &body)
{
    using enum Operation;
    const std::optional<QByteArray> profile = request.header("profile-id");
    if (!endpoint.isPayment() && profile && *profile != m_vault.credentials().profileId.toLatin1())
        return sandboxCybersourceVaultError(424, u"notFound"_s, u"Profile not found"_s);
    if (endpoint.operation == PlayIssuer && !profile)
        return sandboxCybersourceVaultError(400, u"missingHeaders"_s, u"Header is missing"_s, u"profile-id"_s,
                                            u"header"_s);
    const QByteArray accepted = request.header("accept").value_or("*/*");
    if (endpoint.isCredentials() && !accepted.contains(jose) && !accepted.contains("*/*"))
        return sandboxCybersourceVaultError(400, u"invalidHeaders"_s, u"The answer is application/jose"_s, u"Accept"_s,
                                            u"header"_s);

    SandboxCybersourcePayments payments(m_vault);
    SandboxCybersourceTokens tokens(m_vault);
    const QString id = QString::fromUtf8(request.segments.value(3));
    switch (endpoint.operation) {
    case CreatePayment:
        return payments.create(body);
    case ReversePayment:
        return payments.reverse(id, body);
    case CreateIdentifier:
        return tokens.createIdentifier(body);
    case ReadIdentifier:
        return tokens.readIdentifier(id);
    case RemoveIdentifier:
        return tokens.removeIdentifier(id);
    case ListInstruments:
        return tokens.instrumentsOf(id);
    case Enroll:
        return tokens.enroll(id, body);
    case CreateNetworkToken:
        return tokens.createNetworkToken(body);
    case ReadNetworkToken:
        return tokens.readNetworkToken(id);
    case RemoveNetworkToken:
    case DeleteNetworkToken:
        return tokens.removeNetworkToken(id, endpoint.operation == RemoveNetworkToken, body);
    case PlayIssuer:
        return tokens.playIssuer(id, body);
    case Credentials:
    case NewestCredentials:
        return tokens.credentials(id, endpoint.operation == NewestCredentials, body);
    case Asset: {
        SandboxAnswer answer = tokens.asset(id, request.segments.at(4), request.segments.at(6), m_cardImageHost);
        answer.body.replace(SandboxCardImages::placeholder, m_cardImageHost.toLatin1());
        return answer;
    }
    case Tokenize:
        return tokens.tokenize(body);
    }
    return sandboxCybersourceGatewayError(404, u"Resource not found"_s);
}

std::expected<QJsonObject, SandboxAnswer>
SandboxCybersourceApi::bodyOf(const Endpoint &endpoint, const SandboxRequest &request,
                              const SandboxCybersourceAdmission &admission) const
{
    const bool isPayment = endpoint.isPayment();
    if (request.body.isEmpty() && !endpoint.needsBody())
        return QJsonObject();
    if (!request.isJson())
        return std::unexpected(isPayment ? badBody(true, u"The content type must be application/json"_s)
                                         : sandboxCybersourceVaultError(400, u"invalidHeaders"_s,
                                                                        u"The content type must be application/json"_s,
                                                                        u"Content-Type"_s, u"header"_s));
    const std::optional<QJsonObject> body = request.object();
    if (!body || !strictJsonObject(request.body))
        return std::unexpected(badBody(isPayment, u"The body is not a JSON object"_s));
    if (body->contains("encryptedRequest"_L1)) {
        if (!admission.isJwt || body->size() != 1)
            return std::unexpected(badBody(isPayment, u"An encrypted request comes alone and with a JWT"_s));
        return opened(body->value("encryptedRequest"_L1).toString(), isPayment);
    }
    if (endpoint.operation == Operation::Tokenize)
        return std::unexpected(badBody(isPayment, u"This request must be encrypted"_s));
    return *body;
}

std::expected<QJsonObject, SandboxAnswer> SandboxCybersourceApi::opened(const QString &compact, bool isPayment) const
{
    const QByteArray message = compact.toUtf8();
    const Result<JweHeader> header = parseJwe(message);
    const Key &key = m_vault.credentials().requestKey;
    if (!header || header->kid != key.id() || !header->members.value("iat"_L1).isDouble() ||
        header->members.value("cty"_L1).toString() != "JWT"_L1)
        return std::unexpected(badBody(isPayment, u"The encrypted request cannot be read"_s));
    KeyRing keys;
    keys.add(key);
    const auto plaintext = decryptJwe(message, keys);
    if (!plaintext || !strictJsonObject((*plaintext)->bytes()))
        return std::unexpected(badBody(isPayment, u"The encrypted request cannot be read"_s));
    return QJsonDocument::fromJson((*plaintext)->bytes().toByteArray()).object();
}

SandboxAnswer SandboxCybersourceApi::encrypted(const SandboxAnswer &answer) const
{
    if (answer.body.isEmpty() || answer.contentType != "application/json")
        return answer;
    const Result<QByteArray> compact = encryptJwe(SecretBytes::copyOf(answer.body), m_vault.credentials().responseKey);
    if (!compact)
        return {.status = 500};
    SandboxAnswer sealed = answer;
    sealed.body = QJsonDocument(QJsonObject{{u"encryptedResponse"_s, QString::fromLatin1(*compact)}})
                      .toJson(QJsonDocument::Compact);
    return sealed;
}

SandboxAnswer SandboxCybersourceApi::badBody(bool isPayment, const QString &message) const
{
    return isPayment ? sandboxCybersourcePaymentError(m_vault.now(), 400, u"INVALID_DATA"_s, message)
                     : sandboxCybersourceVaultError(400, u"invalidFields"_s, message);
}
