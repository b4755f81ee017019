// SPDX-License-Identifier: Apache-2.0
#include "app/storage/journalchain.h"

#include "app/storage/sql.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
//! Columns from their names: those that end in '#' are integers.
QList<ChainedColumn> columns(const QStringList &names)
{
    QList<ChainedColumn> list;
    for (const QString &name : names)
        list.append(name.endsWith(u'#') ? ChainedColumn{name.chopped(1), 'I'} : ChainedColumn{name, 'T'});
    return list;
}

void addNumber(QCryptographicHash &hash, qint64 number)
{
    const qint64 ordered = qToBigEndian(number);
    hash.addData(QByteArrayView(reinterpret_cast<const char *>(&ordered), sizeof ordered));
}

void addField(QCryptographicHash &hash, QByteArrayView bytes)
{
    addNumber(hash, bytes.size());
    hash.addData(bytes);
}
} // namespace

const QList<ChainedTable> &chainedTables()
{
    static const QList<ChainedTable> tables{
        {u"run"_s, u"journal_run"_s, columns({u"id"_s, u"host"_s, u"process_id#"_s, u"process_start"_s})},
        {u"intent"_s, u"journal_intent"_s,
         columns({u"id#"_s,
                  u"run"_s,
                  u"user"_s,
                  u"event_type"_s,
                  u"opened_at"_s,
                  u"opened_offset#"_s,
                  u"opened_monotonic#"_s,
                  u"origin"_s,
                  u"affected_item"_s,
                  u"operation"_s,
                  u"form_id"_s,
                  u"connection_id"_s,
                  u"connection_name"_s,
                  u"environment"_s,
                  u"token"_s,
                  u"reason"_s,
                  u"comment"_s,
                  u"ticket"_s,
                  u"correlation_id"_s,
                  u"request"_s})},
        {u"outcome"_s, u"journal_outcome"_s,
         columns({u"intent#"_s, u"closed_at"_s, u"closed_offset#"_s, u"closed_monotonic#"_s, u"outcome"_s, u"token"_s,
                  u"http_status#"_s, u"error_kind"_s, u"error_code"_s, u"scheme_correlation_id"_s, u"detail"_s})},
        {u"settlement"_s, u"journal_settlement"_s,
         columns({u"id#"_s, u"intent#"_s, u"run"_s, u"user"_s, u"settled_at"_s, u"settled_offset#"_s,
                  u"settled_monotonic#"_s, u"origin"_s, u"settlement"_s, u"token"_s, u"note"_s})},
        {u"event"_s, u"journal_event"_s,
         columns({u"id#"_s, u"run"_s, u"user"_s, u"event_type"_s, u"happened_at"_s, u"happened_offset#"_s,
                  u"happened_monotonic#"_s, u"origin"_s, u"affected_item"_s, u"outcome"_s, u"connection_id"_s,
                  u"token"_s, u"detail"_s})},
        {u"subject"_s, u"journal_subject"_s, columns({u"id#"_s, u"intent#"_s, u"token"_s})},
    };
    return tables;
}

const ChainedTable *chainedTable(const QString &record)
{
    const auto &tables = chainedTables();
    const auto found =
        std::find_if(tables.cbegin(), tables.cend(), [&](const ChainedTable &table) { return table.record == record; });
    return found == tables.cend() ? nullptr : &*found;
}

ChainLink chainStart()
{
    return {0, QCryptographicHash::hash("tokendesk journal chain 1", QCryptographicHash::Sha256)};
}

ChainLink nextLink(const ChainLink &previous, const ChainedTable &table, const QList<QByteArray> &cells)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(previous.hash);
    addNumber(hash, previous.position + 1);
    addField(hash, table.record.toLatin1());
    addNumber(hash, cells.size());
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const char type = i < table.columns.size() ? table.columns.at(i).type : '?';
        hash.addData(QByteArrayView(&type, 1));
        addField(hash, cells.at(i));
    }
    return {previous.position + 1, hash.result()};
}

QString storableText(const QString &text)
{
    QString stored = text.isNull() ? u""_s : QString::fromUtf8(text.toUtf8());
    while (stored.startsWith(QChar(0xfeff)) || stored.startsWith(QChar(0xfffe)))
        stored.remove(0, 1);
    return stored;
}

QList<QByteArray> cellsOf(const QVariantList &values)
{
    QList<QByteArray> cells;
    cells.reserve(values.size());
    for (const QVariant &value : values)
        cells.append(value.typeId() == QMetaType::QString ? value.toString().toUtf8()
                                                          : QByteArray::number(value.toLongLong()));
    return cells;
}

QString selectCells(const ChainedTable &table)
{
    QStringList cells;
    QStringList types;
    for (const ChainedColumn &column : table.columns) {
        cells << u"CAST(%1 AS BLOB)"_s.arg(column.name);
        types << u"CASE typeof(%1) WHEN 'text' THEN 'T' WHEN 'integer' THEN 'I' ELSE '?' END"_s.arg(column.name);
    }
    return u"SELECT %1, %2 FROM %3 WHERE %4 = ?"_s.arg(cells.join(u", "_s), types.join(u" || "_s), table.table,
                                                       table.columns.first().name);
}

QString typesOf(const ChainedTable &table)
{
    QString types;
    for (const ChainedColumn &column : table.columns)
        types += QLatin1Char(column.type);
    return types;
}

namespace {
Result<ChainLink> chainRowsOf(QSqlDatabase &connection, const ChainedTable &table, ChainLink last)
{
    const QString key = table.columns.first().name;
    const QString order = table.columns.first().type == 'I' ? key : u"rowid"_s;
    auto rows = executed(connection, selectCells(table).section(u" WHERE "_s, 0, 0) + u" ORDER BY "_s + order);
    if (!rows)
        return Failure(rows.error());
    QSqlQuery insert(connection);
    if (!insert.prepare(u"INSERT INTO journal_chain (position, record, key, hash) VALUES (?, ?, ?, ?)"_s))
        return Failure(storageError(u"could not prepare the chain"_s, insert.lastError()));
    while (rows->next()) {
        QList<QByteArray> cells;
        for (int i = 0; i < table.columns.size(); ++i)
            cells.append(rows->value(i).toByteArray());
        last = nextLink(last, table, cells);
        insert.addBindValue(last.position);
        insert.addBindValue(table.record);
        insert.addBindValue(QString::fromUtf8(cells.first()));
        insert.addBindValue(last.hash);
        if (!insert.exec())
            return Failure(storageError(u"could not chain the journal"_s, insert.lastError()));
    }
    if (rows->lastError().isValid())
        return Failure(storageError(u"could not read the journal to its end"_s, rows->lastError()));
    return last;
}
} // namespace

Result<Done> chainExistingRows(QSqlDatabase &connection)
{
    ChainLink last = chainStart();
    for (const char *record : {"run", "intent", "outcome"}) {
        const Result<ChainLink> chained = chainRowsOf(connection, *chainedTable(QLatin1StringView(record)), last);
        if (!chained)
            return Failure(chained.error());
        last = *chained;
    }
    return Done{};
}
