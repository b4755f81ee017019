// SPDX-License-Identifier: Apache-2.0
#include "tests/crypto/opensslcommand.h"

#include <QFile>
#include <QProcess>

using namespace Qt::StringLiterals;

bool OpenSslCommand::run(const QStringList &words) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(u"openssl"_s, words);
    const bool isDone =
        process.waitForFinished(60000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    if (!isDone)
        qWarning("openssl %s: %s", qPrintable(words.join(u' ')), process.readAllStandardError().constData());
    return isDone;
}

bool OpenSslCommand::run(const QString &line) const
{
    return run(line.split(u' '));
}

QByteArray OpenSslCommand::content(const QString &file) const
{
    QFile device(path(file));
    return device.open(QIODevice::ReadOnly) ? device.readAll() : QByteArray();
}

void OpenSslCommand::write(const QString &file, const QByteArray &content) const
{
    QFile device(path(file));
    if (!device.open(QIODevice::WriteOnly) || device.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(device.fileName()));
}
