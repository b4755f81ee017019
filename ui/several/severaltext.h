// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/tokenoperations.h"
#include "ui/errortext.h"
#include "ui/outcomeline.h"
#include "ui/several/severalinput.h"

//! The words of an update of several tokens.
namespace SeveralText {
//! "Update 3 tokens"
[[nodiscard]] QString confirmation(int count);
//! "Updating 3 tokens..."
[[nodiscard]] QString underWay(int count);
//! What came of it, for the status line.
[[nodiscard]] OutcomeLine line(const Result<SeveralUpdated> &outcome, const Capabilities &capabilities);
//! The same in full, for the window.
[[nodiscard]] ErrorText outcome(const Result<SeveralUpdated> &outcome, const Capabilities &capabilities);
//! Whether somebody has to look what became of it.
[[nodiscard]] bool isUnknown(const Result<SeveralUpdated> &outcome);
//! What the server says of a token that was read again.
[[nodiscard]] QString state(const Result<TokenReading> &reading);
//! "Line 3: ...", the first few of them.
[[nodiscard]] QString badLines(const QList<SeveralInput::BadLine> &lines);
} // namespace SeveralText
