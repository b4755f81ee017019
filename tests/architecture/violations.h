// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

//! The sources of app and ui, .h, .cpp and .ui, relative to `root`, in alphabetical order.
[[nodiscard]] QStringList sourcesUnder(const QString &root);

//! What the files under `root` do that the rules forbid: one line each, "file:line: what, and why not". Empty is good.
[[nodiscard]] QStringList includeViolations(const QString &root);
[[nodiscard]] QStringList textViolations(const QString &root);
