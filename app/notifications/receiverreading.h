// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"
#include "app/notifications/notificationreceiver.h"

//! Whether the connection's values (app/domain/receiverfields.h) ask for a receiver.
[[nodiscard]] bool asksForReceiver(const QMap<QString, QString> &values);

//! Reads the files that the values name, off the calling thread. Configuration, with `field`, for what cannot work.
[[nodiscard]] Pending<ReceiverSettings> readReceiver(const ConnectionValues &values, const QString &recipient);
