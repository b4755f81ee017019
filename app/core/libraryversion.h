// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

//! The version of OpenSSL that runs, which may be newer than the one that this was built with.
[[nodiscard]] QString openSslVersion();
