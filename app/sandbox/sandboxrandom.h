// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

//! From the system's generator.
[[nodiscard]] QByteArray sandboxRandomBytes(qsizetype size);
[[nodiscard]] QString sandboxRandomDigits(int count); //!< decimal; may begin with 0
