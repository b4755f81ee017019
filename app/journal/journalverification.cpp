// SPDX-License-Identifier: Apache-2.0
#include "app/journal/journalverification.h"

#include "app/core/keyedhash.h"
#include "app/journal/journalpurge.h"
#include "app/storage/sql.h"

#include <map>

using namespace Qt::StringLiterals;

namespace {
using Flaw = JournalVerdict::Flaw;

const QString firstPosition = u"SELECT coalesce(min(position), 0) FROM journal_chain"_s;

Result<Done> isReadToTheEnd(const QSqlQuery &rows)
{
    if (rows.lastError().isValid())
        return Failure(storageError(u"the journal could not be read to its end"_s, rows.lastError()));
    return Done{};
}

//! The stored bytes of single rows, by statements that are prepared once.
class RowReader
{
public:
    explicit RowReader(QSqlDatabase &connection) : m_connection(connection) {}

    struct Row {
        bool isThere = false;
        bool isTyped = false; //!< every column has the type that it was written with
        QList<QByteArray> cells;
    };
    [[nodiscard]] Result<Row> read(const ChainedTable &table, const QByteArray &key)
    {
        auto statement = m_statements.find(table.record);
        if (statement == m_statements.end()) {
            QSqlQuery query(m_connection);
            query.setForwardOnly(true);
            if (!query.prepare(selectCells(table)))
                return Failure(storageError(u"could not prepare the check of the journal"_s, query.lastError()));
            statement = m_statements.emplace(table.record, std::move(query)).first;
        }
        QSqlQuery &query = statement->second;
        query.bindValue(0, QString::fromUtf8(key));
        if (!query.exec())
            return Failure(storageError(u"the journal could not be read"_s, query.lastError()));
        Row row;
        row.isThere = query.next();
        const int count = static_cast<int>(table.columns.size());
        for (int i = 0; row.isThere && i < count; ++i)
            row.cells.append(query.value(i).toByteArray());
        // A key that only counts as the same, such as 017 for 17, is another one.
        row.isTyped = row.isThere && query.value(count).toString() == typesOf(table) && row.cells.first() == key;
        const auto end = isReadToTheEnd(query);
        query.finish();
        return end ? Result<Row>(row) : Failure(end.error());
    }

private:
    QSqlDatabase &m_connection;
    std::map<QString, QSqlQuery> m_statements;
};

ChainedRecord recordFrom(const ChainedTable &table, const QList<QByteArray> &cells)
{
    ChainedRecord record;
    record.record = table.record;
    for (qsizetype i = 0; i < table.columns.size(); ++i)
        record.cells.append(
            {table.columns.at(i).name, QString::fromUtf8(cells.value(i)), table.columns.at(i).type == 'I'});
    return record;
}

QString nameOf(const QByteArray &record, const QByteArray &key)
{
    return QString::fromUtf8(record.left(40)) + u' ' + QString::fromUtf8(key.left(40));
}
} // namespace

Result<QList<SignedHead>> signedHeads(QSqlDatabase &connection)
{
    auto rows =
        executed(connection, u"SELECT id, position, hash, key_id, is_lasting, signed_at, signature FROM journal_head "
                             "ORDER BY id"_s);
    if (!rows)
        return Failure(rows.error());
    QList<SignedHead> heads;
    while (rows->next()) {
        const qint64 lasting = rows->value(4).toLongLong();
        SignedHead head{.id = rows->value(0).toLongLong(),
                        .position = rows->value(1).toLongLong(),
                        .hash = rows->value(2).toByteArray(),
                        .keyId = rows->value(3).toString(),
                        .isLasting = lasting != 0,
                        .signedAt = rows->value(5).toString(),
                        .signature = rows->value(6).toByteArray()};
        if (lasting != 0 && lasting != 1) // only these two are ever written, and the signature knows no other
            head.signature.clear();
        heads.append(head);
    }
    const auto end = isReadToTheEnd(*rows);
    return end ? Result<QList<SignedHead>>(heads) : Failure(end.error());
}

Result<QByteArray> hashAt(QSqlDatabase &connection, qint64 position)
{
    auto row = executed(connection, u"SELECT hash FROM journal_chain WHERE position = ?"_s, {position});
    if (!row)
        return Failure(row.error());
    return row->next() ? row->value(0).toByteArray() : QByteArray();
}

JournalVerification::JournalVerification(HeadKey key, std::optional<HeadAnchor> anchor)
    : m_key(std::move(key)), m_anchor(std::move(anchor))
{
}

void JournalVerification::say(Flaw flaw, qint64 position, const QString &row, const QString &explanation)
{
    if (m_verdict.flaw != Flaw::None)
        return;
    m_verdict.flaw = flaw;
    m_verdict.position = position;
    m_verdict.row = row;
    m_verdict.explanation = explanation;
}

Result<Done> JournalVerification::begin(QSqlDatabase &connection)
{
    // All as of one moment.
    if (const auto begun = executed(connection, u"SAVEPOINT verification"_s); !begun)
        return Failure(begun.error());
    const auto first = firstValue(connection, firstPosition);
    const auto end = firstValue(connection, u"SELECT coalesce(max(position), 0) FROM journal_chain"_s);
    const auto heads = signedHeads(connection);
    const auto purged = purgeInForce(connection);
    QSqlQuery(connection).exec(u"RELEASE verification"_s);
    if (!first || !end)
        return Failure(first ? end.error() : first.error());
    if (!heads || !purged)
        return Failure(heads ? purged.error() : heads.error());
    m_verdict = {};
    m_table = 0;
    m_wantedHashes.clear();
    m_first = first->toLongLong();
    m_end = end->toLongLong();
    m_heads = *heads;
    for (const SignedHead &head : m_heads)
        m_wantedHashes.insert(head.position, {});
    if (m_anchor)
        m_wantedHashes.insert(m_anchor->position, {});
    m_verdict.head = m_heads.isEmpty() ? SignedHead() : m_heads.last();
    m_verdict.purged = *purged;
    m_start = *purged ? ChainLink{(*purged)->checkpoint.position, (*purged)->checkpoint.hash} : chainStart();
    m_last = m_start;
    m_wantedHashes.insert(m_start.position, m_start.hash);
    checkCheckpoint(*purged);
    return Done{};
}

Result<bool> JournalVerification::hasMoved(QSqlDatabase &connection) const
{
    const auto first = firstValue(connection, firstPosition);
    return first ? Result<bool>(first->toLongLong() != m_first) : Failure(first.error());
}

Result<bool> JournalVerification::checkMore(QSqlDatabase &connection, int rows)
{
    if (const auto begun = executed(connection, u"SAVEPOINT verification"_s); !begun)
        return Failure(begun.error());
    const auto moved = hasMoved(connection);
    const Result<bool> checked = moved && !*moved ? checkStep(connection, rows) : moved;
    QSqlQuery(connection).exec(u"RELEASE verification"_s);
    if (!moved || !*moved)
        return checked;
    const auto begun = begin(connection);
    return begun ? Result<bool>(true) : Failure(begun.error());
}

Result<bool> JournalVerification::checkStep(QSqlDatabase &connection, int rows)
{
    if (!m_verdict.isSound())
        return false;
    if (m_last.position < m_end) {
        if (const auto checked = checkLinks(connection, rows); !checked)
            return Failure(checked.error());
        if (!m_verdict.isSound())
            return false;
        if (m_last.position < m_end)
            return true;
        checkHeads();
        checkAnchor();
        return m_verdict.isSound();
    }
    if (m_end == 0 && m_table == 0) {
        checkHeads();
        checkAnchor();
    }
    if (!m_verdict.isSound())
        return false;
    if (const auto checked = checkForStrangers(connection); !checked)
        return Failure(checked.error());
    const bool goesOn = m_verdict.isSound() && m_table < chainedTables().size();
    if (!goesOn)
        sayWhatEndsShow();
    return goesOn;
}

void JournalVerification::checkCheckpoint(const std::optional<PurgedRows> &purged)
{
    if (!purged)
        return;
    const JournalCheckpoint &checkpoint = purged->checkpoint;
    const bool isKnown = checkpoint.keyId == m_key.id;
    const QString name = u"checkpoint %1"_s.arg(checkpoint.position);
    if (isKnown && !isSameHash(checkpointSignature(m_key, checkpoint), checkpoint.signature))
        say(Flaw::WrongSignature, checkpoint.position, name, u"the signature of the purge's checkpoint is not right"_s);
    else if (!isKnown && (checkpoint.isLasting || m_key.isLasting)) // anybody can sign with a key that nobody keeps
        say(Flaw::UnknownKey, checkpoint.position, name,
            u"the purge's checkpoint was signed with a key that is not this desk's"_s);
}

Result<Done> JournalVerification::checkLinks(QSqlDatabase &connection, int rows)
{
    auto links = executed(connection,
                          u"SELECT position, CAST(record AS BLOB), CAST(key AS BLOB), hash FROM journal_chain "
                          "WHERE position > ? AND position <= ? ORDER BY position LIMIT ?"_s,
                          {m_last.position, m_end, rows});
    if (!links)
        return Failure(links.error());
    RowReader reader(connection);
    bool isAny = false;
    while (links->next()) {
        isAny = true;
        const qint64 position = links->value(0).toLongLong();
        const QByteArray record = links->value(1).toByteArray();
        const QByteArray key = links->value(2).toByteArray();
        const QString name = nameOf(record, key);
        if (position != m_last.position + 1) {
            say(Flaw::MissingNumber, m_last.position + 1, u"chain %1"_s.arg(m_last.position + 1),
                u"number %1 is missing from the chain; the next there is %2"_s.arg(m_last.position + 1).arg(position));
            return Done{};
        }
        const ChainedTable *table = chainedTable(QString::fromUtf8(record));
        if (!table) {
            say(Flaw::WrongHash, position, name, u"the chain names a kind of record that does not exist"_s);
            return Done{};
        }
        const Result<RowReader::Row> row = reader.read(*table, key);
        if (!row)
            return Failure(row.error());
        if (!row->isThere) {
            say(Flaw::MissingRow, position, name, u"the chain knows this row, but it is not there"_s);
            return Done{};
        }
        const ChainLink expected = nextLink(m_last, *table, row->cells);
        if (!row->isTyped || expected.hash != links->value(3).toByteArray()) {
            say(Flaw::WrongHash, position, name, u"the row, or its link in the chain, is not what was written"_s);
            return Done{};
        }
        m_last = expected;
        m_verdict.checked = position - m_start.position;
        if (const auto wanted = m_wantedHashes.find(position); wanted != m_wantedHashes.end())
            *wanted = expected.hash;
    }
    if (const auto end = isReadToTheEnd(*links); !end)
        return end;
    if (!isAny) // the end was there when this began
        say(Flaw::Truncated, m_last.position + 1, u"chain %1"_s.arg(m_last.position + 1),
            u"rows vanished from the end of the chain while it was checked"_s);
    return Done{};
}

void JournalVerification::checkHeads()
{
    qint64 expectedId = 1;
    for (const SignedHead &head : m_heads) {
        const QString name = u"head %1"_s.arg(head.id);
        if (head.id != expectedId++)
            return say(Flaw::MissingHead, 0, u"head %1"_s.arg(expectedId - 1), u"a signed head is missing"_s);
        const bool isKnown = head.keyId == m_key.id;
        if (isKnown && !isSameHash(headSignature(m_key, head), head.signature))
            return say(Flaw::WrongSignature, head.position, name, u"the signature of this head is not right"_s);
        if (!isKnown && head.isLasting)
            return say(Flaw::UnknownKey, head.position, name,
                       m_key.isLasting ? u"this head was signed with a key that is not this desk's"_s
                                       : u"this head was signed with a key from a keychain that is not at hand"_s);
        if (head.position > m_end)
            return say(Flaw::Truncated, m_end + 1, u"chain %1"_s.arg(m_end + 1),
                       u"the chain ends at %1, but a head was signed at %2"_s.arg(m_end).arg(head.position));
        if (head.position >= m_start.position && m_wantedHashes.value(head.position) != head.hash)
            return say(Flaw::WrongHead, head.position, name,
                       u"the chain is not the one that this head was signed for"_s);
    }
}

void JournalVerification::checkAnchor()
{
    if (!m_anchor)
        return;
    if (m_anchor->position > m_end)
        say(Flaw::Truncated, m_end + 1, u"chain %1"_s.arg(m_end + 1),
            u"the chain ends at %1, but the keychain remembers a head at %2"_s.arg(m_end).arg(m_anchor->position));
    else if (m_anchor->position >= m_start.position && m_wantedHashes.value(m_anchor->position) != m_anchor->hash)
        say(Flaw::WrongHead, m_anchor->position, u"chain %1"_s.arg(m_anchor->position),
            u"the chain is not the one whose head the keychain remembers"_s);
    else if (m_anchor->head > m_heads.size())
        say(Flaw::MissingHead, 0, u"head %1"_s.arg(m_heads.size() + 1), u"the newest signed heads are missing"_s);
}

Result<Done> JournalVerification::checkForStrangers(QSqlDatabase &connection)
{
    // Every link has been found to have its row, so equal numbers mean that every row has its link. Both are counted in
    // one statement, because rows are added meanwhile.
    const ChainedTable &table = chainedTables().at(m_table++);
    const QString key = table.columns.first().name;
    const auto difference =
        firstValue(connection, u"SELECT (SELECT count(*) FROM %1) - (SELECT count(*) FROM "
                               "journal_chain WHERE record = '%2')"_s.arg(table.table, table.record));
    if (!difference)
        return Failure(difference.error());
    if (difference->toLongLong() == 0)
        return Done{};
    auto stranger = executed(
        connection, u"SELECT CAST(%1 AS TEXT) FROM %2 WHERE CAST(%1 AS TEXT) NOT IN (SELECT key FROM "
                    "journal_chain WHERE record = '%3') ORDER BY rowid LIMIT 1"_s.arg(key, table.table, table.record));
    if (!stranger)
        return Failure(stranger.error());
    const QString name = stranger->next() ? stranger->value(0).toString().left(40) : u"?"_s;
    say(Flaw::StrangeRow, 0, table.record + u' ' + name, u"this row is not part of the chain"_s);
    return Done{};
}

void JournalVerification::sayWhatEndsShow()
{
    if (m_anchor && m_key.isLasting) {
        m_verdict.canShowTruncation = true;
        return;
    }
    m_verdict.caveat =
        m_key.isLasting
            ? u"The keychain remembers no head of this journal yet, so rows that went missing from its end before now "
              "would not show."_s
            : u"There is no key from a keychain: whether rows went missing from the end before this run cannot be "
              u"ruled "
              "out."_s;
}

bool isConsistent(const ChainedRecord &record)
{
    const ChainedTable *table = chainedTable(record.record);
    if (!table || record.cells.size() != table->columns.size() || record.position < 1)
        return false;
    QList<QByteArray> cells;
    for (qsizetype i = 0; i < record.cells.size(); ++i) {
        const ChainedRecord::Cell &cell = record.cells.at(i);
        const ChainedColumn &column = table->columns.at(i);
        if (cell.column != column.name || cell.isNumber != (column.type == 'I'))
            return false;
        cells.append(cell.value.toUtf8());
    }
    return nextLink({record.position - 1, record.previousHash}, *table, cells).hash == record.hash;
}

namespace {
//! Links with the hash before them, as records that still lack their cells; then the cells.
Result<QList<ChainedRecord>> recordsWhere(QSqlDatabase &connection, const QString &with, const QString &condition,
                                          const QVariantList &values)
{
    auto links = executed(connection,
                          with +
                              u" SELECT c.position, c.record, CAST(c.key AS BLOB), c.hash, p.hash FROM journal_chain "
                              "AS c LEFT JOIN journal_chain AS p ON p.position = c.position - 1 WHERE "_s +
                              condition + u" ORDER BY c.position"_s,
                          values);
    if (!links)
        return Failure(links.error());
    const auto purged = purgeInForce(connection);
    if (!purged)
        return Failure(purged.error());
    RowReader reader(connection);
    QList<ChainedRecord> records;
    while (links->next()) {
        const ChainedTable *table = chainedTable(links->value(1).toString());
        const qint64 position = links->value(0).toLongLong();
        if (!table)
            return Failure(
                {.kind = Error::Kind::Storage, .detail = u"number %1 of the chain is damaged"_s.arg(position)});
        const Result<RowReader::Row> row = reader.read(*table, links->value(2).toByteArray());
        if (!row)
            return Failure(row.error());
        ChainedRecord record = recordFrom(*table, row->cells);
        record.position = position;
        record.hash = links->value(3).toByteArray();
        record.previousHash = position == 1 ? chainStart().hash
                              : *purged && (*purged)->checkpoint.position == position - 1
                                  ? (*purged)->checkpoint.hash
                                  : links->value(4).toByteArray();
        records.append(record);
    }
    const auto end = isReadToTheEnd(*links);
    return end ? Result<QList<ChainedRecord>>(records) : Failure(end.error());
}
} // namespace

Result<std::optional<ChainedRecord>> recordAt(QSqlDatabase &connection, qint64 position)
{
    const auto records = recordsWhere(connection, {}, u"c.position = ?"_s, {position});
    if (!records)
        return Failure(records.error());
    return records->isEmpty() ? std::optional<ChainedRecord>() : records->first();
}

Result<JournalEvidence> evidenceOf(QSqlDatabase &connection, const QString &connectionId, const TokenId &token)
{
    if (token.isEmpty())
        return Failure({.kind = Error::Kind::InvalidInput, .detail = u"no token is named"_s, .field = u"token"_s});
    const auto records = recordsWhere(
        connection,
        u"WITH wanted (connection_id, token) AS (SELECT ?, ?), "
        "concerned AS (SELECT i.id FROM wanted AS w JOIN journal_intent AS i ON i.connection_id = w.connection_id "
        "WHERE i.id IN (SELECT id FROM journal_intent WHERE connection_id = w.connection_id AND token = w.token "
        "UNION SELECT intent FROM journal_outcome WHERE token = w.token "
        "UNION SELECT intent FROM journal_settlement WHERE token = w.token "
        "UNION SELECT intent FROM journal_subject WHERE token = w.token))"_s,
        u"(c.record IN ('intent', 'outcome') AND c.key IN (SELECT CAST(id AS TEXT) FROM concerned)) OR "
        "(c.record = 'settlement' AND c.key IN (SELECT CAST(id AS TEXT) FROM journal_settlement WHERE intent IN "
        "(SELECT id FROM concerned))) OR "
        "(c.record = 'subject' AND c.key IN (SELECT CAST(s.id AS TEXT) FROM wanted AS w JOIN journal_subject AS s "
        "ON s.token = w.token WHERE s.intent IN (SELECT id FROM concerned))) OR "
        "(c.record = 'event' AND c.key IN (SELECT CAST(e.id AS TEXT) FROM wanted AS w JOIN journal_event AS e "
        "ON e.connection_id = w.connection_id AND e.token = w.token))"_s,
        {connectionId, token.value});
    if (!records)
        return Failure(records.error());
    const auto heads = signedHeads(connection);
    if (!heads)
        return Failure(heads.error());
    return JournalEvidence{*records, heads->isEmpty() ? SignedHead() : heads->last()};
}
