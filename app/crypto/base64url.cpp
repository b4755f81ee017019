// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/base64url.h"

#include <QByteArray>

#include <array>
#include <cstdint>

namespace {
constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t notInAlphabet = 0xff;

constexpr auto makeValues()
{
    std::array<std::uint8_t, 256> values{};
    values.fill(notInAlphabet);
    for (std::uint8_t value = 0; value < 64; ++value)
        values[static_cast<unsigned char>(alphabet[value])] = value;
    return values;
}
constexpr auto values = makeValues();

char character(std::uint32_t bits, int shift)
{
    return alphabet[(bits >> shift) & 63U];
}

std::uint32_t valueOf(char text)
{
    return values[static_cast<unsigned char>(text)];
}

bool decodeTail(QByteArrayView tail, unsigned char *to)
{
    if (tail.isEmpty())
        return true;
    if (tail.size() == 1)
        return false;
    const std::uint32_t first = valueOf(tail[0]);
    const std::uint32_t second = valueOf(tail[1]);
    const std::uint32_t third = tail.size() == 3 ? valueOf(tail[2]) : 0;
    if ((first | second | third) > 63)
        return false;
    to[0] = static_cast<unsigned char>(first << 2 | second >> 4);
    if (tail.size() == 2)
        return (second & 15U) == 0;
    to[1] = static_cast<unsigned char>(second << 4 | third >> 2);
    return (third & 3U) == 0;
}
} // namespace

char *base64url::encode(std::span<const unsigned char> bytes, char *to)
{
    std::size_t at = 0;
    for (; at + 3 <= bytes.size(); at += 3) {
        const std::uint32_t bits = std::uint32_t(bytes[at]) << 16 | std::uint32_t(bytes[at + 1]) << 8 | bytes[at + 2];
        *to++ = character(bits, 18);
        *to++ = character(bits, 12);
        *to++ = character(bits, 6);
        *to++ = character(bits, 0);
    }
    const std::size_t rest = bytes.size() - at;
    if (rest == 0)
        return to;
    const std::uint32_t bits = std::uint32_t(bytes[at]) << 16 | (rest == 2 ? std::uint32_t(bytes[at + 1]) << 8 : 0);
    *to++ = character(bits, 18);
    *to++ = character(bits, 12);
    if (rest == 2)
        *to++ = character(bits, 6);
    return to;
}

QByteArray base64url::encoded(QByteArrayView bytes)
{
    QByteArray text(encodedSize(bytes.size()), Qt::Uninitialized);
    encode({reinterpret_cast<const unsigned char *>(bytes.data()), static_cast<std::size_t>(bytes.size())},
           text.data());
    return text;
}

bool base64url::decode(QByteArrayView text, unsigned char *to)
{
    const qsizetype whole = text.size() / 4 * 4;
    // One check at the end instead of one for each character: a value above 63 leaves its mark here.
    std::uint32_t seen = 0;
    for (qsizetype at = 0; at < whole; at += 4) {
        const std::uint32_t a = valueOf(text[at]);
        const std::uint32_t b = valueOf(text[at + 1]);
        const std::uint32_t c = valueOf(text[at + 2]);
        const std::uint32_t d = valueOf(text[at + 3]);
        seen |= a | b | c | d;
        *to++ = static_cast<unsigned char>(a << 2 | b >> 4);
        *to++ = static_cast<unsigned char>(b << 4 | c >> 2);
        *to++ = static_cast<unsigned char>(c << 6 | d);
    }
    return seen <= 63 && decodeTail(text.sliced(whole), to);
}

std::optional<QByteArray> base64url::decoded(QByteArrayView text)
{
    QByteArray bytes(decodedSize(text.size()), Qt::Uninitialized);
    if (!decode(text, reinterpret_cast<unsigned char *>(bytes.data())))
        return std::nullopt;
    return bytes;
}
