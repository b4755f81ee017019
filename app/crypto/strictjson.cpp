// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/strictjson.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

//! One pass over the text. Every step returns false once something is wrong; the first reason is kept.
class Scanner
{
public:
    explicit Scanner(QByteArrayView text) : m_text(text) {}

    std::expected<QList<JsonMember>, QString> run()
    {
        if (!m_text.isValidUtf8())
            return std::unexpected(u"is not valid UTF-8"_s);
        skipSpace();
        if (peek() != '{')
            return std::unexpected(u"is not a JSON object"_s);
        if (!object(1))
            return std::unexpected(m_problem);
        skipSpace();
        if (m_at != m_text.size())
            return std::unexpected(u"has something after the JSON object"_s);
        return m_members;
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool take(char c)
    {
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    bool fail(const QString &problem)
    {
        if (m_problem.isEmpty())
            m_problem = problem;
        return false;
    }
    bool malformed() { return fail(u"is not well-formed JSON (byte %1)"_s.arg(m_at)); }
    void skipSpace()
    {
        while (m_at < m_text.size() && QByteArrayView(" \t\r\n").contains(m_text[m_at]))
            ++m_at;
    }

    bool object(int depth);
    bool member(int depth, QSet<QString> *names);
    bool array(int depth);
    bool value(int depth);
    //! Appends to `utf8` what the string says, unless that is null: a value may be a secret and is not copied.
    bool string(QByteArray *utf8);
    bool escape(QByteArray *utf8);
    bool codeUnit(char16_t *unit);
    bool number();
    bool digits();
    bool literal();

    const QByteArrayView m_text;
    qsizetype m_at = 0;
    QString m_problem;
    QList<JsonMember> m_members;
};

bool Scanner::object(int depth)
{
    if (depth > deepestJson)
        return fail(u"is nested more than %1 levels deep"_s.arg(deepestJson));
    take('{');
    skipSpace();
    if (take('}'))
        return true;
    QSet<QString> names;
    do {
        if (!member(depth, &names))
            return false;
    } while (take(','));
    return take('}') || malformed();
}

bool Scanner::member(int depth, QSet<QString> *names)
{
    skipSpace();
    QByteArray utf8;
    if (!string(&utf8))
        return false;
    const QString name = QString::fromUtf8(utf8);
    if (names->contains(name))
        return fail(u"has the member %1 twice"_s.arg(quotedForDetail(name)));
    names->insert(name);
    skipSpace();
    if (!take(':'))
        return malformed();
    skipSpace();
    const qsizetype begin = m_at;
    if (!value(depth))
        return false;
    if (depth == 1)
        m_members.append({name, m_text.sliced(begin, m_at - begin)});
    skipSpace();
    return true;
}

bool Scanner::array(int depth)
{
    if (depth > deepestJson)
        return fail(u"is nested more than %1 levels deep"_s.arg(deepestJson));
    take('[');
    skipSpace();
    if (take(']'))
        return true;
    do {
        skipSpace();
        if (!value(depth))
            return false;
        skipSpace();
    } while (take(','));
    return take(']') || malformed();
}

bool Scanner::value(int depth)
{
    switch (peek()) {
    case '{':
        return object(depth + 1);
    case '[':
        return array(depth + 1);
    case '"':
        return string(nullptr);
    case 't':
    case 'f':
    case 'n':
        return literal();
    default:
        return number();
    }
}

bool Scanner::string(QByteArray *utf8)
{
    if (!take('"'))
        return malformed();
    while (m_at < m_text.size() && peek() != '"') {
        if (static_cast<unsigned char>(peek()) < 0x20)
            return malformed();
        if (take('\\')) {
            if (!escape(utf8))
                return malformed();
        } else {
            if (utf8)
                utf8->append(peek());
            ++m_at;
        }
    }
    return take('"') || malformed();
}

bool Scanner::escape(QByteArray *utf8)
{
    static constexpr QByteArrayView escapes = "\"\\/bfnrt";
    static constexpr QByteArrayView meanings = "\"\\/\b\f\n\r\t";
    const char c = peek();
    ++m_at;
    if (c != 'u') {
        const qsizetype index = c == '\0' ? -1 : escapes.indexOf(c);
        if (utf8 && index >= 0)
            utf8->append(meanings[index]);
        return index >= 0;
    }
    char16_t units[2] = {};
    if (!codeUnit(&units[0]) || QChar::isLowSurrogate(units[0]))
        return false;
    const bool isPair = QChar::isHighSurrogate(units[0]);
    if (isPair && !(take('\\') && take('u') && codeUnit(&units[1]) && QChar::isLowSurrogate(units[1])))
        return false;
    if (utf8)
        utf8->append(QStringView(units, isPair ? 2 : 1).toUtf8());
    return true;
}

bool Scanner::codeUnit(char16_t *unit)
{
    if (m_text.size() - m_at < 4)
        return false;
    const QByteArrayView hex = m_text.sliced(m_at, 4);
    const bool isHex = std::all_of(
        hex.begin(), hex.end(), [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
    if (isHex)
        *unit = hex.toByteArray().toUShort(nullptr, 16);
    m_at += 4;
    return isHex;
}

bool Scanner::digits()
{
    const qsizetype begin = m_at;
    while (isDigit(peek()))
        ++m_at;
    return m_at > begin;
}

bool Scanner::number()
{
    take('-');
    if (!take('0') && !digits())
        return malformed();
    if (take('.') && !digits())
        return malformed();
    if (take('e') || take('E')) {
        if (!take('+'))
            take('-');
        if (!digits())
            return malformed();
    }
    return true;
}

bool Scanner::literal()
{
    for (const QByteArrayView word : {"true", "false", "null"}) {
        if (m_text.sliced(m_at).startsWith(word)) {
            m_at += word.size();
            return true;
        }
    }
    return malformed();
}
} // namespace

std::expected<QList<JsonMember>, QString> strictJsonObject(QByteArrayView text)
{
    return Scanner(text).run();
}

QString printable(QStringView text)
{
    QString shown;
    for (const char32_t c : text.toUcs4()) {
        if (QChar::isPrint(c))
            shown += QString::fromUcs4(&c, 1);
        else
            shown += u"\\u{%1}"_s.arg(static_cast<uint>(c), 0, 16);
    }
    return shown;
}

QString quotedForDetail(QStringView text)
{
    static constexpr qsizetype longest = 64;
    return u'"' + printable(text.left(longest)) + (text.size() > longest ? u"…\""_s : u"\""_s);
}
