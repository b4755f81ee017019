// SPDX-License-Identifier: Apache-2.0
#include "ui/cardart/assetsaving.h"

#include <QSaveFile>
#include <QSet>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype longestBaseName = 80 - 4; // without dot and extension

QLatin1StringView extensionOf(AssetFormat format)
{
    switch (format) {
    case AssetFormat::Png:
        return "png"_L1;
    case AssetFormat::Jpeg:
        return "jpg"_L1;
    case AssetFormat::Svg:
        return "svg"_L1;
    case AssetFormat::Pdf:
        return "pdf"_L1;
    case AssetFormat::PlainText:
    case AssetFormat::Html: // nothing that a double click would open in a browser
        return "txt"_L1;
    case AssetFormat::Unknown:
        break;
    }
    return "bin"_L1;
}

// Devices of Windows, which keep their meaning with any extension.
bool isDevice(const QString &base)
{
    static const QSet<QString> names{u"con"_s, u"prn"_s, u"aux"_s, u"nul"_s};
    const QString word = base.section(u'.', 0, 0).toLower().trimmed();
    const bool isNumbered =
        word.size() == 4 && (word.startsWith("com"_L1) || word.startsWith("lpt"_L1)) && word.at(3).isDigit();
    return names.contains(word) || isNumbered;
}

// Letters and digits of ASCII and a few signs: what any other character does in a name is not worth finding out.
bool isHarmless(QChar character)
{
    const char16_t code = character.unicode();
    const bool isLetter = (code >= u'a' && code <= u'z') || (code >= u'A' && code <= u'Z');
    return isLetter || (code >= u'0' && code <= u'9') || code == u'-' || code == u'_' || code == u'.';
}
} // namespace

QString fileNameFor(const QString &assetId, AssetFormat found)
{
    const qsizetype lastSlash = qMax(assetId.lastIndexOf(u'/'), assetId.lastIndexOf(u'\\'));
    QString base;
    for (const QChar character : QStringView(assetId).mid(lastSlash + 1)) {
        if (base.size() < longestBaseName)
            base += isHarmless(character) ? character : QChar(u'-');
    }
    while (base.startsWith(u'.') || base.startsWith(u'-'))
        base.remove(0, 1);
    while (base.endsWith(u'.') || base.endsWith(u'-'))
        base.chop(1);
    if (base.isEmpty() || isDevice(base))
        base.prepend(u"asset"_s);
    const QString extension = u'.' + QString(extensionOf(found));
    return base.endsWith(extension, Qt::CaseInsensitive) ? base : base + extension;
}

Pending<Done> saveAsset(const QString &file, const QByteArray &bytes)
{
    const Settler<Done> settler;
    QThreadPool::globalInstance()->start([settler, file, bytes] {
        QSaveFile saved(file);
        if (saved.open(QIODevice::WriteOnly) && saved.write(bytes) == bytes.size() && saved.commit())
            return settler.settle(Done{});
        settler.settle(Failure({.kind = Error::Kind::Storage, .detail = saved.errorString()}));
    });
    return settler.pending();
}
