// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

//! What a program's command is put behind to run with a session bus and an open keyring of its own, which the keyring's
//! daemon keeps in the data folder that the environment names. Empty where that is not installed.
[[nodiscard]] QStringList keyringSession();
