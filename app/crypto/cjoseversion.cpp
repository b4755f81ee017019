// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/cjoseversion.h"

#include <cjose/version.h>

QString cjoseVersion()
{
    return QString::fromLatin1(cjose_version());
}
