// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class QDBusConnection;
class QDBusVariant;

//! Whether the desktop is set to dark, and when that changes. Qt 6.4 does not say (QStyleHints::colorScheme is of 6.5):
//! the desktop's settings portal (org.freedesktop.appearance) is asked, which GNOME, KDE and others have. Until it
//! answers, and where there is none, the palette that the platform gave the application at its start tells.
class SystemAppearance : public QObject
{
    Q_OBJECT
public:
    //! Made after the application and before the first applyTheme.
    explicit SystemAppearance(QObject *parent = nullptr);

    [[nodiscard]] bool isDark() const { return m_isDark; }
    //! Asks the portal on `bus`, without waiting, and follows it.
    void follow(const QDBusConnection &bus);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void take(uint colorScheme);

    bool m_isDark = false;
};
