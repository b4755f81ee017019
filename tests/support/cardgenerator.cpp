// SPDX-License-Identifier: Apache-2.0
#include "tests/support/cardgenerator.h"

#include <array>

namespace {
struct Issue {
    const char16_t *prefix;
    int length;
};

constexpr auto issues = std::to_array<Issue>({
    {u"4", 16},    {u"4", 16},    {u"4", 19},    {u"4", 13},    {u"51", 16},   {u"55", 16},   {u"2221", 16},
    {u"2720", 16}, {u"34", 15},   {u"37", 15},   {u"6011", 16}, {u"644", 16},  {u"65", 16},   {u"36", 14},
    {u"300", 14},  {u"38", 16},   {u"62", 16},   {u"62", 19},   {u"3528", 16}, {u"3589", 16}, {u"50", 16},
    {u"67", 18},   {u"5018", 12}, {u"6759", 19}, {u"9792", 16}, {u"2200", 16}, {u"1", 15},
});

QChar checkDigit(const QString &partial)
{
    int sum = 0;
    bool isDoubled = true;
    for (auto digit = partial.rbegin(); digit != partial.rend(); ++digit) {
        const int value = digit->digitValue() * (isDoubled ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
        isDoubled = !isDoubled;
    }
    return QChar(u'0' + (10 - sum % 10) % 10);
}
} // namespace

QString CardGenerator::digits(qsizetype count)
{
    QString text;
    for (qsizetype i = 0; i < count; ++i)
        text += QChar(u'0' + below(10));
    return text;
}

QString CardGenerator::hex(qsizetype count)
{
    QString text;
    for (qsizetype i = 0; i < count; ++i)
        text += QString::number(below(16), 16);
    return text;
}

QString CardGenerator::cardNumber(const QString &prefix, qsizetype length)
{
    const QString partial = prefix + digits(length - prefix.size() - 1);
    return partial + checkDigit(partial);
}

QString CardGenerator::anyCardNumber()
{
    const Issue &issue = issues[static_cast<std::size_t>(below(static_cast<int>(issues.size())))];
    return cardNumber(QString::fromUtf16(issue.prefix), issue.length);
}

QString CardGenerator::uuid()
{
    const QString variant(QStringLiteral("89ab").at(below(4)));
    return hex(8) + u'-' + hex(4) + QStringLiteral("-4") + hex(3) + u'-' + variant + hex(3) + u'-' + hex(12);
}
