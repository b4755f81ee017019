// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/storage/database.h"

//! The version with an inbox for what token services tell the desk, and with what the desk knows about creations that
//! are to be told of. Creations that were accepted before are awaited from then on.
[[nodiscard]] QStringList notificationInbox();
