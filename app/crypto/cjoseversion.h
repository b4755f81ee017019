// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

//! The version of cjose that runs.
[[nodiscard]] QString cjoseVersion();
