// SPDX-License-Identifier: Apache-2.0
#include "app/storage/workspaceschema.h"

using namespace Qt::StringLiterals;

namespace {
// Why no FTS5 table: before SQLite 3.42 it has no 'secure-delete' option, so what is deleted stays in its segments
// until they happen to be merged, whatever PRAGMA secure_delete says (security.md C6). Rows and indexes are
// overwritten.

//! An SQL expression for the text of `column` read backwards.
QString backwards(const QString &column)
{
    return uR"((WITH RECURSIVE step (at, text) AS (
        SELECT length(%1), '' UNION ALL SELECT at - 1, text || substr(%1, at, 1) FROM step WHERE at > 0)
        SELECT text FROM step WHERE at = 0))"_s.arg(column);
}

//! Moved by every reading, while `reading` stays when nothing else changed: these two count, not those in the JSON.
const QString correlation = u"ALTER TABLE token_reading ADD COLUMN correlation_id TEXT NOT NULL DEFAULT ''"_s;
//! Read backwards, so that an index finds an ending.
const QString idEnding = u"ALTER TABLE token_reading ADD COLUMN id_backwards TEXT NOT NULL DEFAULT ''"_s;
const QString parEnding = u"ALTER TABLE token_reading ADD COLUMN par_backwards TEXT NOT NULL DEFAULT ''"_s;

QString filling()
{
    return uR"(UPDATE token_reading SET
        correlation_id = CASE WHEN json_valid(CAST(reading AS TEXT))
                              THEN coalesce(json_extract(CAST(reading AS TEXT), '$.correlationId'), '') ELSE '' END,
        id_backwards = %1, par_backwards = %2)"_s.arg(backwards(u"token_id"_s), backwards(u"par"_s));
}

QString startIndex(const QString &column)
{
    return u"CREATE INDEX token_reading_%1 ON token_reading (connection_id, %1 COLLATE NOCASE)"_s.arg(column);
}

//! What differed between two readings. `fields` is JSON in UTF-8.
const QString changes = uR"(
CREATE TABLE token_change (
    id                     INTEGER NOT NULL PRIMARY KEY,
    connection_id          TEXT NOT NULL,
    token_id               TEXT NOT NULL,
    earlier_at             INTEGER NOT NULL, -- milliseconds since 1970, UTC
    later_at               INTEGER NOT NULL,
    earlier_correlation_id TEXT NOT NULL,
    later_correlation_id   TEXT NOT NULL,
    operator               TEXT NOT NULL,
    fields                 BLOB NOT NULL
) STRICT)"_s;

//! What agents wrote beside tokens. `folded` is the text without the differences of case: what makes two the same, and
//! what is searched; it is empty for a note, of which a token has one.
const QString annotations = uR"(
CREATE TABLE token_annotation (
    connection_id TEXT NOT NULL,
    token_id      TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('tag', 'note', 'ticket')),
    folded        TEXT NOT NULL,
    text          TEXT NOT NULL CHECK (text <> ''),
    operator      TEXT NOT NULL,
    written_at    INTEGER NOT NULL, -- milliseconds since 1970, UTC
    UNIQUE (connection_id, token_id, kind, folded)
) STRICT)"_s;

//! The words of an annotation, so that a word in the middle of a note is found by an index.
const QString annotationWordTable = uR"(
CREATE TABLE token_annotation_word (
    connection_id TEXT NOT NULL,
    kind          TEXT NOT NULL,
    word          TEXT NOT NULL,
    token_id      TEXT NOT NULL,
    folded        TEXT NOT NULL,
    PRIMARY KEY (connection_id, kind, word, token_id, folded)
) STRICT, WITHOUT ROWID)"_s;
} // namespace

QStringList annotatedWorkspace()
{
    return {
        correlation,
        idEnding,
        parEnding,
        filling(),
        startIndex(u"token_id"_s),
        startIndex(u"id_backwards"_s),
        startIndex(u"last_digits"_s),
        startIndex(u"par"_s),
        startIndex(u"par_backwards"_s),
        startIndex(u"correlation_id"_s),
        changes,
        u"CREATE INDEX token_change_token ON token_change (connection_id, token_id)"_s,
        u"CREATE INDEX token_change_earlier ON token_change (connection_id, earlier_correlation_id COLLATE NOCASE)"_s,
        u"CREATE INDEX token_change_later ON token_change (connection_id, later_correlation_id COLLATE NOCASE)"_s,
        annotations,
        u"CREATE INDEX token_annotation_text ON token_annotation (connection_id, kind, folded)"_s,
        u"CREATE INDEX token_annotation_time ON token_annotation (connection_id, written_at DESC)"_s,
        annotationWordTable,
        u"CREATE INDEX token_annotation_word_token ON token_annotation_word (connection_id, token_id)"_s,
    };
}
