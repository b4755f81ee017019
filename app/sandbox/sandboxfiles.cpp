// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxfiles.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 longestFile = 64 * 1024;
constexpr QFileDevice::Permissions ownerFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Failure cannot(const QString &what, const QString &path)
{
    return Failure({.kind = Error::Kind::Storage, .detail = u"%1 cannot be %2."_s.arg(path, what)});
}
} // namespace

Result<Done> makeSandboxDirectory(const QString &path)
{
    if (!QDir().mkpath(path))
        return cannot(u"made"_s, path);
    if (!QFile::setPermissions(path, ownerFile | QFileDevice::ExeOwner))
        return cannot(u"made private"_s, path);
    return Done{};
}

Result<Done> writeSandboxFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerFile) || file.write(content) != content.size() ||
        !file.commit())
        return cannot(u"written"_s, path);
    return Done{};
}

QByteArray readSandboxFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(longestFile) : QByteArray();
}
