// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QString>
#include <QStringList>

#include <optional>

//! A token as the server keeps it. It holds no more of a card than the API gives back: last digits, BIN, expiry.
struct SandboxThalesToken {
    QString id;
    QString merchantId;
    QString state;                //!< the API's word
    QDateTime createdAt;          //!< UTC
    QDateTime updatedAt;          //!< UTC, invalid before the first update
    QDateTime availableAt;        //!< UTC; nobody sees the token before
    QJsonObject details;          //!< the other members of a getToken answer
    bool isPci = false;           //!< of a card number only: no issuer behind it
    QStringList suspendedBy = {}; //!< parties (sandboxParty), in alphabetical order
};

//! Who can suspend a token. Each lifts only its own suspension.
namespace sandboxParty {
inline constexpr QLatin1StringView issuer{"ISSUER"};
inline constexpr QLatin1StringView merchant{"MERCHANT"};
} // namespace sandboxParty

//! What an asynchronous creation has led, or will have led, to when it is due. Whoever sends notifications reads this.
struct SandboxThalesAsyncRequest {
    QString correlationId;
    QString merchantId;
    QDateTime acceptedAt; //!< UTC
    QDateTime dueAt;      //!< UTC
    QString tokenId;      //!< empty when it fails
    QString errorCode;    //!< empty when it succeeds

    friend bool operator==(const SandboxThalesAsyncRequest &, const SandboxThalesAsyncRequest &) = default;
};

//! `tk_` and 16 random hexadecimal digits.
[[nodiscard]] QString newSandboxTokenId();

//! The tables of the API. The connection's thread only; the caller's transaction. Everything fails with Storage.
class SandboxThalesTokens
{
public:
    explicit SandboxThalesTokens(const QSqlDatabase &connection) : m_connection(connection) {}

    [[nodiscard]] Result<Done> insert(const SandboxThalesToken &token);
    //! Leaves a token of that id, and who suspends it, as they are.
    [[nodiscard]] Result<Done> insertIfMissing(const SandboxThalesToken &token);
    //! Nothing for an id that nobody has or that is not available yet.
    [[nodiscard]] Result<std::optional<SandboxThalesToken>> find(const QString &id, const QDateTime &now);
    //! The token is suspended, and this party does it; nothing changes when it did already.
    [[nodiscard]] Result<Done> suspend(const QString &id, QLatin1StringView party, const QDateTime &now);
    //! This party suspends it no longer. It is active again when nobody does any more.
    [[nodiscard]] Result<Done> resume(const QString &id, QLatin1StringView party, const QDateTime &now);
    //! For good: nobody suspends it then.
    [[nodiscard]] Result<Done> markDeleted(const QString &id, const QDateTime &now);
    [[nodiscard]] Result<Done> setDetails(const QString &id, const QJsonObject &details, const QDateTime &now);

    [[nodiscard]] Result<Done> insert(const SandboxThalesAsyncRequest &request);
    [[nodiscard]] Result<QList<SandboxThalesAsyncRequest>> asyncRequests();

private:
    [[nodiscard]] Result<QStringList> suspendedBy(const QString &id);
    [[nodiscard]] Result<Done> setState(const QString &id, const QString &state, const QDateTime &now);

    QSqlDatabase m_connection;
};
