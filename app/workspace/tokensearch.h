// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/domain/workspace.h"

#include <QSqlDatabase>

//! One search, made of short look-ups in indexes, so that it is quick among a million tokens: texts that begin or end
//! the token id or the PAR, or begin the last digits, a correlation id, a tag, a ticket or a word of a note, are found
//! everywhere; those in the middle of such a thing among the tokens most recently read (10,000) and what was most
//! recently written (2,000). Case does not matter (in ids of ASCII letters). Where very many tokens match, which of
//! the older ones come last in the list is not settled.
[[nodiscard]] Result<QList<FoundToken>> foundTokens(QSqlDatabase &connection, const QString &connectionId,
                                                    const QString &text, int limit);
