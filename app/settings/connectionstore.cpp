// SPDX-License-Identifier: Apache-2.0
#include "app/settings/connectionstore.h"

#include "app/settings/jsonfile.h"

#include <QJsonArray>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace {
constexpr int formatVersion = 1;

ConnectionProfile profileFrom(const QJsonObject &json)
{
    ConnectionProfile profile{.id = json["id"_L1].toString(),
                              .name = json["name"_L1].toString(),
                              .kind = json["kind"_L1].toString(),
                              .environment = environmentFromWord(json["environment"_L1].toString()),
                              .values = {},
                              .isBuiltIn = false};
    const QJsonObject values = json["values"_L1].toObject();
    for (auto value = values.begin(); value != values.end(); ++value)
        profile.values.insert(value.key(), value.value().toString());
    return profile;
}

//! On top of what the file said about this connection before, so that members of other versions stay.
QJsonObject jsonFrom(const ConnectionProfile &profile, QJsonObject json)
{
    QJsonObject values;
    for (auto value = profile.values.begin(); value != profile.values.end(); ++value)
        values.insert(value.key(), value.value());
    json["id"_L1] = profile.id;
    json["name"_L1] = profile.name;
    json["kind"_L1] = profile.kind;
    json["environment"_L1] = toWord(profile.environment);
    json["values"_L1] = values;
    return json;
}

//! The file's object, empty when there is no file.
Result<QJsonObject> readCurrent(const QString &file)
{
    const Result<std::optional<QJsonObject>> content = readJsonFile(file);
    if (!content)
        return Failure(content.error());
    const QJsonObject object = content->value_or(QJsonObject());
    if (object["version"_L1].toInt() > formatVersion)
        return Failure({.kind = Error::Kind::Storage, .detail = u"%1 was written by a newer version of this program"_s.arg(file)});
    return object;
}
} // namespace

ConnectionStore::ConnectionStore(QString file) : m_file(std::move(file)) {}

Result<QList<ConnectionProfile>> ConnectionStore::load() const
{
    const Result<QJsonObject> content = readCurrent(m_file);
    if (!content)
        return Failure(content.error());
    QList<ConnectionProfile> profiles;
    for (const QJsonValue &entry : content->value("connections"_L1).toArray()) {
        const ConnectionProfile profile = profileFrom(entry.toObject());
        if (!profile.id.isEmpty() && !profile.kind.isEmpty())
            profiles << profile;
    }
    return profiles;
}

Result<Done> ConnectionStore::save(const QList<ConnectionProfile> &profiles) const
{
    Result<QJsonObject> content = readCurrent(m_file);
    if (!content)
        return Failure(content.error());
    QMap<QString, QJsonObject> before;
    for (const QJsonValue &entry : content->value("connections"_L1).toArray())
        before.insert(entry["id"_L1].toString(), entry.toObject());
    QJsonArray connections;
    for (const ConnectionProfile &profile : profiles) {
        if (!profile.isBuiltIn)
            connections.append(jsonFrom(profile, before.value(profile.id)));
    }
    content->insert("version"_L1, formatVersion);
    content->insert("connections"_L1, connections);
    return writeJsonFile(m_file, *content);
}

QString ConnectionStore::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + "/connections.json"_L1;
}
