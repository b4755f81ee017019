// SPDX-License-Identifier: Apache-2.0
#include "app/assets/decoder/sniffing.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace {
// A PDF may have rubbish before its header; readers look this far.
constexpr qsizetype pdfHeaderReach = 1024;
constexpr qsizetype beginningReach = 64 * 1024;

bool isControl(QChar character)
{
    const char16_t code = character.unicode();
    return (code < 0x20 && code != u'\t' && code != u'\n' && code != u'\r' && code != u'\f') || code == 0x7f;
}

std::optional<QString> decodedAs(QStringConverter::Encoding encoding, const QByteArray &bytes)
{
    QStringDecoder decoder(encoding);
    QString text = decoder.decode(bytes);
    if (decoder.hasError() || std::any_of(text.cbegin(), text.cend(), isControl))
        return {};
    return text;
}

//! What follows white space, comments, declarations and processing instructions.
QStringView afterProlog(QStringView text)
{
    static constexpr std::array<std::pair<QLatin1StringView, QLatin1StringView>, 2> skipped{
        {{"<?"_L1, "?>"_L1}, {"<!--"_L1, "-->"_L1}}};
    for (bool hasSkipped = true; hasSkipped;) {
        text = text.trimmed();
        hasSkipped = false;
        for (const auto &[begin, end] : skipped) {
            if (!text.startsWith(begin))
                continue;
            const qsizetype at = text.indexOf(end, begin.size());
            text = at < 0 ? QStringView() : text.sliced(at + end.size());
            hasSkipped = true;
        }
    }
    return text;
}

bool isSvg(QStringView text)
{
    static const QRegularExpression documentType(u"^<!DOCTYPE\\s+(\\w+:)?svg\\b"_s);
    static const QRegularExpression root(u"^<([\\w.-]+:)?svg[\\s/>]"_s);
    return root.match(text).hasMatch() || documentType.match(text).hasMatch();
}

bool isPage(QStringView text)
{
    static const QRegularExpression beginning(u"^<(!doctype\\s+html|html|head|body)\\b"_s,
                                              QRegularExpression::CaseInsensitiveOption);
    return beginning.match(text).hasMatch();
}

bool hasTag(const QString &text)
{
    static const QRegularExpression tag(u"<[a-zA-Z!/]"_s);
    return text.contains(tag);
}
} // namespace

std::optional<QString> textIn(const QByteArray &bytes)
{
    if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff"))
        return decodedAs(QStringConverter::Utf16, bytes);
    if (auto text = decodedAs(QStringConverter::Utf8, bytes))
        return text;
    return decodedAs(QStringConverter::Latin1, bytes);
}

AssetFormat formatOfMediaType(const QString &declaredMediaType)
{
    static const std::array<std::pair<QLatin1StringView, AssetFormat>, 9> known{
        {{"image/png"_L1, AssetFormat::Png},
         {"image/jpeg"_L1, AssetFormat::Jpeg},
         {"image/jpg"_L1, AssetFormat::Jpeg},
         {"image/svg"_L1, AssetFormat::Svg},
         {"image/svg+xml"_L1, AssetFormat::Svg},
         {"application/pdf"_L1, AssetFormat::Pdf},
         {"image/pdf"_L1, AssetFormat::Pdf},
         {"text/plain"_L1, AssetFormat::PlainText},
         {"text/html"_L1, AssetFormat::Html}}};
    const QString type = declaredMediaType.section(u';', 0, 0).trimmed().toLower();
    const auto *found = std::find_if(known.begin(), known.end(), [&](const auto &pair) { return pair.first == type; });
    return found == known.end() ? AssetFormat::Unknown : found->second;
}

AssetFormat sniffed(const QByteArray &bytes, const QString &declaredMediaType)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return AssetFormat::Png;
    if (bytes.startsWith("\xff\xd8\xff"))
        return AssetFormat::Jpeg;
    if (bytes.first(std::min(bytes.size(), pdfHeaderReach)).contains("%PDF-"))
        return AssetFormat::Pdf;
    const std::optional<QString> text = textIn(bytes);
    if (!text)
        return AssetFormat::Unknown;
    const QStringView beginning = afterProlog(QStringView(*text).first(std::min(text->size(), beginningReach)));
    if (isSvg(beginning))
        return AssetFormat::Svg;
    const bool isHtml =
        isPage(beginning) || (formatOfMediaType(declaredMediaType) == AssetFormat::Html && hasTag(*text));
    return isHtml ? AssetFormat::Html : AssetFormat::PlainText;
}
