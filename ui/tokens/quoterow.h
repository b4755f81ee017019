// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QWidget;

//! A correlation id with a button that copies it. `words` stand in its place where there are any; the id is then what a
//! screen reader and the tool tip say. No button without an id.
[[nodiscard]] QWidget *quoteRow(const QString &words, const QString &correlationId, QWidget *parent);
