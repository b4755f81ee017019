// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/changerows.h"

#include "app/storage/sql.h"
#include "app/workspace/readingrows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {
QByteArray fieldChangesToJson(const QList<FieldChange> &fields)
{
    QJsonArray array;
    for (const FieldChange &field : fields)
        array.append(QJsonObject{
            {"key"_L1, field.key}, {"label"_L1, field.label}, {"from"_L1, field.from}, {"to"_L1, field.to}});
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QList<FieldChange> fieldChangesFromJson(const QByteArray &json)
{
    QList<FieldChange> fields;
    const QJsonArray array = QJsonDocument::fromJson(json).array();
    for (const QJsonValue &value : array)
        fields.append({value["key"_L1].toString(), value["label"_L1].toString(), value["from"_L1].toString(),
                       value["to"_L1].toString()});
    return fields;
}

QDateTime utc(const QVariant &milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds.toLongLong(), Qt::UTC);
}

Result<Done> dropOldest(QSqlDatabase &connection, const QString &connectionId, const TokenId &token)
{
    const auto dropped =
        executed(connection,
                 u"DELETE FROM token_change WHERE connection_id = ? AND token_id = ? AND id <= (SELECT id FROM "
                 "token_change WHERE connection_id = ? AND token_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)"_s,
                 {stored(connectionId), stored(token.value), stored(connectionId), stored(token.value), mostChanges});
    return dropped ? Result<Done>(Done{}) : Failure(dropped.error());
}
} // namespace

Result<Done> keepChange(QSqlDatabase &connection, const QString &connectionId, const TokenId &token,
                        const ObservedChange &change)
{
    const auto kept =
        executed(connection,
                 u"INSERT INTO token_change (connection_id, token_id, earlier_at, later_at, earlier_correlation_id, "
                 "later_correlation_id, operator, fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
                 {stored(connectionId), stored(token.value), change.earlierAt.toMSecsSinceEpoch(),
                  change.laterAt.toMSecsSinceEpoch(), stored(change.earlierCorrelationId),
                  stored(change.laterCorrelationId), stored(change.operatorId), fieldChangesToJson(change.fields)});
    return kept ? dropOldest(connection, connectionId, token) : Failure(kept.error());
}

Result<QList<ObservedChange>> changesOf(QSqlDatabase &connection, const QString &connectionId, const TokenId &token)
{
    auto rows = executed(connection,
                         u"SELECT earlier_at, later_at, earlier_correlation_id, later_correlation_id, operator, fields "
                         "FROM token_change WHERE connection_id = ? AND token_id = ? ORDER BY id DESC"_s,
                         {stored(connectionId), stored(token.value)});
    if (!rows)
        return Failure(rows.error());
    QList<ObservedChange> changes;
    while (rows->next()) {
        changes.append({.earlierAt = utc(rows->value(0)),
                        .laterAt = utc(rows->value(1)),
                        .earlierCorrelationId = rows->value(2).toString(),
                        .laterCorrelationId = rows->value(3).toString(),
                        .operatorId = rows->value(4).toString(),
                        .fields = fieldChangesFromJson(rows->value(5).toByteArray())});
    }
    if (rows->lastError().isValid())
        return Failure(storageError(u"a token's changes could not be read to their end"_s, rows->lastError()));
    return changes;
}
