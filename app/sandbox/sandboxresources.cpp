// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxresources.h"

#include <QFile>

using namespace Qt::StringLiterals;

//! In the global namespace, where the macro works. Nothing else refers to the library that holds the resources.
static void registerSandboxAssets()
{
    Q_INIT_RESOURCE(sandboxassets);
}

QByteArray sandboxResource(const QString &name)
{
    [[maybe_unused]] static const bool isRegistered = (registerSandboxAssets(), true);
    QFile file(u":/sandbox/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
