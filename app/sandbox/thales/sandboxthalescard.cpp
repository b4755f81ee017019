// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/sandboxthalescard.h"

#include <QUtf8StringView>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;
using enum SandboxThalesOperation;

namespace {
using Refused = SandboxThalesRefused;

//! Numbers of `length` digits at the start, from `first` to `last`.
struct Range {
    int length;
    int first;
    int last;
    const char *scheme;
};

// Elo first: its ranges lie inside those of Visa and Discover.
constexpr std::array ranges{
    Range{6, 401178, 401179, "ELO"},      Range{6, 431274, 431274, "ELO"}, Range{6, 438935, 438935, "ELO"},
    Range{6, 451416, 451416, "ELO"},      Range{6, 457393, 457393, "ELO"}, Range{6, 457631, 457632, "ELO"},
    Range{6, 504175, 504175, "ELO"},      Range{6, 506699, 506778, "ELO"}, Range{6, 509000, 509999, "ELO"},
    Range{6, 627780, 627780, "ELO"},      Range{6, 636297, 636297, "ELO"}, Range{6, 636368, 636368, "ELO"},
    Range{6, 650031, 650051, "ELO"},      Range{6, 650405, 650439, "ELO"}, Range{6, 650485, 650598, "ELO"},
    Range{6, 650700, 650727, "ELO"},      Range{6, 650901, 650978, "ELO"}, Range{6, 651652, 651679, "ELO"},
    Range{6, 655000, 655058, "ELO"},      Range{1, 4, 4, "VISA"},          Range{2, 51, 55, "MASTERCARD"},
    Range{4, 2221, 2720, "MASTERCARD"},   Range{2, 34, 34, "AMEX"},        Range{2, 37, 37, "AMEX"},
    Range{4, 6011, 6011, "DISCOVER"},     Range{3, 644, 649, "DISCOVER"},  Range{2, 65, 65, "DISCOVER"},
    Range{6, 622126, 622925, "DISCOVER"},
};

bool areDigits(const SecretBytes &text)
{
    return std::ranges::all_of(text.view(), [](unsigned char c) { return c >= '0' && c <= '9'; });
}

qsizetype characters(const SecretBytes &text)
{
    return std::ranges::count_if(text.view(), [](unsigned char c) { return (c & 0xC0) != 0x80; });
}

//! The first member that is not a string or longer than section 3.1 allows.
std::optional<SandboxThalesRefusal> lengthProblem(const SandboxPlaintext &plaintext)
{
    static constexpr std::array<std::pair<QByteArrayView, int>, 7> limits{
        {{"fpan", 19}, {"exp", 4}, {"token", 19}, {"name", 256}, {"cvv", 4}, {"accountId", 24}, {"email", 128}}};
    for (const auto &[name, longest] : limits) {
        const SecretBytes *text = plaintext.find(name);
        if (plaintext.contains(name) && (!text || characters(*text) > longest))
            return SandboxThalesRefusal{.errorDetails = u"%1 must be a string of at most %2 characters"_s.arg(
                                            QString::fromLatin1(name), QString::number(longest))};
    }
    const SecretBytes *cvv = plaintext.find("cvv");
    if (cvv && (cvv->size() < 3 || !areDigits(*cvv)))
        return SandboxThalesRefusal{.errorDetails = u"cvv must have 3 or 4 digits"_s};
    return std::nullopt;
}

bool isMissing(const SandboxPlaintext &plaintext, QByteArrayView name)
{
    const SecretBytes *text = plaintext.find(name);
    return !text || text->isEmpty();
}

SandboxThalesRefusal invalidNumber(SandboxThalesOperation operation, const QString &details)
{
    // Only createToken documents a code for it: the other two do not ask a token service before they answer.
    return {.errorCode = operation == CreateToken ? u"INVALID_PAN_DATA"_s : QString(), .errorDetails = details};
}

SandboxThalesChecked<QString> readExpiry(const SandboxPlaintext &plaintext, const QString &scheme,
                                         const SandboxThalesCardContext &context)
{
    const bool isVisaToken = scheme == "VISA"_L1 && context.operation != CreatePciToken;
    const SandboxThalesRefusal visaRefusal{.errorCode = u"VISA_VCES_INVALID_EXP_DATE"_s,
                                           .errorDetails = u"exp is missing or past and VCES is not active"_s};
    if (isMissing(plaintext, "exp")) {
        if (context.source == "TOKEN"_L1 || (isVisaToken && context.isVcesActive))
            return QString();
        return isVisaToken ? Refused(visaRefusal) : Refused({.errorDetails = u"exp is required"_s});
    }
    const SecretBytes &text = *plaintext.find("exp");
    const int month = text.bytes().first(std::min<qsizetype>(2, text.bytes().size())).toInt();
    if (text.size() != 4 || !areDigits(text) || month < 1 || month > 12)
        return Refused({.errorDetails = u"exp must be MMYY"_s});
    const int year = 2000 + text.bytes().last(2).toInt();
    const QDate firstDayAfter = QDate(year, month, 1).addMonths(1);
    if (isVisaToken && !context.isVcesActive && context.today >= firstDayAfter)
        return Refused(visaRefusal);
    return QString::fromLatin1(text.bytes());
}

SandboxThalesChecked<QString> checkNumber(const SecretBytes &number, const SandboxThalesCardContext &context)
{
    if (number.size() < 12 || !areDigits(number))
        return Refused(invalidNumber(context.operation, u"fpan must have 12 to 19 digits"_s));
    const QString scheme = sandboxSchemeOf(number.bytes());
    if (scheme == "UNKNOWN"_L1 && context.operation != CreatePciToken)
        return Refused({.errorCode = u"UNKNOWN_CARD"_s, .errorDetails = u"No token service for this range"_s});
    if (context.operation == CreateToken && !sandboxPassesCheckDigit(number.bytes()))
        return Refused(invalidNumber(context.operation, u"Check digit"_s));
    return scheme;
}

std::optional<SandboxThalesRefusal> schemeProblem(const SandboxPlaintext &plaintext, const QString &scheme,
                                                  const SandboxThalesCardContext &context)
{
    if (context.operation == CreatePciToken)
        return std::nullopt;
    if (context.source == "TOKEN"_L1 && scheme != "VISA"_L1)
        return SandboxThalesRefusal{.errorDetails = u"source TOKEN is for VISA only"_s};
    if (scheme == "DISCOVER"_L1 && isMissing(plaintext, "name"))
        return SandboxThalesRefusal{.errorDetails = u"name is required for DISCOVER"_s};
    if (scheme == "AMEX"_L1 && isMissing(plaintext, "email"))
        return SandboxThalesRefusal{.errorDetails = u"email is required for AMEX"_s};
    if (scheme == "AMEX"_L1 && context.source == "MANUAL"_L1 && !context.hasIpAddress)
        return SandboxThalesRefusal{.errorDetails = u"device.ipAddress is required for AMEX with source MANUAL"_s};
    return std::nullopt;
}
} // namespace

bool sandboxPassesCheckDigit(QByteArrayView digits)
{
    int sum = 0;
    bool isDoubled = false;
    for (qsizetype i = digits.size() - 1; i >= 0; --i, isDoubled = !isDoubled) {
        const int digit = (digits[i] - '0') * (isDoubled ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return !digits.isEmpty() && sum % 10 == 0;
}

QString sandboxSchemeOf(QByteArrayView digits)
{
    for (const Range &range : ranges) {
        const int start = digits.size() < range.length ? -1 : digits.first(range.length).toInt();
        if (start >= range.first && start <= range.last)
            return QString::fromLatin1(range.scheme);
    }
    return u"UNKNOWN"_s;
}

SandboxThalesChecked<SandboxThalesCard> sandboxThalesCardOf(const SandboxPlaintext &plaintext,
                                                            const SandboxThalesCardContext &context)
{
    if (const auto problem = lengthProblem(plaintext))
        return Refused(*problem);
    const QByteArrayView member = context.source == "TOKEN"_L1 ? "token" : "fpan";
    if (isMissing(plaintext, member))
        return Refused({.errorDetails = QString::fromLatin1(member) + u" is required"_s});

    const SecretBytes &number = *plaintext.find(member);
    const SandboxThalesChecked<QString> scheme = checkNumber(number, context);
    if (!scheme)
        return Refused(scheme.error());
    if (const auto problem = schemeProblem(plaintext, *scheme, context))
        return Refused(*problem);
    const SandboxThalesChecked<QString> expiry = readExpiry(plaintext, *scheme, context);
    if (!expiry)
        return Refused(expiry.error());
    return SandboxThalesCard{.number = SecretBytes::copyOf(number.view()), .expiry = *expiry, .scheme = *scheme};
}

std::optional<SandboxThalesRefusal> sandboxThalesMerchantInfoProblem(const SandboxPlaintext &plaintext)
{
    return lengthProblem(plaintext);
}
