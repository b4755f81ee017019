// SPDX-License-Identifier: Apache-2.0
#include "app/settings/connectionprofile.h"

using namespace Qt::StringLiterals;

QString toWord(Environment environment)
{
    switch (environment) {
    case Environment::Sandbox:
        return u"sandbox"_s;
    case Environment::Test:
        return u"test"_s;
    case Environment::Production:
        break;
    }
    return u"production"_s;
}

Environment environmentFromWord(QStringView word)
{
    if (word == "sandbox"_L1)
        return Environment::Sandbox;
    return word == "test"_L1 ? Environment::Test : Environment::Production;
}
