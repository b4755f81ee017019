// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxplaintext.h"

#include <QChar>

#include <algorithm>

namespace {
constexpr int deepestPlaintext = 16;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
} // namespace

//! Recursive descent over bytes that stay where they are; only decoded strings are copied, into SecretBytes.
class SandboxPlaintextParser
{
public:
    explicit SandboxPlaintextParser(QByteArrayView json) : m_at(json.data()), m_end(json.data() + json.size()) {}

    bool parse(SandboxPlaintext &object) { return members(&object, 1) && (skipSpace(), m_at == m_end); }

private:
    void skipSpace()
    {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\t' || *m_at == '\n' || *m_at == '\r'))
            ++m_at;
    }
    bool take(char expected)
    {
        if (m_at == m_end || *m_at != expected)
            return false;
        ++m_at;
        return true;
    }
    bool takeToken(char expected)
    {
        skipSpace();
        return take(expected);
    }
    bool takeWord(QByteArrayView word)
    {
        if (!QByteArrayView(m_at, m_end).startsWith(word))
            return false;
        m_at += word.size();
        return true;
    }
    bool digits()
    {
        const char *const begin = m_at;
        while (m_at != m_end && isDigit(*m_at))
            ++m_at;
        return m_at != begin;
    }

    //! `object` is null for objects inside the object: they are checked and dropped.
    bool members(SandboxPlaintext *object, int depth)
    {
        if (depth > deepestPlaintext || !takeToken('{'))
            return false;
        if (takeToken('}'))
            return true;
        do {
            if (!member(object, depth))
                return false;
        } while (takeToken(','));
        return takeToken('}');
    }

    bool member(SandboxPlaintext *object, int depth)
    {
        skipSpace();
        const std::optional<SecretBytes> name = string();
        if (!name || !takeToken(':'))
            return false;
        skipSpace();
        if (!object)
            return value(depth);
        if (object->contains(name->bytes()))
            return false;
        SandboxPlaintext::Member member{.name = name->bytes().toByteArray(), .text = {}};
        if (m_at == m_end || *m_at != '"') {
            if (!value(depth))
                return false;
        } else if (member.text = string(); !member.text) {
            return false;
        }
        object->m_members.push_back(std::move(member));
        return true;
    }

    bool value(int depth)
    {
        skipSpace();
        if (m_at == m_end)
            return false;
        switch (*m_at) {
        case '{':
            return members(nullptr, depth + 1);
        case '[':
            return array(depth + 1);
        case '"':
            return string().has_value();
        default:
            return takeWord("true") || takeWord("false") || takeWord("null") || number();
        }
    }

    bool array(int depth)
    {
        if (depth > deepestPlaintext || !take('['))
            return false;
        if (takeToken(']'))
            return true;
        do {
            if (!value(depth))
                return false;
        } while (takeToken(','));
        return takeToken(']');
    }

    bool number()
    {
        take('-');
        if (!take('0') && !digits())
            return false;
        if (take('.') && !digits())
            return false;
        if (take('e') || take('E')) {
            if (!take('+'))
                take('-');
            return digits();
        }
        return true;
    }

    std::optional<SecretBytes> string()
    {
        if (!take('"'))
            return std::nullopt;
        const char *const close = closingQuote();
        if (!close)
            return std::nullopt;
        // An escape is never shorter than what it stands for.
        SecretBytes text = SecretBytes::ofSize(static_cast<std::size_t>(close - m_at));
        std::size_t size = 0;
        while (m_at != close) {
            if (*m_at != '\\')
                text.data()[size++] = static_cast<unsigned char>(*m_at++);
            else if (!escape(close, text, size))
                return std::nullopt;
        }
        text.truncate(size);
        ++m_at;
        return text;
    }

    [[nodiscard]] const char *closingQuote() const
    {
        for (const char *c = m_at; c != m_end; ++c) {
            if (*c == '"')
                return c;
            if (static_cast<unsigned char>(*c) < 0x20)
                return nullptr;
            if (*c == '\\' && ++c == m_end)
                return nullptr;
        }
        return nullptr;
    }

    bool escape(const char *close, SecretBytes &text, std::size_t &size)
    {
        ++m_at;
        const char letter = *m_at++;
        if (letter == 'u')
            return unicodeEscape(close, text, size);
        static constexpr QByteArrayView letters = "\"\\/bfnrt";
        static constexpr QByteArrayView meanings = "\"\\/\b\f\n\r\t";
        const qsizetype which = letters.indexOf(letter);
        if (which < 0)
            return false;
        text.data()[size++] = static_cast<unsigned char>(meanings[which]);
        return true;
    }

    bool unicodeEscape(const char *close, SecretBytes &text, std::size_t &size)
    {
        std::optional<char32_t> code = hexUnit(close);
        if (!code || QChar::isLowSurrogate(*code))
            return false;
        if (QChar::isHighSurrogate(*code)) {
            if (close - m_at < 2 || !takeWord("\\u"))
                return false;
            const std::optional<char32_t> low = hexUnit(close);
            if (!low || !QChar::isLowSurrogate(*low))
                return false;
            code = QChar::surrogateToUcs4(static_cast<char16_t>(*code), static_cast<char16_t>(*low));
        }
        appendUtf8(*code, text, size);
        return true;
    }

    std::optional<char32_t> hexUnit(const char *close)
    {
        if (close - m_at < 4)
            return std::nullopt;
        char32_t code = 0;
        for (int i = 0; i < 4; ++i) {
            const char c = *m_at++;
            const char lower = static_cast<char>(c | 0x20);
            if (!isDigit(c) && (lower < 'a' || lower > 'f'))
                return std::nullopt;
            code = code * 16 + static_cast<char32_t>(isDigit(c) ? c - '0' : lower - 'a' + 10);
        }
        return code;
    }

    static void appendUtf8(char32_t code, SecretBytes &text, std::size_t &size)
    {
        const auto append = [&](char32_t byte) { text.data()[size++] = static_cast<unsigned char>(byte); };
        if (code < 0x80)
            return append(code);
        if (code < 0x800) {
            append(0xC0 | (code >> 6));
        } else {
            if (code < 0x10000) {
                append(0xE0 | (code >> 12));
            } else {
                append(0xF0 | (code >> 18));
                append(0x80 | ((code >> 12) & 0x3F));
            }
            append(0x80 | ((code >> 6) & 0x3F));
        }
        append(0x80 | (code & 0x3F));
    }

    const char *m_at;
    const char *const m_end;
};

std::optional<SandboxPlaintext> SandboxPlaintext::parse(QByteArrayView json)
{
    SandboxPlaintext object;
    if (!json.isValidUtf8() || !SandboxPlaintextParser(json).parse(object))
        return std::nullopt;
    return object;
}

const SandboxPlaintext::Member *SandboxPlaintext::member(QByteArrayView name) const
{
    const auto found = std::find_if(m_members.cbegin(), m_members.cend(),
                                    [name](const Member &member) { return QByteArrayView(member.name) == name; });
    return found == m_members.cend() ? nullptr : &*found;
}

const SecretBytes *SandboxPlaintext::find(QByteArrayView name) const
{
    const Member *found = member(name);
    return found && found->text ? &*found->text : nullptr;
}
