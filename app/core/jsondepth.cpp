// SPDX-License-Identifier: Apache-2.0
#include "app/core/jsondepth.h"

bool isJsonDeeperThan(int levels, QByteArrayView json)
{
    int level = 0;
    bool isInString = false;
    for (qsizetype at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (isInString && c == '\\')
            ++at;
        else if (c == '"')
            isInString = !isInString;
        else if (!isInString && (c == '{' || c == '['))
            ++level;
        else if (!isInString && (c == '}' || c == ']'))
            --level;
        if (level > levels)
            return true;
    }
    return false;
}
