// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

#include <QByteArray>

#include <optional>

//! A reading as compact JSON for the workspace: every member of Token and TokenReading, nothing else.
[[nodiscard]] QByteArray toJson(const TokenReading &reading);
//! The reverse. Empty when it is not such a JSON; members that are missing keep their defaults.
[[nodiscard]] std::optional<TokenReading> tokenReadingFromJson(const QByteArray &json);
