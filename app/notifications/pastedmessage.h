// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/notification.h"

//! Longest text that can be a notification, in bytes.
inline constexpr qsizetype longestPastedMessage = 64 * 1024;

//! A notification out of what someone copied from elsewhere: the JSON alone, or a whole HTTP request as a log or a
//! capture shows it, from which path and correlation id are taken. A correlation id that is given counts more. Nothing
//! else of the head is kept.
[[nodiscard]] NotificationMessage messageFromText(QByteArrayView text, const QString &correlationId);
