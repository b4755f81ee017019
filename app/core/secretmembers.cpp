// SPDX-License-Identifier: Apache-2.0
#include "app/core/secretmembers.h"

#include <cstring>
#include <optional>

using namespace Qt::StringLiterals;

namespace {
constexpr std::size_t longestEscape = 6; // \u0001
constexpr int deepestSecretLevel = 64;
constexpr char hexDigits[] = "0123456789abcdef";

//! Writes into a buffer that the caller made large enough.
class Output
{
public:
    explicit Output(SecretBytes &buffer) : m_buffer(buffer) {}

    void put(char c) { m_buffer.data()[m_size++] = static_cast<unsigned char>(c); }
    void put(QLatin1StringView text)
    {
        std::memcpy(m_buffer.data() + m_size, text.data(), static_cast<std::size_t>(text.size()));
        m_size += static_cast<std::size_t>(text.size());
    }
    void putEscaped(QByteArrayView utf8)
    {
        put('"');
        for (const char c : utf8)
            putEscaped(c);
        put('"');
    }
    void putUtf8(char32_t code)
    {
        if (code < 0x80)
            return put(static_cast<char>(code));
        if (code < 0x800) {
            put(static_cast<char>(0xC0 | (code >> 6)));
        } else {
            if (code < 0x10000) {
                put(static_cast<char>(0xE0 | (code >> 12)));
            } else {
                put(static_cast<char>(0xF0 | (code >> 18)));
                put(static_cast<char>(0x80 | ((code >> 12) & 0x3F)));
            }
            put(static_cast<char>(0x80 | ((code >> 6) & 0x3F)));
        }
        put(static_cast<char>(0x80 | (code & 0x3F)));
    }
    void finish() { m_buffer.truncate(m_size); }

private:
    void putEscaped(char c)
    {
        const auto code = static_cast<unsigned char>(c);
        if (code < 0x20) {
            put("\\u00"_L1);
            put(hexDigits[code >> 4]);
            return put(hexDigits[code & 0x0F]);
        }
        if (c == '"' || c == '\\')
            put('\\');
        put(c);
    }

    SecretBytes &m_buffer;
    std::size_t m_size = 0;
};

//! A recursive-descent reader that stops at the first mistake.
class Reader
{
public:
    explicit Reader(const SecretBytes &json) : m_text(json.bytes()) {}

    bool readDocument()
    {
        skipSpace();
        if (!readObject({}, 1))
            return false;
        skipSpace();
        return m_at == m_text.size();
    }
    std::vector<SecretMember> takeMembers() { return std::move(m_members); }

private:
    [[nodiscard]] char next() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool accept(char c)
    {
        if (next() != c || m_at == m_text.size())
            return false;
        ++m_at;
        return true;
    }
    void skipSpace()
    {
        while (next() == ' ' || next() == '\t' || next() == '\n' || next() == '\r')
            ++m_at;
    }

    // Reads `item ("," item)*` up to the closing bracket, which an empty list may have at once.
    template <typename Item>
    bool readList(char close, Item item)
    {
        skipSpace();
        if (accept(close))
            return true;
        while (true) {
            skipSpace();
            if (!item())
                return false;
            skipSpace();
            if (accept(close))
                return true;
            if (!accept(','))
                return false;
        }
    }
    bool readObject(const QString &path, int level)
    {
        return level <= deepestSecretLevel && accept('{') && readList('}', [&] { return readMember(path, level); });
    }
    bool readArray(int level)
    {
        const bool wasSilent = std::exchange(m_isSilent, true);
        const bool isRead =
            level <= deepestSecretLevel && accept('[') && readList(']', [&] { return readValue({}, level + 1); });
        m_isSilent = wasSilent;
        return isRead;
    }
    bool readMember(const QString &path, int level)
    {
        const std::optional<SecretBytes> key = readString();
        if (!key)
            return false;
        skipSpace();
        if (!accept(':'))
            return false;
        skipSpace();
        const QString name = QString::fromUtf8(key->bytes());
        return readValue(path.isEmpty() ? name : path + u'.' + name, level + 1);
    }
    bool readValue(const QString &path, int level)
    {
        if (next() == '{')
            return readObject(path, level);
        if (next() == '[')
            return readArray(level);
        if (next() == '"') {
            std::optional<SecretBytes> text = readString();
            if (text)
                keep(path, std::move(*text));
            return text.has_value();
        }
        return readBareWord(path);
    }
    bool readBareWord(const QString &path)
    {
        const qsizetype start = m_at;
        while (isWordCharacter(next()))
            ++m_at;
        const QByteArrayView word = m_text.sliced(start, m_at - start);
        if (word == "null")
            return true;
        if (word != "true" && word != "false" && !isNumber(word))
            return false;
        keep(path, SecretBytes::copyOf(word));
        return true;
    }
    [[nodiscard]] static bool isDigit(char c) { return c >= '0' && c <= '9'; }
    [[nodiscard]] static bool isWordCharacter(char c)
    {
        return isDigit(c) || (c >= 'a' && c <= 'z') || c == 'E' || c == '+' || c == '-' || c == '.';
    }
    static qsizetype skipDigits(QByteArrayView word, qsizetype at)
    {
        while (at < word.size() && isDigit(word[at]))
            ++at;
        return at;
    }
    // number = [ "-" ] ( "0" / 1-9 *digit ) [ "." 1*digit ] [ ("e"/"E") [ sign ] 1*digit ]
    [[nodiscard]] static bool isNumber(QByteArrayView word)
    {
        qsizetype at = word.startsWith('-') ? 1 : 0;
        const qsizetype whole = at;
        at = skipDigits(word, at);
        if (at == whole || (at - whole > 1 && word[whole] == '0'))
            return false;
        if (at < word.size() && word[at] == '.') {
            const qsizetype fraction = at + 1;
            at = skipDigits(word, fraction);
            if (at == fraction)
                return false;
        }
        if (at < word.size() && (word[at] == 'e' || word[at] == 'E')) {
            ++at;
            if (at < word.size() && (word[at] == '+' || word[at] == '-'))
                ++at;
            const qsizetype exponent = at;
            at = skipDigits(word, at);
            if (at == exponent)
                return false;
        }
        return at == word.size();
    }

    [[nodiscard]] qsizetype endOfString() const
    {
        for (qsizetype at = m_at; at < m_text.size(); ++at) {
            if (m_text[at] == '"')
                return at;
            if (m_text[at] == '\\')
                ++at;
        }
        return -1;
    }
    std::optional<SecretBytes> readString()
    {
        if (!accept('"'))
            return std::nullopt;
        const qsizetype end = endOfString();
        if (end < 0)
            return std::nullopt;
        // Unescaped text is never longer than escaped text.
        SecretBytes text = SecretBytes::ofSize(static_cast<std::size_t>(end - m_at));
        Output output(text);
        while (m_at < end) {
            if (!readCharacter(output))
                return std::nullopt;
        }
        output.finish();
        ++m_at;
        return text;
    }
    bool readCharacter(Output &output)
    {
        const char c = m_text[m_at++];
        if (static_cast<unsigned char>(c) < 0x20)
            return false;
        if (c != '\\') {
            output.put(c);
            return true;
        }
        const char escape = m_text[m_at++];
        if (escape == 'u')
            return readCodePoint(output);
        const qsizetype known = QByteArrayView("\"\\/bfnrt").indexOf(escape);
        if (known < 0)
            return false;
        output.put("\"\\/\b\f\n\r\t"[known]);
        return true;
    }
    bool readCodePoint(Output &output)
    {
        const std::optional<char32_t> first = readFourHexDigits();
        if (!first || (*first >= 0xDC00 && *first < 0xE000))
            return false;
        if (*first < 0xD800 || *first >= 0xE000) {
            output.putUtf8(*first);
            return true;
        }
        if (!accept('\\') || !accept('u'))
            return false;
        const std::optional<char32_t> second = readFourHexDigits();
        if (!second || *second < 0xDC00 || *second >= 0xE000)
            return false;
        output.putUtf8(0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00));
        return true;
    }
    std::optional<char32_t> readFourHexDigits()
    {
        char32_t code = 0;
        for (int i = 0; i < 4; ++i, ++m_at) {
            const char c = next();
            if (isDigit(c))
                code = code * 16 + static_cast<char32_t>(c - '0');
            else if (c >= 'a' && c <= 'f')
                code = code * 16 + static_cast<char32_t>(c - 'a' + 10);
            else if (c >= 'A' && c <= 'F')
                code = code * 16 + static_cast<char32_t>(c - 'A' + 10);
            else
                return std::nullopt;
        }
        return code;
    }
    void keep(const QString &path, SecretBytes value)
    {
        if (!m_isSilent)
            m_members.push_back({path, std::move(value)});
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    bool m_isSilent = false;
    std::vector<SecretMember> m_members;
};
} // namespace

SecretBytes secretJsonObject(const std::vector<SecretMemberView> &members)
{
    std::size_t capacity = 2;
    for (const auto &[key, value] : members)
        capacity += static_cast<std::size_t>(key.size()) + 6 + longestEscape * static_cast<std::size_t>(value.size());
    SecretBytes json = SecretBytes::ofSize(capacity);
    Output output(json);
    char separator = '{';
    for (const auto &[key, value] : members) {
        output.put(separator);
        output.put('"');
        output.put(key);
        output.put("\":"_L1);
        output.putEscaped(value);
        separator = ',';
    }
    if (members.empty())
        output.put('{');
    output.put('}');
    output.finish();
    return json;
}

Result<std::vector<SecretMember>> readSecretJsonObject(const SecretBytes &json)
{
    Reader reader(json);
    if (!json.bytes().isValidUtf8() || !reader.readDocument())
        return Failure(Error{.kind = Error::Kind::BadReply, .detail = u"not a JSON object"_s});
    return reader.takeMembers();
}
