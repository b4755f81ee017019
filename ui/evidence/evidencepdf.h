// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/journal/evidencereport.h"

class QIODevice;

//! The report as pages for people: A4, text that can be selected and searched, nothing but what the report holds and of
//! the card only its last digits. `checkFile` is the JSON report beside it, which the pages name for those who want to
//! check them. May run in any thread. Storage when `out` takes no more.
[[nodiscard]] Result<Done> writeEvidencePdf(const EvidenceReport &report, const QString &checkFile, QIODevice &out);
