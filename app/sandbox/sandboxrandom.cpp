// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxrandom.h"

#include <QRandomGenerator>

QByteArray sandboxRandomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return bytes;
}

QString sandboxRandomDigits(int count)
{
    QString digits;
    for (int i = 0; i < count; ++i)
        digits += QChar(u'0' + QRandomGenerator::system()->bounded(10));
    return digits;
}
