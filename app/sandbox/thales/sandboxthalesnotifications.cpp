// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/sandboxthalesnotifications.h"

#include "app/core/redact.h"
#include "app/storage/sql.h"

#include <QJsonDocument>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QString creationPath = u"/notify-token-creation"_s;
const QString updatePath = u"/notify-token-update"_s;

//! Members of getToken that both forms have.
QJsonObject sharedMembers(const SandboxThalesToken &token)
{
    QJsonObject body{{u"merchantId"_s, token.merchantId}, {u"tokenId"_s, token.id}};
    for (const QString &name : {u"cardBin"_s, u"cardLastDigits"_s, u"cardExpiryDate"_s, u"tokenLastDigits"_s,
                                u"tokenExpiryDate"_s, u"par"_s, u"vProvisionedTokenId"_s}) {
        if (token.details.contains(name))
            body.insert(name, token.details.value(name));
    }
    return body;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QString timeText(const QDateTime &time)
{
    return time.toString(Qt::ISODateWithMs);
}
} // namespace

std::chrono::milliseconds sandboxThalesDelay(const QString &scheme)
{
    if (scheme == "VISA"_L1)
        return 12s;
    if (scheme == "AMEX"_L1)
        return 5s;
    return scheme == "DISCOVER"_L1 ? 4s : 3s;
}

Result<Done> SandboxThalesNotifications::owe(const SandboxThalesAsyncRequest &request, const SandboxThalesToken &token,
                                             const QString &errorDetails)
{
    QJsonObject body;
    if (request.errorCode.isEmpty()) {
        body = sharedMembers(token);
        body.insert("creationTimestamp"_L1, timeText(token.createdAt));
    } else {
        body = {{u"merchantId"_s, request.merchantId},
                {u"errorCode"_s, request.errorCode},
                {u"schemeCorrelationId"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)}};
        if (!errorDetails.isEmpty())
            body.insert("errorDetails"_L1, redacted(errorDetails)); // issuers quote card numbers now and then
    }
    return insert({.path = creationPath,
                   .correlationId = request.correlationId,
                   .body = compact(body),
                   .dueAt = request.dueAt,
                   .ended = {}});
}

Result<Done> SandboxThalesNotifications::oweUpdate(const SandboxThalesToken &token, const QDateTime &dueAt)
{
    QJsonObject body = sharedMembers(token);
    body.insert("tokenState"_L1, token.state);
    body.insert("lastUpdateTimestamp"_L1, timeText(token.updatedAt.isValid() ? token.updatedAt : dueAt));
    return insert({.path = updatePath,
                   .correlationId = QUuid::createUuid().toString(QUuid::WithoutBraces),
                   .body = compact(body),
                   .dueAt = dueAt,
                   .ended = {}});
}

Result<Done> SandboxThalesNotifications::insert(const SandboxThalesNotification &notification)
{
    const auto inserted = executed(m_connection,
                                   u"INSERT INTO thales_notification (path, correlation_id, body, due_at) "
                                   "VALUES (?, ?, ?, ?)"_s,
                                   {notification.path, redacted(notification.correlationId) + u""_s,
                                    QString::fromUtf8(notification.body), timeText(notification.dueAt)});
    return inserted ? Result<Done>(Done{}) : Failure(inserted.error());
}

Result<QList<SandboxThalesNotification>> SandboxThalesNotifications::select(const QString &condition,
                                                                            const QVariantList &values)
{
    auto rows = executed(m_connection,
                         u"SELECT id, path, correlation_id, body, due_at, attempts, ended FROM thales_notification "_s +
                             condition,
                         values);
    if (!rows)
        return Failure(rows.error());
    QList<SandboxThalesNotification> notifications;
    while (rows->next()) {
        notifications.append({.id = rows->value(0).toLongLong(),
                              .path = rows->value(1).toString(),
                              .correlationId = rows->value(2).toString(),
                              .body = rows->value(3).toString().toUtf8(),
                              .dueAt = QDateTime::fromString(rows->value(4).toString(), Qt::ISODateWithMs),
                              .attempts = rows->value(5).toInt(),
                              .ended = rows->value(6).toString()});
    }
    return notifications;
}

Result<QList<SandboxThalesNotification>> SandboxThalesNotifications::due(const QDateTime &now, int limit)
{
    return select(u"WHERE ended = '' AND due_at <= ? ORDER BY due_at, id LIMIT ?"_s, {timeText(now), limit});
}

Result<QList<SandboxThalesNotification>> SandboxThalesNotifications::all()
{
    return select(u"ORDER BY id"_s, {});
}

Result<Done> SandboxThalesNotifications::putOff(qint64 id, const QDateTime &dueAt, int attempts)
{
    const auto changed =
        executed(m_connection, u"UPDATE thales_notification SET due_at = ?, attempts = ? WHERE id = ?"_s,
                 {timeText(dueAt), attempts, id});
    return changed ? Result<Done>(Done{}) : Failure(changed.error());
}

Result<Done> SandboxThalesNotifications::end(qint64 id, const QString &how, int attempts)
{
    const auto changed = executed(
        m_connection, u"UPDATE thales_notification SET ended = ?, attempts = ? WHERE id = ?"_s, {how, attempts, id});
    return changed ? Result<Done>(Done{}) : Failure(changed.error());
}
