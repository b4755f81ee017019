// SPDX-License-Identifier: Apache-2.0
#include "app/assets/assetstore.h"

#include "app/assets/assetfile.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QThreadPool>

#include <filesystem>

using namespace Qt::StringLiterals;

namespace {
constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr QFileDevice::Permissions ownerFolder = ownerOnly | QFileDevice::ExeOwner;
constexpr QLatin1StringView partSuffix(".part");
constexpr qint64 abandonedAfterSeconds = 3600;

Failure assetStorageFailure(const QString &what, const QString &reason)
{
    return Failure({.kind = Error::Kind::Storage, .detail = u"the card-art cache cannot %1: %2"_s.arg(what, reason)});
}

Result<Asset> readAsset(const AssetStore::Settings &settings, const QString &name)
{
    QFile file(settings.folder + u'/' + name);
    if (!file.exists())
        return Failure({.kind = Error::Kind::NotFound, .detail = u"not in the card-art cache"_s});
    if (!file.open(QIODevice::ReadOnly))
        return assetStorageFailure(u"be read"_s, file.errorString());
    std::optional<Asset> asset;
    if (file.size() <= settings.limit)
        asset = unpackedAsset(name, file.read(settings.limit));
    if (!asset) {
        file.remove();
        return Failure(
            {.kind = Error::Kind::NotFound, .detail = u"a damaged file was removed from the card-art cache"_s});
    }
    file.setFileTime(settings.clock->nowUtc(), QFileDevice::FileModificationTime); // used now
    return *asset;
}

bool makePrivateFolder(const QString &folder)
{
    const QFileInfo info(folder);
    if (!info.isDir()) {
        QDir parent = info.dir();
        // Another console may make it in the same moment.
        return parent.mkpath(u"."_s) && (parent.mkdir(info.fileName(), ownerFolder) || QFileInfo(folder).isDir());
    }
    constexpr QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                                                QFileDevice::ExeGroup | QFileDevice::ReadOther |
                                                QFileDevice::WriteOther | QFileDevice::ExeOther;
    return (info.permissions() & others) == 0 || QFile::setPermissions(folder, ownerFolder);
}

//! The whole content under the name, or nothing of it: readers see the file that was there until it is replaced.
Result<Done> replaceFile(const AssetStore::Settings &settings, const QString &name, const QByteArray &content)
{
    const QString target = settings.folder + u'/' + name;
    QFile part(u"%1.%2%3"_s.arg(target, QString::number(QRandomGenerator::system()->generate64(), 16), partSuffix));
    if (!part.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly))
        return assetStorageFailure(u"be written"_s, part.errorString());
    auto removePart = qScopeGuard([&] { part.remove(); });
    if (part.write(content) != content.size() || !part.flush())
        return assetStorageFailure(u"be written"_s, part.errorString());
    part.setFileTime(settings.clock->nowUtc(), QFileDevice::FileModificationTime);
    part.close();
    std::error_code problem;
    std::filesystem::rename(part.fileName().toStdString(), target.toStdString(), problem);
    if (problem)
        return assetStorageFailure(u"be written"_s, QString::fromLocal8Bit(problem.message().c_str()));
    removePart.dismiss();
    return Done{};
}

//! Removes what a console left half written, and the files used least recently down to the limit; never `newest`.
//! Looks at the folder as it is, because another console may have added to it.
void makeRoom(const AssetStore::Settings &settings, const QString &newest)
{
    const QDateTime now = settings.clock->nowUtc();
    const QFileInfoList oldestFirst = QDir(settings.folder).entryInfoList(QDir::Files, QDir::Time | QDir::Reversed);
    qint64 total = 0;
    for (const QFileInfo &file : oldestFirst) {
        if (isAssetFileName(file.fileName()))
            total += file.size();
        else if (file.fileName().endsWith(partSuffix) && file.lastModified().secsTo(now) > abandonedAfterSeconds)
            QFile::remove(file.filePath());
    }
    for (const QFileInfo &file : oldestFirst) {
        if (total <= settings.limit)
            return;
        if (isAssetFileName(file.fileName()) && file.fileName() != newest && QFile::remove(file.filePath()))
            total -= file.size();
    }
}

Result<Done> writeAsset(const AssetStore::Settings &settings, const QString &name, const Asset &asset)
{
    const QByteArray content = packedAsset(name, asset);
    if (content.size() > settings.limit)
        return assetStorageFailure(u"keep the asset"_s, u"it is larger than the whole cache"_s);
    if (!makePrivateFolder(settings.folder))
        return assetStorageFailure(u"be made"_s, settings.folder);
    if (const Result<Done> written = replaceFile(settings, name, content); !written)
        return written;
    makeRoom(settings, name);
    return Done{};
}
} // namespace

AssetStore::AssetStore(Settings settings)
    : m_settings(std::make_shared<const Settings>(std::move(settings))),
      m_worker(std::make_unique<Worker>(u"assetstore"_s))
{
}

AssetStore::~AssetStore()
{
    // The last owner may let go inside a continuation, in the worker's thread, which cannot join itself. The
    // application waits for this pool when it ends.
    if (m_worker->context()->thread() == QThread::currentThread())
        QThreadPool::globalInstance()->start([worker = m_worker.release()] { delete worker; });
}

QString AssetStore::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + "/assets"_L1;
}

Pending<Asset> AssetStore::find(const QString &connectionId, const AssetKey &key)
{
    return m_worker->run([settings = m_settings, name = assetFileName(connectionId, key), id = key.name] {
        Result<Asset> asset = readAsset(*settings, name);
        if (asset)
            asset->id = id;
        return asset;
    });
}

Pending<Done> AssetStore::keep(const QString &connectionId, const AssetKey &key, const Asset &asset)
{
    return m_worker->run([settings = m_settings, name = assetFileName(connectionId, key), asset] {
        return writeAsset(*settings, name, asset);
    });
}
