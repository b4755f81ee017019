// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/sqliteworkspace.h"

#include "app/domain/tokenjson.h"
#include "app/storage/sql.h"
#include "app/workspace/sharedstrings.h"

using namespace Qt::StringLiterals;

namespace {
//! A null string would be stored as NULL, which no column takes.
QString stored(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

Result<Done> keep(QSqlDatabase &connection, const QString &connectionId, const TokenReading &reading)
{
    const Token &token = reading.token;
    const auto kept = executed(
        connection,
        u"INSERT INTO token_reading (connection_id, token_id, read_at, last_digits, par, state, scheme, reading) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (connection_id, token_id) DO UPDATE SET read_at = excluded.read_at, last_digits = "
        "excluded.last_digits, "
        "par = excluded.par, state = excluded.state, scheme = excluded.scheme, reading = excluded.reading "
        "WHERE excluded.read_at >= token_reading.read_at"_s,
        {stored(connectionId), stored(token.id.value), reading.readAt.toMSecsSinceEpoch(), stored(token.cardLastDigits),
         stored(token.par), stored(token.stateWord), schemeName(token.scheme), toJson(reading)});
    return kept ? Result<Done>(Done{}) : Failure(kept.error());
}

//! Readings of a query whose only column is `reading`. A row that cannot be read is left out: it is a copy of what the
//! server said, and the next look-up writes it anew.
Result<QList<TokenReading>> readingsOf(QSqlDatabase &connection, const QString &sql, const QVariantList &values)
{
    auto rows = executed(connection, sql, values);
    if (!rows)
        return Failure(rows.error());
    SharedStrings strings;
    QList<TokenReading> readings;
    while (rows->next()) {
        if (auto reading = tokenReadingFromJson(rows->value(0).toByteArray())) {
            strings.shareIn(reading->token);
            readings.append(*std::move(reading));
        }
    }
    if (rows->lastError().isValid())
        return Failure(storageError(u"the tokens of this desk could not be read to their end"_s, rows->lastError()));
    return readings;
}

QString partPattern(QString text)
{
    for (const QChar special : {u'\\', u'%', u'_'})
        text.replace(special, QString(u'\\') + special);
    return u'%' + text + u'%';
}
} // namespace

SqliteWorkspace::SqliteWorkspace(std::shared_ptr<Database> database) : m_database(std::move(database)) {}

Pending<Done> SqliteWorkspace::remember(const QString &connectionId, const TokenReading &reading)
{
    return m_database->run(
        [connectionId, reading](QSqlDatabase &connection) { return keep(connection, connectionId, reading); });
}

Pending<Done> SqliteWorkspace::rememberGone(const QString &connectionId, const TokenId &token, TokenState state,
                                            const QString &stateWord, const QDateTime &when,
                                            const QString &correlationId)
{
    return m_database->run([=](QSqlDatabase &connection) {
        return inTransaction(connection, [&]() -> Result<Done> {
            const auto known =
                readingsOf(connection, u"SELECT reading FROM token_reading WHERE connection_id = ? AND token_id = ?"_s,
                           {stored(connectionId), stored(token.value)});
            if (!known)
                return Failure(known.error());
            if (known->isEmpty())
                return Done{};
            TokenReading reading = known->first();
            reading.token.state = state;
            reading.token.stateWord = stateWord;
            reading.readAt = when;
            reading.correlationId = correlationId;
            return keep(connection, connectionId, reading);
        });
    });
}

Pending<QList<TokenReading>> SqliteWorkspace::tokens(const QString &connectionId)
{
    return m_database->run([connectionId](QSqlDatabase &connection) {
        return readingsOf(connection,
                          u"SELECT reading FROM token_reading WHERE connection_id = ? ORDER BY read_at DESC"_s,
                          {stored(connectionId)});
    });
}

Pending<QList<TokenReading>> SqliteWorkspace::search(const QString &connectionId, const QString &text, int limit)
{
    if (text.isEmpty() || limit <= 0)
        return settled<QList<TokenReading>>(QList<TokenReading>());
    return m_database->run([connectionId, pattern = partPattern(text), limit](QSqlDatabase &connection) {
        // The inner query reads the index alone; only what is returned is read from the table.
        return readingsOf(connection,
                          u"SELECT reading FROM token_reading WHERE rowid IN (SELECT rowid FROM token_reading "
                          "WHERE connection_id = ? AND (token_id LIKE ? ESCAPE '\\' OR last_digits LIKE ? ESCAPE '\\' "
                          "OR par LIKE ? ESCAPE '\\') ORDER BY read_at DESC LIMIT ?) ORDER BY read_at DESC"_s,
                          {stored(connectionId), pattern, pattern, pattern, limit});
    });
}

Pending<Done> SqliteWorkspace::forget(const QString &connectionId, const TokenId &token)
{
    return m_database->run([connectionId, token](QSqlDatabase &connection) -> Result<Done> {
        const auto gone = executed(connection, u"DELETE FROM token_reading WHERE connection_id = ? AND token_id = ?"_s,
                                   {stored(connectionId), stored(token.value)});
        return gone ? Result<Done>(Done{}) : Failure(gone.error());
    });
}
