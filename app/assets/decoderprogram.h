// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

//! Where the decoder's program is: beside this program, else in ../libexec/tokendesk from there. Empty when in neither.
//! No search path and no environment variable has a say.
[[nodiscard]] QString decoderProgram();
