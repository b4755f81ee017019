// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/createforms.h"

#include "app/domain/token.h"
#include "app/providers/thales/names.h"
#include "app/providers/thales/text.h"

using namespace Qt::StringLiterals;

namespace thales {
namespace {
using Kind = FormField::Kind;

Condition schemeIs(Scheme scheme)
{
    return {.key = u"scheme"_s, .values = {schemeName(scheme)}};
}

Condition sourceIs(const QStringList &values)
{
    return {.key = member::source, .values = values};
}

Rule noCardWithToken()
{
    return {.all = {sourceIs({source::token})},
            .because = Text::tr("The token number takes the place of the card number and its expiry.")};
}

FormField cardNumberField()
{
    return {.key = member::fpan,
            .label = Text::tr("Card number"),
            .group = Text::tr("Card"),
            .kind = Kind::CardNumber,
            .isRequired = true,
            .maxLength = 19,
            .help = Text::tr("Hidden when you leave the field; wiped after sending.")};
}

// The service decides about a month that has passed: with VCES it may accept it, and the API's own example is one.
FormField expiryField()
{
    return {.key = member::exp,
            .label = Text::tr("Expiry"),
            .group = Text::tr("Card"),
            .kind = Kind::CardExpiry,
            .isRequired = true,
            .mayBeExpired = true};
}

FormField expiryFieldOfNetworkToken(bool visaVces)
{
    FormField field = expiryField();
    if (visaVces) {
        field.optionalWhen = {
            {.all = {schemeIs(Scheme::Visa)}, .because = Text::tr("With VCES, Visa finds the expiry by itself.")}};
    }
    return field;
}

FormField securityCodeField()
{
    return {.key = member::cvv,
            .label = Text::tr("Security code"),
            .group = Text::tr("Card"),
            .kind = Kind::SecurityCode,
            .minLength = 3,
            .maxLength = 4,
            .help = Text::tr("Can help the issuer to approve.")};
}

FormField holderField()
{
    return {.key = member::name,
            .label = Text::tr("Cardholder"),
            .group = Text::tr("Card"),
            .kind = Kind::PersonName,
            .maxLength = 256,
            .help = Text::tr("As printed on the card. Mastercard keeps the first 27 characters."),
            .requiredWhen = {
                {.all = {schemeIs(Scheme::Discover)}, .because = Text::tr("Discover needs the cardholder’s name.")}}};
}

Choice manualSource()
{
    return {.value = source::manual,
            .label = Text::tr("Typed by hand"),
            .help = Text::tr("The customer or the agent has just typed the card number.")};
}

Choice onFileSource()
{
    return {.value = source::cardOnFile,
            .label = Text::tr("Card on file"),
            .help = Text::tr("The card was stored from an earlier purchase.")};
}

Choice tokenSource()
{
    return {.value = source::token,
            .label = Text::tr("Visa token number"),
            .help = Text::tr("A token number takes the place of the card number. Visa only.")};
}

FormField sourceField(const QList<Choice> &choices)
{
    return {.key = member::source,
            .label = Text::tr("Source"),
            .group = Text::tr("Card"),
            .kind = Kind::Choice,
            .isRequired = true,
            .help = Text::tr("How the card number was obtained."),
            .initialValue = choices.first().value,
            .choices = choices};
}

FormField tokenNumberField()
{
    return {.key = member::token,
            .label = Text::tr("Token number"),
            .group = Text::tr("Card"),
            .kind = Kind::CardNumber,
            .maxLength = 19,
            .pattern = u"4[0-9]*"_s,
            .patternHint = Text::tr("Only a Visa token number can be used here; it begins with 4."),
            .help = Text::tr("The number of an existing Visa token."),
            .requiredWhen = {{.all = {sourceIs({source::token})},
                              .because = Text::tr("The source “Visa token number” needs the token’s number.")}},
            .hiddenWhen = {{.all = {sourceIs({source::manual, source::cardOnFile})},
                            .because = Text::tr("Only the source “Visa token number” takes a token’s number.")}}};
}

FormField emailField()
{
    return {.key = member::email,
            .label = Text::tr("E-mail"),
            .group = Text::tr("Customer"),
            .kind = Kind::Email,
            .maxLength = 128};
}

FormField emailFieldOfNetworkToken()
{
    FormField field = emailField();
    field.requiredWhen = {
        {.all = {schemeIs(Scheme::Amex)}, .because = Text::tr("American Express needs the e-mail address.")}};
    return field;
}

FormField accountField()
{
    return {.key = member::accountId,
            .label = Text::tr("Account"),
            .group = Text::tr("Customer"),
            .kind = Kind::AccountId,
            .maxLength = 24,
            .help = Text::tr("The customer’s account with the merchant. Can help the issuer to approve.")};
}

FormField countryField()
{
    return {.key = member::country,
            .label = Text::tr("Country"),
            .group = Text::tr("Customer"),
            .kind = Kind::Country,
            .isRequired = true,
            .minLength = 2,
            .maxLength = 2};
}

FormField languageField()
{
    return {.key = member::language,
            .label = Text::tr("Language"),
            .group = Text::tr("Customer"),
            .kind = Kind::Language,
            .isRequired = true,
            .minLength = 2,
            .maxLength = 2,
            .initialValue = u"en"_s};
}

QList<Choice> accountScores()
{
    return {
        {.value = u"1"_s,
         .label = Text::tr("1 · High risk"),
         .help = Text::tr("No successful sign-in within 30 days, suspicious behaviour such as deleting tokens often, "
                          "or known fraud.")},
        {.value = u"2"_s,
         .label = Text::tr("2 · Risky account"),
         .help = Text::tr("The password was reset lately, or unusually many sign-ins failed.")},
        {.value = u"3"_s,
         .label = Text::tr("3 · Neutral account"),
         .help = Text::tr("A new account, or no history either way.")},
        {.value = u"4"_s,
         .label = Text::tr("4 · Trusted account"),
         .help = Text::tr("At least 6 months old, with good activity in every one of at least 3 months.")},
        {.value = u"5"_s,
         .label = Text::tr("5 · Highly trusted account"),
         .help = Text::tr("Signed in within 30 days; at least 12 months old, with good activity in every one of at "
                          "least 6 months.")}};
}

FormField accountScoreField()
{
    return {.key = member::accountScore,
            .label = Text::tr("Account score"),
            .group = Text::tr("Risk and device"),
            .kind = Kind::Choice,
            .help = Text::tr("Your own view of the customer’s account; Visa and Mastercard receive it."),
            .choices = accountScores()};
}

FormField ipAddressField()
{
    return {.key = member::ipAddress,
            .label = Text::tr("IP address"),
            .group = Text::tr("Risk and device"),
            .kind = Kind::IpAddress,
            .maxLength = 64,
            .help = Text::tr("Of the customer’s device. Visa and Mastercard receive it only when it is IPv4."),
            .requiredWhen = {{.all = {schemeIs(Scheme::Amex), sourceIs({source::manual})},
                              .because = Text::tr("American Express needs the customer’s IP address when the card was "
                                                  "typed by hand.")}}};
}

FormField ipv4AddressField()
{
    return {.key = member::ipAddress,
            .label = Text::tr("IP address"),
            .group = Text::tr("Risk and device"),
            .kind = Kind::Ipv4Address,
            .isRequired = true,
            .maxLength = 64,
            .help = Text::tr("Of the customer’s device, as IPv4.")};
}

FormField locationField()
{
    return {.key = member::location,
            .label = Text::tr("Location"),
            .group = Text::tr("Risk and device"),
            .kind = Kind::Location,
            .maxLength = 32,
            .help = Text::tr("Of the customer’s device: latitude and longitude with four decimals."),
            .placeholder = u"47.0880,2.3635"_s};
}

FormField pushSchemeField()
{
    return {.key = member::scheme,
            .label = Text::tr("Scheme"),
            .group = Text::tr("Issuer’s push"),
            .kind = Kind::Choice,
            .isRequired = true,
            .help = Text::tr("The card scheme that the issuer named."),
            .choices = {{.value = u"VISA"_s, .label = schemeName(Scheme::Visa)},
                        {.value = u"MASTERCARD"_s, .label = schemeName(Scheme::Mastercard)}}};
}

FormField pushPayloadField()
{
    return {.key = member::pushPayload,
            .label = Text::tr("Payload"),
            .group = Text::tr("Issuer’s push"),
            .kind = Kind::Multiline,
            .isRequired = true,
            .minLength = 1,
            .maxLength = 8196,
            .pattern = u"[\\s\\S]*\\S[\\s\\S]*"_s,
            .patternHint = Text::tr("Paste the payload: this is only white space."),
            .help =
                Text::tr("What the issuer’s app handed over: encPaymentInstrument from Visa, pushAccountReceipt from "
                         "Mastercard.")};
}

Form createTokenForm(bool visaVces)
{
    FormField fpan = cardNumberField();
    FormField exp = expiryFieldOfNetworkToken(visaVces);
    fpan.hiddenWhen = exp.hiddenWhen = {noCardWithToken()};
    return {.id = operation::createToken,
            .title = Text::tr("Create a network token"),
            .menuText = Text::tr("Network token…"),
            .summary = Text::tr("The customer is waiting: answers in 2 to 3 seconds. For a card on file without the "
                                "customer, choose “Create later (asynchronous)”."),
            .submitText = Text::tr("Create token"),
            .fields = {sourceField({manualSource(), onFileSource(), tokenSource()}), fpan, tokenNumberField(), exp,
                       securityCodeField(), holderField(), emailFieldOfNetworkToken(), accountField(), countryField(),
                       languageField(), accountScoreField(), ipAddressField(), locationField()}};
}

Form createAsyncTokenForm(bool visaVces)
{
    return {.id = operation::createAsyncToken,
            .title = Text::tr("Create a network token later"),
            .menuText = Text::tr("Create later (asynchronous)…"),
            .summary =
                Text::tr("For a card on file without the customer. The token arrives by notification, mostly within "
                         "seconds; Visa takes from 10 minutes to several hours."),
            .submitText = Text::tr("Request token"),
            .fields = {sourceField({onFileSource(), manualSource()}), cardNumberField(),
                       expiryFieldOfNetworkToken(visaVces), securityCodeField(), holderField(),
                       emailFieldOfNetworkToken(), accountField(), countryField(), languageField(), accountScoreField(),
                       ipAddressField(), locationField()}};
}

Form createPciTokenForm()
{
    return {.id = operation::createPciToken,
            .title = Text::tr("Create a PCI token"),
            .menuText = Text::tr("PCI token…"),
            .summary =
                Text::tr("Thales keeps the card and gives a token for it, without asking the card scheme. The token "
                         "can be used at once."),
            .submitText = Text::tr("Create token"),
            .fields = {cardNumberField(), expiryField()}};
}

Form createPushTokenForm()
{
    return {.id = operation::createPushToken,
            .title = Text::tr("Create a push token"),
            .menuText = Text::tr("Push token from an issuer…"),
            .summary = Text::tr("The customer added the card from the issuer’s app. Visa and Mastercard only; no card "
                                "number is needed."),
            .submitText = Text::tr("Create token"),
            .fields = {pushSchemeField(), pushPayloadField(), emailField(), accountField(), countryField(),
                       languageField(), accountScoreField(), ipv4AddressField(), locationField()}};
}
} // namespace

QList<Form> createForms(bool visaVces)
{
    return {createTokenForm(visaVces), createAsyncTokenForm(visaVces), createPciTokenForm(), createPushTokenForm()};
}

} // namespace thales
