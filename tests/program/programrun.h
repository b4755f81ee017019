// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

//! How a program that was run ended.
struct Run {
    int exitCode = -1; //!< -1: it crashed, or was killed because it took too long
    QByteArray out;
    QByteArray err;
};

//! Without a display, a session bus or a keychain, and with every folder of its own below `home`, which are made.
[[nodiscard]] QProcessEnvironment environmentIn(const QString &home);

//! Runs a program to its end. What comes before it in `wrapper` has that environment too.
[[nodiscard]] Run run(const QString &program, const QStringList &arguments, const QString &home, int timeoutMs = 20'000,
                      const QStringList &wrapper = {});
