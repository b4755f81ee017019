// SPDX-License-Identifier: Apache-2.0
#include "app/storage/deskschema.h"

#include "app/storage/journalschema.h"
#include "app/storage/notificationschema.h"
#include "app/storage/workspaceschema.h"

using namespace Qt::StringLiterals;

namespace {
// Times are UTC in ISO 8601 with milliseconds; the offset of the desk's local time stands beside them, in seconds east.

//! One start of the program. `process_start` tells a process from a later one with the same number.
const QString run = uR"(
CREATE TABLE journal_run (
    id            TEXT NOT NULL PRIMARY KEY,
    host          TEXT NOT NULL,
    process_id    INTEGER NOT NULL,
    process_start TEXT NOT NULL
) STRICT)"_s;

//! What was about to be done. user, event_type, opened_at, origin and affected_item are five of the six facts that an
//! audit record must have (PCI DSS 10.2.2); the sixth, the outcome, is a row of its own, so that no row ever changes.
const QString intent = uR"(
CREATE TABLE journal_intent (
    id              INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    run             TEXT NOT NULL REFERENCES journal_run (id),
    user            TEXT NOT NULL CHECK (user <> ''),
    event_type      TEXT NOT NULL CHECK (event_type <> ''),
    opened_at       TEXT NOT NULL CHECK (opened_at <> ''),
    opened_offset   INTEGER NOT NULL,
    origin          TEXT NOT NULL CHECK (origin <> ''),
    affected_item   TEXT NOT NULL CHECK (affected_item <> ''),
    operation       TEXT NOT NULL,
    form_id         TEXT NOT NULL,
    connection_id   TEXT NOT NULL,
    connection_name TEXT NOT NULL,
    environment     TEXT NOT NULL,
    token           TEXT NOT NULL,
    reason          TEXT NOT NULL,
    comment         TEXT NOT NULL,
    ticket          TEXT NOT NULL,
    correlation_id  TEXT NOT NULL,
    request         TEXT NOT NULL
) STRICT)"_s;

const QString outcome = uR"(
CREATE TABLE journal_outcome (
    intent                INTEGER NOT NULL PRIMARY KEY REFERENCES journal_intent (id),
    closed_at             TEXT NOT NULL CHECK (closed_at <> ''),
    closed_offset         INTEGER NOT NULL,
    outcome               TEXT NOT NULL CHECK (outcome IN ('succeeded', 'accepted', 'refused', 'unknown')),
    token                 TEXT NOT NULL,
    http_status           INTEGER NOT NULL,
    error_kind            TEXT NOT NULL,
    error_code            TEXT NOT NULL,
    scheme_correlation_id TEXT NOT NULL,
    detail                TEXT NOT NULL
) STRICT)"_s;

//! Every entry with the six facts side by side; "open" is the outcome of one that has none yet.
const QString entries = uR"(
CREATE VIEW journal_entry AS
SELECT intent.*,
       coalesce(outcome.outcome, 'open') AS outcome,
       outcome.closed_at, outcome.token AS made_token, outcome.http_status, outcome.error_kind, outcome.error_code,
       outcome.scheme_correlation_id, outcome.detail
FROM journal_intent AS intent LEFT JOIN journal_outcome AS outcome ON outcome.intent = intent.id)"_s;

//! The last reading of every token seen. `reading` is JSON in UTF-8; the other columns repeat what is searched and
//! sorted by, and are never read back.
const QString readings = uR"(
CREATE TABLE token_reading (
    connection_id TEXT NOT NULL,
    token_id      TEXT NOT NULL,
    read_at       INTEGER NOT NULL, -- milliseconds since 1970, UTC
    last_digits   TEXT NOT NULL,
    par           TEXT NOT NULL,
    state         TEXT NOT NULL,
    scheme        TEXT NOT NULL,
    reading       BLOB NOT NULL,
    UNIQUE (connection_id, token_id)
) STRICT)"_s;

//! Holds everything a search looks at, so that it reads no row that it does not return.
const QString readingSearch = uR"(
CREATE INDEX token_reading_search ON token_reading (connection_id, read_at DESC, token_id, last_digits, par))"_s;

QStringList firstVersion()
{
    return QStringList{run,
                       intent,
                       outcome,
                       entries,
                       u"CREATE INDEX journal_intent_token ON journal_intent (connection_id, token)"_s,
                       u"CREATE INDEX journal_outcome_token ON journal_outcome (token)"_s} +
           appendOnly(u"journal_run"_s, u"id"_s) + appendOnly(u"journal_intent"_s, u"id"_s) +
           appendOnly(u"journal_outcome"_s, u"intent"_s) + QStringList{readings, readingSearch};
}
} // namespace

SchemaHistory deskSchema()
{
    return {
        firstVersion(),
        journalChainVersion(),
        annotatedWorkspace(),
        notificationInbox(),
        journalSubjects(),
    };
}
