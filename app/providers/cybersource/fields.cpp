// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/fields.h"

#include "app/domain/money.h"
#include "app/providers/cybersource/names.h"
#include "app/providers/cybersource/text.h"

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
using Kind = FormField::Kind;

constexpr int longestId = 256;
constexpr int longestAmount = 19;

FormField addressLine(const QString &key, const QString &label, int longest, bool isRequired)
{
    return {.key = key,
            .label = label,
            .group = Text::tr("Bill to"),
            .isRequired = isRequired,
            .maxLength = longest,
            .pattern = u"\\S(.*\\S)?"_s,
            .patternHint = Text::tr("Without spaces at the beginning and the end.")};
}

FormField nameField(const QString &key, const QString &label, bool isRequired)
{
    return {.key = key,
            .label = label,
            .group = Text::tr("Bill to"),
            .kind = Kind::PersonName,
            .isRequired = isRequired,
            .maxLength = 60};
}
} // namespace

FormField numberField(QLatin1StringView key, bool isRequired)
{
    return {.key = key,
            .label = Text::tr("Card number"),
            .group = Text::tr("Card"),
            .kind = Kind::CardNumber,
            .isRequired = isRequired,
            .maxLength = 19,
            .help = Text::tr("Hidden when you leave the field; wiped after sending.")};
}

FormField expirationField(QLatin1StringView key, bool isRequired)
{
    return {.key = key,
            .label = Text::tr("Expiry"),
            .group = Text::tr("Card"),
            .kind = Kind::CardExpiry,
            .isRequired = isRequired};
}

FormField securityCodeField(QLatin1StringView key)
{
    return {.key = key,
            .label = Text::tr("Security code"),
            .group = Text::tr("Card"),
            .kind = Kind::SecurityCode,
            .minLength = 3,
            .maxLength = 4,
            .help = Text::tr("Never stored.")};
}

FormField amountField(QLatin1StringView key, const QString &help)
{
    return {.key = key,
            .label = Text::tr("Amount"),
            .group = Text::tr("Amount"),
            .isRequired = true,
            .maxLength = longestAmount,
            .pattern = u"[0-9]+(\\.[0-9]+)?"_s,
            .patternHint = Text::tr("Digits and one point, such as 1.00."),
            .help = help,
            .initialValue = u"1.00"_s};
}

FormField currencyField(QLatin1StringView key)
{
    FormField field{.key = key,
                    .label = Text::tr("Currency"),
                    .group = Text::tr("Amount"),
                    .kind = Kind::Choice,
                    .isRequired = true,
                    .initialValue = u"USD"_s};
    for (const Currency &currency : commonCurrencies())
        field.choices.append({.value = currency.code, .label = currency.code, .help = currency.many});
    return field;
}

FormField referenceField()
{
    return {.key = member::reference,
            .label = Text::tr("Your reference"),
            .group = Text::tr("Request"),
            .maxLength = 50,
            .pattern = u"[A-Za-z0-9][A-Za-z0-9 ._-]*"_s,
            .patternHint = Text::tr("Letters, digits, spaces, dots, - and _; first a letter or a digit."),
            .help = Text::tr("As the service’s reports will show it. Empty: this desk’s id of the request.")};
}

FormField profileField(bool isRequired, const QString &initialValue)
{
    return {.key = member::profileId,
            .label = Text::tr("Profile id"),
            .group = Text::tr("Request"),
            .isRequired = isRequired,
            .maxLength = longestId,
            .pattern = u"[!-~]+"_s,
            .patternHint = Text::tr("Visible ASCII characters only."),
            .help = Text::tr("Of the token management profile."),
            .initialValue = initialValue};
}

QList<FormField> billToFields(const QString &prefix, bool isRequired)
{
    const Rule northAmerica{.all = {{.key = prefix + u"country"_s, .values = {u"US"_s, u"CA"_s}}},
                            .because = Text::tr("Addresses in the United States and Canada need it.")};
    FormField region = addressLine(prefix + u"administrativeArea"_s, Text::tr("State or province"), 20, false);
    FormField postalCode = addressLine(prefix + u"postalCode"_s, Text::tr("Postal code"), 10, false);
    if (isRequired) {
        region.requiredWhen = {northAmerica};
        postalCode.requiredWhen = {northAmerica};
    }
    return {
        nameField(prefix + u"firstName"_s, Text::tr("First name"), isRequired),
        nameField(prefix + u"lastName"_s, Text::tr("Last name"), isRequired),
        addressLine(prefix + u"address1"_s, Text::tr("Street"), 60, isRequired),
        addressLine(prefix + u"locality"_s, Text::tr("City"), 50, isRequired),
        region,
        postalCode,
        {.key = prefix + u"country"_s,
         .label = Text::tr("Country"),
         .group = Text::tr("Bill to"),
         .kind = Kind::Country,
         .isRequired = isRequired},
        {.key = prefix + u"email"_s, .label = Text::tr("E-mail"), .group = Text::tr("Bill to"), .kind = Kind::Email},
        {.key = prefix + u"phoneNumber"_s,
         .label = Text::tr("Phone"),
         .group = Text::tr("Bill to"),
         .maxLength = 15,
         .pattern = u"\\+?[0-9 ()-]+"_s,
         .patternHint = Text::tr("Digits, spaces, brackets and - only.")}};
}

} // namespace cybersource
