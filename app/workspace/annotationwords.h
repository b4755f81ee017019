// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/domain/token.h"

#include <QSqlDatabase>
#include <QStringList>

//! The words of annotations, kept apart so that an index finds a word wherever it stands in a note.

//! Letters and digits that stand together, each word once; of a long word its beginning.
[[nodiscard]] QStringList annotationWords(const QString &folded);
//! Within the caller's write transaction. `folded` is the annotation's key: empty for the note.
[[nodiscard]] Result<Done> keepWords(QSqlDatabase &connection, const QString &connectionId, const TokenId &token,
                                     const QString &kind, const QString &folded, const QString &text);
[[nodiscard]] Result<Done> dropWords(QSqlDatabase &connection, const QString &connectionId, const TokenId &token,
                                     const QString &kind, const QString &folded);
