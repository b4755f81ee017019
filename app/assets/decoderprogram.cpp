// SPDX-License-Identifier: Apache-2.0
#include "app/assets/decoderprogram.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

QString decoderProgram()
{
#ifdef Q_OS_WIN
    const QString name = u"tokendesk-decoder.exe"_s;
#else
    const QString name = u"tokendesk-decoder"_s;
#endif
    const QDir here(QCoreApplication::applicationDirPath());
    for (const QString &folder : {u"."_s, u"../libexec/tokendesk"_s}) {
        const QFileInfo program(QDir::cleanPath(here.filePath(folder + u'/' + name)));
        if (program.isFile() && program.isExecutable())
            return program.absoluteFilePath();
    }
    return {};
}
