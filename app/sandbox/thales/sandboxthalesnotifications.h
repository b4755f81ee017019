// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/sandbox/thales/sandboxthalestokens.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QSqlDatabase>

#include <chrono>

//! A notification that the server owes its merchant.
struct SandboxThalesNotification {
    qint64 id = 0;
    QString path; //!< "/notify-token-creation", below the merchant's prefix
    QString correlationId;
    QByteArray body;
    QDateTime dueAt; //!< UTC
    int attempts = 0;
    QString ended; //!< empty while it waits; "delivered", "refused 404" or "given up"
};

//! How long the scheme takes for an asynchronous creation here: Visa longest. Real ones take from some seconds to, for
//! Visa, hours.
[[nodiscard]] std::chrono::milliseconds sandboxThalesDelay(const QString &scheme);

//! What the server owes, over restarts. The connection's thread only; the caller's transaction. Everything fails with
//! Storage.
class SandboxThalesNotifications
{
public:
    explicit SandboxThalesNotifications(const QSqlDatabase &connection) : m_connection(connection) {}

    //! notifyTokenCreation: success with the token, or failure.
    [[nodiscard]] Result<Done> owe(const SandboxThalesAsyncRequest &request, const SandboxThalesToken &token,
                                   const QString &errorDetails);
    //! notifyTokenUpdate: the token as it is now.
    [[nodiscard]] Result<Done> oweUpdate(const SandboxThalesToken &token, const QDateTime &dueAt);

    //! Due and not ended, the longest overdue first.
    [[nodiscard]] Result<QList<SandboxThalesNotification>> due(const QDateTime &now, int limit);
    [[nodiscard]] Result<QList<SandboxThalesNotification>> all();
    [[nodiscard]] Result<Done> putOff(qint64 id, const QDateTime &dueAt, int attempts);
    [[nodiscard]] Result<Done> end(qint64 id, const QString &how, int attempts);

private:
    [[nodiscard]] Result<Done> insert(const SandboxThalesNotification &notification);
    [[nodiscard]] Result<QList<SandboxThalesNotification>> select(const QString &condition, const QVariantList &values);

    QSqlDatabase m_connection;
};
