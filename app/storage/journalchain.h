// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QList>
#include <QSqlDatabase>
#include <QString>
#include <QVariant>

//! The hash chain over the journal's rows, byte for byte. One chain runs over all kinds of record; the table
//! `journal_chain` holds one link for each row: its place (1, 2, 3, ... without a gap), the kind of record, the row's
//! key in its table as text, and the hash.
//!
//!     hash(0) = SHA-256("tokendesk journal chain 1")            the 25 characters in ASCII
//!     hash(n) = SHA-256(hash(n-1) || number(n) || field(record) || number(c) || cell(1) || ... || cell(c))
//!     number(x) = x in 8 bytes, most significant first
//!     field(b)  = number(length of b in bytes) || b
//!     cell      = 'T' || field(the text in UTF-8), or 'I' || field(the integer in decimal ASCII, "-" before if
//!     negative)
//!
//! c is the number of the table's columns, and the cells are all of them, in the order of `ChainedTable::columns`.
//! Every length stands before what it measures, so that no two different rows have the same bytes.

struct ChainedColumn {
    QString name;
    char type; //!< 'T' or 'I'
};

//! One kind of record. The first column is the row's key.
struct ChainedTable {
    QString record; //!< "run", "intent", "outcome", "settlement", "event"
    QString table;
    QList<ChainedColumn> columns;
};

[[nodiscard]] const QList<ChainedTable> &chainedTables();
//! Null for a word that is no record.
[[nodiscard]] const ChainedTable *chainedTable(const QString &record);

struct ChainLink {
    qint64 position = 0; //!< 0: before the first row
    QByteArray hash;
};

//! The beginning of every chain.
[[nodiscard]] ChainLink chainStart();
//! The link after `previous`. `cells` are the bytes of the columns: UTF-8, or decimal ASCII.
[[nodiscard]] ChainLink nextLink(const ChainLink &previous, const ChainedTable &table, const QList<QByteArray> &cells);

//! Text as SQLite stores and returns it unchanged: a half of a surrogate pair becomes a question mark, byte order marks
//! at the beginning go, and a null string becomes an empty one.
[[nodiscard]] QString storableText(const QString &text);
//! The cells' bytes of a row that is about to be written: texts and integers only.
[[nodiscard]] QList<QByteArray> cellsOf(const QVariantList &values);

//! "SELECT" of exactly the stored bytes of the columns, and last the types as SQLite has them ("TI..."), by the key.
[[nodiscard]] QString selectCells(const ChainedTable &table);
[[nodiscard]] QString typesOf(const ChainedTable &table);

//! Chains the rows that are there already: runs, then intents, then outcomes, each in the order of their keys. Expects
//! an empty chain and a transaction.
[[nodiscard]] Result<Done> chainExistingRows(QSqlDatabase &connection);
