// SPDX-License-Identifier: Apache-2.0
#include "app/assets/decoder/texts.h"

#include "app/assets/assetframe.h"
#include "app/assets/decoder/pictures.h"
#include "app/assets/decoder/sniffing.h"

#include <QTextDocumentFragment>

using namespace Qt::StringLiterals;

namespace {
DecodedAsset cut(const QString &text)
{
    DecodedAsset asset;
    qsizetype length = std::min(text.size(), AssetFrame::textShown);
    if (length < text.size()) {
        if (text.at(length - 1).isHighSurrogate())
            --length;
        asset.detail = u"cut after %1 of %2 characters"_s.arg(length).arg(text.size());
    }
    asset.text = text.first(length);
    return asset;
}
} // namespace

DecodedAsset decodedPlainText(const QByteArray &bytes)
{
    return cut(textIn(bytes).value_or(QString()));
}

DecodedAsset decodedHtml(const QByteArray &bytes)
{
    return cut(QTextDocumentFragment::fromHtml(textIn(bytes).value_or(QString())).toPlainText());
}
