// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>

//! A text that wraps and is never taken for markup. It belongs to nobody until it is laid out.
[[nodiscard]] QLabel *plainLabel(const QString &text, const char *role = nullptr);
[[nodiscard]] QLabel *namedLabel(const QString &objectName, const QString &text, const char *role = nullptr);
