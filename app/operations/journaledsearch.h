// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"
#include "app/domain/workspace.h"

#include <memory>

//! What the workspace finds; and where it finds nothing for a text as long as correlation ids are, the token of the
//! operation that the journal has under that id. Shorter texts are not looked for in the journal: it is read from end
//! to end.
[[nodiscard]] Pending<QList<FoundToken>> searchWithJournal(const std::shared_ptr<Workspace> &workspace,
                                                           const std::shared_ptr<Journal> &journal,
                                                           const QString &connectionId, const QString &text, int limit);
