// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

//! Reading number `number` of a made-up desk: as many members and as long texts as a token service returns, each token
//! with an id, last digits, PAR and time of its own. Number n was read n seconds after number 0.
[[nodiscard]] TokenReading typicalReading(int number);
