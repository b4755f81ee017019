// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/journal/sqlitejournal.h"

#include <QStringList>

#include <functional>

class QIODevice;

//! What `tokendesk journal` works with.
struct JournalCommandParts {
    QString operatorId; //!< who reads the journal: that is recorded in it
    //! Opens the journal in this file, or the desk's own when the name is empty. NotFound when there is none.
    std::function<Pending<std::shared_ptr<SqliteJournal>>(const QString &databaseFile)> openJournal;
};

//! `tokendesk journal verify|export|purge`. `arguments` are those after "journal". Results go to `out`, reasons to `err`;
//! both are open and outlive the Pending, which settles with the exit status: 0 when all is well, 1 when something is
//! wrong with the journal or the report or could not be read or written, 2 when the arguments make no sense.
[[nodiscard]] Pending<int> runJournalCommand(const QStringList &arguments, const JournalCommandParts &parts,
                                             QIODevice &out, QIODevice &err);
