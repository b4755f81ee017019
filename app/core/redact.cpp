// SPDX-License-Identifier: Apache-2.0
#include "app/core/redact.h"

#include "app/core/cardlike.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <vector>

// The text is read once. Digits that nothing but a short gap keeps apart form a chain of groups; whatever a card number
// could be is a run of whole groups of one chain, or lies inside one group. Nothing backtracks: each group starts at
// most eight candidates of at most 19 digits.

namespace {
constexpr qsizetype shownFirst = 6;
constexpr qsizetype shownLast = 4;
constexpr int longestGap = 3;

using Digits = std::span<const FoundDigit>;
using Groups = std::span<const DigitGroup>;

struct Chain {
    std::vector<FoundDigit> digits;
    std::vector<DigitGroup> groups;
};

struct Region {
    qsizetype first;
    qsizetype end;
};

std::vector<Region> regionsToMask(const Chain &chain)
{
    std::vector<Region> regions;
    const Groups groups(chain.groups);
    const Digits digits(chain.digits);
    for (std::size_t from = 0; from < groups.size(); ++from) {
        const qsizetype first = groups[from].first;
        qsizetype size = 0;
        for (std::size_t to = from; to < groups.size() && (to == from || size + groups[to].size <= longestCardNumber);
             ++to) {
            size += groups[to].size;
            if (!mayBeCardNumber(groups.subspan(from, to - from + 1),
                                 digits.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(size))))
                continue;
            // What overlaps becomes one region, so that no two masks together show what each of them hides.
            if (!regions.empty() && first < regions.back().end)
                regions.back().end = std::max(regions.back().end, first + size);
            else
                regions.push_back({first, first + size});
        }
    }
    return regions;
}

// ---- Reading the text

struct Unit {
    enum class Kind { Digit, Gap, WeakGap, Other };
    Kind kind = Kind::Other;
    qint8 length = 1;
    qint8 value = 0;
};

Unit unitOf(char32_t c, qint8 length)
{
    if (const int value = QChar::digitValue(c); value >= 0)
        return {Unit::Kind::Digit, length, static_cast<qint8>(value)};
    if (c == U'.' || c == U'_' || c == U'/' || c == U'+' || c == U'\u00b7' || QChar::isSpace(c))
        return {Unit::Kind::Gap, length};
    if (c == U',' || c == U':' || c == U';' || c == U'|')
        return {Unit::Kind::WeakGap, length};
    switch (QChar::category(c)) {
    case QChar::Punctuation_Dash:
    case QChar::Other_Format:
    case QChar::Other_Control:
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
        return {Unit::Kind::Gap, length};
    default:
        return {Unit::Kind::Other, length};
    }
}

std::optional<char32_t> hexAt(QStringView text, qsizetype at, qsizetype count)
{
    if (at + count > text.size())
        return std::nullopt;
    bool isHex = false;
    const QStringView hex = text.sliced(at, count);
    const uint value = hex.front().isLetterOrNumber() ? hex.toUInt(&isHex, 16) : 0;
    return isHex ? std::optional<char32_t>(value) : std::nullopt;
}

bool isEncodedDigitAt(QStringView text, qsizetype at)
{
    return at >= 0 && at + 3 <= text.size() && text.at(at) == u'%' && text.at(at + 1) == u'3' &&
           text.at(at + 2) >= u'0' && text.at(at + 2) <= u'9';
}

//! Digits that a URL encodes although it need not: %34, only beside another one, because "100%3714..." is a number as
//! it stands; and full-width ones, %EF%BC%94.
Unit percentDigit(QStringView text, qsizetype at)
{
    constexpr qsizetype length = 3;
    constexpr qsizetype fullWidthLength = 9;
    if (isEncodedDigitAt(text, at) && (isEncodedDigitAt(text, at + length) || isEncodedDigitAt(text, at - length)))
        return {Unit::Kind::Digit, length, static_cast<qint8>(text.at(at + 2).unicode() - u'0')};
    const QStringView bytes = text.sliced(at, std::min(fullWidthLength, text.size() - at));
    if (bytes.size() < fullWidthLength || !bytes.startsWith(u"%EF%BC%9", Qt::CaseInsensitive) ||
        QChar::digitValue(bytes.back().unicode()) < 0)
        return {};
    return {Unit::Kind::Digit, fullWidthLength, static_cast<qint8>(QChar::digitValue(bytes.back().unicode()))};
}

//! %20 and its like, also encoded twice (%2520). Single bytes are read this way for gaps only: "100%4111..." must stay
//! a number.
Unit percentUnit(QStringView text, qsizetype at)
{
    if (const Unit digit = percentDigit(text, at); digit.kind == Unit::Kind::Digit)
        return digit;
    qsizetype code = at + 1;
    if (text.sliced(code).startsWith(u"25"))
        code += 2;
    const std::optional<char32_t> byte = hexAt(text, code, 2);
    if (!byte)
        return {};
    const auto length = static_cast<qint8>(code + 2 - at);
    const Unit unit = *byte >= 0x80 ? Unit{Unit::Kind::Gap, length} : unitOf(*byte, length);
    return unit.kind == Unit::Kind::Gap || unit.kind == Unit::Kind::WeakGap ? unit : Unit{};
}

//! The escapes of JSON: \u0034, \u00a0, \t, \n, \r, \/.
Unit backslashUnit(QStringView text, qsizetype at)
{
    if (at + 1 >= text.size())
        return {};
    const QChar next = text.at(at + 1);
    if (next == u't' || next == u'n' || next == u'r' || next == u'/')
        return {Unit::Kind::Gap, 2};
    const std::optional<char32_t> code = next == u'u' ? hexAt(text, at + 2, 4) : std::nullopt;
    const Unit unit = code ? unitOf(*code, 6) : Unit{};
    return unit.kind == Unit::Kind::Other ? Unit{} : unit;
}

//! &#52; &#x34; and the named spaces of HTML.
Unit entityUnit(QStringView text, qsizetype at)
{
    constexpr qsizetype longest = 10;
    const QStringView rest = text.sliced(at + 1, std::min(longest, text.size() - at - 1));
    const qsizetype end = rest.indexOf(u';');
    if (end < 2)
        return {};
    const auto length = static_cast<qint8>(end + 2);
    const QStringView name = rest.first(end);
    for (const QStringView space : {u"nbsp", u"ensp", u"emsp", u"thinsp", u"shy", u"zwnj", u"zwj"}) {
        if (name == space)
            return {Unit::Kind::Gap, length};
    }
    const bool isHex = name.startsWith(u"#x") || name.startsWith(u"#X");
    const QStringView number = name.sliced(isHex ? 2 : 1);
    if (name.front() != u'#' || number.isEmpty() || !number.front().isLetterOrNumber())
        return {};
    bool isNumber = false;
    const uint code = number.toUInt(&isNumber, isHex ? 16 : 10);
    const Unit unit = isNumber && code <= QChar::LastValidCodePoint ? unitOf(code, length) : Unit{};
    return unit.kind == Unit::Kind::Other ? Unit{} : unit;
}

Unit unitAt(QStringView text, qsizetype at)
{
    const QChar c = text.at(at);
    if (c == u'&')
        return entityUnit(text, at);
    if (c == u'%')
        return percentUnit(text, at);
    if (c == u'\\')
        return backslashUnit(text, at);
    if (c.isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate())
        return unitOf(QChar::surrogateToUcs4(c, text.at(at + 1)), 2);
    return unitOf(c.unicode(), 1);
}

// ---- Identifiers whose form is known

bool isBetween(QChar c, QChar low, QChar high)
{
    return c >= low && c <= high;
}

bool isWordAt(QStringView text, qsizetype at, qsizetype length)
{
    if (at + length > text.size() || (at > 0 && text.at(at - 1).isLetterOrNumber()))
        return false;
    return at + length == text.size() || !text.at(at + length).isLetterOrNumber();
}

bool isHexDigit(QChar c)
{
    return isBetween(c, u'0', u'9') || isBetween(c, u'a', u'f') || isBetween(c, u'A', u'F');
}

//! RFC 4122 in its text form, version and variant included: any other 32 digits between dashes could be two cards.
bool isUuidAt(QStringView text, qsizetype at)
{
    constexpr qsizetype length = 36;
    if (!isWordAt(text, at, length))
        return false;
    const QStringView word = text.sliced(at, length);
    for (qsizetype i = 0; i < length; ++i) {
        const bool isDash = i == 8 || i == 13 || i == 18 || i == 23;
        if (isDash ? word.at(i) != u'-' : !isHexDigit(word.at(i)))
            return false;
    }
    return isBetween(word.at(14), u'1', u'8') && QStringView(u"89abAB").contains(word.at(19));
}

//! EMV payment account reference: 29 capitals and digits that begin with the registered prefix of Visa or Mastercard.
bool isParAt(QStringView text, qsizetype at)
{
    constexpr qsizetype length = 29;
    if (!isWordAt(text, at, length))
        return false;
    const QStringView word = text.sliced(at, length);
    const auto isCapital = [](QChar c) { return isBetween(c, u'A', u'Z'); };
    const auto isParCharacter = [&](QChar c) { return isCapital(c) || isBetween(c, u'0', u'9'); };
    return (word.startsWith(u"V001") || word.startsWith(u"5001")) &&
           std::all_of(word.begin(), word.end(), isParCharacter) && std::any_of(word.begin(), word.end(), isCapital);
}

//! A payment's id of 22 digits, in the one place where nothing else can stand: after "/payments/" in a path. A card
//! number put in front of other digits is none.
qsizetype paymentPathAt(QStringView text, qsizetype at)
{
    constexpr QStringView place = u"/payments/";
    constexpr qsizetype digitCount = 22;
    const QStringView rest = text.sliced(at);
    if (!rest.startsWith(place) || rest.size() < place.size() + digitCount)
        return 0;
    const QStringView id = rest.sliced(place.size(), digitCount);
    std::array<FoundDigit, digitCount> digits{};
    for (qsizetype i = 0; i < digitCount; ++i) {
        if (!isBetween(id.at(i), u'0', u'9'))
            return 0;
        digits[static_cast<std::size_t>(i)] = {i, 1, static_cast<qint8>(id.at(i).unicode() - u'0')};
    }
    const qsizetype length = place.size() + digitCount;
    const bool isWhole = rest.size() == length || rest.at(length) == u'/' || rest.at(length) == u'"';
    return isWhole && !beginsWithCardNumber(digits) ? length : 0;
}

qsizetype knownIdentifierAt(QStringView text, qsizetype at)
{
    if (text.at(at) == u'/')
        return paymentPathAt(text, at);
    return isUuidAt(text, at) ? 36 : isParAt(text, at) ? 29 : 0;
}

class Redaction
{
public:
    explicit Redaction(QStringView text) : m_text(text) {}

    QString run()
    {
        qsizetype at = 0;
        while (at < m_text.size()) {
            if (const qsizetype identifier = knownIdentifierAt(m_text, at)) {
                finishChain();
                at += identifier;
                continue;
            }
            const Unit unit = unitAt(m_text, at);
            take(unit, at);
            at += unit.length;
        }
        finishChain();
        m_result += m_text.sliced(m_copied);
        return m_result;
    }

private:
    void take(const Unit &unit, qsizetype at)
    {
        if (unit.kind == Unit::Kind::Digit)
            return takeDigit({at, unit.length, unit.value});
        ++m_gap;
        m_isWeakGap = m_isWeakGap || unit.kind == Unit::Kind::WeakGap;
        if (unit.kind == Unit::Kind::Other || m_gap > longestGap)
            finishChain();
    }

    void takeDigit(const FoundDigit &digit)
    {
        if (m_gap > 0 || m_chain.groups.empty())
            m_chain.groups.push_back({static_cast<qsizetype>(m_chain.digits.size()), 0, m_isWeakGap});
        m_chain.digits.push_back(digit);
        ++m_chain.groups.back().size;
        m_gap = 0;
        m_isWeakGap = false;
    }

    void finishChain()
    {
        if (static_cast<qsizetype>(m_chain.digits.size()) >= shortestCardNumber) {
            for (const Region &region : regionsToMask(m_chain))
                mask(region);
        }
        m_chain.digits.clear();
        m_chain.groups.clear();
        m_gap = 0;
        m_isWeakGap = false;
    }

    void mask(const Region &region)
    {
        for (qsizetype i = region.first + shownFirst; i < region.end - shownLast; ++i) {
            const FoundDigit &digit = m_chain.digits[static_cast<std::size_t>(i)];
            m_result += m_text.sliced(m_copied, digit.at - m_copied);
            m_result += u'*';
            m_copied = digit.at + digit.length;
        }
    }

    QStringView m_text;
    QString m_result;
    qsizetype m_copied = 0; //!< how much of the text is in the result
    Chain m_chain;
    int m_gap = 0; //!< units since the last digit
    bool m_isWeakGap = false;
};
} // namespace

QString redacted(const QString &text)
{
    return Redaction(text).run();
}
