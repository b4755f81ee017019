// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxschema.h"

using namespace Qt::StringLiterals;

namespace {
// Times are UTC in ISO 8601 with milliseconds.

const QString ledger = uR"(
CREATE TABLE ledger (
    id              INTEGER NOT NULL PRIMARY KEY,
    received_at     TEXT NOT NULL,
    method          TEXT NOT NULL,
    path            TEXT NOT NULL,
    correlation_id  TEXT NOT NULL,
    executed_status INTEGER NOT NULL,
    answered_status INTEGER NOT NULL,
    token_id        TEXT NOT NULL
) STRICT)"_s;

//! `details` is the JSON that getToken returns, without what the other columns hold. `available_at` is when an
//! asynchronous creation is done: nobody sees the token before.
const QString thalesTokens = uR"(
CREATE TABLE thales_token (
    token_id     TEXT NOT NULL PRIMARY KEY,
    merchant_id  TEXT NOT NULL,
    state        TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL, -- empty before the first update
    available_at TEXT NOT NULL,
    details      TEXT NOT NULL
) STRICT)"_s;

const QString thalesAsyncRequests = uR"(
CREATE TABLE thales_async_request (
    id             INTEGER NOT NULL PRIMARY KEY,
    correlation_id TEXT NOT NULL,
    merchant_id    TEXT NOT NULL,
    accepted_at    TEXT NOT NULL,
    due_at         TEXT NOT NULL,
    token_id       TEXT NOT NULL, -- empty when the creation fails
    error_code     TEXT NOT NULL  -- empty when it succeeds
) STRICT)"_s;

//! Who suspends a token: ISSUER or MERCHANT. It is active again when nobody does any more.
const QString thalesSuspensions = uR"(
CREATE TABLE thales_suspension (
    token_id TEXT NOT NULL,
    party    TEXT NOT NULL,
    since    TEXT NOT NULL,
    PRIMARY KEY (token_id, party)
) STRICT)"_s;

//! Before there were parties, only merchants could suspend here.
const QString thalesEarlierSuspensions = u"INSERT INTO thales_suspension SELECT token_id, 'MERCHANT', updated_at "
                                         "FROM thales_token WHERE state = 'SUSPENDED'"_s;

//! A PCI token has no issuer behind it that could suspend it.
const QString thalesPciTokens = u"ALTER TABLE thales_token ADD COLUMN is_pci INTEGER NOT NULL DEFAULT 0"_s;
//! What the server owes a merchant. `ended` is empty while it is to be sent.
const QString thalesNotifications = uR"(
CREATE TABLE thales_notification (
    id             INTEGER NOT NULL PRIMARY KEY,
    path           TEXT NOT NULL,
    correlation_id TEXT NOT NULL,
    body           TEXT NOT NULL,
    due_at         TEXT NOT NULL,
    attempts       INTEGER NOT NULL DEFAULT 0,
    ended          TEXT NOT NULL DEFAULT ''
) STRICT)"_s;

const QString thalesNotificationsOwed =
    u"CREATE INDEX thales_notification_owed ON thales_notification (due_at) WHERE ended = ''"_s;

//! No card number: `masked_number` is the first six and the last four digits. A deleted token keeps its row, so that it
//! is not planted again.
const QString fiservTokens = uR"(
CREATE TABLE fiserv_token (
    value              TEXT NOT NULL PRIMARY KEY,
    reusable           INTEGER NOT NULL,
    decline_duplicates INTEGER NOT NULL,
    verified           INTEGER NOT NULL,
    brand              TEXT NOT NULL,
    masked_number      TEXT NOT NULL,
    month              TEXT NOT NULL, -- empty when none was given, as the year
    year               TEXT NOT NULL,
    deleted            INTEGER NOT NULL
) STRICT)"_s;

//! What the Cybersource API holds of every kind: identifiers, network tokens, payment instruments, payments. No card
//! number: `card_key` is a keyed hash of it, `details` its first six and last four digits. A removed item keeps its row,
//! because the API says of it that it is gone.
const QString cybersourceItems = uR"(
CREATE TABLE cybersource_item (
    id         TEXT NOT NULL PRIMARY KEY,
    kind       TEXT NOT NULL,
    parent     TEXT NOT NULL, -- the identifier of a network token or payment instrument; empty for none
    card_key   TEXT NOT NULL, -- of an identifier
    state      TEXT NOT NULL,
    removed    INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    details    TEXT NOT NULL
) STRICT)"_s;

const QString cybersourceItemsByCard =
    u"CREATE INDEX cybersource_item_card ON cybersource_item (card_key) WHERE card_key <> ''"_s;
const QString cybersourceItemsByParent =
    u"CREATE INDEX cybersource_item_parent ON cybersource_item (parent) WHERE parent <> ''"_s;
} // namespace

SchemaHistory sandboxSchema()
{
    return {{ledger, thalesTokens, thalesAsyncRequests},
            {thalesSuspensions, thalesEarlierSuspensions, thalesPciTokens},
            {thalesNotifications, thalesNotificationsOwed},
            {fiservTokens},
            {cybersourceItems, cybersourceItemsByCard, cybersourceItemsByParent}};
}
