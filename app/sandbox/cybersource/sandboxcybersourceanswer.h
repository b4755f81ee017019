// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/cybersource/sandboxcybersourcefields.h"
#include "app/sandbox/sandboxmessage.h"

#include <QDateTime>

//! The shapes in which the API refuses: one of the gateway, one of the token vault, one of payments.

//! 401 and what else the gateway says before any service is asked.
[[nodiscard]] SandboxAnswer sandboxCybersourceGatewayError(int status, const QString &message);

//! {"errors": [{"type", "message", "details"?: [{"name", "location"?}]}]}. The words of `type` are those of the API.
[[nodiscard]] SandboxAnswer sandboxCybersourceVaultError(int status, const QString &type, const QString &message,
                                                         const QString &name = {}, const QString &location = {});
//! 400 for what is missing or, when nothing is, for what is wrong.
[[nodiscard]] SandboxAnswer sandboxCybersourceVaultMistakes(const QList<SandboxCybersourceMistake> &mistakes);

//! {"submitTimeUtc", "status", "reason", "message", "details"?: [{"field", "reason"}]}: 400 INVALID_REQUEST, or 502
//! SERVER_ERROR.
[[nodiscard]] SandboxAnswer sandboxCybersourcePaymentError(const QDateTime &now, int status, const QString &reason,
                                                           const QString &message,
                                                           const QList<SandboxCybersourceMistake> &mistakes = {});
[[nodiscard]] SandboxAnswer sandboxCybersourcePaymentMistakes(const QDateTime &now,
                                                              const QList<SandboxCybersourceMistake> &mistakes);

//! As the API writes times: 2023-10-13T19:51:49Z.
[[nodiscard]] QString sandboxCybersourceTime(const QDateTime &time);
//! {"href": ...}
[[nodiscard]] QJsonObject sandboxCybersourceLink(const QString &href);
//! 32 hexadecimal digits, in upper case as the vault writes its ids.
[[nodiscard]] QString newSandboxCybersourceId();
