// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journalrecord.h"

#include <QList>
#include <QString>

//! One operation, with what came of it, out of the journal's rows.
struct EvidencePart {
    QString title;
    QList<TokenField> fields;
};

//! The operations in the order in which they were begun.
[[nodiscard]] QList<EvidencePart> operationsIn(const JournalEvidence &evidence);
//! "intent 17: Delete"; what kind of row it is, in words.
[[nodiscard]] QString recordText(const ChainedRecord &record);
//! "2026-02-11 09:08:24 UTC"; empty when there is no time.
[[nodiscard]] QString utcText(const QDateTime &utc);
//! A name for the files of a report: letters, digits, dots, dashes and underscores only, never empty or hidden.
[[nodiscard]] QString evidenceFileName(const TokenId &token, const QDateTime &when);
