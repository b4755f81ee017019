// SPDX-License-Identifier: Apache-2.0
#include "app/storage/privatefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {
constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Failure fileFailure(const QString &detail)
{
    return Failure(Error{.kind = Error::Kind::Storage, .detail = detail});
}

bool createFolder(const QFileInfo &folder)
{
    if (folder.isDir())
        return true;
    QDir parent = folder.dir();
    // Another console may create it in the same moment, so what counts is that it is there in the end.
    return parent.mkpath(u"."_s) &&
           (parent.mkdir(folder.fileName(), ownerOnly | QFileDevice::ExeOwner) || QFileInfo(folder.filePath()).isDir());
}
} // namespace

Result<Done> ensurePrivateFile(const QString &file)
{
    const QFileInfo folder(QFileInfo(file).absolutePath());
    if (!createFolder(folder))
        return fileFailure(u"the folder %1 could not be created"_s.arg(folder.filePath()));
    QFile created(file);
    if (created.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly) || QFileInfo::exists(file))
        return Done{};
    return fileFailure(u"the file %1 could not be created: %2"_s.arg(file, created.errorString()));
}

Result<Done> makePrivate(const QString &file)
{
    constexpr QFileDevice::Permissions user = QFileDevice::ReadUser | QFileDevice::WriteUser | QFileDevice::ExeUser;
    const QFileDevice::Permissions found = QFile::permissions(file) & ~user; // what this process may, not what is set
    if ((found & ~ownerOnly) != 0 && !QFile::setPermissions(file, ownerOnly))
        return fileFailure(u"the file %1 is open to others, and that could not be changed"_s.arg(file));
    return Done{};
}

Result<QString> createPrivateFileBeside(const QString &wanted)
{
    QString name = wanted;
    for (int attempt = 2; attempt < 1000; ++attempt) {
        QFile file(name);
        if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly))
            return name;
        if (!file.exists())
            return fileFailure(u"the file %1 could not be created: %2"_s.arg(name, file.errorString()));
        name = u"%1-%2"_s.arg(wanted).arg(attempt);
    }
    return fileFailure(u"there are too many files named like %1"_s.arg(wanted));
}

Result<Done> flushToDisk(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return fileFailure(u"the file %1 could not be opened: %2"_s.arg(path, file.errorString()));
#ifdef Q_OS_UNIX
    if (::fsync(file.handle()) != 0)
        return fileFailure(u"the file %1 could not be written to the disk"_s.arg(path));
#endif
    return Done{};
}
