// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/storage/database.h"

//! From version 1 to 2: the journal as a chain (journalchain.h), with settlements, events, signed heads, and the keyed
//! hashes of recent creates. The rows of version 1 are chained as they are.
[[nodiscard]] SchemaStep journalChainVersion();

//! The table of the tokens that an operation on several is about. Part of the chain.
[[nodiscard]] QStringList journalSubjects();

//! Triggers that make a table append-only.
[[nodiscard]] QStringList appendOnly(const QString &table, const QString &key);
