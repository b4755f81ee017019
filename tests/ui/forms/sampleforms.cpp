// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/forms/sampleforms.h"

#include "app/domain/token.h"

using namespace Qt::StringLiterals;
using Kind = FormField::Kind;

namespace {
Condition schemeIs(Scheme scheme)
{
    return {.key = u"scheme"_s, .values = {schemeName(scheme)}};
}

Condition sourceIs(const QStringList &values)
{
    return {.key = u"source"_s, .values = values};
}

FormField source()
{
    return {.key = u"source"_s,
            .label = u"Source"_s,
            .group = u"Card"_s,
            .kind = Kind::Choice,
            .isRequired = true,
            .initialValue = u"MANUAL"_s,
            .choices = {{u"MANUAL"_s, u"Typed by hand"_s, u"The customer or the agent has just typed the card number."_s},
                        {u"CARD_ON_FILE"_s, u"Card on file"_s, u"The card was stored from an earlier purchase."_s},
                        {u"TOKEN"_s, u"Visa token number"_s, u"A token number takes the place of the card number."_s}}};
}

FormField cardNumber()
{
    return {.key = u"fpan"_s,
            .label = u"Card number"_s,
            .group = u"Card"_s,
            .kind = Kind::CardNumber,
            .isRequired = true,
            .maxLength = 19,
            .help = u"Hidden when you leave the field; wiped after sending."_s,
            .hiddenWhen = {{{sourceIs({u"TOKEN"_s})}, u"The token number takes the place of the card number."_s}}};
}

FormField tokenNumber()
{
    return {.key = u"token"_s,
            .label = u"Token number"_s,
            .group = u"Card"_s,
            .kind = Kind::CardNumber,
            .maxLength = 19,
            .requiredWhen = {{{sourceIs({u"TOKEN"_s})}, u"The source needs the token’s number."_s}},
            .hiddenWhen = {{{sourceIs({u"MANUAL"_s, u"CARD_ON_FILE"_s})}, {}}}};
}

QList<FormField> cardFields()
{
    return {source(), cardNumber(), tokenNumber(),
            {.key = u"exp"_s, .label = u"Expiry"_s, .group = u"Card"_s, .kind = Kind::CardExpiry, .isRequired = true,
             .optionalWhen = {{{schemeIs(Scheme::Visa)}, u"Visa finds the expiry by itself."_s}}},
            {.key = u"cvv"_s, .label = u"Security code"_s, .group = u"Card"_s, .kind = Kind::SecurityCode,
             .minLength = 3, .maxLength = 4, .help = u"Can help the issuer to approve."_s},
            {.key = u"name"_s, .label = u"Cardholder"_s, .group = u"Card"_s, .kind = Kind::PersonName, .maxLength = 256,
             .help = u"As printed on the card."_s,
             .requiredWhen = {{{schemeIs(Scheme::Discover)}, u"Discover needs the cardholder’s name."_s}}}};
}

QList<FormField> customerFields()
{
    return {{.key = u"email"_s, .label = u"E-mail"_s, .group = u"Customer"_s, .kind = Kind::Email, .maxLength = 128,
             .requiredWhen = {{{schemeIs(Scheme::Amex)}, u"American Express needs the e-mail address."_s}}},
            {.key = u"accountId"_s, .label = u"Account"_s, .group = u"Customer"_s, .kind = Kind::AccountId, .maxLength = 24},
            {.key = u"country"_s, .label = u"Country"_s, .group = u"Customer"_s, .kind = Kind::Country, .isRequired = true},
            {.key = u"language"_s, .label = u"Language"_s, .group = u"Customer"_s, .kind = Kind::Language,
             .isRequired = true, .initialValue = u"en"_s}};
}

QList<FormField> riskFields()
{
    return {{.key = u"risk.accountScore"_s, .label = u"Account score"_s, .group = u"Risk and device"_s, .kind = Kind::Choice,
             .help = u"Your own view of the customer’s account."_s,
             .choices = {{u"1"_s, u"1 · High risk"_s, u"Suspicious behaviour, or known fraud."_s},
                         {u"4"_s, u"4 · Trusted account"_s, u"At least 6 months old, with good activity."_s}}},
            {.key = u"device.ipAddress"_s, .label = u"IP address"_s, .group = u"Risk and device"_s, .kind = Kind::IpAddress,
             .maxLength = 64, .help = u"Of the customer’s device."_s,
             .requiredWhen = {{{schemeIs(Scheme::Amex), sourceIs({u"MANUAL"_s})},
                               u"Needed for American Express when typed by hand."_s}}},
            {.key = u"device.location"_s, .label = u"Location"_s, .group = u"Risk and device"_s, .kind = Kind::Location,
             .maxLength = 32, .placeholder = u"47.0880,2.3635"_s}};
}
} // namespace

Form SampleForms::network()
{
    return {.id = u"createToken"_s,
            .title = u"Create a network token"_s,
            .menuText = u"Network token…"_s,
            .summary = u"The customer is waiting: answers in 2 to 3 seconds. For a card on file without the customer, "
                       "choose “Create later (asynchronous)”."_s,
            .submitText = u"Create token"_s,
            .fields = cardFields() + customerFields() + riskFields()};
}

Form SampleForms::later()
{
    Form form = network();
    form.id = u"createAsyncToken"_s;
    form.title = u"Create a network token later"_s;
    form.submitText = u"Request token"_s;
    return form;
}

Form SampleForms::push()
{
    return {.id = u"createPushToken"_s,
            .title = u"Create a push token"_s,
            .menuText = u"Push token…"_s,
            .summary = u"The customer added the card from the issuer’s app."_s,
            .submitText = u"Create token"_s,
            .fields = {{.key = u"payload"_s, .label = u"Payload"_s, .group = u"Issuer’s push"_s, .kind = Kind::Multiline,
                        .isRequired = true, .maxLength = 8196, .help = u"What the issuer’s app handed over."_s},
                       {.key = u"device.ipAddress"_s, .label = u"IP address"_s, .group = u"Issuer’s push"_s,
                        .kind = Kind::Ipv4Address, .isRequired = true}}};
}

Form SampleForms::connection()
{
    const QString server = u"Server"_s;
    const QString keys = u"Keys"_s;
    return {.id = u"connection"_s,
            .title = u"Connection"_s,
            .menuText = {},
            .summary = {},
            .submitText = u"Save"_s,
            .fields = {{.key = u"baseUrl"_s, .label = u"Address"_s, .group = server, .kind = Kind::Url, .isRequired = true,
                        .help = u"Where the service answers, as the vendor gave it."_s, .placeholder = u"https://"_s},
                       {.key = u"merchantId"_s, .label = u"Merchant id"_s, .group = server, .kind = Kind::Text,
                        .isRequired = true, .maxLength = 128, .pattern = u"[A-Za-z0-9_-]+"_s,
                        .patternHint = u"Letters, digits, - and _ only."_s},
                       {.key = u"apiKey"_s, .label = u"API key"_s, .group = server, .kind = Kind::Secret,
                        .isRequired = true, .maxLength = 512},
                       {.key = u"clientCertificate"_s, .label = u"Client certificate"_s, .group = keys, .kind = Kind::File,
                        .help = u"PEM or PKCS#12, for mutual TLS."_s},
                       {.key = u"clientPassphrase"_s, .label = u"Passphrase of the certificate"_s, .group = keys,
                        .kind = Kind::Secret}}};
}
