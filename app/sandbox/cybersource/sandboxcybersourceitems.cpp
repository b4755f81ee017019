// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/cybersource/sandboxcybersourceitems.h"

#include "app/storage/sql.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {
QString itemTime(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : u""_s;
}

//! Qt binds a null string as NULL, which the table refuses.
QString itemText(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

QDateTime timeFromText(const QVariant &text)
{
    return QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
}

QVariantList itemRow(const SandboxCybersourceItem &item)
{
    return {item.id,
            item.kind,
            itemText(item.parent),
            itemText(item.cardKey),
            itemText(item.state),
            item.isRemoved ? 1 : 0,
            itemTime(item.createdAt),
            itemTime(item.updatedAt),
            QString::fromUtf8(QJsonDocument(item.details).toJson(QJsonDocument::Compact))};
}

const QString cybersourceColumns = u" cybersource_item (id, kind, parent, card_key, state, removed, created_at, "
                                   "updated_at, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s;

Result<Done> doneWith(const Result<QSqlQuery> &query)
{
    return query ? Result<Done>(Done{}) : Failure(query.error());
}
} // namespace

SandboxCybersourceItems::Found SandboxCybersourceItems::find(QLatin1StringView kind, const QString &id)
{
    return first(select(u"kind = ? AND id = ?"_s, {QString(kind), id}));
}

SandboxCybersourceItems::Found SandboxCybersourceItems::findByCard(const QString &cardKey)
{
    return first(select(u"card_key = ? AND removed = 0"_s, {cardKey}));
}

Result<QList<SandboxCybersourceItem>> SandboxCybersourceItems::childrenOf(const QString &parent, QLatin1StringView kind)
{
    return select(u"parent = ? AND kind = ? AND removed = 0"_s, {parent, QString(kind)});
}

Result<Done> SandboxCybersourceItems::put(const SandboxCybersourceItem &item)
{
    // Not REPLACE, which would give the row a new place in the order.
    return doneWith(executed(m_connection,
                             u"INSERT INTO"_s + cybersourceColumns +
                                 u" ON CONFLICT (id) DO UPDATE SET state = excluded.state, removed = excluded.removed, "
                                 "updated_at = excluded.updated_at, details = excluded.details"_s,
                             itemRow(item)));
}

Result<Done> SandboxCybersourceItems::putIfMissing(const SandboxCybersourceItem &item)
{
    return doneWith(executed(m_connection, u"INSERT OR IGNORE INTO"_s + cybersourceColumns, itemRow(item)));
}

Result<QList<SandboxCybersourceItem>> SandboxCybersourceItems::select(const QString &condition,
                                                                      const QVariantList &values)
{
    Result<QSqlQuery> query = executed(
        m_connection,
        u"SELECT id, kind, parent, card_key, state, removed, created_at, updated_at, details FROM cybersource_item "
        "WHERE %1 ORDER BY rowid"_s.arg(condition),
        values);
    if (!query)
        return Failure(query.error());
    QList<SandboxCybersourceItem> items;
    while (query->next()) {
        items.append({.id = query->value(0).toString(),
                      .kind = query->value(1).toString(),
                      .parent = query->value(2).toString(),
                      .cardKey = query->value(3).toString(),
                      .state = query->value(4).toString(),
                      .isRemoved = query->value(5).toInt() != 0,
                      .createdAt = timeFromText(query->value(6)),
                      .updatedAt = timeFromText(query->value(7)),
                      .details = QJsonDocument::fromJson(query->value(8).toString().toUtf8()).object()});
    }
    return items;
}

SandboxCybersourceItems::Found SandboxCybersourceItems::first(const Result<QList<SandboxCybersourceItem>> &items) const
{
    if (!items)
        return Failure(items.error());
    return items->isEmpty() ? std::nullopt : std::optional(items->first());
}
