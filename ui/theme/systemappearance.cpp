// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/systemappearance.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QPalette>

using namespace Qt::StringLiterals;

namespace {
constexpr QLatin1StringView appearanceGroup("org.freedesktop.appearance");
constexpr QLatin1StringView colorSchemeKey("color-scheme");
constexpr int middleLightness = 128;

//! The value may be wrapped in further variants: Read, unlike the signal, wraps it twice.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}
} // namespace

SystemAppearance::SystemAppearance(QObject *parent)
    : QObject(parent), m_isDark(QGuiApplication::palette().window().color().lightness() < middleLightness)
{
}

void SystemAppearance::follow(const QDBusConnection &bus)
{
    const QString service = u"org.freedesktop.portal.Desktop"_s;
    const QString path = u"/org/freedesktop/portal/desktop"_s;
    const QString interface = u"org.freedesktop.portal.Settings"_s;
    QDBusConnection session = bus;
    // From whoever owns the path: on a connection to one peer there are no services.
    session.connect(QString(), path, interface, u"SettingChanged"_s, this,
                    SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, interface, u"Read"_s);
    call << QString(appearanceGroup) << QString(colorSchemeKey);
    call.setAutoStartService(false);
    auto *watcher = new QDBusPendingCallWatcher(session.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid())
            take(unwrapped(reply.value().variant()).toUInt());
    });
}

void SystemAppearance::settingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == appearanceGroup && key == colorSchemeKey)
        take(unwrapped(value.variant()).toUInt());
}

void SystemAppearance::take(uint colorScheme)
{
    constexpr uint preferDark = 1;
    const bool isDark = colorScheme == preferDark; // 0: no preference, 2: light
    if (isDark == m_isDark)
        return;
    m_isDark = isDark;
    Q_EMIT changed();
}
