// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/programicon.h"

using namespace Qt::StringLiterals;

QIcon programIcon()
{
    Q_INIT_RESOURCE(resources); // lies in a static library
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128})
        icon.addFile(u":/icon/%1.png"_s.arg(size), {size, size});
    return icon;
}
