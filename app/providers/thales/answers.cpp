// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/answers.h"

#include "app/core/redact.h"
#include "app/crypto/jwe.h"
#include "app/providers/thales/capabilities.h"
#include "app/providers/thales/disclosure.h"
#include "app/providers/thales/members.h"
#include "app/providers/thales/text.h"
#include "app/providers/thales/tokenmapping.h"

using namespace Qt::StringLiterals;

namespace thales {
namespace {
QString clue(const QJsonObject &body)
{
    const QString id = body.value("tokenId"_L1).toString();
    return isTokenId(id) ? u"; it names the token %1"_s.arg(id) : QString();
}

QList<TokenField> returnAddress(const Members &body)
{
    QList<TokenField> fields;
    const QString uri = body.string("returnUri"_L1);
    const QString type = body.string("returnUriType"_L1);
    const QString group = Text::tr("Back to the issuer");
    if (!uri.isEmpty())
        fields.append({.group = group,
                       .key = u"returnUri"_s,
                       .label = Text::tr("Return address"),
                       .value = uri,
                       .isIdentifier = true});
    if (!type.isEmpty())
        fields.append(
            {.group = group, .key = u"returnUriType"_s, .label = Text::tr("Opens in"), .value = redacted(type)});
    return fields;
}

std::optional<QByteArray> decodedBase64(const QString &text)
{
    const QByteArray compact = text.toLatin1().simplified().replace(' ', "");
    const qsizetype padding = compact.endsWith("==") ? 2 : compact.endsWith('=') ? 1 : 0;
    if ((compact.size() - padding) % 4 == 1) // six bits are no byte: it was cut off; Qt would drop them
        return std::nullopt;
    for (const QByteArray::Base64Option alphabet : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
        const auto decoded =
            QByteArray::fromBase64Encoding(compact, alphabet | QByteArray::AbortOnBase64DecodingErrors);
        if (decoded)
            return *decoded;
    }
    return std::nullopt;
}
} // namespace

Result<TokenReading> lookedUpAnswer(const HttpReply &reply, const Call &call, const TokenId &asked, const Clock &clock)
{
    const Result<QJsonObject> body = bodyOf(reply, call);
    if (!body)
        return Failure(body.error());
    const Result<Token> token = lookedUpToken(*body, asked);
    if (!token)
        return Failure(unreadable(reply, call, token.error().detail));
    return TokenReading{.token = *token, .readAt = clock.nowUtc(), .correlationId = call.correlationId};
}

Result<MutationAnswer> createdAnswer(const HttpReply &reply, const Call &call, const KeyRing &keys, const Clock &clock)
{
    const Result<QJsonObject> body = bodyOf(reply, call);
    if (!body)
        return Failure(body.error());
    QString problem;
    const Members members(*body, problem);
    const QString encryptedData = members.string("encryptedData"_L1, longestJwe);
    MutationAnswer answer = bodilessAnswer(reply, call);
    answer.isAccepted = false;
    answer.extra = returnAddress(members);
    const Result<Token> token = createdToken(*body);
    if (!token || !problem.isEmpty())
        return Failure(unreadable(reply, call, (token ? problem : token.error().detail) + clue(*body)));
    answer.reading = TokenReading{.token = *token, .readAt = clock.nowUtc(), .correlationId = call.correlationId};
    const IssuerData data = openIssuerData(encryptedData, keys);
    answer.disclosure = data.disclosure;
    answer.disclosureProblem = data.problem;
    return answer;
}

MutationAnswer bodilessAnswer(const HttpReply &reply, const Call &call)
{
    MutationAnswer answer;
    answer.isAccepted = reply.status == 202;
    answer.correlationId = call.correlationId;
    answer.httpStatus = reply.status;
    return answer;
}

Result<Asset> assetAnswer(const HttpReply &reply, const Call &call, const QString &assetId)
{
    const Result<QJsonObject> body = bodyOf(reply, call);
    if (!body)
        return Failure(body.error());
    QString problem;
    const Members members(*body, problem);
    Asset asset;
    asset.id = assetId;
    asset.mediaType = members.requiredString("mediaType"_L1);
    asset.width = members.string("width"_L1);
    asset.height = members.string("height"_L1);
    const std::optional<QByteArray> bytes = decodedBase64(members.requiredString("encodedData"_L1, reply.body.size()));
    if (problem.isEmpty() && !bytes)
        problem = u"encodedData is not base64"_s;
    if (problem.isEmpty() && bytes->isEmpty())
        problem = u"encodedData holds no bytes"_s;
    if (!problem.isEmpty())
        return Failure(unreadable(reply, call, problem));
    asset.bytes = bytes.value_or(QByteArray());
    return asset;
}

} // namespace thales
