// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/tokensearch.h"

#include "app/storage/sql.h"
#include "app/workspace/annotationrows.h"
#include "app/workspace/annotationwords.h"
#include "app/workspace/readingrows.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr int recentReadings = 10'000;
constexpr int recentAnnotations = 2'000;
constexpr int fewestCandidates = 200;        // of each look-up, or as many as are asked for: every one costs a row
constexpr int mostWordRows = 2'000;          // among which the rest of several words is looked for
constexpr qsizetype shortestCorrelation = 4; // shorter ones would begin very many
constexpr char32_t lastCharacter = 0x10FFFF;

//! A row that matches, and why.
struct Candidate {
    qint64 row = 0;
    qint64 readAt = 0;
    FoundToken::By by = FoundToken::By::TokenId;
    QString text;
};

QString partPattern(QString text)
{
    for (const QChar special : {u'\\', u'%', u'_'})
        text.replace(special, QString(u'\\') + special);
    return u'%' + text + u'%';
}

QString endOfRange(const QString &start)
{
    return start + QString::fromUcs4(&lastCharacter, 1);
}

class TokenSearch
{
public:
    TokenSearch(QSqlDatabase &connection, const QString &connectionId, const QString &text, int limit)
        : m_connection(connection), m_connectionId(stored(connectionId)), m_text(text), m_limit(limit),
          m_candidateLimit(std::max(limit, fewestCandidates))
    {
    }
    [[nodiscard]] Result<QList<FoundToken>> run();

private:
    using By = FoundToken::By;

    [[nodiscard]] Result<Done> take(By by, const QString &sql, const QVariantList &values);
    [[nodiscard]] Result<Done> takeRecent();
    [[nodiscard]] Result<Done> takeStarting(By by, const QString &column, const QString &shownColumn,
                                            const QString &start);
    [[nodiscard]] Result<Done> takeAllStarting();
    [[nodiscard]] Result<Done> takeCorrelations();
    [[nodiscard]] Result<Done> takeAnnotations();
    [[nodiscard]] Result<Done> takeWords(By by, const QString &kind, const QString &folded);
    [[nodiscard]] Result<QList<FoundToken>> readingsOfNewest();

    QSqlDatabase &m_connection;
    QString m_connectionId;
    QString m_text;
    int m_limit;
    int m_candidateLimit;
    QHash<qint64, Candidate> m_candidates;
};

//! Rows of rowid, read_at and the text that matched; the first reason to find a row stays.
Result<Done> TokenSearch::take(By by, const QString &sql, const QVariantList &values)
{
    auto rows = executed(m_connection, sql, values);
    if (!rows)
        return Failure(rows.error());
    while (rows->next()) {
        const qint64 row = rows->value(0).toLongLong();
        if (!m_candidates.contains(row))
            m_candidates.insert(row, {row, rows->value(1).toLongLong(), by, rows->value(2).toString()});
    }
    if (rows->lastError().isValid())
        return Failure(storageError(u"the search could not be read to its end"_s, rows->lastError()));
    return Done{};
}

//! Reads one index from its newest entry on, and ends at the limit: what is typed first matches nearly everything.
Result<Done> TokenSearch::takeRecent()
{
    const QString pattern = partPattern(m_text);
    auto rows = executed(m_connection,
                         u"SELECT id, read_at, token_id, last_digits, par FROM (SELECT rowid AS id, read_at, token_id, "
                         "last_digits, par FROM token_reading INDEXED BY token_reading_search WHERE connection_id = ? "
                         "ORDER BY read_at DESC LIMIT ?) WHERE token_id LIKE ? ESCAPE '\\' OR last_digits LIKE ? "
                         "ESCAPE '\\' OR par LIKE ? ESCAPE '\\' LIMIT ?"_s,
                         {m_connectionId, recentReadings, pattern, pattern, pattern, m_limit});
    if (!rows)
        return Failure(rows.error());
    while (rows->next()) {
        const QString id = rows->value(2).toString();
        const QString digits = rows->value(3).toString();
        const auto holds = [this](const QString &text) { return text.contains(m_text, Qt::CaseInsensitive); };
        Candidate found{rows->value(0).toLongLong(), rows->value(1).toLongLong(), By::Par, rows->value(4).toString()};
        if (holds(id)) {
            found.by = By::TokenId;
            found.text = id;
        } else if (holds(digits)) {
            found.by = By::LastDigits;
            found.text = digits;
        }
        m_candidates.insert(found.row, found);
    }
    return Done{};
}

Result<Done> TokenSearch::takeStarting(By by, const QString &column, const QString &shownColumn, const QString &start)
{
    // The index is named: without statistics SQLite might walk all of the connection's rows instead.
    const QString sql = u"SELECT rowid, read_at, %2 FROM token_reading INDEXED BY token_reading_%1 WHERE connection_id "
                        "= ? AND %1 COLLATE NOCASE >= ? AND %1 COLLATE NOCASE < ? LIMIT ?"_s.arg(column, shownColumn);
    return take(by, sql, {m_connectionId, start, endOfRange(start), m_candidateLimit});
}

Result<Done> TokenSearch::takeAllStarting()
{
    const QString ending = readBackwards(m_text);
    struct Look {
        By by;
        QString column;
        QString shown;
        QString start;
    };
    for (const Look &look :
         {Look{By::TokenId, u"token_id"_s, u"token_id"_s, m_text},
          Look{By::TokenId, u"id_backwards"_s, u"token_id"_s, ending},
          Look{By::LastDigits, u"last_digits"_s, u"last_digits"_s, m_text}, Look{By::Par, u"par"_s, u"par"_s, m_text},
          Look{By::Par, u"par_backwards"_s, u"par"_s, ending}}) {
        if (const auto taken = takeStarting(look.by, look.column, look.shown, look.start); !taken)
            return taken;
    }
    return Done{};
}

//! Those of last readings, and those of the readings between which a token changed.
Result<Done> TokenSearch::takeCorrelations()
{
    if (m_text.size() < shortestCorrelation)
        return Done{};
    if (const auto taken = takeStarting(By::CorrelationId, u"correlation_id"_s, u"correlation_id"_s, m_text); !taken)
        return taken;
    for (const QString &side : {u"earlier"_s, u"later"_s}) {
        const QString sql =
            u"SELECT token_reading.rowid, token_reading.read_at, token_change.%1_correlation_id FROM token_change "
            "INDEXED BY token_change_%1 CROSS JOIN token_reading ON token_reading.connection_id = "
            "token_change.connection_id AND token_reading.token_id = token_change.token_id WHERE "
            "token_change.connection_id = ? AND token_change.%1_correlation_id COLLATE NOCASE >= ? AND "
            "token_change.%1_correlation_id COLLATE NOCASE < ? LIMIT ?"_s.arg(side);
        if (const auto taken =
                take(By::CorrelationId, sql, {m_connectionId, m_text, endOfRange(m_text), m_candidateLimit});
            !taken)
            return taken;
    }
    return Done{};
}

Result<Done> TokenSearch::takeAnnotations()
{
    const QString folded = foldedAnnotation(m_text);
    if (folded.isEmpty())
        return Done{};
    const QString joined =
        u"SELECT token_reading.rowid, token_reading.read_at, found.text FROM (%1) AS found CROSS JOIN "
        "token_reading ON token_reading.connection_id = ? AND token_reading.token_id = "
        "found.token_id"_s;
    const QString starting =
        joined.arg(u"SELECT token_id, text FROM token_annotation INDEXED BY token_annotation_text "
                   "WHERE connection_id = ? AND kind = ? AND folded >= ? AND folded < ? LIMIT ?"_s);
    const QString within =
        joined.arg(u"SELECT token_id, text FROM (SELECT token_id, text, kind, folded FROM token_annotation INDEXED BY "
                   "token_annotation_time WHERE connection_id = ? ORDER BY written_at DESC LIMIT ?) WHERE kind = ? AND "
                   "(folded LIKE ? ESCAPE '\\' OR text LIKE ? ESCAPE '\\') LIMIT ?"_s);
    struct Look {
        By by;
        QString kind;
    };
    for (const Look &look : {Look{By::Tag, tagKind}, Look{By::Ticket, ticketKind}, Look{By::Note, noteKind}}) {
        if (look.by != By::Note) {
            if (const auto taken =
                    take(look.by, starting,
                         {m_connectionId, look.kind, folded, endOfRange(folded), m_candidateLimit, m_connectionId});
                !taken)
                return taken;
        }
        if (const auto taken = takeWords(look.by, look.kind, folded); !taken)
            return taken;
        if (const auto taken = take(look.by, within,
                                    {m_connectionId, recentAnnotations, look.kind, partPattern(folded),
                                     partPattern(m_text), m_candidateLimit, m_connectionId});
            !taken)
            return taken;
    }
    return Done{};
}

//! A word's beginning, wherever it stands; of several words the longest is looked up and the others must stand beside
//! it as they were typed.
Result<Done> TokenSearch::takeWords(By by, const QString &kind, const QString &folded)
{
    const QStringList words = annotationWords(folded);
    if (words.isEmpty())
        return Done{};
    const QString longest = *std::max_element(words.cbegin(), words.cend(),
                                              [](const QString &a, const QString &b) { return a.size() < b.size(); });
    const bool isWhole = longest == folded;
    auto rows = executed(
        m_connection,
        u"SELECT token_reading.rowid, token_reading.read_at, token_annotation.text FROM (SELECT token_id, kind, folded "
        "FROM token_annotation_word WHERE connection_id = ? AND kind = ? AND word >= ? AND word < ? LIMIT ?) AS found "
        "CROSS JOIN token_annotation ON token_annotation.connection_id = ? AND token_annotation.token_id = "
        "found.token_id AND token_annotation.kind = found.kind AND token_annotation.folded = found.folded CROSS JOIN "
        "token_reading ON token_reading.connection_id = ? AND token_reading.token_id = found.token_id"_s,
        {m_connectionId, kind, longest, endOfRange(longest), isWhole ? m_candidateLimit : mostWordRows, m_connectionId,
         m_connectionId});
    if (!rows)
        return Failure(rows.error());
    while (rows->next()) {
        const qint64 row = rows->value(0).toLongLong();
        const QString text = rows->value(2).toString();
        if (!m_candidates.contains(row) && (isWhole || foldedAnnotation(text).contains(folded)))
            m_candidates.insert(row, {row, rows->value(1).toLongLong(), by, text});
    }
    if (rows->lastError().isValid())
        return Failure(storageError(u"the search could not be read to its end"_s, rows->lastError()));
    return Done{};
}

Result<QList<FoundToken>> TokenSearch::readingsOfNewest()
{
    QList<Candidate> newest = m_candidates.values();
    std::sort(newest.begin(), newest.end(), [](const Candidate &a, const Candidate &b) {
        return a.readAt != b.readAt ? a.readAt > b.readAt : a.row > b.row;
    });
    QList<FoundToken> found;
    for (const Candidate &candidate : std::as_const(newest)) {
        if (found.size() >= m_limit)
            break;
        const auto reading = readingsWhere(m_connection, u"WHERE rowid = ?"_s, {candidate.row});
        if (!reading)
            return Failure(reading.error());
        if (!reading->isEmpty())
            found.append({reading->first(), candidate.by, candidate.text});
    }
    return found;
}

Result<QList<FoundToken>> TokenSearch::run()
{
    if (const auto taken = takeRecent(); !taken)
        return Failure(taken.error());
    if (m_candidates.size() < m_limit) {
        if (const auto taken = takeAllStarting(); !taken)
            return Failure(taken.error());
    }
    if (const auto taken = takeCorrelations(); !taken)
        return Failure(taken.error());
    if (const auto taken = takeAnnotations(); !taken)
        return Failure(taken.error());
    return readingsOfNewest();
}
} // namespace

Result<QList<FoundToken>> foundTokens(QSqlDatabase &connection, const QString &connectionId, const QString &text,
                                      int limit)
{
    return TokenSearch(connection, connectionId, text, limit).run();
}
