// SPDX-License-Identifier: Apache-2.0
#include "ui/shown.h"

#include <QChar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
// Drawn as nothing although Unicode does not call them format characters: joiners and fillers.
constexpr char32_t invisibleLetters[] = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0};

bool isInvisible(char32_t codePoint)
{
    switch (QChar::category(codePoint)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return std::ranges::find(invisibleLetters, codePoint) != std::end(invisibleLetters);
    }
}

QString escaped(char32_t codePoint)
{
    switch (codePoint) {
    case U'\n':
        return u"\\n"_s;
    case U'\r':
        return u"\\r"_s;
    case U'\t':
        return u"\\t"_s;
    default:
        return codePoint > 0xFFFF ? u"\\U%1"_s.arg(static_cast<uint>(codePoint), 8, 16, QChar(u'0'))
                                  : u"\\u%1"_s.arg(static_cast<uint>(codePoint), 4, 16, QChar(u'0'));
    }
}

char32_t codePointAt(const QString &text, qsizetype at)
{
    const QChar first = text.at(at);
    if (first.isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate())
        return QChar::surrogateToUcs4(first, text.at(at + 1));
    return first.unicode();
}
} // namespace

QString shown(const QString &text, Lines lines)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const char32_t codePoint = codePointAt(text, at);
        const qsizetype units = codePoint > 0xFFFF ? 2 : 1;
        const bool isKept = lines == Lines::Kept && (codePoint == U'\n' || codePoint == U'\t');
        if (isKept || !isInvisible(codePoint))
            result += QStringView(text).mid(at, units);
        else
            result += escaped(codePoint);
        at += units;
    }
    return result;
}
