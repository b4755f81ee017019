// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDateTime>

//! A date as HTTP writes it (RFC 9110 section 5.6.7, IMF-fixdate: English, GMT, whole seconds), and back: UTC, invalid
//! for anything else. The obsolete forms are not read.
[[nodiscard]] QByteArray httpDate(const QDateTime &time);
[[nodiscard]] QDateTime fromHttpDate(const QByteArray &date);
