// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/sandboxthalestokens.h"

#include "app/core/redact.h"
#include "app/storage/sql.h"

#include <QJsonDocument>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace {
//! Never null, because Qt binds a null string as NULL, which the tables refuse.
QString toText(const QDateTime &time)
{
    return time.isValid() ? time.toString(Qt::ISODateWithMs) : u""_s;
}

QString toText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

QDateTime toTime(const QVariant &text)
{
    return QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
}

const QString insertion = u"INSERT INTO thales_token (token_id, merchant_id, state, created_at, updated_at, "
                          "available_at, details, is_pci) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s;

const QString suspension =
    u"INSERT INTO thales_suspension (token_id, party, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"_s;

QVariantList values(const SandboxThalesToken &token)
{
    return {token.id,
            token.merchantId,
            token.state,
            toText(token.createdAt),
            toText(token.updatedAt),
            toText(token.availableAt),
            toText(token.details),
            token.isPci ? 1 : 0};
}

Result<Done> done(const Result<QSqlQuery> &query)
{
    return query ? Result<Done>(Done{}) : Failure(query.error());
}
} // namespace

QString newSandboxTokenId()
{
    return u"tk_"_s + QString::number(QRandomGenerator::system()->generate64(), 16).rightJustified(16, u'0');
}

Result<Done> SandboxThalesTokens::insert(const SandboxThalesToken &token)
{
    return done(executed(m_connection, insertion, values(token)));
}

Result<Done> SandboxThalesTokens::insertIfMissing(const SandboxThalesToken &token)
{
    const Result<QSqlQuery> inserted =
        executed(m_connection, insertion + u" ON CONFLICT (token_id) DO NOTHING"_s, values(token));
    if (!inserted || inserted->numRowsAffected() == 0)
        return done(inserted);
    for (const QString &party : token.suspendedBy) {
        const Result<Done> suspended =
            done(executed(m_connection, suspension, {token.id, party, toText(token.updatedAt)}));
        if (!suspended)
            return suspended;
    }
    return Done{};
}

Result<std::optional<SandboxThalesToken>> SandboxThalesTokens::find(const QString &id, const QDateTime &now)
{
    Result<QSqlQuery> query = executed(m_connection,
                                       u"SELECT token_id, merchant_id, state, created_at, updated_at, available_at, "
                                       "details, is_pci FROM thales_token WHERE token_id = ? AND available_at <= ?"_s,
                                       {id, toText(now)});
    if (!query)
        return Failure(query.error());
    if (!query->next())
        return std::nullopt;
    const Result<QStringList> parties = suspendedBy(id);
    if (!parties)
        return Failure(parties.error());
    return SandboxThalesToken{.id = query->value(0).toString(),
                              .merchantId = query->value(1).toString(),
                              .state = query->value(2).toString(),
                              .createdAt = toTime(query->value(3)),
                              .updatedAt = toTime(query->value(4)),
                              .availableAt = toTime(query->value(5)),
                              .details = QJsonDocument::fromJson(query->value(6).toString().toUtf8()).object(),
                              .isPci = query->value(7).toInt() != 0,
                              .suspendedBy = *parties};
}

Result<Done> SandboxThalesTokens::suspend(const QString &id, QLatin1StringView party, const QDateTime &now)
{
    Result<QSqlQuery> added = executed(m_connection, suspension, {id, QString(party), toText(now)});
    if (!added || added->numRowsAffected() == 0)
        return done(added);
    return setState(id, u"SUSPENDED"_s, now);
}

Result<Done> SandboxThalesTokens::resume(const QString &id, QLatin1StringView party, const QDateTime &now)
{
    const Result<QSqlQuery> lifted = executed(
        m_connection, u"DELETE FROM thales_suspension WHERE token_id = ? AND party = ?"_s, {id, QString(party)});
    if (!lifted)
        return Failure(lifted.error());
    const Result<QStringList> parties = suspendedBy(id);
    if (!parties)
        return Failure(parties.error());
    return parties->isEmpty() ? setState(id, u"ACTIVE"_s, now) : Result<Done>(Done{});
}

Result<Done> SandboxThalesTokens::markDeleted(const QString &id, const QDateTime &now)
{
    const Result<QSqlQuery> lifted =
        executed(m_connection, u"DELETE FROM thales_suspension WHERE token_id = ?"_s, {id});
    return lifted ? setState(id, u"DELETED"_s, now) : Failure(lifted.error());
}

Result<Done> SandboxThalesTokens::setDetails(const QString &id, const QJsonObject &details, const QDateTime &now)
{
    return done(executed(m_connection, u"UPDATE thales_token SET details = ?, updated_at = ? WHERE token_id = ?"_s,
                         {toText(details), toText(now), id}));
}

Result<QStringList> SandboxThalesTokens::suspendedBy(const QString &id)
{
    Result<QSqlQuery> query =
        executed(m_connection, u"SELECT party FROM thales_suspension WHERE token_id = ? ORDER BY party"_s, {id});
    if (!query)
        return Failure(query.error());
    QStringList parties;
    while (query->next())
        parties << query->value(0).toString();
    return parties;
}

Result<Done> SandboxThalesTokens::setState(const QString &id, const QString &state, const QDateTime &now)
{
    return done(executed(m_connection, u"UPDATE thales_token SET state = ?, updated_at = ? WHERE token_id = ?"_s,
                         {state, toText(now), id}));
}

Result<Done> SandboxThalesTokens::insert(const SandboxThalesAsyncRequest &request)
{
    return done(executed(m_connection,
                         u"INSERT INTO thales_async_request (correlation_id, merchant_id, accepted_at, due_at, "
                         "token_id, error_code) VALUES (?, ?, ?, ?, ?, ?)"_s,
                         {notNull(redacted(request.correlationId)), request.merchantId, toText(request.acceptedAt),
                          toText(request.dueAt), notNull(request.tokenId), notNull(request.errorCode)}));
}

Result<QList<SandboxThalesAsyncRequest>> SandboxThalesTokens::asyncRequests()
{
    Result<QSqlQuery> query =
        executed(m_connection, u"SELECT correlation_id, merchant_id, accepted_at, due_at, token_id, error_code "
                               "FROM thales_async_request ORDER BY id"_s);
    if (!query)
        return Failure(query.error());
    QList<SandboxThalesAsyncRequest> requests;
    while (query->next()) {
        requests.append({.correlationId = query->value(0).toString(),
                         .merchantId = query->value(1).toString(),
                         .acceptedAt = toTime(query->value(2)),
                         .dueAt = toTime(query->value(3)),
                         .tokenId = query->value(4).toString(),
                         .errorCode = query->value(5).toString()});
    }
    return requests;
}
