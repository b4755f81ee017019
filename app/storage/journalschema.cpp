// SPDX-License-Identifier: Apache-2.0
#include "app/storage/journalschema.h"

#include "app/storage/journalchain.h"

using namespace Qt::StringLiterals;

namespace {
// The monotonic clock's milliseconds stand beside every time: they show when the system's clock was set. Rows of
// version 1 have none, which is 0.

//! How an unknown outcome was settled; the last row of an intent counts.
const QString settlementTable = uR"(
CREATE TABLE journal_settlement (
    id                INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    intent            INTEGER NOT NULL REFERENCES journal_intent (id),
    run               TEXT NOT NULL REFERENCES journal_run (id),
    user              TEXT NOT NULL CHECK (user <> ''),
    settled_at        TEXT NOT NULL CHECK (settled_at <> ''),
    settled_offset    INTEGER NOT NULL,
    settled_monotonic INTEGER NOT NULL,
    origin            TEXT NOT NULL CHECK (origin <> ''),
    settlement        TEXT NOT NULL CHECK (settlement IN ('happened', 'did-not-happen', 'still-unknown')),
    token             TEXT NOT NULL,
    note              TEXT NOT NULL
) STRICT)"_s;

//! What an audit has to know besides operations (PCI DSS 10.2.1), with the six facts of 10.2.2.
const QString eventTable = uR"(
CREATE TABLE journal_event (
    id                 INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    run                TEXT NOT NULL REFERENCES journal_run (id),
    user               TEXT NOT NULL CHECK (user <> ''),
    event_type         TEXT NOT NULL CHECK (event_type <> ''),
    happened_at        TEXT NOT NULL CHECK (happened_at <> ''),
    happened_offset    INTEGER NOT NULL,
    happened_monotonic INTEGER NOT NULL,
    origin             TEXT NOT NULL CHECK (origin <> ''),
    affected_item      TEXT NOT NULL CHECK (affected_item <> ''),
    outcome            TEXT NOT NULL CHECK (outcome IN ('succeeded', 'failed')),
    connection_id      TEXT NOT NULL,
    token              TEXT NOT NULL,
    detail             TEXT NOT NULL
) STRICT)"_s;

//! The tokens of an intent that is about several; its own column is empty then.
const QString subjectTable = uR"(
CREATE TABLE journal_subject (
    id     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    intent INTEGER NOT NULL REFERENCES journal_intent (id),
    token  TEXT NOT NULL CHECK (token <> '')
) STRICT)"_s;

//! No index by record and key: it would be one more page to write before anything is sent, and only evidence and a check
//! that found a stranger ask that way.
const QString chainTable = uR"(
CREATE TABLE journal_chain (
    position INTEGER NOT NULL PRIMARY KEY,
    record   TEXT NOT NULL,
    key      TEXT NOT NULL,
    hash     BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT)"_s;

//! What the chain's end was at some moment, signed.
const QString headTable = uR"(
CREATE TABLE journal_head (
    id         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    position   INTEGER NOT NULL,
    hash       BLOB NOT NULL,
    key_id     TEXT NOT NULL,
    is_lasting INTEGER NOT NULL, -- 0: the key lived as long as the run that signed
    signed_at  TEXT NOT NULL,
    signature  BLOB NOT NULL
) STRICT)"_s;

//! Which cards tokens were made for in the last day, as keyed hashes. Not part of the record: rows go after a day.
const QString recentCreatesTable = uR"(
CREATE TABLE recent_create (
    id            INTEGER NOT NULL PRIMARY KEY,
    fingerprint   BLOB NOT NULL CHECK (length(fingerprint) = 32),
    created_at    INTEGER NOT NULL, -- milliseconds since 1970, UTC
    user          TEXT NOT NULL,
    outcome       TEXT NOT NULL,
    token         TEXT NOT NULL
) STRICT)"_s;
} // namespace

// INSERT OR REPLACE deletes without firing a delete trigger, so a key that is there already is refused as well.
QStringList appendOnly(const QString &table, const QString &key)
{
    return {
        uR"(CREATE TRIGGER %1_no_update BEFORE UPDATE ON %1
            BEGIN SELECT raise(ABORT, 'the journal is append-only'); END)"_s.arg(table),
        uR"(CREATE TRIGGER %1_no_delete BEFORE DELETE ON %1
            BEGIN SELECT raise(ABORT, 'the journal is append-only'); END)"_s.arg(table),
        uR"(CREATE TRIGGER %1_no_replace BEFORE INSERT ON %1 WHEN EXISTS (SELECT 1 FROM %1 WHERE %2 = NEW.%2)
            BEGIN SELECT raise(ABORT, 'the journal is append-only'); END)"_s.arg(table, key),
    };
}

SchemaStep journalChainVersion()
{
    return {QStringList{u"ALTER TABLE journal_intent ADD COLUMN opened_monotonic INTEGER NOT NULL DEFAULT 0"_s,
                        u"ALTER TABLE journal_outcome ADD COLUMN closed_monotonic INTEGER NOT NULL DEFAULT 0"_s,
                        settlementTable, eventTable, chainTable, headTable, recentCreatesTable,
                        u"CREATE INDEX journal_settlement_intent ON journal_settlement (intent)"_s,
                        u"CREATE INDEX recent_create_fingerprint ON recent_create (fingerprint, created_at)"_s} +
                appendOnly(u"journal_settlement"_s, u"id"_s) + appendOnly(u"journal_event"_s, u"id"_s) +
                appendOnly(u"journal_chain"_s, u"position"_s) + appendOnly(u"journal_head"_s, u"id"_s),
            chainExistingRows};
}

QStringList journalSubjects()
{
    return QStringList{subjectTable, u"CREATE INDEX journal_subject_intent ON journal_subject (intent)"_s,
                       u"CREATE INDEX journal_subject_token ON journal_subject (token)"_s} +
           appendOnly(u"journal_subject"_s, u"id"_s);
}
