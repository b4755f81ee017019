// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/domain/token.h"

#include <QSqlDatabase>
#include <QString>

//! A desk that has seen very many tokens: random ids, card numbers' last digits, PARs and correlation ids, and an
//! annotation of each kind beside every twentieth token. All of it follows from the token's number.
namespace LargeDesk {
inline const QString connectionId = QStringLiteral("0c5a0b52-6f6e-4b57-9a5e-0a9c4a7e9a11");

[[nodiscard]] TokenReading reading(int number);
[[nodiscard]] bool isAnnotated(int number);
[[nodiscard]] QString tag(int number);
[[nodiscard]] QString ticket(int number);
[[nodiscard]] QString note(int number);

//! Fills an empty workspace.
[[nodiscard]] Result<Done> fill(QSqlDatabase &connection, int count);
} // namespace LargeDesk
