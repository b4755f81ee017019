// SPDX-License-Identifier: Apache-2.0
#include "app/net/transport.h"

#include <algorithm>

QByteArray HttpReply::header(const QByteArray &lowerCaseName) const
{
    const auto found = std::find_if(headers.cbegin(), headers.cend(),
                                    [&](const auto &header) { return header.first == lowerCaseName; });
    return found == headers.cend() ? QByteArray() : found->second;
}
