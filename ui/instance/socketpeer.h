// SPDX-License-Identifier: Apache-2.0
#pragma once

class QLocalSocket;

//! Whether the process at the other end belongs to the user of this one, as the system says. False when it cannot say.
[[nodiscard]] bool isOfSameUser(const QLocalSocket &socket);
