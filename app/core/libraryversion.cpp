// SPDX-License-Identifier: Apache-2.0
#include "app/core/libraryversion.h"

#include <openssl/crypto.h>

QString openSslVersion()
{
    return QString::fromLatin1(OpenSSL_version(OPENSSL_VERSION_STRING));
}
