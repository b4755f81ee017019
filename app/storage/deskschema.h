// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/storage/database.h"

//! The desk's file: the journal's tables (read and written by app/journal alone) and the workspace's (app/workspace).
//! They share one history, because they share one file and so one version number.
[[nodiscard]] SchemaHistory deskSchema();
