// SPDX-License-Identifier: Apache-2.0
#include "app/core/cardlike.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace {
using Digits = std::span<const FoundDigit>;
using Groups = std::span<const DigitGroup>;

int leading(Digits digits, std::size_t count)
{
    return std::accumulate(digits.begin(), digits.begin() + static_cast<std::ptrdiff_t>(count), 0,
                           [](int number, const FoundDigit &digit) { return number * 10 + digit.value; });
}

bool passesLuhn(Digits digits)
{
    int sum = 0;
    bool isDoubled = false;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
        const int value = digit->value * (isDoubled ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
        isDoubled = !isDoubled;
    }
    return sum % 10 == 0;
}

bool isBetween(int value, int low, int high)
{
    return value >= low && value <= high;
}

//! Coarser than the table in app/domain, and never finer: a scheme more or less there changes nothing here.
bool beginsAndMeasuresLikeCard(Digits digits)
{
    const auto length = static_cast<int>(digits.size());
    const int two = leading(digits, 2);
    const int four = leading(digits, 4);
    if (isBetween(two, 40, 49))
        return length == 16 || length == 19;
    if (isBetween(two, 51, 55) || isBetween(four, 2221, 2720))
        return length == 16;
    if (two == 34 || two == 37)
        return length == 15;
    if (isBetween(four, 3000, 3059) || two == 36 || two == 38 || two == 39)
        return isBetween(length, 14, 19);
    if (isBetween(four, 3528, 3589) || isBetween(two, 60, 69) || two == 50 || isBetween(two, 56, 58))
        return isBetween(length, 16, 19);
    return false;
}

//! yyyyMMddhhmmss, also with milliseconds, or microseconds or nanoseconds since 1970, as of the years 2014 to 2033.
bool isTimestamp(Digits digits)
{
    const std::size_t length = digits.size();
    if (length == 16 || length == 19)
        return isBetween(leading(digits, 2), 14, 19);
    if (length != 14 && length != 17)
        return false;
    const auto pair = [digits](std::size_t at) { return leading(digits.subspan(at), 2); };
    return isBetween(pair(0), 19, 20) && isBetween(pair(4), 1, 12) && isBetween(pair(6), 1, 31) && pair(8) < 24 &&
           pair(10) < 60 && pair(12) < 60;
}

//! For 12 to 19 digits that stand for themselves. Numbers of 12 and 13 digits are phone numbers and milliseconds more
//! often than cards, so these must look like the one scheme that issued them. No card begins with 0, and with 1 only
//! those of an airline scheme, which have 15 digits.
bool isCard(Digits digits)
{
    const int first = digits.front().value;
    if (digits.size() == 12)
        return (first == 5 || first == 6) && passesLuhn(digits);
    if (digits.size() == 13)
        return first == 4 && passesLuhn(digits);
    if (beginsAndMeasuresLikeCard(digits))
        return true;
    return first != 0 && (first != 1 || digits.size() == 15) && passesLuhn(digits) && !isTimestamp(digits);
}

//! A card number with other digits glued to it, such as its security code.
bool containsCard(Digits digits)
{
    if (isTimestamp(digits))
        return false;
    for (std::size_t length = 14; length <= 16 && length < digits.size(); ++length) {
        for (std::size_t start = 0; start + length <= digits.size(); ++start) {
            const Digits part = digits.subspan(start, length);
            if (beginsAndMeasuresLikeCard(part) && passesLuhn(part))
                return true;
        }
    }
    return false;
}

bool isWrittenInFours(Groups groups)
{
    const auto isFour = [](const DigitGroup &group) { return group.size == 4; };
    return groups.back().size <= 4 && std::all_of(groups.begin(), groups.end() - 1, isFour);
}

bool isWrittenLikeCard(Groups groups)
{
    static constexpr std::array<std::array<qsizetype, 4>, 4> usual{
        {{4, 6, 5, 0}, {4, 6, 4, 0}, {8, 8, 0, 0}, {4, 3, 3, 3}}};
    const auto isUsual = [groups](const std::array<qsizetype, 4> &sizes) {
        const auto count = static_cast<std::size_t>(
            std::count_if(sizes.begin(), sizes.end(), [](qsizetype size) { return size > 0; }));
        return groups.size() == count &&
               std::equal(groups.begin(), groups.end(), sizes.begin(),
                          [](const DigitGroup &group, qsizetype size) { return group.size == size; });
    };
    return isWrittenInFours(groups) || std::any_of(usual.begin(), usual.end(), isUsual);
}

//! Several groups: written as cards usually are, the rule is that of a number in one piece; written any other way, it
//! has to be a scheme's number in every respect, because measurements, dates and phone numbers are written like that.
bool isCard(Groups groups, Digits digits)
{
    if (isWrittenLikeCard(groups))
        return isCard(digits);
    const bool isWeak =
        std::any_of(groups.begin() + 1, groups.end(), [](const DigitGroup &group) { return group.isWeaklyJoined; });
    return !isWeak && beginsAndMeasuresLikeCard(digits) && passesLuhn(digits);
}
} // namespace

bool mayBeCardNumber(std::span<const DigitGroup> groups, std::span<const FoundDigit> digits)
{
    const auto size = static_cast<qsizetype>(digits.size());
    if (size < shortestCardNumber)
        return false;
    if (groups.size() > 1)
        return isCard(groups, digits);
    // Nobody can say where in a longer number a card might be, so all of it goes.
    return size > longestCardNumber || isCard(digits) || containsCard(digits);
}

bool beginsWithCardNumber(std::span<const FoundDigit> digits)
{
    for (std::size_t size = 13; size <= std::min<std::size_t>(longestCardNumber, digits.size()); ++size) {
        if (beginsAndMeasuresLikeCard(digits.first(size)) && passesLuhn(digits.first(size)))
            return true;
    }
    return false;
}
