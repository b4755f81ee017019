// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/boundedinput.h"

#include <QFile>

using namespace Qt::StringLiterals;

Result<SecretBytes> readAtMost(QIODevice &device, qsizetype most)
{
    SecretBytes content = SecretBytes::ofSize(static_cast<std::size_t>(most) + 1);
    qsizetype size = 0;
    while (size <= most) {
        const qint64 got = device.read(reinterpret_cast<char *>(content.data()) + size, most + 1 - size);
        // A sequential device says -1 at its end as well; only a file can fail in a way that is worth telling apart.
        if (got < 0 && !device.isSequential())
            return Failure(
                {.kind = Error::Kind::Storage, .detail = u"The input cannot be read: %1"_s.arg(device.errorString())});
        if (got <= 0)
            break;
        size += got;
    }
    if (size > most)
        return Failure({.kind = Error::Kind::InvalidInput, .detail = u"The input has more than %1 bytes."_s.arg(most)});
    content.truncate(static_cast<std::size_t>(size));
    return content;
}

Result<SecretBytes> readAtMost(const QString &file, QIODevice &in, qsizetype most)
{
    if (file.isEmpty() || file == "-"_L1)
        return readAtMost(in, most);
    QFile device(file);
    if (!device.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Failure(
            {.kind = Error::Kind::Storage, .detail = u"%1 cannot be read: %2"_s.arg(file, device.errorString())});
    return readAtMost(device, most);
}

void dropLineEnd(SecretBytes &text)
{
    if (!text.bytes().endsWith('\n'))
        return;
    text.truncate(text.size() - 1);
    if (text.bytes().endsWith('\r'))
        text.truncate(text.size() - 1);
}
