// SPDX-License-Identifier: Apache-2.0
#include "app/journal/programrun.h"

#include <QCoreApplication>
#include <QFile>
#include <QSysInfo>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace {
QByteArray contentOf(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

QString thisHost()
{
    const QString name = QSysInfo::machineHostName();
    return name.isEmpty() ? u"unnamed"_s : name;
}
} // namespace

QString processStartOf(qint64 processId)
{
    const QByteArray status = contentOf(u"/proc/%1/stat"_s.arg(processId));
    // proc(5): the second field is the program's name in parentheses and may hold anything, so fields are counted after
    // the last parenthesis: the first there is the state (field 3), the start time in clock ticks is field 22.
    const QList<QByteArray> fields = status.mid(status.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 20 || fields.at(0) == "Z" || fields.at(0) == "X")
        return {};
    const QByteArray boot = contentOf(u"/proc/sys/kernel/random/boot_id"_s).trimmed();
    return QString::fromLatin1(boot + '/' + fields.at(19));
}

ProgramRun currentRun()
{
    static const ProgramRun run{
        .id = QUuid::createUuid().toString(QUuid::WithoutBraces),
        .host = thisHost(),
        .processId = QCoreApplication::applicationPid(),
        .processStart = processStartOf(QCoreApplication::applicationPid()),
    };
    return run;
}

bool isStillRunning(const ProgramRun &run)
{
    return run.host == thisHost() && !run.processStart.isEmpty() && run.processStart == processStartOf(run.processId);
}
