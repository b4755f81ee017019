// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

//! The officially assigned two-letter country codes of ISO 3166-1, upper case, in alphabetical order.
[[nodiscard]] const QStringList &iso3166Alpha2();
//! The two-letter language codes of ISO 639-1, lower case, in alphabetical order.
[[nodiscard]] const QStringList &iso639Alpha2();
