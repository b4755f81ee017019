// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"
#include "ui/errortext.h"

#include <QList>

//! The journal's entries and events, in an agent's words. What came from outside is escaped.

//! "Card data shown", "Journal verified", ...
[[nodiscard]] QString eventText(JournalEvent::Kind kind);
//! How the operation ended as far as it is known by now: its settlement, where somebody has settled it.
[[nodiscard]] QString resultText(const JournalEntry &entry);
//! The token state that the result looks like, for a chip.
[[nodiscard]] TokenState resultLook(const JournalEntry &entry);
[[nodiscard]] QString resultText(const RecordedEvent &event);
[[nodiscard]] TokenState resultLook(const RecordedEvent &event);

//! Every field that has a value, grouped, for the details. Values are as recorded: the view escapes them.
[[nodiscard]] QList<TokenField> fieldsOf(const JournalEntry &entry);
[[nodiscard]] QList<TokenField> fieldsOf(const RecordedEvent &event);
//! Where the entry stands in the chain, when `evidence` holds its rows.
[[nodiscard]] QList<TokenField> chainFieldsOf(const JournalEntry &entry, const JournalEvidence &evidence);

//! What a check of the whole journal found.
[[nodiscard]] ErrorText verdictText(const JournalVerdict &verdict);
