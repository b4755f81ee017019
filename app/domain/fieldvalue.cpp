// SPDX-License-Identifier: Apache-2.0
#include "app/domain/fieldvalue.h"

#include "app/domain/cardnumber.h"
#include "app/domain/isocodes.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;
using Kind = FormField::Kind;
using Severity = FieldProblem::Severity;
using Problem = std::optional<ValueProblem>;

namespace {
struct FieldText {
    Q_DECLARE_TR_FUNCTIONS(FieldText)
};

constexpr int farExpiryYears = 20;
constexpr qsizetype longestLocalPart = 64;
constexpr qsizetype longestDomain = 253;
constexpr qsizetype longestLabel = 63;

Problem error(const QString &message)
{
    return ValueProblem{Severity::Error, message};
}

Problem warning(const QString &message)
{
    return ValueProblem{Severity::Warning, message};
}

Problem errorUnless(bool isRight, const QString &message)
{
    return isRight ? std::nullopt : error(message);
}

Problem lengthProblem(const FormField &field, qsizetype characters)
{
    if (field.maxLength > 0 && field.minLength == field.maxLength && characters != field.maxLength)
        return error(FieldText::tr("Use exactly %1 characters: this has %2.").arg(field.maxLength).arg(characters));
    if (field.maxLength > 0 && characters > field.maxLength)
        return error(FieldText::tr("Use at most %1 characters: this has %2.").arg(field.maxLength).arg(characters));
    if (characters < field.minLength)
        return error(FieldText::tr("Use at least %1 characters: this has %2.").arg(field.minLength).arg(characters));
    return std::nullopt;
}

Problem patternProblem(const FormField &field, const QString &value)
{
    if (field.pattern.isEmpty())
        return std::nullopt;
    const QRegularExpression pattern(QRegularExpression::anchoredPattern(field.pattern));
    const QString hint =
        field.patternHint.isEmpty() ? FieldText::tr("This is not in the expected form.") : field.patternHint;
    return errorUnless(pattern.match(value).hasMatch(), hint);
}

// What one character is to a person and to a JSON schema: a code point, so neither half of a surrogate pair counts
// twice.
qsizetype characterCount(const QString &text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return !c.isLowSurrogate(); });
}

qsizetype characterCount(QByteArrayView utf8)
{
    return std::count_if(utf8.begin(), utf8.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
}

bool isAllDigits(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool hasControlCharacters(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

QString lengthsInWords(const QList<int> &lengths)
{
    const int first = lengths.first();
    const int last = lengths.last();
    if (first == last)
        return QString::number(first);
    if (lengths.size() > 2 && last - first + 1 == lengths.size())
        return FieldText::tr("%1 to %2", "range of lengths").arg(first).arg(last);
    QStringList words;
    for (const int length : lengths.first(lengths.size() - 1))
        words << QString::number(length);
    return FieldText::tr("%1 or %2", "list of lengths").arg(words.join(u", "_s)).arg(last);
}

// "An American Express number", "An Elo number", "A Visa number".
QString withArticle(const QString &name)
{
    const bool isVowel = u"AEIO"_s.contains(name.front());
    return isVowel ? FieldText::tr("An %1").arg(name) : FieldText::tr("A %1").arg(name);
}

Problem cardNumberProblem(const SecretBytes &value)
{
    const QByteArrayView digits = value.bytes();
    if (!isAllDigits(digits))
        return error(FieldText::tr("Use digits only: something else stands between them."));
    const Scheme scheme = schemeOf(digits);
    const QList<int> lengths = cardNumberLengths(scheme);
    if (!lengths.contains(static_cast<int>(digits.size()))) {
        const QString whose = scheme == Scheme::Unknown
                                  ? FieldText::tr("A card number")
                                  : FieldText::tr("%1 number").arg(withArticle(schemeName(scheme)));
        return error(
            FieldText::tr("%1 has %2 digits; this has %3.").arg(whose, lengthsInWords(lengths)).arg(digits.size()));
    }
    if (!passesLuhn(digits))
        return warning(FieldText::tr("The check digit does not fit: look for a mistyped digit."));
    return std::nullopt;
}

Problem securityCodeProblem(const SecretBytes &value, Scheme scheme)
{
    const QByteArrayView digits = value.bytes();
    if (!isAllDigits(digits))
        return error(FieldText::tr("Use digits only, such as the three on the back of the card."));
    if (scheme == Scheme::Unknown)
        return errorUnless(digits.size() == 3 || digits.size() == 4,
                           FieldText::tr("A security code has 3 or 4 digits; this has %1.").arg(digits.size()));
    const int length = securityCodeLength(scheme);
    return errorUnless(digits.size() == length, FieldText::tr("%1 security code has %2 digits; this has %3.")
                                                    .arg(withArticle(schemeName(scheme)))
                                                    .arg(length)
                                                    .arg(digits.size()));
}

Problem personNameProblem(const SecretBytes &value)
{
    constexpr qsizetype tooManyDigits = 8;
    const QByteArrayView text = value.bytes();
    if (hasControlCharacters(text))
        return error(FieldText::tr("Write the name on one line, without tabs."));
    const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return errorUnless(digits < tooManyDigits,
                       FieldText::tr("Write the name as it stands on the card: this has a number in it."));
}

Problem expiryProblem(const FormField &field, const QString &value, QDate today)
{
    const QString shown = displayExpiry(value);
    if (shown == value)
        return error(FieldText::tr("Use MM/YY, such as 09/28."));
    const QDate firstDay(2000 + QStringView(value).last(2).toInt(), QStringView(value).first(2).toInt(), 1);
    const QDate firstDayAfter = firstDay.addMonths(1);
    if (today >= firstDayAfter)
        return ValueProblem{field.mayBeExpired ? Severity::Warning : Severity::Error,
                            FieldText::tr("This card expired in %1.").arg(shown)};
    if (firstDay > today.addYears(farExpiryYears))
        return warning(FieldText::tr("This is more than %1 years away: check the year.").arg(farExpiryYears));
    return std::nullopt;
}

Problem urlProblem(const QString &value)
{
    const QUrl url(value, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != "https"_L1 || url.host().isEmpty())
        return error(FieldText::tr("Use an address that begins with https://, such as https://api.example.com."));
    return errorUnless(url.userInfo().isEmpty(),
                       FieldText::tr("Leave the user name and the password out of the address."));
}

Problem fileProblem(const QString &value)
{
    const QFileInfo file(value);
    if (!file.exists())
        return error(FieldText::tr("There is no file here: choose it again."));
    if (!file.isFile())
        return error(FieldText::tr("This is a folder: choose a file in it."));
    return errorUnless(file.isReadable(), FieldText::tr("This file cannot be read: check its permissions."));
}

Problem choiceProblem(const FormField &field, const QString &value)
{
    const bool isKnown = std::any_of(field.choices.begin(), field.choices.end(),
                                     [&](const Choice &choice) { return choice.value == value; });
    return errorUnless(isKnown, FieldText::tr("Choose one of the values in the list."));
}

Problem formatProblem(const FormField &field, const QString &value, QDate today)
{
    switch (field.kind) {
    case Kind::Text:
        return errorUnless(!value.contains(u'\n'), FieldText::tr("Write this on one line."));
    case Kind::CardExpiry:
        return expiryProblem(field, value, today);
    case Kind::Country:
        return errorUnless(iso3166Alpha2().contains(value),
                           FieldText::tr("Use a country's two letters in capitals, such as FR."));
    case Kind::Language:
        return errorUnless(iso639Alpha2().contains(value),
                           FieldText::tr("Use a language's two letters in lower case, such as en."));
    case Kind::IpAddress:
        return errorUnless(isIpv4Address(value) || isIpv6Address(value),
                           FieldText::tr("Use an IP address, such as 192.0.2.10 or 2001:db8::1."));
    case Kind::Ipv4Address:
        return errorUnless(isIpv4Address(value),
                           FieldText::tr("Use four numbers from 0 to 255 with dots between them, such as 192.0.2.10."));
    case Kind::Location:
        return errorUnless(isLocation(value),
                           FieldText::tr("Use latitude,longitude with four decimals each, such as 47.0880,2.3635."));
    case Kind::Choice:
        return choiceProblem(field, value);
    case Kind::Url:
        return urlProblem(value);
    case Kind::File:
        return fileProblem(value);
    case Kind::Multiline:
    case Kind::CardNumber:
    case Kind::SecurityCode:
    case Kind::PersonName:
    case Kind::Email:
    case Kind::AccountId:
    case Kind::Secret:
        break;
    }
    return std::nullopt;
}

Problem secretFormatProblem(const FormField &field, const SecretBytes &value, Scheme scheme)
{
    switch (field.kind) {
    case Kind::CardNumber:
        return cardNumberProblem(value);
    case Kind::SecurityCode:
        return securityCodeProblem(value, scheme);
    case Kind::PersonName:
        return personNameProblem(value);
    case Kind::Email:
        return errorUnless(isEmailAddress(value.bytes()),
                           FieldText::tr("Use an e-mail address, such as name@example.com."));
    case Kind::AccountId:
    case Kind::Secret:
        return errorUnless(!hasControlCharacters(value.bytes()), FieldText::tr("Leave out line breaks and tabs."));
    default:
        return std::nullopt;
    }
}

bool isLabel(QByteArrayView label)
{
    const auto isLabelCharacter = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x80 || std::isalnum(byte) || c == '-';
    };
    return !label.isEmpty() && label.size() <= longestLabel && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), isLabelCharacter);
}

bool isDomainName(QByteArrayView domain)
{
    if (domain.size() > longestDomain)
        return false;
    int labels = 0;
    while (true) {
        const qsizetype dot = domain.indexOf('.');
        const QByteArrayView label = dot < 0 ? domain : domain.first(dot);
        if (!isLabel(label))
            return false;
        ++labels;
        if (dot < 0)
            return labels >= 2;
        domain = domain.sliced(dot + 1);
    }
}
} // namespace

std::optional<ValueProblem> plainValueProblem(const FormField &field, const QString &value, QDate today)
{
    if (const Problem problem = formatProblem(field, value, today))
        return problem;
    if (const Problem problem = lengthProblem(field, characterCount(value)))
        return problem;
    return patternProblem(field, value);
}

std::optional<ValueProblem> secretValueProblem(const FormField &field, const SecretBytes &value, Scheme scheme)
{
    if (const Problem problem = lengthProblem(field, characterCount(value.bytes())))
        return problem;
    if (!field.pattern.isEmpty()) {
        QString text = QString::fromUtf8(value.bytes());
        const Problem problem = patternProblem(field, text);
        wipe(text);
        if (problem)
            return problem;
    }
    return secretFormatProblem(field, value, scheme);
}

bool isIpv4Address(const QString &text)
{
    static const QRegularExpression dottedQuad(
        QRegularExpression::anchoredPattern(u"((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(?!$)|$)){4}"_s));
    return dottedQuad.match(text).hasMatch();
}

bool isIpv6Address(const QString &text)
{
    // QHostAddress takes scope ids, brackets and blanks around the address, none of which may go to a server.
    static const QRegularExpression characters(QRegularExpression::anchoredPattern(u"[0-9a-fA-F:.]+"_s));
    QHostAddress address;
    return characters.match(text).hasMatch() && address.setAddress(text) &&
           address.protocol() == QHostAddress::IPv6Protocol;
}

bool isLocation(const QString &text)
{
    static const QRegularExpression latitudeLongitude(QRegularExpression::anchoredPattern(
        u"-?(90\\.0000|[0-8]?[0-9]\\.[0-9]{4}),-?(180\\.0000|1[0-7][0-9]\\.[0-9]{4}|[0-9]{1,2}\\.[0-9]{4})"_s));
    return latitudeLongitude.match(text).hasMatch();
}

bool isEmailAddress(QByteArrayView utf8)
{
    const qsizetype at = utf8.lastIndexOf('@');
    if (at < 1 || at > longestLocalPart || utf8.indexOf('@') != at)
        return false;
    const QByteArrayView local = utf8.first(at);
    const auto isForbidden = [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || QByteArrayView("\"(),:;<>[\\]").contains(c);
    };
    return std::none_of(local.begin(), local.end(), isForbidden) && local.front() != '.' && local.back() != '.' &&
           !local.contains("..") && isDomainName(utf8.sliced(at + 1));
}
