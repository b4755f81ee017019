// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

//! A file of what the sandbox ships with, by its name below resources/sandbox; empty for an unknown one.
[[nodiscard]] QByteArray sandboxResource(const QString &name);
