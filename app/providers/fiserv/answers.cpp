// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/answers.h"

#include "app/core/redact.h"
#include "app/providers/fiserv/rowmatching.h"
#include "app/providers/fiserv/text.h"
#include "app/providers/fiserv/tokenmapping.h"

using namespace Qt::StringLiterals;

namespace fiserv {
namespace {
QList<TokenField> traces(const QJsonObject &body)
{
    const QString trace = redacted(textIn(body, "apiTraceId"_L1));
    if (trace.isEmpty())
        return {};
    return {{.group = Text::tr("Request"),
             .key = u"apiTraceId"_s,
             .label = Text::tr("API trace id"),
             .value = trace,
             .isIdentifier = true}};
}

MutationAnswer plainAnswer(const HttpReply &reply, const Call &call)
{
    MutationAnswer answer;
    answer.correlationId = call.correlationId;
    answer.httpStatus = reply.status;
    return answer;
}
} // namespace

Result<TokenReading> lookedUpAnswer(const HttpReply &reply, const Call &call, const TokenId &asked, const Clock &clock)
{
    const Result<QJsonObject> body = bodyOf(reply, call);
    if (!body)
        return Failure(body.error());
    const Result<Token> token = tokenOf(*body, asked);
    if (!token)
        return Failure(unreadable(reply, call, token.error().detail));
    return TokenReading{.token = *token, .readAt = clock.nowUtc(), .correlationId = call.correlationId};
}

Result<MutationAnswer> createdAnswer(const HttpReply &reply, const Call &call, const Clock &clock)
{
    const Result<QJsonObject> body = bodyOf(reply, call);
    if (!body)
        return Failure(body.error());
    MutationAnswer answer = plainAnswer(reply, call);
    if (textIn(*body, "requestStatus"_L1) == "WAITING"_L1) {
        answer.extra = traces(*body); // there is no token yet that could be looked at
        answer.isAccepted = true;
        return answer;
    }
    const Result<Token> token = tokenOf(*body, {});
    if (!token)
        return Failure(unreadable(reply, call, token.error().detail));
    answer.reading = TokenReading{.token = *token, .readAt = clock.nowUtc(), .correlationId = call.correlationId};
    return answer;
}

MutationAnswer deletedAnswer(const HttpReply &reply, const Call &call)
{
    MutationAnswer answer = plainAnswer(reply, call);
    if (const Result<QJsonObject> body = bodyOf(reply, call)) {
        answer.extra = traces(*body);
        answer.isAccepted = textIn(*body, "requestStatus"_L1) == "WAITING"_L1;
    }
    return answer;
}

Result<MutationAnswer> updatedAnswer(const HttpReply &reply, const Call &call, const QList<PreparedRow> &rows)
{
    const Result<QJsonObject> body = bodyOf(reply, call);
    if (!body)
        return Failure(body.error());
    const QString word = textIn(*body, "requestStatus"_L1);
    if (word != "SUCCESS"_L1 && word != "PARTIAL_SUCCESS"_L1)
        return Failure(unreadable(reply, call, u"its requestStatus is neither SUCCESS nor PARTIAL_SUCCESS"_s));
    MutationAnswer answer = plainAnswer(reply, call);
    answer.extra = traces(*body);
    QStringList refusals = errorTexts(*body);
    if (refusals.isEmpty() && word != "SUCCESS"_L1)
        refusals << word;
    answer.rows = rowOutcomes(rows, refusals);
    return answer;
}

} // namespace fiserv
