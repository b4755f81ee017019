// SPDX-License-Identifier: Apache-2.0
#include "app/storage/notificationschema.h"

using namespace Qt::StringLiterals;

namespace {
//! Every notification that was acknowledged. `fingerprint` is the SHA-256 of what it says: the same one again is no
//! other row. `content` is JSON in UTF-8, and empty once it was processed. No part of the journal: old rows go.
const QString inbox = uR"(
CREATE TABLE notification (
    id             INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    fingerprint    BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 32),
    connection_id  TEXT NOT NULL,
    origin         TEXT NOT NULL CHECK (origin <> ''), -- who brought it
    kind           TEXT NOT NULL,
    correlation_id TEXT NOT NULL,
    token_id       TEXT NOT NULL,
    received_at    INTEGER NOT NULL, -- milliseconds since 1970, UTC
    content        BLOB NOT NULL,
    processed_at   INTEGER, -- null until then
    effect         TEXT NOT NULL DEFAULT ''
) STRICT)"_s;

//! Holds only what still waits.
const QString inboxWaiting = u"CREATE INDEX notification_waiting ON notification (id) WHERE processed_at IS NULL"_s;

//! What is known of a creation that ends by a notification or by someone's word. Written with its intent.
const QString awaited = uR"(
CREATE TABLE awaited_creation (
    intent         INTEGER NOT NULL PRIMARY KEY REFERENCES journal_intent (id),
    connection_id  TEXT NOT NULL,
    correlation_id TEXT NOT NULL,
    scheme         TEXT NOT NULL,
    last_digits    TEXT NOT NULL,
    is_over        INTEGER NOT NULL DEFAULT 0
) STRICT)"_s;

const QString awaitedOpen = u"CREATE INDEX awaited_creation_open ON awaited_creation (intent) WHERE is_over = 0"_s;
const QString awaitedCorrelation =
    u"CREATE INDEX awaited_creation_correlation ON awaited_creation (correlation_id, connection_id)"_s;

const QString acceptedBefore = uR"(
INSERT INTO awaited_creation (intent, connection_id, correlation_id, scheme, last_digits)
SELECT id, connection_id, correlation_id, '', '' FROM journal_entry
WHERE operation = 'create' AND outcome = 'accepted')"_s;
} // namespace

QStringList notificationInbox()
{
    return {inbox, inboxWaiting, awaited, awaitedOpen, awaitedCorrelation, acceptedBefore};
}
