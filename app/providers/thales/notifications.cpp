// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/notifications.h"

#include "app/core/redact.h"
#include "app/crypto/strictjson.h"
#include "app/providers/thales/capabilities.h"
#include "app/providers/thales/members.h"
#include "app/providers/thales/names.h"
#include "app/providers/thales/tokenmapping.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
using thales::Members;

constexpr qsizetype longestWord = 128;
constexpr qsizetype longestErrorDetails = 256;

Failure invalidNotification(const QString &detail, const QString &field = {})
{
    return Failure(Error{.kind = Error::Kind::InvalidInput, .detail = detail, .field = field});
}

bool isCorrelationId(const QString &id)
{
    return !id.isEmpty() && id.size() <= thales::longestCorrelationId &&
           std::all_of(id.cbegin(), id.cend(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
}

//! A pasted body does not say where it was posted to: an update alone has a state, or says when it happened.
bool isUpdate(const QJsonObject &body, QByteArrayView path)
{
    if (!path.isEmpty())
        return path == ThalesNotificationFormat::updatePath;
    return body.contains("tokenState"_L1) || body.contains("lastUpdateTimestamp"_L1);
}

Result<Notification> readFailedCreation(const Members &body, Notification notification, const QString &problem)
{
    notification.kind = Notification::Kind::CreationFailed;
    notification.errorCode = redacted(body.string("errorCode"_L1, longestWord));
    notification.errorDetails = redacted(body.string("errorDetails"_L1, longestErrorDetails));
    notification.schemeCorrelationId = redacted(body.string("schemeCorrelationId"_L1, longestWord));
    if (!problem.isEmpty())
        return invalidNotification(problem);
    return notification;
}

Result<Notification> readToken(const QJsonObject &json, Notification notification)
{
    const Result<Token> token = thales::notifiedToken(json);
    if (!token)
        return invalidNotification(token.error().detail);
    // Ids are stored as they are; a card number in the place of one must not be.
    if (redacted(token->id.value) != token->id.value)
        return invalidNotification(u"tokenId may be a card number"_s, u"tokenId"_s);
    notification.token = *token;
    return notification;
}
} // namespace

bool ThalesNotificationFormat::isPath(QByteArrayView path) const
{
    return path == creationPath || path == updatePath;
}

Result<Notification> ThalesNotificationFormat::read(const NotificationMessage &message) const
{
    // Qt's parser would keep one of two members with the same name and tell nobody.
    if (const auto strict = strictJsonObject(message.body); !strict)
        return invalidNotification(u"the body %1"_s.arg(strict.error()));
    const QJsonObject json = QJsonDocument::fromJson(message.body).object();
    QString problem;
    const Members body(json, problem);
    Notification notification;
    notification.correlationId = redacted(message.correlationId);
    notification.merchantId = redacted(body.requiredString(thales::member::merchantId, longestWord));
    if (!problem.isEmpty())
        return invalidNotification(problem, thales::member::merchantId);
    const bool isAboutUpdate = isUpdate(json, message.path);
    if (!isCorrelationId(message.correlationId) && (!isAboutUpdate || !message.correlationId.isEmpty()))
        return invalidNotification(u"the correlation id is missing or malformed"_s, u"correlationId"_s);
    if (isAboutUpdate) {
        notification.kind = Notification::Kind::TokenUpdated;
        return readToken(json, notification);
    }
    if (!json.contains("tokenId"_L1))
        return readFailedCreation(body, notification, problem);
    if (json.contains("errorCode"_L1))
        return invalidNotification(u"it names both a token and an error"_s, u"errorCode"_s);
    notification.kind = Notification::Kind::CreationSucceeded;
    return readToken(json, notification);
}
