// SPDX-License-Identifier: Apache-2.0
#include "app/settings/preferences.h"

#include "app/settings/jsonfile.h"

#include <QFile>
#include <QJsonArray>
#include <QStandardPaths>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <pwd.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {
constexpr std::pair<Preferences::Appearance, QLatin1StringView> appearances[] = {
    {Preferences::Appearance::System, QLatin1StringView("system")},
    {Preferences::Appearance::Light, QLatin1StringView("light")},
    {Preferences::Appearance::Dark, QLatin1StringView("dark")},
};

QString loginName()
{
#ifdef Q_OS_UNIX
    // Not the environment: it can say anything, and in a bare container says nothing.
    if (const passwd *user = getpwuid(geteuid()); user && *user->pw_name)
        return QString::fromLocal8Bit(user->pw_name);
#endif
    return qEnvironmentVariable("USERNAME", qEnvironmentVariable("USER"));
}

QByteArray bytesFrom(const QJsonValue &value)
{
    return QByteArray::fromBase64(value.toString().toLatin1());
}

//! Nothing that is there already is replaced.
void putAside(const QString &file)
{
    constexpr int mostTries = 100;
    const QString damaged = file + ".damaged"_L1;
    for (int i = 1; i <= mostTries; ++i) {
        if (QFile::rename(file, i == 1 ? damaged : u"%1-%2"_s.arg(damaged).arg(i)))
            return;
    }
}

QMap<QString, QSize> sizesFrom(const QJsonObject &json)
{
    QMap<QString, QSize> sizes;
    for (auto size = json.begin(); size != json.end(); ++size) {
        const QSize read(size.value()[0].toInt(), size.value()[1].toInt());
        if (!read.isEmpty())
            sizes.insert(size.key(), read);
    }
    return sizes;
}
} // namespace

Preferences Preferences::load(const QString &file)
{
    Preferences preferences;
    preferences.m_file = file;
    preferences.m_operatorId = loginName();
    const auto content = readJsonFile(file);
    if (!content)
        putAside(file);
    if (!content || !*content)
        return preferences;
    const QJsonObject &json = preferences.m_read = **content;
    preferences.setOperatorId(json["operatorId"_L1].toString(preferences.m_operatorId));
    for (const auto &[appearance, word] : appearances) {
        if (json["appearance"_L1].toString() == word)
            preferences.m_appearance = appearance;
    }
    preferences.m_compactRows = json["compactRows"_L1].toBool();
    preferences.m_isWelcomed = json["welcomed"_L1].toBool();
    preferences.m_hasDeskPassphrase = json["deskPassphrase"_L1].toBool();
    preferences.setIdleMinutes(json["idleMinutes"_L1].toInt(usualIdleMinutes));
    preferences.m_lastConnectionId = json["lastConnection"_L1].toString();
    preferences.m_windowGeometry = bytesFrom(json["windowGeometry"_L1]);
    const QJsonObject layouts = json["layouts"_L1].toObject();
    for (auto layout = layouts.begin(); layout != layouts.end(); ++layout)
        preferences.m_layouts.insert(layout.key(), bytesFrom(layout.value()));
    preferences.m_dialogSizes = sizesFrom(json["dialogSizes"_L1].toObject());
    for (const QJsonValue &id : json["cardImageConnections"_L1].toArray()) {
        if (!id.toString().isEmpty())
            preferences.m_cardImageConnections.insert(id.toString());
    }
    return preferences;
}

Result<Done> Preferences::save() const
{
    QJsonObject layouts;
    for (auto layout = m_layouts.begin(); layout != m_layouts.end(); ++layout)
        layouts.insert(layout.key(), QString::fromLatin1(layout.value().toBase64()));
    QStringList imageConnections = m_cardImageConnections.values();
    imageConnections.sort(); // the same file for the same set
    QJsonObject sizes;
    for (auto size = m_dialogSizes.begin(); size != m_dialogSizes.end(); ++size)
        sizes.insert(size.key(), QJsonArray{size->width(), size->height()});
    QJsonObject json = m_read;
    json["operatorId"_L1] = m_operatorId;
    json["compactRows"_L1] = m_compactRows;
    json["welcomed"_L1] = m_isWelcomed;
    json["deskPassphrase"_L1] = m_hasDeskPassphrase;
    json["idleMinutes"_L1] = m_idleMinutes;
    json["lastConnection"_L1] = m_lastConnectionId;
    json["windowGeometry"_L1] = QString::fromLatin1(m_windowGeometry.toBase64());
    json["layouts"_L1] = layouts;
    json["dialogSizes"_L1] = sizes;
    json["cardImageConnections"_L1] = QJsonArray::fromStringList(imageConnections);
    for (const auto &[appearance, word] : appearances) {
        if (appearance == m_appearance)
            json["appearance"_L1] = QString(word);
    }
    return writeJsonFile(m_file, json);
}

void Preferences::setIdleMinutes(int minutes)
{
    m_idleMinutes = std::clamp(minutes, fewestIdleMinutes, mostIdleMinutes);
}

void Preferences::setCardImagesAllowed(const QString &connectionId, bool on)
{
    if (on)
        m_cardImageConnections.insert(connectionId);
    else
        m_cardImageConnections.remove(connectionId);
}

QString Preferences::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + "/preferences.json"_L1;
}
