// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

//! A fresh correlation id: a version 4 UUID, 36 characters.
[[nodiscard]] QString newCorrelationId();
