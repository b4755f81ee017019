// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/sqliteworkspace.h"

#include "app/storage/sql.h"
#include "app/workspace/annotationrows.h"
#include "app/workspace/changerows.h"
#include "app/workspace/readingrows.h"
#include "app/workspace/tokensearch.h"

using namespace Qt::StringLiterals;

namespace {
const QString oneToken = u"WHERE connection_id = ? AND token_id = ?"_s;
} // namespace

SqliteWorkspace::SqliteWorkspace(std::shared_ptr<Database> database) : m_database(std::move(database)) {}

Pending<Done> SqliteWorkspace::remember(const QString &connectionId, const TokenReading &reading,
                                        const QString &operatorId)
{
    return m_database->run([=](QSqlDatabase &connection) {
        return inTransaction(connection, [&] { return keepReading(connection, connectionId, reading, operatorId); });
    });
}

Pending<Done> SqliteWorkspace::rememberGone(const QString &connectionId, const TokenId &token, TokenState state,
                                            const QString &stateWord, const QDateTime &when,
                                            const QString &correlationId, const QString &operatorId)
{
    return m_database->run([=](QSqlDatabase &connection) {
        return inTransaction(connection, [&]() -> Result<Done> {
            const auto known = readingsWhere(connection, oneToken, {stored(connectionId), stored(token.value)});
            if (!known)
                return Failure(known.error());
            if (known->isEmpty())
                return Done{};
            TokenReading reading = known->first();
            reading.token.state = state;
            reading.token.stateWord = stateWord;
            reading.readAt = when;
            reading.correlationId = correlationId;
            return keepReading(connection, connectionId, reading, operatorId);
        });
    });
}

Pending<QList<TokenReading>> SqliteWorkspace::tokens(const QString &connectionId)
{
    return m_database->run([connectionId](QSqlDatabase &connection) {
        return readingsWhere(connection, u"WHERE connection_id = ? ORDER BY read_at DESC"_s, {stored(connectionId)});
    });
}

Pending<QList<FoundToken>> SqliteWorkspace::search(const QString &connectionId, const QString &text, int limit)
{
    if (text.isEmpty() || limit <= 0)
        return settled<QList<FoundToken>>(QList<FoundToken>());
    return m_database->run(
        [=](QSqlDatabase &connection) { return foundTokens(connection, connectionId, text, limit); });
}

Pending<QList<ObservedChange>> SqliteWorkspace::changes(const QString &connectionId, const TokenId &token)
{
    return m_database->run([=](QSqlDatabase &connection) { return changesOf(connection, connectionId, token); });
}

Pending<Annotations> SqliteWorkspace::annotations(const QString &connectionId, const TokenId &token)
{
    return m_database->run([=](QSqlDatabase &connection) { return annotationsOf(connection, connectionId, token); });
}

Pending<Annotations> SqliteWorkspace::annotate(const QString &connectionId, const TokenId &token,
                                               const AnnotationEdit &edit, const QString &operatorId,
                                               const QDateTime &when)
{
    const Result<AnnotationEdit> accepted = acceptedEdit(edit);
    if (!accepted)
        return failed<Annotations>(accepted.error());
    return m_database->run([=, edit = *accepted](QSqlDatabase &connection) {
        return inTransaction(connection, [&]() -> Result<Annotations> {
            const auto known = firstValue(connection, u"SELECT count(*) FROM token_reading "_s + oneToken,
                                          {stored(connectionId), stored(token.value)});
            if (!known)
                return Failure(known.error());
            if (known->toInt() == 0)
                return Failure({.kind = Error::Kind::NotFound, .detail = u"this desk has never seen the token"_s});
            const auto edited = editAnnotations(connection, connectionId, token, edit, {{}, operatorId, when});
            if (!edited)
                return Failure(edited.error());
            return annotationsOf(connection, connectionId, token);
        });
    });
}

Pending<QList<TagUse>> SqliteWorkspace::tags(const QString &connectionId)
{
    return m_database->run([connectionId](QSqlDatabase &connection) { return tagsIn(connection, connectionId); });
}

Pending<QList<TokenId>> SqliteWorkspace::taggedWith(const QString &connectionId, const QString &tag)
{
    return m_database->run([=](QSqlDatabase &connection) { return tokensTagged(connection, connectionId, tag); });
}

Pending<Done> SqliteWorkspace::forget(const QString &connectionId, const TokenId &token)
{
    return m_database->run([connectionId, token](QSqlDatabase &connection) {
        return inTransaction(connection, [&]() -> Result<Done> {
            for (const QString &table :
                 {u"token_annotation_word"_s, u"token_annotation"_s, u"token_change"_s, u"token_reading"_s}) {
                const auto gone = executed(connection, u"DELETE FROM %1 "_s.arg(table) + oneToken,
                                           {stored(connectionId), stored(token.value)});
                if (!gone)
                    return Failure(gone.error());
            }
            return Done{};
        });
    });
}
