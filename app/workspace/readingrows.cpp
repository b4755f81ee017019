// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/readingrows.h"

#include "app/domain/observedchange.h"
#include "app/domain/tokenjson.h"
#include "app/storage/sql.h"
#include "app/workspace/changerows.h"
#include "app/workspace/sharedstrings.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace {
const QString readingColumns = u"SELECT reading, read_at, correlation_id FROM token_reading "_s;

std::optional<TokenReading> readingIn(const QSqlQuery &row)
{
    auto reading = tokenReadingFromJson(row.value(0).toByteArray());
    if (reading) {
        reading->readAt = QDateTime::fromMSecsSinceEpoch(row.value(1).toLongLong(), Qt::UTC);
        reading->correlationId = row.value(2).toString();
    }
    return reading;
}

//! The JSON stays as it is: only when and in answer to what.
Result<Done> confirm(QSqlDatabase &connection, const QString &connectionId, const TokenReading &reading)
{
    const auto moved =
        executed(connection,
                 u"UPDATE token_reading SET read_at = ?, correlation_id = ? WHERE connection_id = ? AND token_id = ?"_s,
                 {reading.readAt.toMSecsSinceEpoch(), stored(reading.correlationId), stored(connectionId),
                  stored(reading.token.id.value)});
    return moved ? Result<Done>(Done{}) : Failure(moved.error());
}

Result<Done> replace(QSqlDatabase &connection, const QString &connectionId, const TokenReading &reading)
{
    const Token &token = reading.token;
    const auto kept = executed(
        connection,
        u"INSERT INTO token_reading (connection_id, token_id, read_at, last_digits, par, state, scheme, reading, "
        "correlation_id, id_backwards, par_backwards) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (connection_id, token_id) DO UPDATE SET read_at = excluded.read_at, last_digits = "
        "excluded.last_digits, par = excluded.par, state = excluded.state, scheme = excluded.scheme, "
        "reading = excluded.reading, correlation_id = excluded.correlation_id, par_backwards = excluded.par_backwards"_s,
        {stored(connectionId), stored(token.id.value), reading.readAt.toMSecsSinceEpoch(), stored(token.cardLastDigits),
         stored(token.par), stored(token.stateWord), schemeName(token.scheme), toJson(reading),
         stored(reading.correlationId), stored(readBackwards(token.id.value)), stored(readBackwards(token.par))});
    return kept ? Result<Done>(Done{}) : Failure(kept.error());
}

ObservedChange changeBetween(const TokenReading &earlier, const TokenReading &later, const QString &operatorId)
{
    return {.earlierAt = earlier.readAt,
            .laterAt = later.readAt,
            .earlierCorrelationId = earlier.correlationId,
            .laterCorrelationId = later.correlationId,
            .operatorId = operatorId,
            .fields = differences(earlier.token, later.token)};
}
} // namespace

QString stored(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

QString readBackwards(const QString &text)
{
    QList<uint> points = text.toUcs4();
    std::reverse(points.begin(), points.end());
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(points.constData()), points.size());
}

Result<Done> keepReading(QSqlDatabase &connection, const QString &connectionId, const TokenReading &reading,
                         const QString &operatorId)
{
    auto row = executed(connection, readingColumns + u"WHERE connection_id = ? AND token_id = ?"_s,
                        {stored(connectionId), stored(reading.token.id.value)});
    if (!row)
        return Failure(row.error());
    std::optional<TokenReading> last;
    if (row->next()) {
        if (reading.readAt.toMSecsSinceEpoch() < row->value(1).toLongLong())
            return Done{};
        last = readingIn(*row);
    }
    row->finish();
    if (!last)
        return replace(connection, connectionId, reading);
    if (last->token == reading.token)
        return confirm(connection, connectionId, reading);
    if (const auto replaced = replace(connection, connectionId, reading); !replaced)
        return replaced;
    const ObservedChange change = changeBetween(*last, reading, operatorId);
    return change.fields.isEmpty() ? Result<Done>(Done{})
                                   : keepChange(connection, connectionId, reading.token.id, change);
}

Result<QList<TokenReading>> readingsWhere(QSqlDatabase &connection, const QString &condition,
                                          const QVariantList &values)
{
    auto rows = executed(connection, readingColumns + condition, values);
    if (!rows)
        return Failure(rows.error());
    SharedStrings strings;
    QList<TokenReading> readings;
    while (rows->next()) {
        if (auto reading = readingIn(*rows)) {
            strings.shareIn(reading->token);
            readings.append(*std::move(reading));
        }
    }
    if (rows->lastError().isValid())
        return Failure(storageError(u"the tokens of this desk could not be read to their end"_s, rows->lastError()));
    return readings;
}
