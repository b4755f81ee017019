// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/forms.h"

#include "app/providers/cybersource/fields.h"
#include "app/providers/cybersource/names.h"
#include "app/providers/cybersource/text.h"

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
using Kind = FormField::Kind;

QList<Choice> tokenTypes()
{
    return {{.value = u"instrumentIdentifier"_s,
             .label = Text::tr("Instrument identifier"),
             .help = Text::tr("Stands for the card number alone.")},
            {.value = u"paymentInstrument,instrumentIdentifier"_s,
             .label = Text::tr("Payment instrument and instrument identifier"),
             .help = Text::tr("With expiry and address.")},
            {.value = u"customer,paymentInstrument,instrumentIdentifier"_s,
             .label = Text::tr("Customer and all below it"),
             .help = Text::tr("A customer who pays with this card.")},
            {.value = u"customer,paymentInstrument,instrumentIdentifier,shippingAddress"_s,
             .label = Text::tr("Customer, all below it, and a shipping address"),
             .help = Text::tr("The address is the one below “Bill to”.")},
            {.value = u"default"_s,
             .label = Text::tr("The vault’s usual kinds"),
             .help = Text::tr("As the service set the vault up for you.")}};
}

FormField tokenTypesField()
{
    return {.key = member::tokenTypes,
            .label = Text::tr("Tokens"),
            .group = Text::tr("Token"),
            .kind = Kind::Choice,
            .isRequired = true,
            .initialValue = u"instrumentIdentifier"_s,
            .choices = tokenTypes()};
}

Rule fromIssuer()
{
    return {.all = {{.key = member::source, .values = {u"ISSUER"_s}}},
            .because = Text::tr("The issuer’s account reference takes the place of the card.")};
}

FormField sourceField()
{
    return {
        .key = member::source,
        .label = Text::tr("Source"),
        .group = Text::tr("Token"),
        .kind = Kind::Choice,
        .isRequired = true,
        .initialValue = u"ONFILE"_s,
        .choices = {{.value = u"ONFILE"_s, .label = Text::tr("Card on file")},
                    {.value = u"TOKEN"_s, .label = Text::tr("Existing token")},
                    {.value = u"ISSUER"_s, .label = Text::tr("Issuer"), .help = Text::tr("Pushed by the issuer.")}}};
}

QList<FormField> tokenizedCardCard()
{
    FormField number = numberField(member::cardNumber, true);
    FormField expiration = expirationField(member::cardExpiration, true);
    number.hiddenWhen = {fromIssuer()};
    expiration.hiddenWhen = {fromIssuer()};
    FormField code = securityCodeField(member::cardCode);
    code.hiddenWhen = {fromIssuer()};
    return {number, expiration, code};
}

QList<FormField> tokenizedCardDetails()
{
    const QString group = Text::tr("Token");
    return {{.key = member::accountReferenceId,
             .label = Text::tr("Account reference"),
             .group = group,
             .maxLength = 64,
             .help = Text::tr("As the issuer gave it."),
             .requiredWhen = {{.all = {{.key = member::source, .values = {u"ISSUER"_s}}},
                               .because = Text::tr("A token from the issuer needs it.")}}},
            {.key = member::consumerId,
             .label = Text::tr("Consumer id"),
             .group = group,
             .maxLength = 36,
             .help = Text::tr("Your own id of the customer; at most 24 characters for Visa.")},
            {.key = member::withInstrumentIdentifier,
             .label = Text::tr("Instrument identifier too"),
             .group = group,
             .kind = Kind::Choice,
             .isRequired = true,
             .initialValue = u"no"_s,
             .choices = {{.value = u"yes"_s, .label = Text::tr("Yes")}, {.value = u"no"_s, .label = Text::tr("No")}}},
            {.key = member::passcode,
             .label = Text::tr("Passcode"),
             .group = group,
             .kind = Kind::Secret,
             .maxLength = 64,
             .help = Text::tr("Only where the customer’s bank gave one. Wiped after sending.")}};
}
} // namespace

Form paymentForm()
{
    return {.id = createPayment,
            .title = Text::tr("Create tokens with a payment"),
            .menuText = Text::tr("Token with a payment…"),
            .summary = Text::tr("The card is charged: the amount is authorised, and tokens are made on the way. For a "
                                "token alone, create an instrument identifier."),
            .submitText = Text::tr("Authorise and create"),
            .fields =
                QList<FormField>{
                    numberField(member::paymentCardNumber, true), expirationField(member::paymentCardExpiration, true),
                    securityCodeField(member::paymentCardCode), tokenTypesField(),
                    amountField(member::amount, Text::tr("It is held on the customer’s card until it is reversed.")),
                    currencyField(member::currency)} +
                billToFields(u"orderInformation.billTo."_s, true) + QList<FormField>{referenceField()},
            .charge = Charge{.amountKey = member::amount, .currencyKey = member::currency}};
}

Form instrumentIdentifierForm()
{
    const Rule plain{.all = {{.key = member::type, .values = {u"plain"_s}}}, .because = {}};
    FormField expiration = expirationField(member::cardExpiration, true);
    FormField code = securityCodeField(member::cardCode);
    expiration.hiddenWhen = {plain};
    code.hiddenWhen = {plain};
    return {.id = createInstrumentIdentifier,
            .title = Text::tr("Create an instrument identifier"),
            .menuText = Text::tr("Instrument identifier…"),
            .summary = Text::tr("A token for the card number, without a payment. A card that is in the vault already "
                                "keeps the token that it has."),
            .submitText = Text::tr("Create token"),
            .fields = {numberField(member::cardNumber, true),
                       {.key = member::type,
                        .label = Text::tr("Network token"),
                        .group = Text::tr("Token"),
                        .kind = Kind::Choice,
                        .isRequired = true,
                        .initialValue = u"plain"_s,
                        .choices = {{.value = u"plain"_s,
                                     .label = Text::tr("None"),
                                     .help = Text::tr("Only the card number is stored.")},
                                    {.value = u"enrollable card"_s,
                                     .label = Text::tr("Enrol the card"),
                                     .help = Text::tr("The card network is asked for a network token.")}}},
                       expiration,
                       code}};
}

Form tokenizedCardForm()
{
    return {.id = createTokenizedCard,
            .title = Text::tr("Create a network token"),
            .menuText = Text::tr("Network token…"),
            .summary = Text::tr("The card network is asked for a token, without a payment."),
            .submitText = Text::tr("Create token"),
            .fields = QList<FormField>{sourceField()} + tokenizedCardCard() + tokenizedCardDetails() +
                      billToFields(u"billTo."_s, false)};
}

Form reversalForm()
{
    FormField reason{.key = member::reversalReason,
                     .label = Text::tr("Reason"),
                     .group = Text::tr("Request"),
                     .maxLength = 50,
                     .pattern = u"[A-Za-z0-9][A-Za-z0-9 ._-]*"_s,
                     .patternHint = Text::tr("Letters, digits, spaces, dots, - and _; first a letter or a digit."),
                     .help = Text::tr("Goes to the service as it is.")};
    return {.id = authReversal,
            .title = Text::tr("Reverse the authorisation"),
            .menuText = Text::tr("Reverse the authorisation…"),
            .summary = Text::tr("The amount will not be held on the customer’s card any more. The tokens stay."),
            .submitText = Text::tr("Reverse"),
            .fields = {amountField(member::reversalAmount, Text::tr("What was authorised.")),
                       currencyField(member::reversalCurrency), reason, referenceField()},
            .charge = Charge{member::reversalAmount, member::reversalCurrency}};
}

Form simulationForm(const QString &profileId)
{
    const QString group = Text::tr("Event");
    FormField expiration = expirationField(member::cardExpiration, false);
    expiration.group = Text::tr("New card");
    return {.id = issuerSimulation,
            .title = Text::tr("Play the card’s issuer (test environment)"),
            .menuText = Text::tr("Play the issuer…"),
            .summary =
                Text::tr("The service behaves as if the issuer had changed the network token. Merchants cannot do "
                         "this to a real token: only its issuer suspends it."),
            .submitText = Text::tr("Play the issuer"),
            .fields = {{.key = member::state,
                        .label = Text::tr("New state"),
                        .group = group,
                        .kind = Kind::Choice,
                        .choices = {{.value = u"ACTIVE"_s, .label = Text::tr("Active")},
                                    {.value = u"SUSPENDED"_s, .label = Text::tr("Suspended")},
                                    {.value = u"DELETED"_s, .label = Text::tr("Deleted"), .help = Text::tr("Final.")}}},
                       {.key = member::updateArt,
                        .label = Text::tr("New card art"),
                        .group = group,
                        .kind = Kind::Choice,
                        .choices = {{.value = u"true"_s, .label = Text::tr("Yes")}}},
                       {.key = member::cardLastDigits,
                        .label = Text::tr("Last four digits"),
                        .group = Text::tr("New card"),
                        .minLength = 4,
                        .maxLength = 4,
                        .pattern = u"[0-9]{4}"_s,
                        .patternHint = Text::tr("Four digits.")},
                       expiration,
                       profileField(true, profileId)}};
}

Form credentialsForm(const QString &profileId)
{
    return {.id = paymentCredentialsForm,
            .title = Text::tr("Ask for payment credentials"),
            .menuText = Text::tr("Payment credentials…"),
            .summary = Text::tr("The network token’s number with a cryptogram or a dynamic code, good for one payment. "
                                "This is live payment data: ask for it only when you need it."),
            .submitText = Text::tr("Ask for them"),
            .fields = {{.key = member::credentialType,
                        .label = Text::tr("Credential"),
                        .group = Text::tr("Request"),
                        .kind = Kind::Choice,
                        .isRequired = true,
                        .initialValue = u"NETWORK_TOKEN"_s,
                        .choices = {{.value = u"NETWORK_TOKEN"_s,
                                     .label = Text::tr("Network token"),
                                     .help = Text::tr("The number alone.")},
                                    {.value = u"CRYPTOGRAM"_s,
                                     .label = Text::tr("Network token with cryptogram"),
                                     .help = Text::tr("Not for American Express.")},
                                    {.value = u"SECURITY_CODE"_s,
                                     .label = Text::tr("Network token with dynamic code"),
                                     .help = Text::tr("American Express, and Mastercard’s secure card on file.")}}},
                       {.key = member::transactionType,
                        .label = Text::tr("Transaction"),
                        .group = Text::tr("Request"),
                        .kind = Kind::Choice,
                        .isRequired = true,
                        .initialValue = u"ECOM"_s,
                        .choices = {{.value = u"ECOM"_s, .label = Text::tr("Purchase")},
                                    {.value = u"AFT"_s,
                                     .label = Text::tr("Account funding"),
                                     .help = Text::tr("Visa with a cryptogram only.")}}},
                       profileField(false, profileId)}};
}

} // namespace cybersource
