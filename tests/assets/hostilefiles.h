// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

//! Bytes as a hostile or broken server would send them, and what they were declared as.
struct HostileFile {
    QString name;
    QString mediaType;
    QByteArray bytes;
};

//! `count` of them, the same for a seed: bombs and traps made by hand, then mutations of small valid assets of each
//! kind.
[[nodiscard]] QList<HostileFile> hostileFiles(int count, quint32 seed);
