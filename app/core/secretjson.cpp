// SPDX-License-Identifier: Apache-2.0
#include "app/core/secretjson.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace {
constexpr std::size_t firstCapacity = 512;
constexpr char jsonHexDigits[] = "0123456789abcdef";
} // namespace

SecretJson::SecretJson() : m_buffer(SecretBytes::ofSize(firstCapacity))
{
    openObject();
}

void SecretJson::put(char c)
{
    put(QByteArrayView(&c, 1));
}

void SecretJson::put(QByteArrayView text)
{
    const auto size = static_cast<std::size_t>(text.size());
    if (m_size + size > m_buffer.size()) {
        SecretBytes larger = SecretBytes::ofSize(std::max(2 * m_buffer.size(), m_size + size));
        std::memcpy(larger.data(), m_buffer.data(), m_size);
        m_buffer = std::move(larger);
    }
    if (size > 0)
        std::memcpy(m_buffer.data() + m_size, text.data(), size);
    m_size += size;
}

void SecretJson::putEscaped(char c)
{
    const auto code = static_cast<unsigned char>(c);
    if (code < 0x20) {
        put("\\u00");
        put(jsonHexDigits[code >> 4]);
        return put(jsonHexDigits[code & 0x0F]);
    }
    if (c == '"' || c == '\\')
        put('\\');
    put(c);
}

void SecretJson::putKey(QLatin1StringView key)
{
    if (std::exchange(m_needsComma, true))
        put(',');
    if (key.isEmpty())
        return;
    put('"');
    put(QByteArrayView(key.data(), key.size()));
    put("\":");
}

void SecretJson::open(QLatin1StringView key, char bracket)
{
    putKey(key);
    put(bracket);
    m_closing += bracket == '{' ? '}' : ']';
    m_needsComma = false;
}

void SecretJson::openObject(QLatin1StringView key)
{
    open(key, '{');
}

void SecretJson::openArray(QLatin1StringView key)
{
    open(key, '[');
}

void SecretJson::close()
{
    put(m_closing.back());
    m_closing.chop(1);
    m_needsComma = true;
}

void SecretJson::text(QLatin1StringView key, QByteArrayView utf8)
{
    putKey(key);
    put('"');
    for (const char c : utf8)
        putEscaped(c);
    put('"');
}

void SecretJson::plain(QLatin1StringView key, QStringView value)
{
    text(key, value.toUtf8());
}

void SecretJson::boolean(QLatin1StringView key, bool value)
{
    putKey(key);
    put(value ? "true" : "false");
}

SecretBytes SecretJson::take()
{
    while (!m_closing.isEmpty())
        close();
    m_buffer.truncate(std::exchange(m_size, 0));
    return std::move(m_buffer);
}
