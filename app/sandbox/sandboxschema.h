// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/storage/database.h"

//! The sandbox's file: the ledger, and the tables of each API that it plays.
[[nodiscard]] SchemaHistory sandboxSchema();
