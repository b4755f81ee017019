// SPDX-License-Identifier: Apache-2.0
#include "tests/program/programrun.h"

#include <QDir>
#include <QFile>
#include <QProcess>

using namespace Qt::StringLiterals;

QProcessEnvironment environmentIn(const QString &home)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const std::pair<QString, QString> folders[] = {{u"HOME"_s, u""_s},
                                                   {u"XDG_DATA_HOME"_s, u"/data"_s},
                                                   {u"XDG_CONFIG_HOME"_s, u"/config"_s},
                                                   {u"XDG_CACHE_HOME"_s, u"/cache"_s},
                                                   {u"XDG_STATE_HOME"_s, u"/state"_s},
                                                   {u"XDG_RUNTIME_DIR"_s, u"/run"_s},
                                                   {u"TMPDIR"_s, u"/tmp"_s}};
    for (const auto &[name, folder] : folders) {
        QDir().mkpath(home + folder);
        environment.insert(name, home + folder);
    }
    QFile::setPermissions(home + "/run"_L1, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
    // The most talkative that Qt can be made: bodies and keys must not appear even then.
    environment.insert(u"QT_LOGGING_RULES"_s,
                       u"*.debug=true;qt.text.*=false;qt.qpa.*=false;qt.widgets.*=false;qt.accessibility.*=false"_s);
    environment.insert(u"SSLKEYLOGFILE"_s, home + "/tls-keys.log"_L1);
    return environment;
}

Run run(const QString &program, const QStringList &arguments, const QString &home, int timeoutMs,
        const QStringList &wrapper)
{
    const QStringList command = wrapper + QStringList{program} + arguments;
    QProcess process;
    process.setProcessEnvironment(environmentIn(home));
    process.start(command.first(), command.mid(1));
    process.closeWriteChannel();
    if (!process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished();
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}
