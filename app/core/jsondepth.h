// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

//! No answer of any service comes near it.
inline constexpr int deepestJson = 64;

//! Whether objects and arrays lie deeper in each other than so many levels: for refusing a hostile body before it is
//! parsed. What is not JSON may give either answer.
[[nodiscard]] bool isJsonDeeperThan(int levels, QByteArrayView json);
