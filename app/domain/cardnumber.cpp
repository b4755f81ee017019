// SPDX-License-Identifier: Apache-2.0
#include "app/domain/cardnumber.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace {
constexpr int decidingDigits = 6;
constexpr int shortestCardNumber = 12;
constexpr int longestCardNumber = 19;
constexpr QChar bullet(u'\u2022');

struct Range {
    int first; //!< six digits
    int last;
    Scheme scheme;
};

// In order: the first range that holds the number wins. Elo's ranges lie inside those of Visa, Maestro, UnionPay and
// Discover; Maestro has what the others leave of 6.
constexpr auto ranges = std::to_array<Range>({
    {401178, 401179, Scheme::Elo},        {431274, 431274, Scheme::Elo},        {438935, 438935, Scheme::Elo},
    {451416, 451416, Scheme::Elo},        {457393, 457393, Scheme::Elo},        {457631, 457632, Scheme::Elo},
    {504175, 504175, Scheme::Elo},        {506699, 506778, Scheme::Elo},        {509000, 509999, Scheme::Elo},
    {627780, 627780, Scheme::Elo},        {636297, 636297, Scheme::Elo},        {636368, 636368, Scheme::Elo},
    {650031, 650033, Scheme::Elo},        {650035, 650051, Scheme::Elo},        {650405, 650439, Scheme::Elo},
    {650485, 650538, Scheme::Elo},        {650541, 650598, Scheme::Elo},        {650700, 650718, Scheme::Elo},
    {650720, 650727, Scheme::Elo},        {650901, 650978, Scheme::Elo},        {651652, 651679, Scheme::Elo},
    {655000, 655019, Scheme::Elo},        {655021, 655058, Scheme::Elo},        {400000, 499999, Scheme::Visa},
    {222100, 272099, Scheme::Mastercard}, {510000, 559999, Scheme::Mastercard}, {340000, 349999, Scheme::Amex},
    {370000, 379999, Scheme::Amex},       {300000, 305999, Scheme::Diners},     {360000, 369999, Scheme::Diners},
    {380000, 399999, Scheme::Diners},     {352800, 358999, Scheme::Jcb},        {601100, 601199, Scheme::Discover},
    {644000, 659999, Scheme::Discover},   {620000, 629999, Scheme::UnionPay},   {500000, 509999, Scheme::Maestro},
    {560000, 589999, Scheme::Maestro},    {600000, 699999, Scheme::Maestro},
});

bool areDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

//! All six-digit numbers that begin with the digits typed so far.
Range reachableFrom(QByteArrayView digits)
{
    Range reachable{0, 0, Scheme::Unknown};
    for (int i = 0; i < decidingDigits; ++i) {
        const bool typed = i < digits.size();
        reachable.first = reachable.first * 10 + (typed ? digits.at(i) - '0' : 0);
        reachable.last = reachable.last * 10 + (typed ? digits.at(i) - '0' : 9);
    }
    return reachable;
}

QList<int> groupsOf(QByteArrayView digits)
{
    switch (schemeOf(digits)) {
    case Scheme::Amex:
        return {4, 6, 5};
    case Scheme::Diners:
        return digits.size() == 14 ? QList<int>{4, 6, 4} : QList<int>{4, 4, 4, 4};
    default:
        return {4, 4, 4, 4};
    }
}
} // namespace

bool passesLuhn(QByteArrayView digits)
{
    if (!areDigits(digits))
        return false;
    int sum = 0;
    bool isDoubled = false;
    for (qsizetype i = digits.size() - 1; i >= 0; --i) {
        const int value = (digits.at(i) - '0') * (isDoubled ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
        isDoubled = !isDoubled;
    }
    return sum % 10 == 0;
}

Scheme schemeOf(QByteArrayView digits)
{
    if (!areDigits(digits))
        return Scheme::Unknown;
    const Range reachable = reachableFrom(digits);
    for (const Range &range : ranges) {
        if (reachable.first >= range.first && reachable.last <= range.last)
            return range.scheme;
        const bool isStillPossible = reachable.first <= range.last && reachable.last >= range.first;
        if (isStillPossible && range.scheme != Scheme::Elo)
            return Scheme::Unknown;
    }
    return Scheme::Unknown;
}

QList<int> cardNumberLengths(Scheme scheme)
{
    switch (scheme) {
    case Scheme::Visa:
        return {13, 16, 19};
    case Scheme::Mastercard:
    case Scheme::Elo:
        return {16};
    case Scheme::Amex:
        return {15};
    case Scheme::Discover:
    case Scheme::Jcb:
    case Scheme::UnionPay:
        return {16, 17, 18, 19};
    case Scheme::Diners:
        return {14, 15, 16, 17, 18, 19};
    case Scheme::Maestro:
    case Scheme::Unknown:
        break;
    }
    QList<int> all(longestCardNumber - shortestCardNumber + 1);
    std::iota(all.begin(), all.end(), shortestCardNumber);
    return all;
}

int securityCodeLength(Scheme scheme)
{
    return scheme == Scheme::Amex ? 4 : 3;
}

QString maskedCardNumber(QByteArrayView digits)
{
    constexpr qsizetype shownFirst = 6;
    constexpr qsizetype shownLast = 4;
    const bool mayShow = areDigits(digits) && digits.size() >= shortestCardNumber;
    QList<int> groups = groupsOf(digits);
    QString masked;
    int inGroup = 0;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        if (!groups.isEmpty() && inGroup == groups.first()) {
            masked += u' ';
            groups.removeFirst();
            inGroup = 0;
        }
        const bool isShown = mayShow && (i < shownFirst || i >= digits.size() - shownLast);
        masked += isShown ? QChar::fromLatin1(digits.at(i)) : bullet;
        ++inGroup;
    }
    return masked;
}
