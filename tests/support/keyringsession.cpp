// SPDX-License-Identifier: Apache-2.0
#include "tests/support/keyringsession.h"

#include <QStandardPaths>

using namespace Qt::StringLiterals;

QStringList keyringSession()
{
    const QString session = QStandardPaths::findExecutable(u"dbus-run-session"_s);
    if (session.isEmpty() || QStandardPaths::findExecutable(u"gnome-keyring-daemon"_s).isEmpty())
        return {};
    // Asked before the keyring is on the bus, the bus would start another, which is locked.
    const QString withKeyring =
        u"printf made-up | gnome-keyring-daemon --foreground --unlock --components=secrets > /dev/null 2>&1 & "
        "keyring=$!; "
        "until dbus-send --session --print-reply --dest=org.freedesktop.DBus / "
        "org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q true; "
        "do sleep 0.05; done; "
        "\"$@\"; ended=$?; kill $keyring; wait $keyring 2> /dev/null; exit $ended"_s;
    return {session, u"--"_s, u"sh"_s, u"-c"_s, withKeyring, u"sh"_s};
}
