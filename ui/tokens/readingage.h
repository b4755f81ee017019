// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QString>

//! How long ago, short enough for a table: "now", "4 min", "3 h", "2 d", then the date.
[[nodiscard]] QString shortAge(const QDateTime &then, const QDateTime &now);
//! The same as part of a sentence: "just now", "4 minutes ago", "2 days ago".
[[nodiscard]] QString spokenAge(const QDateTime &then, const QDateTime &now);
//! Date and time in the desk's zone and locale.
[[nodiscard]] QString localTime(const QDateTime &utc);
