// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/notifications/notificationresult.h"
#include "ui/errortext.h"
#include "ui/outcomeline.h"

//! What became of a notification, in an agent's words. What came from outside is escaped.

[[nodiscard]] ErrorText notificationText(const NotificationResult &result, const Capabilities *capabilities);
//! One line for the status bar; nothing for what changed nothing.
[[nodiscard]] std::optional<OutcomeLine> notificationLine(const NotificationResult &result);
//! For the desktop, which anyone may see: no card, no token id.
[[nodiscard]] QString desktopText(const NotificationResult &result);
