// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>

//! The program's icon in the sizes that windows and task bars show, from the program itself: it is right before
//! anything is installed.
[[nodiscard]] QIcon programIcon();
