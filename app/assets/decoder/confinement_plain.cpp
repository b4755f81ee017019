// SPDX-License-Identifier: Apache-2.0
#include "app/assets/assetframe.h"
#include "app/assets/decoder/confinement.h"

bool confine()
{
    return true;
}

QByteArray decodedApart(quint32 id, const std::function<DecodedAsset()> &decode)
{
    return AssetFrame::encoded(id, decode());
}
