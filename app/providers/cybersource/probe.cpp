// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/probe.h"

#include "app/domain/proxyfields.h"
#include "app/providers/cybersource/answers.h"
#include "app/providers/cybersource/names.h"
#include "app/providers/cybersource/requests.h"
#include "app/providers/cybersource/text.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
constexpr int noticeOfExpiryInDays = 60;

QString accessSetting(const Error &error, const Identity &identity)
{
    if (error.code == clockCode)
        return {};
    const QString words = error.providerDetail.toLower();
    if (words.contains("merchant"_L1))
        return setting::merchantId;
    if (identity.way == Identity::Way::JwtP12)
        return setting::p12File;
    const bool isAboutKeyId = words.contains("keyid"_L1) || words.contains("kid"_L1) || words.contains("key id"_L1);
    return isAboutKeyId ? setting::keyId : setting::sharedSecret;
}

QString settingBehind(const Error &error, const Identity &identity)
{
    if (error.httpStatus == 424)
        return setting::profileId;
    switch (error.kind) {
    case Error::Kind::Unreachable:
    case Error::Kind::TimedOut:
    case Error::Kind::Redirected:
        return setting::server;
    case Error::Kind::ProxyUnreachable:
        return proxy::address;
    case Error::Kind::ProxyUnauthorized:
        return proxy::user;
    case Error::Kind::ServerUntrusted:
        return setting::caFile;
    case Error::Kind::Unauthorized:
        return accessSetting(error, identity);
    case Error::Kind::Undecryptable:
        return setting::decryptionKeyFile;
    default:
        return error.field;
    }
}

QString clockSentence(std::optional<qint64> aheadBy)
{
    if (!aheadBy)
        return Text::tr("The server does not say what time it has.");
    if (skewText(aheadBy).isEmpty())
        return Text::tr("This computer’s clock agrees with the server’s to a few seconds.");
    const QString sentence = *aheadBy > 0
                                 ? Text::tr("This computer’s clock is %1 seconds ahead of the server’s: set it.")
                                 : Text::tr("This computer’s clock is %1 seconds behind the server’s: set it.");
    return sentence.arg(std::abs(*aheadBy));
}

QString acceptedSentence(const Identity &identity, const QDateTime &now)
{
    if (identity.way == Identity::Way::HttpSignature)
        return Text::tr("The server was reached and is trusted, and it accepted the HTTP signature. The service is "
                        "retiring that form: change to a JWT with the same secret.");
    if (identity.way == Identity::Way::JwtSecret)
        return Text::tr("The server was reached and is trusted, and it accepted the JWT.");
    const QString works = Text::tr("The server was reached and is trusted, and it accepted the P12 file’s key.");
    if (now.daysTo(identity.expiresAt) > noticeOfExpiryInDays)
        return works;
    return works + u' ' +
           Text::tr("The P12 file’s certificate expires on %1.").arg(identity.expiresAt.toString(u"yyyy-MM-dd"_s));
}

//! What the server does not say of a 401.
QString whatToCompare(const Identity &identity)
{
    return identity.way == Identity::Way::JwtP12
               ? u"; the merchant id and the P12 file's certificate have to belong together"_s
               : u"; merchant id, key id and shared secret have to belong together, and the server does not say which "
                 "of them is wrong"_s;
}

// {"response":{"rmsg"}} are the words of the gateway before both APIs: it let nobody in. Of a request without a body it
// can dislike little more than the key that the answer is to be encrypted for.
bool isOfGateway(const HttpReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object().contains("response"_L1);
}
} // namespace

Result<QString> probeResult(const Result<HttpReply> &outcome, const Call &call, const Connection &connection,
                            const QDateTime &now)
{
    const auto refused = [&](Error error) {
        error.field = settingBehind(error, connection.identity);
        if (error.code == notAcceptedCode)
            error.detail += whatToCompare(connection.identity);
        return Failure(error);
    };
    if (!outcome)
        return refused(transportError(outcome.error(), call));
    const Result<HttpReply> reply = opened(*outcome, connection.encryption.keys, call);
    if (!reply)
        return refused(reply.error());
    if (reply->status == 400 && isOfGateway(*reply) && !connection.encryption.responseKeyId.isEmpty()) {
        Error error = errorOf(*reply, call, now).value_or(Error());
        error.kind = Error::Kind::Configuration;
        error.detail += u"; see whether the service knows the key that answers are to be encrypted for"_s;
        error.field = setting::decryptionKeyId;
        return Failure(error);
    }
    // Whoever gets an answer in the API's own form was let in; that it knows no such token is what is hoped for.
    const bool isOwnForm = bodyOf(*reply, call).has_value();
    const bool isAnswer = reply->status == 200 || reply->status == 400 || reply->status == 404 || reply->status == 410;
    if (isOwnForm && isAnswer)
        return acceptedSentence(connection.identity, now) + u' ' + clockSentence(clockAheadBy(*reply, now));
    if (reply->status == 404)
        return Failure(Error{.kind = Error::Kind::Configuration,
                             .detail = u"status 404 without an answer of the API: the address is not that of it"_s,
                             .correlationId = call.correlationId,
                             .field = setting::server,
                             .httpStatus = reply->status});
    return refused(errorOf(*reply, call, now).value_or(unreadable(*reply, call, u"it is no answer of the API"_s)));
}

Pending<MutationAnswer> withReferringInstruments(const Error &refusal, const QString &id, const QString &correlationId,
                                                 const std::shared_ptr<Transport> &transport,
                                                 const std::shared_ptr<const Connection> &connection,
                                                 const std::shared_ptr<const Clock> &clock)
{
    const Result<HttpRequest> request = readRequest(instrumentIdentifierPath(id) + u"/paymentinstruments"_s,
                                                    correlationId, *connection, clock->nowUtc());
    if (!request)
        return failed<MutationAnswer>(refusal);
    const Call call{.correlationId = correlationId};
    return chainAlways<HttpReply>(
        transport->send(*request), [refusal, call, connection](const Result<HttpReply> &outcome) {
            Error error = refusal;
            const Result<HttpReply> reply =
                outcome ? opened(*outcome, connection->encryption.keys, call) : Failure(outcome.error());
            const QString ids = reply && reply->status == 200 ? referringInstruments(*reply) : QString();
            if (!ids.isEmpty()) {
                QStringList words{error.providerDetail, u"payment instruments that refer to it: "_s + ids};
                words.removeAll(QString());
                error.providerDetail = words.join(u"; "_s);
            }
            return failed<MutationAnswer>(error);
        });
}

} // namespace cybersource
