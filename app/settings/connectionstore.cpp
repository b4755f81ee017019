// SPDX-License-Identifier: Apache-2.0
#include "app/settings/connectionstore.h"

#include "app/settings/jsonfile.h"

#include <QJsonArray>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace {
constexpr int formatVersion = 1;

bool isText(const QJsonValue &value)
{
    return value.isString() && !value.toString().isEmpty();
}

bool isTextOrAbsent(const QJsonValue &value)
{
    return value.isString() || value.isUndefined();
}

//! Whether all of the entry can be read. One that cannot is neither shown nor changed.
bool isReadable(const QJsonValue &entry)
{
    const QJsonValue values = entry["values"_L1];
    return entry.isObject() && isText(entry["id"_L1]) && isText(entry["kind"_L1]) && isTextOrAbsent(entry["name"_L1]) &&
           isTextOrAbsent(entry["environment"_L1]) && (values.isObject() || values.isUndefined());
}

ConnectionProfile profileFrom(const QJsonValue &json)
{
    ConnectionProfile profile{.id = json["id"_L1].toString(),
                              .name = json["name"_L1].toString(),
                              .kind = json["kind"_L1].toString(),
                              .environment = environmentFromWord(json["environment"_L1].toString()),
                              .values = {},
                              .isBuiltIn = false};
    const QJsonObject values = json["values"_L1].toObject();
    for (auto value = values.begin(); value != values.end(); ++value) {
        if (value->isString())
            profile.values.insert(value.key(), value->toString());
    }
    return profile;
}

//! On top of what the file said before: values that are not texts stay, texts are the profile's.
QJsonObject valuesFrom(const ConnectionProfile &profile, QJsonObject json)
{
    for (const QString &key : json.keys()) {
        if (json[key].isString())
            json.remove(key);
    }
    for (auto value = profile.values.begin(); value != profile.values.end(); ++value)
        json.insert(value.key(), value.value());
    return json;
}

//! On top of what the file said about this connection before, so that members of other versions stay.
QJsonObject jsonFrom(const ConnectionProfile &profile, QJsonObject json)
{
    json["id"_L1] = profile.id;
    json["name"_L1] = profile.name;
    json["kind"_L1] = profile.kind;
    json["values"_L1] = valuesFrom(profile, json["values"_L1].toObject());
    // Another version's word for an environment stays as long as it means the same here.
    const QJsonValue word = json["environment"_L1];
    if (!word.isString() || environmentFromWord(word.toString()) != profile.environment)
        json["environment"_L1] = toWord(profile.environment);
    return json;
}

Failure refusal(const QString &detail)
{
    return Failure({.kind = Error::Kind::Storage, .detail = detail});
}

//! The file's object, empty when there is no file.
Result<QJsonObject> readCurrent(const QString &file)
{
    const Result<std::optional<QJsonObject>> content = readJsonFile(file);
    if (!content)
        return Failure(content.error());
    const QJsonObject object = content->value_or(QJsonObject());
    const QJsonValue version = object["version"_L1];
    if (!version.isUndefined() && !version.isDouble())
        return refusal(u"%1 is damaged: its version is not a number"_s.arg(file));
    if (version.toDouble() > formatVersion)
        return refusal(u"%1 was written by a newer version of this program"_s.arg(file));
    const QJsonValue connections = object["connections"_L1];
    if (!connections.isUndefined() && !connections.isArray())
        return refusal(u"%1 is damaged: its connections are not a list"_s.arg(file));
    return object;
}

//! Place of the entry that `load` shows under this id; -1 when there is none.
qsizetype placeOf(const QString &id, const QJsonArray &entries)
{
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (isReadable(entries[i]) && entries[i]["id"_L1].toString() == id)
            return i;
    }
    return -1;
}

//! Has `change` alter the list of entries, and writes the file.
template <typename Change>
Result<Done> rewrite(const QString &file, Change change)
{
    Result<QJsonObject> content = readCurrent(file);
    if (!content)
        return Failure(content.error());
    QJsonArray entries = content->value("connections"_L1).toArray();
    change(entries);
    content->insert("version"_L1, formatVersion);
    content->insert("connections"_L1, entries);
    return writeJsonFile(file, *content);
}
} // namespace

ConnectionStore::ConnectionStore(QString file) : m_file(std::move(file)) {}

Result<QList<ConnectionProfile>> ConnectionStore::load() const
{
    const Result<QJsonObject> content = readCurrent(m_file);
    if (!content)
        return Failure(content.error());
    QList<ConnectionProfile> profiles;
    const QJsonArray entries = content->value("connections"_L1).toArray();
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (isReadable(entries[i]) && placeOf(entries[i]["id"_L1].toString(), entries) == i)
            profiles << profileFrom(entries[i]);
    }
    return profiles;
}

Result<Done> ConnectionStore::put(const ConnectionProfile &profile) const
{
    if (profile.isBuiltIn || profile.id.isEmpty() || profile.kind.isEmpty())
        return Failure({.kind = Error::Kind::InvalidInput, .detail = u"this connection cannot be stored"_s});
    return rewrite(m_file, [&profile](QJsonArray &entries) {
        const qsizetype place = placeOf(profile.id, entries);
        if (place < 0)
            entries.append(jsonFrom(profile, {}));
        else
            entries.replace(place, jsonFrom(profile, entries[place].toObject()));
    });
}

Result<Done> ConnectionStore::remove(const QString &id) const
{
    const Result<QJsonObject> content = readCurrent(m_file);
    if (!content)
        return Failure(content.error());
    if (placeOf(id, content->value("connections"_L1).toArray()) < 0)
        return Done{};
    return rewrite(m_file, [&id](QJsonArray &entries) { entries.removeAt(placeOf(id, entries)); });
}

QString ConnectionStore::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + "/connections.json"_L1;
}
