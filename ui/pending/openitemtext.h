// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"
#include "app/domain/tokenprovider.h"
#include "app/operations/openitem.h"
#include "ui/errortext.h"

#include <QDateTime>
#include <QStringList>

//! An operation that waits for someone, because its outcome is unknown or its token arrives later, in an agent's words. What came from outside is escaped.

//! "Delete tk_9f3c2a71e4"; of a create the title of its form, when `capabilities` has that.
[[nodiscard]] QString titleOf(const JournalEntry &entry, const Capabilities *capabilities);
//! The reason's label, or its code where no capabilities name it.
[[nodiscard]] QString reasonText(const JournalEntry &entry, const Capabilities *capabilities);
//! Accepted by the service, which is to tell how it ended.
[[nodiscard]] bool isAwaited(const JournalEntry &entry);
//! Why nobody knows: no answer came, the program ended first, or the service has not told yet.
[[nodiscard]] QString whyUnknown(const JournalEntry &entry);
//! What it would mean if it went through.
[[nodiscard]] QString ifItHappened(const JournalEntry &entry);
//! How to find out, one step each.
[[nodiscard]] QStringList stepsToSettle(const JournalEntry &entry, const Capabilities *capabilities = nullptr);
//! "Visa ·· 1111" of an awaited creation; empty when nothing is known.
[[nodiscard]] QString awaitedCard(const JournalEntry &entry);
//! How long such creations take when all is well; empty where nobody says.
[[nodiscard]] QString usualWait(const JournalEntry &entry, const Capabilities *capabilities);
//! "Waits for its notification", or that it takes longer than usual; empty for what is not awaited.
[[nodiscard]] QString waitingText(const JournalEntry &entry, const Capabilities *capabilities, const QDateTime &now);
//! What to quote to the vendor: correlation id, time in UTC, operation, connection. No card data.
[[nodiscard]] QString vendorText(const JournalEntry &entry);
//! What a fresh look-up of the token says about it.
[[nodiscard]] ErrorText findingText(const JournalEntry &entry, const Result<TokenReading> &reading, const Capabilities &capabilities);
//! "Still unknown on 12 Feb 2026, 10:08 by ann"; empty when nobody has looked at it.
[[nodiscard]] QString stillUnknownText(const JournalEntry &entry);
