// SPDX-License-Identifier: Apache-2.0
#include "app/settings/jsonfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 longestFile = 4 * 1024 * 1024;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Failure storageFailure(const QString &detail)
{
    return Failure({.kind = Error::Kind::Storage, .detail = detail});
}

bool makeFolderOf(const QString &file)
{
    const QString folder = QFileInfo(file).absolutePath();
    if (QFileInfo::exists(folder))
        return true;
    return QDir().mkpath(folder) && QFile::setPermissions(folder, ownerOnly | QFileDevice::ExeOwner);
}
} // namespace

Result<std::optional<QJsonObject>> readJsonFile(const QString &file)
{
    QFile source(file);
    if (!source.exists())
        return std::optional<QJsonObject>();
    if (!source.open(QIODevice::ReadOnly))
        return storageFailure(u"%1 cannot be read: %2"_s.arg(file, source.errorString()));
    if (source.size() > longestFile)
        return storageFailure(u"%1 is too long to be a settings file"_s.arg(file));
    const QByteArray bytes = source.readAll();
    if (bytes.isEmpty() && source.error() == QFileDevice::NoError)
        return std::optional<QJsonObject>();
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (!document.isObject())
        return storageFailure(u"%1 is damaged at byte %2: %3"_s.arg(file).arg(problem.offset).arg(problem.errorString()));
    return std::optional(document.object());
}

Result<Done> writeJsonFile(const QString &file, const QJsonObject &content)
{
    if (!makeFolderOf(file))
        return storageFailure(u"the folder of %1 cannot be made"_s.arg(file));
    QSaveFile target(file);
    const QByteArray json = QJsonDocument(content).toJson();
    if (!target.open(QIODevice::WriteOnly) || !target.setPermissions(ownerOnly) || target.write(json) != json.size() || !target.commit())
        return storageFailure(u"%1 cannot be written: %2"_s.arg(file, target.errorString()));
    return Done{};
}
