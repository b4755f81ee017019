// SPDX-License-Identifier: Apache-2.0
#include "ui/window/droppedthing.h"

#include "app/core/redact.h"

#include <QFileInfo>
#include <QMimeData>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
using Kind = DroppedThing::Kind;
constexpr qsizetype longestId = 256;
constexpr qsizetype longestMessage = 64 * 1024;

DroppedThing droppedFile(const QList<QUrl> &urls)
{
    if (urls.size() != 1 || !urls.first().isLocalFile())
        return {};
    const QString path = urls.first().toLocalFile();
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == "json"_L1)
        return {Kind::File, path};
    return suffix == "jwe"_L1 || suffix == "jose"_L1 ? DroppedThing{Kind::Jwe} : DroppedThing{};
}

bool isJwe(const QString &text)
{
    static const QRegularExpression compact(u"^eyJ[\\w-]+(\\.[\\w-]*){4}$"_s);
    return compact.match(text).hasMatch();
}

bool isOneWord(const QString &text)
{
    return std::none_of(text.cbegin(), text.cend(), [](QChar c) { return c.isSpace() || !c.isPrint(); });
}
} // namespace

DroppedThing droppedThing(const QMimeData &data)
{
    if (data.hasUrls())
        return droppedFile(data.urls());
    const QString text = data.text().trimmed();
    if (text.isEmpty() || text.size() > longestMessage)
        return {};
    if (isJwe(text))
        return {Kind::Jwe};
    if (redacted(text) != text)
        return {Kind::CardNumber};
    if (text.startsWith(u'{') && text.endsWith(u'}'))
        return {Kind::Message, text};
    return text.size() <= longestId && isOneWord(text) ? DroppedThing{Kind::TokenId, text} : DroppedThing{};
}
