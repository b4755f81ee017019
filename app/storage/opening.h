// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/storage/database.h"

//! How a database file is opened, in the thread that will use it: checked before anything in it is changed, then
//! configured, then migrated. The contract is that of Database::open.
[[nodiscard]] Result<Done> openConnection(QSqlDatabase &connection, const QString &file, const SchemaHistory &history);

//! Removes the copies of the file that were made before it was brought to a newer version. Storage when one stays.
[[nodiscard]] Result<Done> removeBackups(const QString &file);

//! Closes and forgets the connection; does nothing for one that was never opened.
void closeConnection(QSqlDatabase &connection);
